import { ImageError } from '../core/errors';
import type { Size } from '../core/sizes';
import type { Raster } from './blend/raster';
import { areaOf, boundsOf, emptyMask, type Mask } from './mask/mask';
import { encodeMask, measureCode } from './mask/maskCode';
import { paintPolygon, paintRectangle } from './mask/shapes';
import type { Tasks } from './messages';
import { decode, readHeader } from './reading';
import { readSrgb } from './source';

/** From half up is edit, for luminance; below half, for alpha. */
const half = 128;

/** @throws ImageError `invalid-request` when the picture has another size, `not-an-image`, `too-large` */
export async function readMask({ bytes, size, shapes }: Tasks['readMask']['takes']): Promise<Tasks['readMask']['gives']> {
  const mask = bytes ? await maskIn(bytes, size) : emptyMask(size);
  for (const rect of shapes?.rects ?? []) {
    paintRectangle(mask, rect, 255);
  }
  for (const corners of shapes?.polygons ?? []) {
    paintPolygon(mask, corners, 255);
  }
  return { mask: encodeMask(mask), bounds: boundsOf(mask), area: areaOf(mask) };
}

export function measureMask({ mask, size }: Tasks['measureMask']['takes']): Promise<Tasks['measureMask']['gives']> {
  return Promise.resolve(measureCode(mask, size));
}

async function maskIn(bytes: Uint8Array, size: Size): Promise<Mask> {
  const { width, height } = await readHeader(bytes);
  if (width !== size.width || height !== size.height) {
    throw new ImageError(
      'invalid-request',
      `The mask has ${width} × ${height} pixels and the picture ${size.width} × ${size.height}. Choose a mask of the picture's size.`,
    );
  }
  const picture = await readSrgb(decode(bytes));
  return maskOf(picture, hasTransparency(picture) ? isTransparent : isLight);
}

/** What is more transparent than not; an empty mask for a picture without alpha. */
export async function alphaMask({ bytes }: Tasks['alphaMask']['takes']): Promise<Tasks['alphaMask']['gives']> {
  await readHeader(bytes);
  return { mask: encodeMask(maskOf(await readSrgb(decode(bytes)), isTransparent)) };
}

type Test = (picture: Raster, at: number) => boolean;

function maskOf(picture: Raster, isEdited: Test): Mask {
  const { width, height, channels } = picture;
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index++) {
    data[index] = isEdited(picture, index * channels) ? 255 : 0;
  }
  return { width, height, data };
}

const isTransparent: Test = ({ channels, data }, at) => channels === 4 && (data[at + 3] ?? 255) < half;

/** Luma of Rec. 709. */
const isLight: Test = ({ data }, at) =>
  0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0) >= half - 1e-6;

function hasTransparency({ channels, data }: Raster): boolean {
  for (let at = 3; channels === 4 && at < data.length; at += 4) {
    if (data[at] !== 255) {
      return true;
    }
  }
  return false;
}
