import type { Size } from '../../core/sizes';

/** Where the lines of a grid of squares lie, in pixels. */
export interface Grid {
  readonly size: number;
  readonly left: number;
  readonly top: number;
}

/** Steps in which the size and the place of a grid are tried, in pixels. */
const sizeStep = 0.02;
const placeStep = 0.5;

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
  let best: (Grid & { readonly fit: number }) | undefined;
  for (let edge = Math.max(2, about - slack); edge <= about + slack; edge += sizeStep) {
    const [left, top] = [bestPlace(across, edge), bestPlace(down, edge)];
    const fit = Math.min(left.fit, top.fit);
    best = !best || fit > best.fit ? { size: edge, left: left.place, top: top.place, fit } : best;
  }
  return best && best.fit >= leastFit ? best : undefined;
}

/** How often the colour changes between each pixel and the next one, looking one pixel further on both sides, where squares may be blurred. */
function changes({ width, height }: Size, classes: Uint8Array, isDown: boolean): Float64Array {
  const counts = new Float64Array(isDown ? height : width);
  const step = isDown ? width : 1;
  for (let y = isDown ? 1 : 0; y < (isDown ? height - 2 : height); y++) {
    for (let x = isDown ? 0 : 1; x < (isDown ? width : width - 2); x++) {
      const pixel = y * width + x;
      const [a, b] = [classes[pixel - step] as number, classes[pixel + 2 * step] as number];
      if (a + b === 3 && a !== 0 && b !== 0) {
        const index = isDown ? y : x;
        counts[index] = (counts[index] as number) + 1;
      }
    }
  }
  return counts;
}

/** @returns the place of the first line, and the share of the changes next to a line, less what would be there by chance */
function bestPlace(counts: Float64Array, edge: number): { readonly place: number; readonly fit: number } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let best = { place: 0, fit: -1 };
  for (let place = 0; place < edge; place += placeStep) {
    let sum = 0;
    for (let line = place; line < counts.length; line += edge) {
      // A change is counted up to one pixel before and behind the line, which lies after the pixel of the index.
      const at = Math.round(line - 1);
      sum += (counts[at - 1] ?? 0) * 0.5 + (counts[at] ?? 0) + (counts[at + 1] ?? 0) * 0.5;
    }
    const fit = total > 0 ? (sum * 1.5) / total - 2 / edge : 0;
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
  const far = (value: number): number => {
    const rest = ((value % size) + size) % size;
    return Math.min(rest, size - rest);
  };
  return Math.min(far(x + 0.5 - left), far(y + 0.5 - top));
}
