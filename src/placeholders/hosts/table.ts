import { animals } from './animals';
import { avatars } from './avatars';
import { dummyimage } from './dummyimage';
import { dummyjson } from './dummyjson';
import type { HostEntry } from './entry';
import { fakeimg } from './fakeimg';
import { loremflickr } from './loremflickr';
import { lorempixel } from './lorempixel';
import { picsum } from './picsum';
import { placeholdCo } from './placeholdCo';
import { placeholderCom } from './placeholderCom';
import { smallLabels } from './smallLabels';
import { unsplash } from './unsplash';

/** Every host that is known, each once. */
export const hostEntries: readonly HostEntry[] = [
  placeholdCo,
  ...placeholderCom,
  ...picsum,
  dummyimage,
  fakeimg,
  loremflickr,
  dummyjson,
  ...smallLabels,
  unsplash,
  ...lorempixel,
  ...animals,
  ...avatars,
];
