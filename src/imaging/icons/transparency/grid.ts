import type { Size } from '../../../core/sizes';

/** Where the lines of a grid of squares lie, in pixels. */
export interface Grid {
  readonly size: number;
  readonly left: number;
  readonly top: number;
}

/** Share of all changes that must lie on the lines of a grid beyond what would by chance. */
const leastFit = 0.45;

/**
 * The grid whose lines lie where one colour changes into the other; `undefined` when the squares are too irregular for one.
 * @param classes 1 and 2 for pixels of the two colours, 0 for all others
 * @param about edge of a square, to about a pixel
 */
export function fitGrid(size: Size, classes: Uint8Array, about: number): Grid | undefined {
  const across = changes(size, classes, false);
  const down = changes(size, classes, true);
  const slack = about > 24 ? 2 : 1.2;
  const rough = search({ across, down }, about - slack, about + slack, 0.02, 0.5);
  const fine = search({ across, down }, rough.size - 0.03, rough.size + 0.03, 0.003, 0.1);
  return fine.fit >= leastFit ? fine : undefined;
}

interface Counts {
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/** The best grid with a size between two, tried in steps. */
function search(
  { across, down }: Counts,
  least: number,
  most: number,
  sizeStep: number,
  placeStep: number,
): Grid & { readonly fit: number } {
  let best = { size: least, left: 0, top: 0, fit: -1 };
  for (let size = Math.max(2, least); size <= most; size += sizeStep) {
    const [left, top] = [bestPlace(across, size, placeStep), bestPlace(down, size, placeStep)];
    const fit = Math.min(left.fit, top.fit);
    best = fit > best.fit ? { size, left: left.place, top: top.place, fit } : best;
  }
  return best;
}

/**
 * How often the colour changes between each pixel and the next one. Squares may be blurred, so a change is seen over three pixels as well,
 * from both sides; a sharp one counts most where it is.
 */
function changes({ width, height }: Size, classes: Uint8Array, isDown: boolean): Float64Array {
  const counts = new Float64Array(isDown ? height : width);
  const step = isDown ? width : 1;
  const isChange = (a: number, b: number): boolean => a + b === 3 && a !== 0 && b !== 0;
  for (let y = isDown ? 1 : 0; y < (isDown ? height - 2 : height); y++) {
    for (let x = isDown ? 0 : 1; x < (isDown ? width : width - 2); x++) {
      const pixel = y * width + x;
      const wide = isChange(classes[pixel - step] as number, classes[pixel + 2 * step] as number) ? 1 : 0;
      const close = isChange(classes[pixel] as number, classes[pixel + step] as number) ? 3 : 0;
      counts[isDown ? y : x] = (counts[isDown ? y : x] as number) + wide + close;
    }
  }
  return counts;
}

/** @returns the place of the first line, and how much of the changes lie next to a line, less what would by chance; 1 is all of them */
function bestPlace(counts: Float64Array, size: number, step: number): { readonly place: number; readonly fit: number } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let best = { place: 0, fit: -1 };
  for (let place = 0; place < size && total > 0; place += step) {
    let sum = 0;
    for (let line = place; line < counts.length; line += size) {
      // The line lies behind the pixel of the index, and its place is between two of them.
      const at = Math.floor(line - 1);
      const share = line - 1 - at;
      sum += (counts[at - 1] ?? 0) * (1 - share) + (counts[at] ?? 0) + (counts[at + 1] ?? 0) + (counts[at + 2] ?? 0) * share;
      sum += (counts[at] ?? 0) * (1 - share) + (counts[at + 1] ?? 0) * share;
    }
    // A sharp line is counted twice where it is: 4 of 6 parts there, 1 on each side.
    const fit = sum / total / (5 / 3) - 3 / size / (5 / 3);
    best = fit > best.fit ? { place, fit } : best;
  }
  return best;
}

/** 0 or 1 for the square that a pixel lies in, as on a chess board. */
export function squareOf({ size, left, top }: Grid, x: number, y: number): 0 | 1 {
  return (Math.floor((x + 0.5 - left) / size) + Math.floor((y + 0.5 - top) / size)) & 1 ? 1 : 0;
}

/** How far the middle of a pixel is from the nearest line, in pixels. */
export function fromLine({ size, left, top }: Grid, x: number, y: number): number {
  return Math.min(fromMultiple(x + 0.5 - left, size), fromMultiple(y + 0.5 - top, size));
}

function fromMultiple(value: number, size: number): number {
  const rest = ((value % size) + size) % size;
  return Math.min(rest, size - rest);
}
