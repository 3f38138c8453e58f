import type { Query } from './address';
import { entry, type HostEntry } from './entry';
import { words } from './label';

const size = '{W}x{H}[.{format:jpg|jpeg|png|webp}]';
const fixed = '[/(daily|weekly)]';

/** Shut down, and still what thousands of projects point at. Not `images.unsplash.com`, which holds real pictures. */
export const unsplash: HostEntry = entry({
  name: 'source.unsplash.com',
  kind: 'photo',
  dead: true,
  paths: [
    `[/(random|featured)]/${size}${fixed}`,
    `/(random|featured|daily|weekly)${fixed}`,
    // Whatever followed, it was a way to get another picture.
    '/random/({number}|{word})[.{format:jpg|jpeg|png|webp}]',
    `/user/{any}[/likes][/${size}]${fixed}`,
    `/collection/{any}[/${size}]${fixed}`,
    `/category/{keywords}[/${size}]${fixed}`,
    `/{photo}[/${size}]${fixed}`,
    '/?',
  ],
  refine: (reading, _captures, query) => ({ ...reading, text: undefined, keywords: wordsIn(query) ?? reading.keywords }),
});

/** Keywords stand in the query without a name; numbers and named ones there only defeat caches. */
function wordsIn(query: Query): readonly string[] | undefined {
  const bare = [...query].filter(([name, value]) => value === '' && !/^(?:\d+|sig|random)$/.test(name));
  return words(bare.map(([name]) => name).join());
}
