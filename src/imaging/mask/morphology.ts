import type { Rectangle } from '../../core/sizes';
import { boundsOf, cropMask, emptyMask, type Mask } from './mask';
import { widened, within } from './rectangles';

/** Adds every pixel whose centre is at most `by` pixels from that of a painted one: an exact Euclidean disc. */
export function grown(mask: Mask, by: number): Mask {
  const result = emptyMask(mask);
  const bounds = boundsOf(mask);
  const region = bounds && within(widened(bounds, Math.max(0, Math.floor(by))), mask);
  if (region) {
    pasteMask(result, grownIn(mask, region, by), region);
  }
  return result;
}

/** Takes away every pixel at most `by` pixels from one that is not painted. What lies beyond the picture's edge counts as painted. */
export function shrunk(mask: Mask, by: number): Mask {
  return inverted(grown(inverted(mask), by));
}

export function inverted({ width, height, data }: Mask): Mask {
  const other = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) {
    other[index] = 255 - (data[index] ?? 0);
  }
  return { width, height, data: other };
}

/** The part of the grown mask that lies in a rectangle inside the picture; only its surroundings are looked at. */
export function grownIn(mask: Mask, region: Rectangle, by: number): Mask {
  const reach = Math.floor(by);
  const area = within(widened(region, Math.max(0, reach)), mask);
  if (reach <= 0 || !area) {
    return cropMask(mask, region);
  }
  const source = cropMask(mask, area);
  const distance = columnDistances(source, reach);
  const halves = Array.from({ length: reach + 1 }, (_, rise) => Math.floor(Math.sqrt(by * by - rise * rise)));
  const result = emptyMask(region);
  const [dx, dy] = [region.left - area.left, region.top - area.top];
  for (let y = 0; y < region.height; y++) {
    const row = distance.subarray((y + dy) * area.width, (y + dy + 1) * area.width);
    const target = result.data.subarray(y * region.width, (y + 1) * region.width);
    spreadRow(row, target, dx, halves);
  }
  return result;
}

/** For each pixel the distance to the nearest painted one in its column; `reach` + 1 is too far. */
function columnDistances({ width, height, data }: Mask, reach: number): Uint8Array | Uint16Array {
  const far = reach + 1;
  const distance = far < 256 ? new Uint8Array(data.length) : new Uint16Array(data.length);
  for (let index = 0; index < data.length; index++) {
    const above = index >= width ? (distance[index - width] ?? far) : far;
    distance[index] = data[index] === 255 ? 0 : Math.min(far, above + 1);
  }
  for (let index = (height - 1) * width - 1; index >= 0; index--) {
    const below = (distance[index + width] ?? far) + 1;
    if (below < (distance[index] ?? far)) {
      distance[index] = below;
    }
  }
  return distance;
}

/** Each pixel of a row reaches as far to both sides as the disc is wide at its distance: one sweep each way finds what is reached. */
function spreadRow(row: Uint8Array | Uint16Array, target: Uint8Array, offset: number, halves: readonly number[]): void {
  let reached = -1;
  for (let x = 0; x < offset + target.length; x++) {
    const half = halves[row[x] ?? 0];
    if (half !== undefined && x + half > reached) {
      reached = x + half;
    }
    if (x >= offset && x <= reached) {
      target[x - offset] = 255;
    }
  }
  reached = row.length;
  for (let x = row.length - 1; x >= offset; x--) {
    const half = halves[row[x] ?? 0];
    if (half !== undefined && x - half < reached) {
      reached = x - half;
    }
    if (x >= reached && x < offset + target.length) {
      target[x - offset] = 255;
    }
  }
}

/** Puts a mask into another at a place inside it. */
export function pasteMask(mask: Mask, part: Mask, { left, top }: Pick<Rectangle, 'left' | 'top'>): void {
  for (let y = 0; y < part.height; y++) {
    mask.data.set(part.data.subarray(y * part.width, (y + 1) * part.width), (top + y) * mask.width + left);
  }
}
