import sharp, { type Sharp } from 'sharp';
import type { Placement } from '../core/edit';
import type { Size } from '../core/sizes';
import type { Raster } from './blend/raster';
import { cropRaster } from './crop';
import { decode, readHeader } from './reading';
import { readSrgb } from './source';

/** Alpha of at least this is opaque: encoders and resampling may take a little. */
const opaque = 250;

/** The answer as it lies in the box of the picture, 8-bit sRGB; four channels only if it is really transparent somewhere. */
export interface Answer {
  readonly picture: Raster;
  /** Whether it had the size that was asked for. */
  readonly asOrdered: boolean;
}

/**
 * Takes the placement back: an answer of another size is measured by its own size, the padding is cut off, and the rest resampled to
 * the box. What was not resampled on the way out is not resampled on the way back either.
 * @throws ImageError `not-an-image`, `too-large`
 */
export async function readAnswer(bytes: Uint8Array, placement: Placement): Promise<Answer> {
  const { box, scaled, render, left, top } = placement;
  const header = await readHeader(bytes);
  const asOrdered = header.width === render.width && header.height === render.height;
  const isPadded = scaled.width !== render.width || scaled.height !== render.height;
  if (!isPadded) {
    return { picture: withoutOpaqueAlpha(await resized(decode(bytes), header, box)), asOrdered };
  }
  const whole = await resized(decode(bytes), header, render);
  const part = cropRaster(whole, { left, top, width: scaled.width, height: scaled.height });
  const { width, height, channels, data } = part;
  const sized = await resized(sharp(data, { raw: { width, height, channels } }), scaled, box, part);
  return { picture: withoutOpaqueAlpha(sized), asOrdered };
}

async function resized(picture: Sharp, from: Size, to: Size, same?: Raster): Promise<Raster> {
  if (from.width === to.width && from.height === to.height) {
    return same ?? readSrgb(picture);
  }
  const { width, height } = to;
  return readSrgb(picture.resize({ width, height, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false }));
}

function withoutOpaqueAlpha(picture: Raster): Raster {
  const { width, height, channels, data } = picture;
  if (channels === 3 || hasTransparency(data)) {
    return picture;
  }
  const samples = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
    samples[to] = data[from] ?? 0;
    samples[to + 1] = data[from + 1] ?? 0;
    samples[to + 2] = data[from + 2] ?? 0;
  }
  return { width, height, channels: 3, data: samples };
}

function hasTransparency(data: Raster['data']): boolean {
  for (let at = 3; at < data.length; at += 4) {
    if ((data[at] ?? 255) < opaque) {
      return true;
    }
  }
  return false;
}
