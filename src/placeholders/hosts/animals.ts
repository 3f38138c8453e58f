import { entry, type HostEntry } from './entry';

/** A word may choose a look or an animal; an extension does nothing. */
const usual = '[/{word}]/{W}[/{H}][.{format:jpg|jpeg|png|gif|webp}]';

/** Animals, actors and bacon. They come and go, so none of them is called dead. */
const rows: readonly (readonly [name: string, ...paths: string[]])[] = [
  ['placekitten.com', '[/g]/{W}[/{H}]'],
  ['placekittens.com', '/{W}/{H}'],
  ['placebear.com', usual],
  ['placedog.net', usual],
  ['fillmurray.com', usual],
  ['placecage.com', usual],
  ['stevensegallery.com', usual],
  ['baconmockup.com', usual],
  ['placebeard.it', usual],
  ['placecats.com', usual],
  // `000` after the width is a colour, because it is no height. The last number chooses a skull.
  ['placeskull.com', '/{W}[/{H}[/{hex}]][/{number}]', '/{W}/{hex}[/{number}]'],
  ['place.dog', '/{W}/{H}'],
  ['placecorgi.com', '/{W}[/{H}]'],
];

export const animals: readonly HostEntry[] = rows.map(([name, ...paths]) => entry({ name, kind: 'photo', paths }));
