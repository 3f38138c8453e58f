import type { Finding } from './finding';

/** A finding and where it stands in its document. */
export interface Located {
  readonly id: string;
  /** URI of the document. */
  readonly document: string;
  readonly finding: Finding;
  /** Line of its beginning, counted from 0, and where it begins and ends in UTF-16 units from the start of that line. */
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The text of its line, or of what surrounds it in a long one: what must still be there when it is replaced. */
  readonly context: string;
  /** Which one it is of those in the document with the same context and address, and how many there are. */
  readonly ordinal: number;
  readonly count: number;
  /** For a local picture that does not exist: URI of the file that is missing. */
  readonly missing?: string | undefined;
}

/** As much of a line on each side of an address tells places apart. */
const sideLength = 200;

/** Finds the line of each finding, which come sorted, and tells those apart that look the same. */
export function locate(document: string, text: string, findings: readonly Finding[]): Located[] {
  const seen = new Map<string, number>();
  let line = 0;
  let at = 0;
  const found = findings.map((finding) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < finding.start; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    const context = contextOf(text, finding);
    const key = keyOf(context, finding);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    // An address has no line break in it: where it ends is counted on from its beginning.
    return { finding, line, column: finding.start - at, endColumn: finding.end - at, context, ordinal, key };
  });
  return found.map(({ key, ...one }) => ({
    ...one,
    // By what it is and not by where: an edit elsewhere makes no other place of it.
    id: `${document}#${hashOf(key)}.${one.ordinal}`,
    document,
    count: seen.get(key) ?? 1,
  }));
}

/** Tells the places of one document apart: FNV-1a, twice with different starts, 64 bits in all. */
function hashOf(text: string): string {
  const half = (start: number): string => {
    let hash = start;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    return (hash >>> 0).toString(36);
  };
  return half(0x811c9dc5) + half(0x5bd1e995);
}

/**
 * Where the wanted places are in the document as it is now. A place is only found when its line reads as it did, and when there are
 * as many like it as there were: then the text is what was scanned, wherever it has moved to.
 */
export function relocate(wanted: readonly Located[], now: readonly Located[]): Map<Located, Located> {
  const byKey = new Map<string, Located[]>();
  for (const one of now) {
    const key = keyOf(one.context, one.finding);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const places = new Map<Located, Located>();
  for (const one of wanted) {
    const same = byKey.get(keyOf(one.context, one.finding)) ?? [];
    const place = same.length === one.count ? same[one.ordinal] : undefined;
    if (place) {
      places.set(one, place);
    }
  }
  return places;
}

function keyOf(context: string, { slot, url }: Finding): string {
  return `${slot.kind}\n${url}\n${context}`;
}

function contextOf(text: string, { start, end }: Finding): string {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - sideLength);
  const next = text.indexOf('\n', end);
  const lineEnd = Math.min(next < 0 ? text.length : next, end + sideLength);
  return text.slice(lineStart, lineEnd).trim();
}
