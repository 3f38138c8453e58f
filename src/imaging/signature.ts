import { ImageError } from '../core/errors';
import { sniffImageType, type ImageType } from '../core/imageType';

/**
 * What the bytes are by their signature. It is asked before libvips sees a byte, so that nothing but a bitmap reaches a decoder: no
 * SVG from outside, no HTML error page.
 * @throws ImageError `not-an-image`
 */
export function bitmapTypeOf(bytes: Uint8Array): ImageType {
  const type = sniffImageType(bytes);
  if (!type) {
    throw new ImageError(
      'not-an-image',
      'The file is not a picture that Easel can read. Use a PNG, JPEG, WebP, GIF or AVIF file.',
      describe(bytes),
    );
  }
  return type;
}

/** The first bytes, for the log: enough to tell an HTML page from an empty file. */
function describe(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 40)).replace(/[^\x20-\x7e]/g, '.');
  return `${bytes.length} bytes, starting with "${start}"`;
}
