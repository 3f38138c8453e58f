import font from './glyphs.json';

/** One letter as the reader sees it. Lengths are in em. */
export interface Letter {
  readonly text: string;
  readonly advance: number;
  /** Whether a line may end before or after it without a space, as in Chinese. */
  readonly breaks: boolean;
}

const glyphs: Readonly<Record<string, string>> = font.glyphs;
const kerning: Readonly<Record<string, number>> = font.kerning;
const em = font.unitsPerEm;

/** Height of a capital letter in em; half of it is where a line looks centred. */
export const capHeight = font.capHeight / em;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u30ff\uff01-\uff60]/u;
const flag = /\p{Regional_Indicator}/u;

/** What can be drawn of a text: one line, without marks that have no ink, at most `limit` letters. */
export function lettersOf(text: string, limit: number): Letter[] {
  // A letter may carry any number of marks, so the text is cut before it is segmented.
  const clean = text
    .slice(0, limit * 8)
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
  const letters: Letter[] = [];
  for (const { segment } of graphemes.segment(clean)) {
    // Direction marks, joiners and other format characters, and the second of two spaces that had one between them.
    if (/^[\p{Cf}\p{M}]+$/u.test(segment) || (segment === ' ' && letters.at(-1)?.text === ' ')) {
      continue;
    }
    letters.push(letterOf(segment));
    if (letters.length === limit) {
      break;
    }
  }
  return letters;
}

export function letterOf(segment: string): Letter {
  const base = segment.replace(/[\p{M}\p{Cf}]/gu, '');
  const glyph = Object.hasOwn(glyphs, base) ? glyphs[base] : undefined;
  if (glyph !== undefined) {
    return { text: base, advance: Number.parseInt(glyph, 10) / em, breaks: false };
  }
  const isWide = wide.test(segment) || flag.test(segment);
  return { text: '', advance: isWide ? 1 : 0.56, breaks: isWide };
}

export function isSpace(letter: Letter): boolean {
  return letter.text === ' ';
}

/** The width of a line in em. */
export function widthOf(line: readonly Letter[]): number {
  return line.reduce((sum, letter, index) => sum + letter.advance + kernBefore(line, index), 0);
}

/**
 * SVG path data of a line in font units, y upwards, from x = 0 on the baseline. Nothing of the text itself gets into the SVG, so
 * there is nothing to escape.
 */
export function outlineOf(line: readonly Letter[]): string {
  let path = '';
  let x = 0;
  line.forEach((letter, index) => {
    x += kernBefore(line, index) * em;
    path += letter.text === '' ? bar(x, letter.advance * em) : glyphAt(letter.text, x);
    x += letter.advance * em;
  });
  return path;
}

/** Font units to one em, for the transform of `outlineOf`. */
export const unitsPerEm = em;

function kernBefore(line: readonly Letter[], index: number): number {
  const pair = (line[index - 1]?.text ?? '') + (line[index]?.text ?? '');
  return (Object.hasOwn(kerning, pair) ? (kerning[pair] ?? 0) : 0) / em;
}

function glyphAt(text: string, x: number): string {
  const [, ...parts] = (glyphs[text] ?? '').split(' ');
  return parts
    .map((part) => {
      const [contour = 0, left = 0, bottom = 0] = part.split(',').map(Number);
      return `M${Math.round(x + left)} ${bottom}${font.contours[contour] ?? ''}`;
    })
    .join('');
}

/** Stands for a letter that the font lacks: a rounded bar as wide as the letter would be. */
function bar(x: number, advance: number): string {
  const isWide = advance > 0.7 * em;
  const side = 45;
  const radius = 90;
  const bottom = isWide ? -30 : 0;
  const across = Math.round(advance - 2 * side - 2 * radius);
  const up = (isWide ? 780 : font.xHeight + 40) - 2 * radius;
  const corner = (dx: number, dy: number) => `a${radius} ${radius} 0 0 0 ${dx * radius} ${dy * radius}`;
  return (
    `M${Math.round(x + side)} ${bottom + radius}v${up}${corner(1, 1)}h${across}${corner(1, -1)}` +
    `v${-up}${corner(-1, -1)}h${-across}${corner(-1, 1)}z`
  );
}
