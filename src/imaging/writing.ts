import type { Sharp } from 'sharp';
import { ImageError } from '../core/errors';
import type { ImageType } from '../core/imageType';
import type { Format } from '../core/models/model';
import type { Size } from '../core/sizes';
import type { SizedImage } from './messages';
import { damaged, readHeader } from './reading';

const typeOf: Readonly<Record<Format, ImageType>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' };

/** High enough that nobody sees the loss in a user interface. */
const defaultQuality = 90;

/**
 * Encodes as 8-bit sRGB without a profile or any other metadata, which is what every browser assumes.
 * JPEG has no transparency, so it stands on white.
 */
function encoder(picture: Sharp, format: Format, quality: number): Sharp {
  switch (format) {
    case 'png':
      // Level 9 takes five times as long for two to five percent.
      return picture.png({ compressionLevel: 7, adaptiveFiltering: true });
    case 'jpeg':
      // Halved colour resolution smears the edges of text and icons.
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: '4:4:4' });
    case 'webp':
      return picture.webp({ quality, smartSubsample: true });
  }
}

/**
 * Runs the whole pipeline and looks at what came out.
 * @throws ImageError `not-an-image` when the source turns out to be damaged, `bad-response` when the result is not as ordered
 */
export function encode(picture: Sharp, format: Format, expected: Size, quality = defaultQuality): Promise<SizedImage> {
  return finish(encoder(picture.toColourspace('srgb'), format, quality), typeOf[format], expected);
}

/** A drawing without transparency as PNG. Its flat areas compress best, and three times as fast, without a filter. */
export function encodeDrawing(picture: Sharp, size: Size): Promise<SizedImage> {
  return finish(picture.removeAlpha().png({ compressionLevel: 6 }), 'image/png', size);
}

async function finish(picture: Sharp, type: ImageType, expected: Size): Promise<SizedImage> {
  const bytes = await run(picture);
  const header = await readHeader(bytes);
  if (header.type !== type || header.width !== expected.width || header.height !== expected.height) {
    throw new ImageError(
      'bad-response',
      'The picture could not be written as ordered. This is a fault of Easel; please report it.',
      `wanted ${type} ${expected.width}x${expected.height}, got ${header.type} ${header.width}x${header.height}`,
    );
  }
  return { bytes, type, width: header.width, height: header.height };
}

async function run(picture: Sharp): Promise<Uint8Array> {
  try {
    // Unlike toBuffer, its memory is its own and can be transferred.
    return (await picture.toUint8Array()).data;
  } catch (error) {
    throw damaged(error);
  }
}
