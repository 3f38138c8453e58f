import { ImageError } from '../../core/errors';
import type { Size } from '../../core/sizes';
import { packed } from './runLength';

/** One size in an ICNS file. What an edge needs is told by `icnsNeeds`. */
export interface IcnsImage extends Size {
  /** Width × height RGBA with straight alpha. */
  readonly rgba?: Uint8Array | undefined;
  /** The picture as PNG. */
  readonly png?: Uint8Array | undefined;
}

/** How an edge is kept: in the old way, colours and mask apart, and as PNG under a name for each screen that shows it. */
interface Kept {
  readonly legacy?: { readonly colours: string; readonly mask: string };
  readonly png: readonly string[];
}

/**
 * `ic11` to `ic14` are for dense screens: 16, 32, 128 and 256 points at two pixels each. The newer names for small pictures, `icp4` to
 * `icp6`, are left out, since with them the icon cannot be given to a folder in the Finder.
 */
const keptAs: ReadonlyMap<number, Kept> = new Map([
  [16, { legacy: { colours: 'is32', mask: 's8mk' }, png: [] }],
  [32, { legacy: { colours: 'il32', mask: 'l8mk' }, png: ['ic11'] }],
  [64, { png: ['ic12'] }],
  [128, { png: ['ic07'] }],
  [256, { png: ['ic08', 'ic13'] }],
  [512, { png: ['ic09', 'ic14'] }],
  [1024, { png: ['ic10'] }],
]);

const entryHeader = 8;

/** What has to be given of a picture. @throws ImageError `invalid-request` for a size that an ICNS file has no place for */
export function icnsNeeds({ width, height }: Size): { readonly rgba: boolean; readonly png: boolean } {
  const kept = keptAs.get(width);
  if (!kept || width !== height) {
    throw new ImageError(
      'invalid-request',
      `An ICNS file holds square pictures of ${[...keptAs.keys()].join(', ')} pixels, not ${width}x${height}. Choose another size.`,
    );
  }
  return { rgba: kept.legacy !== undefined, png: kept.png.length > 0 };
}

/**
 * Writes an ICNS file with these images, the smallest first.
 * @throws ImageError `invalid-request` for a size that has no place in it, one that is there twice, or none at all
 */
export function writeIcns(images: readonly IcnsImage[]): Uint8Array<ArrayBuffer> {
  if (images.length === 0 || new Set(images.map(({ width }) => width)).size < images.length) {
    throw new ImageError('invalid-request', 'An ICNS file needs at least one picture, and each size once. Choose its sizes again.');
  }
  const entries = [...images].sort((a, b) => a.width - b.width).flatMap(entriesOf);
  const file = new Uint8Array(entries.reduce((length, { data }) => length + entryHeader + data.length, entryHeader));
  writeHeader(file, 0, 'icns', file.length);
  let at = entryHeader;
  for (const { type, data } of entries) {
    writeHeader(file, at, type, entryHeader + data.length);
    file.set(data, at + entryHeader);
    at += entryHeader + data.length;
  }
  return file;
}

function entriesOf(image: IcnsImage): { readonly type: string; readonly data: Uint8Array }[] {
  const needs = icnsNeeds(image);
  const { rgba = new Uint8Array(), png = new Uint8Array() } = image;
  if ((needs.rgba && rgba.length !== image.width * image.height * 4) || (needs.png && png.length === 0)) {
    throw new ImageError(
      'invalid-request',
      `The picture of ${image.width} pixels is not complete. This is a fault of Easel; please report it.`,
    );
  }
  const { legacy, png: names = [] } = keptAs.get(image.width) ?? {};
  const old = legacy
    ? [
        { type: legacy.colours, data: coloursOf(rgba) },
        { type: legacy.mask, data: channelOf(rgba, 3) },
      ]
    : [];
  return [...old, ...names.map((type) => ({ type, data: png }))];
}

/** Red, green and blue one after the other, each packed by itself. */
function coloursOf(rgba: Uint8Array): Uint8Array {
  const parts = [0, 1, 2].map((channel) => packed(channelOf(rgba, channel)));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function channelOf(rgba: Uint8Array, channel: number): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) => rgba[pixel * 4 + channel] as number);
}

function writeHeader(file: Uint8Array, at: number, type: string, length: number): void {
  file.set(
    Uint8Array.from(type, (character) => character.charCodeAt(0)),
    at,
  );
  new DataView(file.buffer).setUint32(at + 4, length);
}
