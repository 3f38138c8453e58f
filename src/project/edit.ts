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

const reference = /^(?:[^\s"'`<>{}$]*\.(?:png|jpe?g|webp|gif|avif|svg|ico)(?:[?#][^\s"'`<>{}]*)?|data:image\/[^\s"'`<>]*)$/i;
const address = /^(?:https?:)?\/\/[^\s"'`<>{}$]+$|^#$/i;

/** Puts a text at the cursor or in place of the selection. */
export function insertAt(place: Place, insert: string, additional: readonly Insertion[] = []): ReferenceEdit {
  return edit(place.start, place.end, insert, additional);
}

/**
 * Puts a text into quotes. A picture's address that already stands there is replaced, because half of one and half of another is none;
 * `anyAddress` says that whatever URL stands there is a picture's.
 */
export function insertIntoValue(place: Place, limits: { start: number; end: number }, insert: string, anyAddress: boolean, additional: readonly Insertion[] = []): ReferenceEdit {
  const value = place.text.slice(limits.start, limits.end);
  const inside = place.start === place.end && place.start >= limits.start && place.end <= limits.end;
  if (inside && (reference.test(value) || (anyAddress && address.test(value)))) {
    return edit(limits.start, limits.end, insert, additional);
  }
  return insertAt(place, insert, additional);
}

function edit(start: number, end: number, insert: string, additional: readonly Insertion[]): ReferenceEdit {
  // A selection that begins in the imports would swallow the new one.
  return { replace: { start, end }, insert, additional: additional.map((one) => ({ ...one, offset: one.offset > start && one.offset < end ? start : one.offset })) };
}
