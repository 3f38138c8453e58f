import type { Rectangle } from '../../core/sizes';
import { fullScale, type Raster } from './raster';
import type { Weights } from './weights';

/**
 * The proof: how many pixels outside the effective mask differ in any sample, colour under zero alpha included. Outside is everything
 * beyond the box and what has weight 0 in it; without weights the whole box is inside. A picture without alpha equals an opaque one,
 * and an 8-bit sample v equals the 16-bit sample 257 v.
 * @throws RangeError when the pictures differ in size.
 */
export function countChanged(a: Raster, b: Raster, box: Rectangle, weights: Weights | undefined): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError('Pictures of different sizes cannot be compared.');
  }
  const count = counterFor(a, b);
  const { width, height } = a;
  const bottom = box.top + box.height;
  let changed = count(0, box.top * width) + count(bottom * width, height * width);
  for (let y = box.top; y < bottom; y++) {
    const left = y * width + box.left;
    changed += count(y * width, left) + count(left + box.width, (y + 1) * width);
    changed += weights ? countKept(count, weights, y - box.top, left) : 0;
  }
  return changed;
}

/** Of one row of the box, whose first pixel is `left`: what has weight 0. */
function countKept(count: Counter, { width, data, bounds }: Weights, y: number, left: number): number {
  if (y < bounds.top || y >= bounds.top + bounds.height) {
    return count(left, left + width);
  }
  const end = bounds.left + bounds.width;
  let changed = count(left, left + bounds.left) + count(left + end, left + width);
  for (let x = bounds.left; x < end; x++) {
    const from = x;
    while (x < end && data[y * width + x] === 0) {
      x++;
    }
    changed += x > from ? count(left + from, left + x) : 0;
  }
  return changed;
}

/** Counts changed pixels from one pixel index up to another. */
type Counter = (from: number, to: number) => number;

/** Pixels that are compared in one go before each is looked at. */
const chunk = 1024;

function counterFor(a: Raster, b: Raster): Counter {
  const slow: Counter = (from, to) => countEach(a, b, from, to);
  if (a.channels !== b.channels || fullScale(a) !== fullScale(b)) {
    return slow;
  }
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const bytes = a.channels * a.data.BYTES_PER_ELEMENT;
  return (from, to) => {
    let changed = 0;
    for (let start = from; start < to; start += chunk) {
      const end = Math.min(to, start + chunk);
      // The words that the pixels touch may hold a neighbour too; only a difference makes it worth looking closer.
      const last = Math.ceil((end * bytes) / 4);
      if (last > left.length || differ(left, right, Math.floor((start * bytes) / 4), last)) {
        changed += countEach(a, b, start, end);
      }
    }
    return changed;
  };
}

/** Four words a step: most of two pictures is the same, and this is the innermost loop over all of it. */
function differ(left: Int32Array, right: Int32Array, from: number, to: number): boolean {
  let index = from;
  for (; index + 4 <= to; index += 4) {
    const difference =
      ((left[index] as number) ^ (right[index] as number)) |
      ((left[index + 1] as number) ^ (right[index + 1] as number)) |
      ((left[index + 2] as number) ^ (right[index + 2] as number)) |
      ((left[index + 3] as number) ^ (right[index + 3] as number));
    if (difference !== 0) {
      return true;
    }
  }
  for (; index < to; index++) {
    if (left[index] !== right[index]) {
      return true;
    }
  }
  return false;
}

/** The samples as 32-bit words, without the last bytes that fill no word. */
function wordsOf({ data }: Raster): Int32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / 4));
}

function countEach(a: Raster, b: Raster, from: number, to: number): number {
  const [scaleA, scaleB] = [fullScale(a), fullScale(b)];
  // Both at the larger depth.
  const [timesA, timesB] = [scaleA < scaleB ? 257 : 1, scaleB < scaleA ? 257 : 1];
  let changed = 0;
  for (let index = from; index < to; index++) {
    const [left, right] = [index * a.channels, index * b.channels];
    let differs = false;
    for (let channel = 0; channel < 3; channel++) {
      differs ||= (a.data[left + channel] as number) * timesA !== (b.data[right + channel] as number) * timesB;
    }
    const alphaA = a.channels === 4 ? (a.data[left + 3] as number) : scaleA;
    const alphaB = b.channels === 4 ? (b.data[right + 3] as number) : scaleB;
    changed += differs || alphaA * timesA !== alphaB * timesB ? 1 : 0;
  }
  return changed;
}

/** Differences up to this many of 255 levels in a channel are what encoders and resampling make of an unchanged picture. */
export const visibleDifference = 12;

/**
 * The share, 0 to 1, of pixels in `where` (one byte a pixel, nonzero counts) with a channel that differs by more than `threshold` of
 * 255 levels; of the alpha too if both have one. `undefined` when there are no such pixels. Both rasters are 8 bit and of one size.
 */
export function shareChanged(original: Raster, answer: Raster, where: Uint8Array, threshold = visibleDifference): number | undefined {
  const { channels, data } = original;
  const compared = Math.min(channels, answer.channels);
  let counted = 0;
  let changed = 0;
  for (let index = 0; index < where.length; index++) {
    if (where[index] === 0) {
      continue;
    }
    counted++;
    for (let channel = 0; channel < compared; channel++) {
      const difference = (data[index * channels + channel] as number) - (answer.data[index * answer.channels + channel] as number);
      if (difference > threshold || difference < -threshold) {
        changed++;
        break;
      }
    }
  }
  return counted === 0 ? undefined : changed / counted;
}
