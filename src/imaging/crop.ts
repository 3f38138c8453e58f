import type { Placement } from '../core/edit';
import { ImageError } from '../core/errors';
import type { Rectangle, Size } from '../core/sizes';
import type { Raster } from './blend/raster';

/** A copy of the part inside the rectangle, which must lie in the picture. */
export function cropRaster({ width, channels, data }: Raster, box: Rectangle): Raster {
  const line = box.width * channels;
  const length = line * box.height;
  const part = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let y = 0; y < box.height; y++) {
    const start = ((box.top + y) * width + box.left) * channels;
    part.set(data.subarray(start, start + line), y * line);
  }
  return { width: box.width, height: box.height, channels, data: part };
}

export function isWhole(box: Rectangle, { width, height }: Size): boolean {
  return box.width === width && box.height === height;
}

/** @throws ImageError `invalid-request` when the placement is not one of a picture of this size. */
export function checkPlacement({ box, scaled, render, left, top }: Placement, size: Size): void {
  const numbers = [box.left, box.top, box.width, box.height, scaled.width, scaled.height, render.width, render.height, left, top];
  const lies = (inner: Rectangle, outer: Size): boolean =>
    inner.left >= 0 &&
    inner.top >= 0 &&
    inner.width >= 1 &&
    inner.height >= 1 &&
    inner.left + inner.width <= outer.width &&
    inner.top + inner.height <= outer.height;
  if (!numbers.every(Number.isInteger) || !lies(box, size) || !lies({ left, top, width: scaled.width, height: scaled.height }, render)) {
    throw new ImageError('invalid-request', 'The region does not lie in the picture. Choose it again.', JSON.stringify({ box, size }));
  }
}
