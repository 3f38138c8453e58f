import { plain } from '../drawing';
import { fullBleed, ico } from './drawings';
import { png, type Preset } from './preset';

/** Next.js finds these by their names and writes the lines of the head by itself. */
export const nextApp: Preset = {
  id: 'next-app',
  name: 'Next.js app router',
  detail: 'favicon, icon and touch icon under the names that Next.js looks for',
  pictures: () => [{ path: 'favicon.ico', picture: ico(16, 32, 48) }, png('icon.png', plain(192)), png('apple-icon.png', fullBleed(180))],
  notes: (place) =>
    place.found
      ? []
      : [`${place.folder} was not found. Only the app router of Next.js takes icons from there; for the pages router use a web set.`],
};
