import type { Size } from '../../core/sizes';
import { joined, latin1, textAt, viewOf } from './bytes';
import type { Metadata } from './metadata';

/** The largest edge that the format can name. */
export const maxWebpEdge = 16383;

export const flags = { icc: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 };

export interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
}

export function* chunksOf(bytes: Uint8Array, from: number): Generator<Chunk> {
  const view = viewOf(bytes);
  let at = from;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at + 4, true);
    yield { name: textAt(bytes, at, 4), data: bytes.subarray(at + 8, at + 8 + length) };
    // Chunks begin at even offsets.
    at += 8 + length + (length % 2);
  }
}

/** Whether the picture, or the first frame of a moving one, keeps every sample. */
export function isLosslessWebp(bytes: Uint8Array): boolean {
  for (const { name, data } of chunksOf(bytes, 12)) {
    if (name === 'VP8L' || name === 'VP8 ') {
      return name === 'VP8L';
    }
    if (name === 'ANMF') {
      // The frame's place, size and time come before its picture.
      return [...chunksOf(data, 16)].some((one) => one.name === 'VP8L');
    }
  }
  return false;
}

/** The encoded picture with nothing but the given metadata. @param encoded a lossless WebP that stands still */
export function dressWebp(encoded: Uint8Array, size: Size, { icc, exif, xmp }: Metadata): Uint8Array<ArrayBuffer> {
  const picture = [...chunksOf(encoded, 12)].find(({ name }) => name === 'VP8L');
  if (!picture) {
    throw new Error('not a lossless WebP');
  }
  const chunks = [chunk('VP8L', picture.data)];
  if (icc || exif || xmp) {
    const header = new Uint8Array(10);
    // Bit 28 behind the signature byte of the picture tells whether it has alpha.
    const hasAlpha = ((picture.data[4] ?? 0) & 0x10) !== 0;
    header[0] = (icc ? flags.icc : 0) | (hasAlpha ? flags.alpha : 0) | (exif ? flags.exif : 0) | (xmp ? flags.xmp : 0);
    writeEdge(header, 4, size.width);
    writeEdge(header, 7, size.height);
    chunks.unshift(chunk('VP8X', header), ...(icc ? [chunk('ICCP', icc)] : []));
    chunks.push(...(exif ? [chunk('EXIF', exif)] : []), ...(xmp ? [chunk('XMP ', xmp)] : []));
  }
  const whole = joined([latin1('RIFF'), new Uint8Array(4), latin1('WEBP'), ...chunks]);
  viewOf(whole).setUint32(4, whole.length - 8, true);
  return whole;
}

export function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = joined([latin1(name), new Uint8Array(4), data, new Uint8Array(data.length % 2)]);
  viewOf(whole).setUint32(4, data.length, true);
  return whole;
}

/** Edges are stored less one, in three bytes. */
export function writeEdge(header: Uint8Array, at: number, edge: number): void {
  header.set([(edge - 1) & 255, ((edge - 1) >> 8) & 255, (edge - 1) >> 16], at);
}
