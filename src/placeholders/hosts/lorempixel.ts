import { entry, type HostEntry } from './entry';

/** Two services of the same age and fate; both take a subject for a keyword. */
export const lorempixel: readonly HostEntry[] = [
  entry({
    name: 'lorempixel.com',
    kind: 'photo',
    dead: true,
    // A number after the category chooses a picture; anything else is written on it.
    paths: ['[/(g|gray)]/{W}/{H}[/{keywords}[/({number}|{text})[/{text}]]]'],
  }),
  entry({
    name: 'placeimg.com',
    kind: 'photo',
    dead: true,
    paths: ['/{W}/{H}[/any|/{keywords:animals|arch|nature|people|tech}][/(grayscale|sepia)]'],
  }),
];
