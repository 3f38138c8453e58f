import { ImageError } from '../../core/errors';
import type { ShapeOperation } from '../../core/shapeOperation';
import { checkTarget, type Rectangle, type Size } from '../../core/sizes';
import { fullScale, type Raster } from '../blend/raster';
import { trimmedBox } from './margins';

/** Where a picture lies in its result: the part that is kept, and how much is added at each side. All in whole pixels. */
export interface Frame {
  readonly keep: Rectangle;
  readonly left: number;
  readonly top: number;
  /** Of the result. */
  readonly size: Size;
}

/**
 * What an operation keeps and adds.
 * @throws ImageError `invalid-request` when nothing would be left, or the result would be too large
 */
export function frameFor(picture: Raster, operation: Exclude<ShapeOperation, { kind: 'removeBackground' }>): Frame {
  const frame = planned(picture, operation);
  if (frame.size.width > picture.width || frame.size.height > picture.height) {
    // What only becomes smaller may stay as large as it is.
    checkTarget(frame.size);
  }
  return frame;
}

function planned(picture: Raster, operation: Exclude<ShapeOperation, { kind: 'removeBackground' }>): Frame {
  const { width, height } = picture;
  switch (operation.kind) {
    case 'trim': {
      const keep = trimmedBox(picture, operation.tolerance, operation.margin);
      if (!keep) {
        throw new ImageError('invalid-request', 'There is nothing but margin in this picture: nothing would be left of it.');
      }
      return { keep, left: 0, top: 0, size: keep };
    }
    case 'pad': {
      const { left, top, right, bottom } = operation;
      if (![left, top, right, bottom].every((side) => Number.isInteger(side) && side >= 0)) {
        throw new ImageError('invalid-request', 'Padding is a whole number of pixels on each side.');
      }
      return { keep: whole(picture), left, top, size: { width: width + left + right, height: height + top + bottom } };
    }
    case 'square':
      return operation.by === 'pad' ? padded(picture) : cropped(picture);
  }
}

/** Equal on both sides; an odd pixel goes to the right and below. */
function padded(picture: Raster): Frame {
  const { width, height } = picture;
  const edge = Math.max(width, height);
  return {
    keep: whole(picture),
    left: Math.floor((edge - width) / 2),
    top: Math.floor((edge - height) / 2),
    size: { width: edge, height: edge },
  };
}

function cropped({ width, height }: Raster): Frame {
  const edge = Math.min(width, height);
  const keep = { left: Math.floor((width - edge) / 2), top: Math.floor((height - edge) / 2), width: edge, height: edge };
  return { keep, left: 0, top: 0, size: keep };
}

function whole({ width, height }: Size): Rectangle {
  return { left: 0, top: 0, width, height };
}

/** Whether the result is the picture itself. */
export function isUnchanged({ keep, left, top, size }: Frame, picture: Size): boolean {
  return left === 0 && top === 0 && size.width === picture.width && size.height === picture.height && keep.left === 0 && keep.top === 0;
}

/**
 * Puts the kept part into its frame; every sample of it stays as it is.
 * @param colour of what is added, in samples of the picture; nothing without one, and then the result has alpha
 */
export function framed(picture: Raster, { keep, left, top, size }: Frame, colour: readonly number[] | undefined): Raster {
  const adds = size.width > keep.width || size.height > keep.height;
  const channels = adds && colour === undefined ? 4 : picture.channels;
  const length = size.width * size.height * channels;
  const data = picture.data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  const full = fullScale(picture);
  if (adds && colour !== undefined) {
    const pixel = [...colour.slice(0, 3), full].slice(0, channels);
    for (let at = 0; at < length; at += channels) {
      data.set(pixel, at);
    }
  }
  for (let y = 0; y < keep.height; y++) {
    const from = ((keep.top + y) * picture.width + keep.left) * picture.channels;
    const to = ((top + y) * size.width + left) * channels;
    const row = picture.data.subarray(from, from + keep.width * picture.channels);
    if (channels === picture.channels) {
      data.set(row, to);
    } else {
      withAlpha(row, data, to, full);
    }
  }
  return { width: size.width, height: size.height, channels, data };
}

function withAlpha(row: Uint8Array | Uint16Array, data: Uint8Array | Uint16Array, to: number, full: number): void {
  for (let from = 0, at = to; from < row.length; from += 3, at += 4) {
    data[at] = row[from] ?? 0;
    data[at + 1] = row[from + 1] ?? 0;
    data[at + 2] = row[from + 2] ?? 0;
    data[at + 3] = full;
  }
}
