import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { ImageError } from '../core/errors';
import type { ImageType } from '../core/imageType';
import type { Format } from '../core/models/model';
import type { Size } from '../core/sizes';
import type { Raster } from './blend/raster';
import { dressPng } from './containers/png';
import type { SizedImage } from './messages';
import { damaged, readHeader } from './reading';

export const typeOf: Readonly<Record<Format, ImageType>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' };

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

/** How PNG samples are packed: without a filter at a level above which a drawing would be two percent smaller, or for all the rest. */
export const pngCodings = { flat: { compressionLevel: 5 }, rich: { compressionLevel: 6, adaptiveFiltering: true } } as const;

/** Every sample as it is, as PNG without metadata. `quick` is for what is looked at once. */
export async function encodePng(picture: Raster, quick = false): Promise<Uint8Array> {
  const options = quick ? { compressionLevel: 1 } : pngCodings[isFlat(picture) ? 'flat' : 'rich'];
  return dressPng(await run(fromRaster(picture).png(options)), {});
}

let handed = 0;

/** Samples that were handed to libvips since the thread was started, in bytes. */
export function handedBytes(): number {
  return handed;
}

/** The samples as sharp takes them. */
export function fromRaster({ width, height, channels, data }: Raster): Sharp {
  handed += data.byteLength;
  const picture = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  return data instanceof Uint16Array ? picture.toColourspace('rgb16') : picture;
}

/** Rows that are looked at to tell a drawing from a photo. */
const sampledRows = 64;

/** Whether most pixels equal their neighbours: such pictures are smaller, and three times as fast, without a filter. */
export function isFlat({ width, height, channels, data }: Raster): boolean {
  const step = Math.max(1, Math.floor(height / sampledRows));
  let compared = 0;
  let same = 0;
  for (let y = 0; y < height; y += step) {
    for (let at = y * width * channels, end = at + (width - 1) * channels; at < end; at += channels) {
      const isSame =
        data[at] === data[at + channels] && data[at + 1] === data[at + channels + 1] && data[at + 2] === data[at + channels + 2];
      compared++;
      same += isSame ? 1 : 0;
    }
  }
  return same > compared * 0.6;
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

/** The encoded bytes. @throws ImageError `not-an-image` when the source turns out to be damaged */
export async function run(picture: Sharp): Promise<Uint8Array> {
  return (await runRaw(picture)).bytes;
}

/** Bytes in memory of their own, which can be transferred, and what they are. @throws ImageError like `run` */
export async function runRaw(picture: Sharp): Promise<{ readonly bytes: Uint8Array; readonly info: OutputInfo }> {
  try {
    // toUint8Array of the WebAssembly build never frees libvips' own copy: an edited 4K photo would cost 100 MB each time.
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    const isAlone = data.byteOffset === 0 && data.byteLength === data.buffer.byteLength;
    return { bytes: isAlone ? new Uint8Array(data.buffer) : new Uint8Array(data), info };
  } catch (error) {
    throw damaged(error);
  }
}
