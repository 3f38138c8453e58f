import { below } from './paths';
import { isImported, type Place } from './place';

/** How a script comes to the address of a picture. */
export type Way = 'address' | 'import' | 'require';

/** Scripts that Node runs as they lie, within a project that has a bundler. */
const runByNode = /^(?:prisma|drizzle|seeds?|seeders?|migrations?|scripts|tools|bin)\/|\.config\.[cm]?[jt]s$|\.cjs$/;

/** The way for this place; undefined when the picture has no address that the place could know. `bundled`: the bundler reads it. */
export function wayInto(place: Place, bundled: boolean): Way | undefined {
  if (hasAddress(place)) {
    return 'address';
  }
  if (!bundled || runByNode.test(below(place.project.folder, place.path)) || isCommonJs(place)) {
    return undefined;
  }
  return place.project.bundler === 'metro' ? 'require' : 'import';
}

/** Whether the picture can be named by an address: it is served, or nothing would take its import anyway. */
export function hasAddress(place: Place): boolean {
  return !isImported(place) || place.served?.preferred === true;
}

/** A module that exports in the old way may not import in the new one. React Native does not mind, it requires its pictures. */
function isCommonJs(place: Place): boolean {
  return (
    place.project.bundler !== 'metro' &&
    /^\s*(?:module\.)?exports\b[.\w$]*\s*=/m.test(place.text) &&
    !/^\s*(?:import|export)\b/m.test(place.text)
  );
}
