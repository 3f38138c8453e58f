import type { Rectangle } from '../../core/sizes';
import type { Mask } from '../mask/mask';

/*
 * Exact Euclidean distances in two passes: down and up each column, then along each row the lower envelope of the parabolas
 * (x - x')² + vertical(x')² (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012). A distance of `reach` or
 * more is of no interest, which leaves most of a picture out of the second pass.
 */

/** For every pixel of `value`, the distance in pixels to the nearest other one in its column, at most `reach`; 0 for the others. */
export function verticalDistances({ data, width }: Mask, area: Rectangle, value: number, reach: number): Uint16Array {
  const distances = new Uint16Array(area.width * area.height);
  for (let y = 0; y < area.height; y++) {
    const source = (area.top + y) * width + area.left;
    const row = y * area.width;
    const above = row - area.width;
    for (let x = 0; x < area.width; x++) {
      if (data[source + x] === value) {
        const distance = y === 0 ? reach : (distances[above + x] as number) + 1;
        distances[row + x] = distance < reach ? distance : reach;
      }
    }
  }
  for (let index = distances.length - area.width - 1; index >= 0; index--) {
    const distance = (distances[index + area.width] as number) + 1;
    if (distance < (distances[index] as number)) {
      distances[index] = distance;
    }
  }
  return distances;
}

/** Where the parabolas of the lower envelope stand and where each one begins to be the lowest; grows with the widest run. */
let stands = new Int32Array(1024);
let begins = new Float64Array(1025);

/**
 * Weights of the run `from` to `to` of a row, whose neighbours on both sides, if there are any, are pixels of the other value.
 * @returns the largest squared distance in the run, at most the last index of the table.
 */
export function fadeRun(vertical: Uint16Array, from: number, to: number, reach: number, table: Uint16Array, weights: Uint16Array): number {
  const first = from > 0 ? from - 1 : from;
  const last = to < vertical.length ? to : to - 1;
  const most = table.length - 1;
  const count = envelope(vertical, first, last, reach);
  if (count === 0) {
    weights.fill(table[most] as number, from, to);
    return most;
  }
  let farthest = 0;
  let parabola = 0;
  for (let x = from; x < to; x++) {
    while (parabola < count - 1 && (begins[parabola + 1] as number) <= x) {
      parabola++;
    }
    const stand = stands[parabola] as number;
    const height = vertical[stand] as number;
    let square = (x - stand) * (x - stand) + height * height;
    square = square < most ? square : most;
    farthest = square > farthest ? square : farthest;
    weights[x] = table[square] as number;
  }
  return farthest;
}

/** @returns how many parabolas the lower envelope between the two places has, 0 when all are out of reach. */
function envelope(vertical: Uint16Array, first: number, last: number, reach: number): number {
  if (stands.length <= last - first) {
    stands = new Int32Array(2 * (last - first + 1));
    begins = new Float64Array(stands.length + 1);
  }
  let count = 0;
  for (let x = first; x <= last; x++) {
    const height = vertical[x] as number;
    if (height >= reach) {
      continue;
    }
    let begin = -Infinity;
    while (count > 0) {
      const stand = stands[count - 1] as number;
      const other = vertical[stand] as number;
      begin = (x * x + height * height - stand * stand - other * other) / (2 * (x - stand));
      if (begin > (begins[count - 1] as number)) {
        break;
      }
      count--;
      begin = -Infinity;
    }
    stands[count] = x;
    begins[count] = begin;
    count++;
  }
  return count;
}
