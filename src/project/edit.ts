import type { Place } from './place';

/** A text to be put in at an offset of the document as it is now. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** One undoable change of a document. Offsets are those of the document before the change. */
export interface ReferenceEdit {
  /** What the text takes the place of: the selection, the cursor, or the address that stood in the quotes around the cursor. */
  readonly replace: { readonly start: number; readonly end: number };
  readonly insert: string;
  /** Further places, such as an import; never within `replace`. */
  readonly additional: readonly Insertion[];
}

/** A picture's path, a picture as data, the address of anything, or the beginning of a path that someone meant to complete. */
const reference =
  /^(?:[^\s"'`<>{}$]*\.(?:png|jpe?g|webp|gif|avif|svg|ico)(?:[?#][^\s"'`<>{}]*)?|data:image\/[^\s"'`<>]*|(?:https?:)?\/\/[^\s"'`<>{}$]+|#|(?:[\w.@~$-]*\/)+)$/i;

/** Puts a text at the cursor or in place of the selection. */
export function insertAt(place: Place, insert: string, additional: readonly Insertion[] = []): ReferenceEdit {
  return edit(place.start, place.end, insert, additional);
}

/**
 * Puts a text into quotes. An address that already stands there is replaced, because half of one and half of another is none. What is
 * selected, and what is more than an address, stays as it is around the text.
 */
export function insertIntoValue(
  place: Place,
  limits: { start: number; end: number },
  insert: string,
  additional: readonly Insertion[] = [],
): ReferenceEdit {
  return standsInAddress(place, limits) ? edit(limits.start, limits.end, insert, additional) : insertAt(place, insert, additional);
}

/** Whether the quotes are free for something else than an address: empty, or about to lose all that they hold. */
export function isReplaceable(place: Place, limits: { start: number; end: number }): boolean {
  const empty = place.text.slice(limits.start, limits.end).trim() === '' && place.start >= limits.start && place.end <= limits.end;
  return empty || standsInAddress(place, limits) || (place.start === limits.start && place.end === limits.end);
}

/** Whether the cursor is in quotes that hold an address and nothing else. */
function standsInAddress(place: Place, limits: { start: number; end: number }): boolean {
  const inside = place.start === place.end && place.start >= limits.start && place.end <= limits.end;
  return inside && reference.test(place.text.slice(limits.start, limits.end));
}

function edit(start: number, end: number, insert: string, additional: readonly Insertion[]): ReferenceEdit {
  // A selection that begins in the imports would swallow the new one.
  return {
    replace: { start, end },
    insert,
    additional: additional.map((one) => ({ ...one, offset: one.offset > start && one.offset < end ? start : one.offset })),
  };
}
