import { ImageError } from '../core/errors';
import type { Format } from '../core/models/model';
import type { Raster } from './blend/raster';
import { withDepth } from './colourSpace';
import { dressJpeg } from './containers/jpeg';
import type { Metadata } from './containers/metadata';
import { dressPng } from './containers/png';
import { dressWebp, maxWebpEdge } from './containers/webp';
import type { SizedImage } from './messages';
import { codingOf, type Source } from './source';
import { encodePng, fromRaster, run, typeOf } from './writing';

/** For a JPEG that replaces no other: nobody sees the loss, and text keeps its edges. */
const freshCoding = { quality: 92, sampling: '4:4:4', progressive: false } as const;

/** The format of a file that replaces this one; what Easel cannot write becomes PNG. */
export function formatOf({ facts }: Source): Format {
  return facts.type === 'image/jpeg' ? 'jpeg' : facts.type === 'image/webp' ? 'webp' : 'png';
}

/**
 * Writes the samples with the profile that they are meant for. PNG keeps every sample, WebP every one of 8 bits; JPEG is encoded at
 * the quality and sampling of `like` when that is one, on white.
 * @param like the file whose other metadata is kept
 */
export async function writeFile(picture: Raster, format: Format, icc: Uint8Array | undefined, like: Source): Promise<SizedImage> {
  const { width, height } = picture;
  const metadata: Metadata = { ...like.metadata, icc };
  const source = formatOf(like) === format && like.facts.type === typeOf[format] ? like.bytes : undefined;
  const bytes = await encoded(picture, format, metadata, source, like);
  return { bytes, type: typeOf[format], width, height };
}

async function encoded(
  picture: Raster,
  format: Format,
  metadata: Metadata,
  source: Uint8Array | undefined,
  like: Source,
): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return dressPng(await encodePng(picture), metadata, source);
    case 'webp':
      if (Math.max(picture.width, picture.height) > maxWebpEdge) {
        throw new ImageError('invalid-request', `WebP ends at ${maxWebpEdge} pixels an edge. Choose PNG.`);
      }
      return dressWebp(await run(fromRaster(withDepth(picture, 8)).webp({ lossless: true, exact: true, effort: 2 })), picture, metadata);
    case 'jpeg': {
      const { quality, sampling, progressive } = codingOf(like) ?? freshCoding;
      const options = { quality, progressive, chromaSubsampling: sampling };
      return dressJpeg(await run(fromRaster(onWhite(withDepth(picture, 8))).jpeg(options)), metadata, source);
    }
  }
}

/** What a format without transparency shows of an 8-bit picture. */
export function onWhite(picture: Raster): Raster {
  const { width, height, channels, data } = picture;
  if (channels === 3) {
    return picture;
  }
  const samples = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
    const alpha = data[from + 3] ?? 255;
    for (let channel = 0; channel < 3; channel++) {
      samples[to + channel] = Math.round(((data[from + channel] ?? 0) * alpha) / 255 + 255 - alpha);
    }
  }
  return { width, height, channels: 3, data: samples };
}
