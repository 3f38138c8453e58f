import sharp, { type Metadata as Header, type Sharp } from 'sharp';
import { ImageError } from '../core/errors';
import type { Rectangle } from '../core/sizes';
import type { Raster } from './blend/raster';
import { colourSpaceOf, type ColourSpace } from './colourSpace';
import { jpegCoding } from './containers/jpeg';
import { uprightExif, uprightXmp, type Metadata } from './containers/metadata';
import { framesOfPng } from './containers/png';
import { isLosslessWebp } from './containers/webp';
import { readProfile, rgbProfileOfGrey } from './icc';
import type { SourceFacts } from './messages';
import { decode, factsOf, metadataOf, sharpOptions } from './reading';
import { runRaw } from './writing';

/** A picture that is edited: what its header says. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly facts: SourceFacts;
  /** As it is true of the samples that `readSamples` gives. */
  readonly metadata: Metadata;
  readonly colour: ColourSpace;
}

/** Reads the header only. @throws ImageError `not-an-image` or `too-large` */
export async function readSource(bytes: Uint8Array): Promise<Source> {
  const header = await metadataOf(bytes);
  const facts = factsOf(bytes, header);
  const kind = kindOf(header);
  const icc = iccOf(header, kind);
  const metadata = {
    icc,
    exif: header.exif && uprightExif(header.exif, facts),
    xmp: header.xmp && uprightXmp(header.xmp),
  };
  const colour = colourSpaceOf(icc);
  const isPng = facts.type === 'image/png';
  return {
    bytes,
    facts: {
      ...facts,
      orientation: header.orientation ?? 1,
      frames: isPng ? framesOfPng(bytes) : facts.frames,
      depth: isPng && header.depth === 'ushort' ? 16 : 8,
      lossless: isPng || (facts.type === 'image/webp' && isLosslessWebp(bytes)),
      kind,
      profile: kind === 'grey' || kind === 'cmyk' ? header.icc && readProfile(header.icc)?.name : colour.name,
    },
    metadata,
    colour,
  };
}

function kindOf(header: Header): SourceFacts['kind'] {
  if (header.space === 'cmyk') {
    return 'cmyk';
  }
  if (header.isPalette) {
    return 'palette';
  }
  return header.space.startsWith('b-w') || header.space.startsWith('grey') ? 'grey' : 'rgb';
}

/** The profile that is true of RGB samples. CMYK is converted to sRGB when it is decoded. */
function iccOf(header: Header, kind: SourceFacts['kind']): Uint8Array | undefined {
  if (!header.icc || kind === 'cmyk') {
    return undefined;
  }
  return kind === 'grey' ? rgbProfileOfGrey(header.icc) : header.icc;
}

/**
 * The upright samples as the file has them, in full depth, in the file's own colours: nothing is converted, and the colour under
 * transparent pixels stays. Grey and palette become RGB, CMYK becomes sRGB.
 * @throws ImageError `not-an-image` for a damaged file
 */
export async function readSamples({ bytes, facts }: Source, box?: Rectangle): Promise<Raster> {
  const upright = sharp(bytes, { ...sharpOptions, ignoreIcc: facts.kind !== 'cmyk' });
  const cut = box ? upright.extract(box) : upright;
  const converted = facts.depth === 16 ? cut.toColourspace('rgb16').raw({ depth: 'ushort' }) : cut.toColourspace('srgb').raw();
  return rasterOf(converted);
}

/** A part of the upright picture as 8-bit sRGB. @throws ImageError `not-an-image` for a damaged file */
export async function readSeen(source: Source, box: Rectangle): Promise<Raster> {
  if (source.facts.depth === 16) {
    // sharp turns 16-bit samples with a profile into those of P3 and calls them sRGB.
    return source.colour.toSrgb(await readSamples(source, box));
  }
  return readSrgb(decode(source.bytes).extract(box));
}

/** A picture as 8-bit sRGB. @throws ImageError `not-an-image` for a damaged file */
export async function readSrgb(picture: Sharp): Promise<Raster> {
  return rasterOf(picture.toColourspace('srgb').raw());
}

async function rasterOf(raw: Sharp): Promise<Raster> {
  const { bytes, info } = await runRaw(raw);
  const { width, height, channels } = info;
  if (channels !== 3 && channels !== 4) {
    throw new ImageError('not-an-image', 'The picture has a kind of colour that Easel cannot edit. Convert it to RGB first.');
  }
  const isDeep = bytes.length === width * height * channels * 2;
  return { width, height, channels, data: isDeep ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2) : bytes };
}

/** How a JPEG was encoded, for a file that replaces it. */
export function codingOf({ bytes, facts }: Source): ReturnType<typeof jpegCoding> | undefined {
  return facts.type === 'image/jpeg' ? jpegCoding(bytes) : undefined;
}
