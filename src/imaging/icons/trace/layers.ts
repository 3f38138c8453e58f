import type { Coverage } from './contours';
import { flood } from '../ground/flood';
import type { Labels } from './labels';

/** Pixels that a colour goes on under the next one, so that no gap shows between them. */
const underlap = 2;

/**
 * How much of each pixel a colour covers when all are drawn one over the other in their order. It goes on a little under opaque colours
 * that come later, and altogether under those that lie wholly in it.
 * @param isOpaque whether the colour with a label lets nothing through
 */
export function coverageOf(labels: Labels, label: number, isOpaque: (label: number) => boolean): Coverage {
  const { width, height, first, second, share } = labels;
  const covers = (other: number): boolean => other > label && isOpaque(other);
  const under = new Uint8Array(first.length);
  markEdges(labels, label, covers, under);
  markInside(labels, label, covers, under);
  const data = new Float32Array(first.length);
  for (let pixel = 0; pixel < data.length; pixel++) {
    const [a, b, weight] = [first[pixel] as number, second[pixel] as number, (share[pixel] as number) / 255];
    const counts = (other: number): boolean => other === label || (under[pixel] === 1 && covers(other));
    data[pixel] = (counts(a) ? weight : 0) + (counts(b) ? 1 - weight : 0);
  }
  return { width, height, data };
}

function markEdges({ width, height, first, second }: Labels, label: number, covers: (other: number) => boolean, under: Uint8Array): void {
  for (let pixel = 0; pixel < first.length; pixel++) {
    if (first[pixel] !== label && second[pixel] !== label) {
      continue;
    }
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (let v = Math.max(0, y - underlap); v <= Math.min(height - 1, y + underlap); v++) {
      for (let u = Math.max(0, x - underlap); u <= Math.min(width - 1, x + underlap); u++) {
        const other = v * width + u;
        if (covers(first[other] as number) || covers(second[other] as number)) {
          under[other] = 1;
        }
      }
    }
  }
}

/** Marks what lies on the colour without touching anything else. */
function markInside(labels: Labels, label: number, covers: (other: number) => boolean, under: Uint8Array): void {
  const { width, height, first, second } = labels;
  const seen = new Uint8Array(first.length);
  const isOther = (pixel: number): boolean => !covers(first[pixel] as number) && first[pixel] !== label;
  for (let start = 0; start < first.length; start++) {
    if (seen[start] === 1 || !covers(first[start] as number)) {
      continue;
    }
    const spot = flood(labels, [start], seen, 1, (pixel) => covers(first[pixel] as number));
    const isInside = spot.every((pixel) => {
      const x = pixel % width;
      const b = second[pixel] as number;
      const touchesOther =
        (x > 0 && isOther(pixel - 1)) ||
        (x < width - 1 && isOther(pixel + 1)) ||
        (pixel >= width && isOther(pixel - width)) ||
        (pixel < width * (height - 1) && isOther(pixel + width));
      return !touchesOther && (covers(b) || b === label);
    });
    if (isInside) {
      for (const pixel of spot) {
        under[pixel] = 1;
      }
    }
  }
}
