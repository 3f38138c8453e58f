import type { BlendSettings } from '../../core/edit';
import type { Rectangle, Size } from '../../core/sizes';
import { areaOf, boundsOf, type Mask } from '../mask/mask';
import { fadeRun, verticalDistances } from './distance';

/** How much of the answer each pixel takes. Where it is 0 the original's samples stay as they are; the rest is the effective mask. */
export interface Weights extends Size {
  /** width × height, 0 = the original, `fullWeight` = the answer. */
  readonly data: Uint16Array;
  /** The feather that was used, in pixels; smaller than asked when it would have left no pixel at full weight. */
  readonly feather: number;
  /** Pixels of the effective mask. */
  readonly area: number;
  /** The smallest rectangle that holds the effective mask; width and height are 0 when it is empty. */
  readonly bounds: Rectangle;
}

export const fullWeight = 65535;

/**
 * Weights of a painted mask, cut to the box that is replaced. With the distance d from pixel centre to pixel centre and the feather f:
 * `exact` is smoothstep(d / f) of a painted pixel's distance to the nearest one that is not painted, so that nothing outside the
 * painted mask has a weight; `soft` is 1 in the painted mask and smoothstep(1 - d / f) of the distance to it outside.
 * What lies beyond the box counts as its nearest pixel in the box: the box's border is no edge.
 */
export function effectiveWeights(mask: Mask, { edge, feather }: Pick<BlendSettings, 'edge' | 'feather'>): Weights {
  const bounds = boundsOf(mask);
  if (!bounds) {
    const { width, height } = mask;
    return { width, height, data: new Uint16Array(width * height), feather, area: 0, bounds: { left: 0, top: 0, width: 0, height: 0 } };
  }
  // The nearest other pixel is at least one pixel away: below that there is nothing to fade.
  if (feather <= 1) {
    return hardEdge(mask, bounds, feather);
  }
  return edge === 'exact' ? fadeInward(mask, bounds, feather) : fadeOutward(mask, bounds, feather);
}

/** The share of an answer at a distance that is `share` of the feather. */
function smoothstep(share: number): number {
  const t = Math.min(1, Math.max(0, share));
  return t * t * (3 - 2 * t);
}

/** Weights by squared distance, which is a whole number: 0 to the first that is not nearer than the feather. */
function fadeTable(feather: number, weightAt: (share: number) => number): Uint16Array {
  const table = new Uint16Array(Math.ceil(feather * feather) + 1);
  for (let square = 0; square < table.length; square++) {
    table[square] = Math.round(weightAt(Math.min(1, Math.sqrt(square) / feather)) * fullWeight);
  }
  return table;
}

function hardEdge(mask: Mask, bounds: Rectangle, feather: number): Weights {
  const { width, height } = mask;
  const data = new Uint16Array(width * height);
  for (let index = 0; index < data.length; index++) {
    data[index] = mask.data[index] === 255 ? fullWeight : 0;
  }
  return { width, height, data, feather, area: areaOf(mask), bounds };
}

function fadeInward(mask: Mask, bounds: Rectangle, feather: number): Weights {
  const { width, height } = mask;
  const data = new Uint16Array(width * height);
  // One pixel more on each side, so that the nearest pixels that are not painted are seen.
  const farthest = fade(mask, grow(bounds, 1, mask), 255, fadeTable(feather, smoothstep), data);
  if (farthest < feather * feather) {
    // The table ends below full weight everywhere: the widest whole feather that the mask has room for.
    return effectiveWeights(mask, { edge: 'exact', feather: Math.floor(Math.sqrt(farthest)) });
  }
  return { width, height, data, feather, area: areaOf(mask), bounds };
}

function fadeOutward(mask: Mask, bounds: Rectangle, feather: number): Weights {
  const { width, height } = mask;
  const data = new Uint16Array(width * height);
  const table = fadeTable(feather, (share) => smoothstep(1 - share));
  const around = grow(bounds, Math.ceil(feather), mask);
  fade(mask, around, 0, table, data);
  let area = 0;
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = around.top; y < around.top + around.height; y++) {
    let first = -1;
    let last = -1;
    for (let index = y * width + around.left, end = index + around.width; index < end; index++) {
      if (mask.data[index] === 255) {
        data[index] = fullWeight;
      }
      if (data[index] !== 0) {
        area++;
        first = first < 0 ? index : first;
        last = index;
      }
    }
    if (first >= 0) {
      box.left = Math.min(box.left, first - y * width);
      box.right = Math.max(box.right, last - y * width + 1);
      box.top = Math.min(box.top, y);
      box.bottom = y + 1;
    }
  }
  const effective = { left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top };
  return { width, height, data, feather, area, bounds: effective };
}

/**
 * Writes the table's weight by distance for every pixel of `value` in the rectangle; the table's last entry holds beyond it.
 * @returns the largest squared distance that was met, no more than the table reaches.
 */
function fade(mask: Mask, area: Rectangle, value: 0 | 255, table: Uint16Array, into: Uint16Array): number {
  const reach = Math.ceil(Math.sqrt(table.length - 1)) + 1;
  const vertical = verticalDistances(mask, area, value, reach);
  const other = 255 - value;
  let farthest = 0;
  for (let y = 0; y < area.height; y++) {
    const start = (area.top + y) * mask.width + area.left;
    const row = mask.data.subarray(start, start + area.width);
    const distances = vertical.subarray(y * area.width, (y + 1) * area.width);
    const weights = into.subarray(start, start + area.width);
    for (let from = row.indexOf(value); from >= 0;) {
      const next = row.indexOf(other, from);
      const to = next < 0 ? area.width : next;
      farthest = Math.max(farthest, fadeRun(distances, from, to, reach, table, weights));
      from = next < 0 ? -1 : row.indexOf(value, to);
    }
  }
  return farthest;
}

function grow({ left, top, width, height }: Rectangle, by: number, within: Size): Rectangle {
  const right = Math.min(within.width, left + width + by);
  const bottom = Math.min(within.height, top + height + by);
  const grown = { left: Math.max(0, left - by), top: Math.max(0, top - by) };
  return { ...grown, width: right - grown.left, height: bottom - grown.top };
}
