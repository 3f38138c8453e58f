import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp';
import { ImageError } from '../core/errors';
import type { ImageType } from '../core/imageType';
import { maxTargetPixels } from '../core/sizes';
import type { ImageFacts } from './messages';
import { bitmapTypeOf } from './signature';

/** The largest picture that is decoded, in pixels: as large as what Easel writes, since memory is the limit of both. */
const maxPixels = maxTargetPixels;

/** How every picture is decoded: upright, and a damaged one not at all. */
export const sharpOptions = { autoOrient: true, failOn: 'error', limitInputPixels: maxPixels } as const satisfies SharpOptions;

/** sharp's own names for the types that we read; AVIF is one of the HEIF family. */
const sharpNames: Readonly<Record<ImageType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
};

/** Reads the header only. @throws ImageError `not-an-image` or `too-large` */
export async function readHeader(bytes: Uint8Array): Promise<ImageFacts> {
  return factsOf(bytes, await metadataOf(bytes));
}

/** @throws ImageError `not-an-image` when the header belongs to another type than the first bytes say, or `too-large` */
export function factsOf(bytes: Uint8Array, header: Metadata): ImageFacts {
  const type = bitmapTypeOf(bytes);
  if (header.format !== sharpNames[type]) {
    throw new ImageError(
      'not-an-image',
      'The file is damaged: its content is not what its first bytes say.',
      `${type}, read as ${header.format}`,
    );
  }
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels) {
    throw new ImageError(
      'too-large',
      `The picture has ${width} × ${height} pixels; Easel works with up to ${maxPixels / 1_000_000} megapixels. Make it smaller first.`,
    );
  }
  return { type, width, height, hasAlpha: header.hasAlpha, frames: header.pages ?? 1 };
}

/**
 * The upright picture, ready to be decoded: the first frame of a moving one. A damaged file is an error and never half a picture.
 * Call `readHeader` first, it holds the limits.
 */
export function decode(bytes: Uint8Array): Sharp {
  return sharp(bytes, sharpOptions);
}

/** What libvips reads of the header, after the signature was looked at. @throws ImageError `not-an-image` */
export async function metadataOf(bytes: Uint8Array): Promise<Metadata> {
  bitmapTypeOf(bytes);
  try {
    // Without sharp's own limit, which would refuse before anyone knows the size that the message is to name.
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw damaged(error);
  }
}

/** What libvips says about a file, as our error. Its text names lines of C and goes to the log. */
export function damaged(error: unknown): ImageError {
  const text = error instanceof Error ? error.message : String(error);
  return new ImageError('not-an-image', 'The picture is damaged or incomplete and cannot be read.', text);
}
