/** One candidate of a `srcset`; offsets are within the text that was read. */
export interface SrcsetCandidate {
  readonly start: number;
  readonly end: number;
  readonly descriptor: string;
}

/** As browsers read it: an address reaches to the next white space, and commas belong to it unless they end it. */
export function readSrcset(text: string): SrcsetCandidate[] {
  const candidates: SrcsetCandidate[] = [];
  const next = /[^\s,][^\s]*/g;
  for (let match = next.exec(text); match && candidates.length < 200; match = next.exec(text)) {
    const start = match.index;
    // Without white space behind the comma, browsers take both for one address; people mean two.
    const inner = /,(?=https?:|\/)/.exec(match[0].startsWith('data:') ? '' : match[0]);
    const end = start + (inner ? inner.index : match[0].replace(/,+$/, '').length);
    if (end < start + match[0].length) {
      candidates.push({ start, end, descriptor: '' });
      next.lastIndex = end + 1;
      continue;
    }
    const comma = text.indexOf(',', end);
    const until = comma < 0 ? text.length : comma;
    candidates.push({ start, end, descriptor: text.slice(end, until).trim() });
    next.lastIndex = until + 1;
  }
  return candidates;
}

/** Pixels for each CSS pixel, where the descriptor says so. */
export function densityOf(descriptor: string): number | undefined {
  const density = Number(/^(\d+(?:\.\d+)?)x$/i.exec(descriptor)?.[1] ?? NaN);
  return density > 0 ? density : undefined;
}
