import { isSpace, letterOf, widthOf, type Letter } from './lettering';

/** Lines of text at one size in pixels. */
export interface Block {
  readonly lines: readonly (readonly Letter[])[];
  readonly size: number;
  /** Distance of two baselines in pixels. */
  readonly leading: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Type sizes in pixels. */
  readonly largest: number;
  readonly smallest: number;
  readonly maxLines: number;
}

const leadingOf = (size: number) => size * 1.16;

/**
 * Sets the text as large as the room allows. Words are only cut when they do not fit at half the largest size; what does not fit at
 * the smallest size is left out, and an ellipsis says so.
 */
export function typeset(letters: readonly Letter[], room: Room): Block {
  for (let size = room.largest; size > room.smallest; size *= 0.94) {
    const lines = wrap(letters, room.width / size);
    const mayCut = size < room.largest / 2;
    if (lines.length <= linesIn(room, size) && (mayCut || !cutsWords(lines, letters))) {
      return { lines: mayCut ? lines : balance(letters, room.width / size, lines.length), size, leading: leadingOf(size) };
    }
  }
  const size = room.smallest;
  const lines = wrap(letters, room.width / size);
  return { lines: shorten(lines, linesIn(room, size), room.width / size), size, leading: leadingOf(size) };
}

function linesIn(room: Room, size: number): number {
  return Math.max(1, Math.min(room.maxLines, Math.floor((room.height - size) / leadingOf(size)) + 1));
}

/** Breaks at spaces, between letters that allow it, and within words that are longer than a line. `width` is in em. */
export function wrap(letters: readonly Letter[], width: number): Letter[][] {
  const lines: Letter[][] = [];
  let line: Letter[] = [];
  for (const chunk of chunksOf(letters)) {
    const joined = [...line, ...chunk];
    if (widthOf(trim(joined)) <= width) {
      line = joined;
      continue;
    }
    if (trim(line).length > 0) {
      lines.push(trim(line));
    }
    line = [];
    for (const letter of chunk) {
      if (line.length > 0 && widthOf([...line, letter]) > width && !isSpace(letter)) {
        lines.push(line);
        line = [];
      }
      line.push(letter);
    }
  }
  return trim(line).length > 0 ? [...lines, trim(line)] : lines;
}

/** Pieces that stay together: a word with the spaces after it, or one letter that may stand at any place. */
function* chunksOf(letters: readonly Letter[]): Generator<Letter[]> {
  let chunk: Letter[] = [];
  for (const letter of letters) {
    const last = chunk.at(-1);
    if (last && !isSpace(letter) && (isSpace(last) || last.breaks || letter.breaks)) {
      yield chunk;
      chunk = [];
    }
    chunk.push(letter);
  }
  if (chunk.length > 0) {
    yield chunk;
  }
}

/** The narrowest setting with as few lines: no last line with a single short word. */
function balance(letters: readonly Letter[], width: number, count: number): Letter[][] {
  let low = width / 2;
  let high = width;
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    const lines = wrap(letters, middle);
    if (lines.length > count || cutsWords(lines, letters)) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return wrap(letters, high);
}

/** Whether a line ends within a word: then one more chunk is needed than the text has. */
function cutsWords(lines: readonly (readonly Letter[])[], letters: readonly Letter[]): boolean {
  const pieces = (line: readonly Letter[]) => [...chunksOf(line)].length;
  return lines.reduce((sum, line) => sum + pieces(line), 0) > pieces(letters);
}

function shorten(lines: readonly Letter[][], count: number, width: number): Letter[][] {
  if (lines.length <= count) {
    return [...lines];
  }
  const kept = lines.slice(0, count);
  const last = [...(kept.pop() ?? [])];
  const ellipsis = letterOf('…');
  while (last.length > 1 && widthOf([...trim(last), ellipsis]) > width) {
    last.pop();
  }
  return [...kept, [...trim(last), ellipsis]];
}

function trim(line: readonly Letter[]): Letter[] {
  let end = line.length;
  while (end > 0 && line[end - 1]?.text === ' ') {
    end--;
  }
  return line.slice(0, end);
}
