import type { Size } from '../core/sizes';
import { capHeight, isSpace, letterOf, widthOf, type Letter } from './lettering';
import { typeset, type Block } from './typesetting';

/** One line at its place; `x` and `baseline` are pixels from the upper left corner, `size` is the type size in pixels. */
export interface Placed {
  readonly letters: readonly Letter[];
  readonly x: number;
  readonly baseline: number;
  readonly size: number;
  /** `plate` is the size on a dark plate, where shapes may lie below it. */
  readonly role: 'title' | 'size' | 'plate';
}

export interface Layout {
  readonly text: readonly Placed[];
  /** Distance of the corner marks from the edges in pixels; 0 for none. */
  readonly mark: number;
  readonly style: 'icon' | 'strip' | 'poster';
}

/** How many times longer than short an area is before its words go on one middle line. */
export const stripRatio = 5;

/** Places the words and the size in an area that is at most `stripRatio` times as high as wide. */
export function layoutOf(prompt: readonly Letter[], size: readonly Letter[], area: Size): Layout {
  const short = Math.min(area.width, area.height);
  if (short < 16 || prompt.length === 0) {
    return { text: [], mark: 0, style: 'icon' };
  }
  if (area.width > area.height * 3 && (area.width > area.height * stripRatio || area.height < 96)) {
    return strip(prompt, size, area);
  }
  return short < 96 ? initials(prompt, area) : poster(prompt, size, area);
}

/** Icons: one letter up to 31 pixels, then two. */
function initials(prompt: readonly Letter[], { width, height }: Size): Layout {
  const short = Math.min(width, height);
  const starts = prompt.filter((letter, index) => !isSpace(letter) && (index === 0 || isSpace(prompt[index - 1] ?? letter)));
  const letters = starts.slice(0, short < 32 ? 1 : 2).map(upper);
  const type = short * (letters.length === 1 ? 0.62 : 0.46);
  const x = (width - widthOf(letters) * type) / 2;
  return { text: [{ letters, x, baseline: (height + capHeight * type) / 2, size: type, role: 'title' }], mark: 0, style: 'icon' };
}

function upper(letter: Letter): Letter {
  const capital = letterOf(letter.text.toUpperCase());
  return capital.text === '' ? letter : capital;
}

/** Banners: the words on the left, the size on the right where there is room, both on the middle line. */
function strip(prompt: readonly Letter[], size: readonly Letter[], { width, height }: Size): Layout {
  const margin = height * 0.36;
  const label = Math.max(9, Math.min(height * 0.15, 34));
  const labelWidth = widthOf(size) * label;
  const hasLabel = height >= 40 && width - 2 * margin > labelWidth * 3;
  const block = typeset(prompt, {
    width: width - 2 * margin - (hasLabel ? labelWidth + margin : 0),
    height: height * 0.62,
    largest: height * 0.36,
    smallest: Math.min(height * 0.5, Math.max(8, height * 0.2)),
    maxLines: 2,
  });
  const text = linesAt(block, margin, (height - heightOf(block)) / 2);
  if (hasLabel) {
    text.push({ letters: size, x: width - margin - labelWidth, baseline: (height + capHeight * label) / 2, size: label, role: 'plate' });
  }
  return { text, mark: 0, style: 'strip' };
}

/** Everything else: the size in the upper left, the words in the lower left, corner marks around. */
function poster(prompt: readonly Letter[], size: readonly Letter[], { width, height }: Size): Layout {
  const short = Math.min(width, height);
  const ratio = width / height;
  const margin = short * 0.09;
  const label = Math.max(9, Math.min(short * 0.042, width * 0.03 + 8));
  const labelBottom = margin + label * capHeight;
  // Wide pictures leave the right to the shapes.
  const measure = ratio > 1.25 ? width * 0.64 - margin : width - 2 * margin;
  const block = typeset(prompt, {
    width: Math.max(measure, short * 0.6),
    height: Math.min(height * (ratio > 1.25 ? 0.62 : 0.5), height - margin - labelBottom - label * 1.6),
    largest: Math.max(12, Math.min(short * (0.15 + 0.03 * Math.min(2, Math.max(0, ratio - 1.9))), width * 0.115)),
    smallest: Math.max(9, short * 0.045),
    maxLines: 6,
  });
  const text = linesAt(block, margin, height - margin - heightOf(block));
  text.push({ letters: size, x: margin, baseline: labelBottom, size: label, role: 'size' });
  return { text, mark: short >= 160 ? margin * 0.42 : 0, style: 'poster' };
}

/** From the top of the first line's capitals to the last baseline. */
function heightOf({ lines, size, leading }: Block): number {
  return size * capHeight + (lines.length - 1) * leading;
}

function linesAt({ lines, size, leading }: Block, x: number, top: number): Placed[] {
  return lines.map((letters, index) => ({ letters, x, baseline: top + size * capHeight + index * leading, size, role: 'title' as const }));
}
