import type { Rectangle, Size } from '../../core/sizes';

/** A binary mask: width × height, one byte a pixel, 255 = edit, 0 = keep; no other values. */
export interface Mask extends Size {
  readonly data: Uint8Array;
}

export function emptyMask({ width, height }: Size): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The smallest rectangle that holds everything to edit; `undefined` for an empty mask. */
export function boundsOf({ width, height, data }: Mask): Rectangle | undefined {
  let top = 0;
  while (top < height && !holds(data, top * width, (top + 1) * width)) {
    top++;
  }
  if (top === height) {
    return undefined;
  }
  let bottom = height;
  while (!holds(data, (bottom - 1) * width, bottom * width)) {
    bottom--;
  }
  let left = width;
  let right = 0;
  for (let y = top; y < bottom; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(255);
    if (first >= 0) {
      left = Math.min(left, first);
      right = Math.max(right, row.lastIndexOf(255) + 1);
    }
  }
  return { left, top, width: right - left, height: bottom - top };
}

function holds(data: Uint8Array, from: number, to: number): boolean {
  return data.subarray(from, to).includes(255);
}

/** Pixels to edit. */
export function areaOf({ data }: Mask): number {
  let area = 0;
  for (let index = 0; index < data.length; index++) {
    area += data[index] === 255 ? 1 : 0;
  }
  return area;
}

/** The part of the mask inside the rectangle, which must lie in it. */
export function cropMask(mask: Mask, { left, top, width, height }: Rectangle): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * mask.width + left;
    data.set(mask.data.subarray(start, start + width), y * width);
  }
  return { width, height, data };
}
