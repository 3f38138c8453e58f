import { joined, latin1, packed, startsWith, textAt, viewOf } from './bytes';
import type { Metadata } from './metadata';

export interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
  /** With length and checksum. */
  readonly whole: Uint8Array;
}

/** What is copied from the source as it is: colour that is not in a profile, resolution, texts, time. */
const kept = new Set(['cICP', 'mDCV', 'cLLI', 'sRGB', 'gAMA', 'cHRM', 'pHYs', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

export const xmpKeyword = 'XML:com.adobe.xmp\0';

/** The chunks up to the end or to where the file breaks off. */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const view = viewOf(bytes);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) {
      return;
    }
    yield { name: textAt(bytes, at + 4, 4), data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) };
    at = end;
  }
}

/** How often an animated PNG changes; 1 for every other. libvips reads the first picture and knows nothing of the rest. */
export function framesOfPng(bytes: Uint8Array): number {
  for (const { name, data } of chunksOf(bytes)) {
    if (name === 'acTL' && data.length >= 8) {
      return Math.max(1, viewOf(data).getUint32(0));
    }
    if (name === 'IDAT') {
      break;
    }
  }
  return 1;
}

/**
 * The encoded picture with nothing but the given metadata and, from a PNG that it replaces, the chunks that are still true.
 * @param encoded a PNG of RGB or RGBA samples
 */
export async function dressPng(encoded: Uint8Array, metadata: Metadata, source?: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [encoded.subarray(0, 8)];
  for (const { name, whole } of chunksOf(encoded)) {
    if (name === 'IHDR') {
      parts.push(whole, ...(await ancillary(metadata, source)));
    } else if (name === 'IDAT' || name === 'IEND') {
      parts.push(whole);
    }
  }
  return joined(parts);
}

async function ancillary({ icc, exif, xmp }: Metadata, source?: Uint8Array): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  if (icc) {
    parts.push(chunk('iCCP', joined([latin1('ICC Profile\0\0'), await packed(icc)])));
  }
  if (exif) {
    parts.push(chunk('eXIf', exif));
  }
  if (xmp) {
    // Keyword, not packed, no language, no translation.
    parts.push(chunk('iTXt', joined([latin1(`${xmpKeyword}\0\0\0\0`), xmp])));
  }
  for (const { name, data, whole } of source ? chunksOf(source) : []) {
    // An sRGB chunk would contradict a profile, and old tools hide a second orientation in a text.
    const isWritten = (name === 'iTXt' && startsWith(data, xmpKeyword)) || startsWith(data, 'Raw profile type ');
    if (kept.has(name) && !isWritten && !(name === 'sRGB' && icc)) {
      parts.push(whole);
    }
  }
  return parts;
}

/** A chunk with its length and checksum. */
export function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = joined([new Uint8Array(4), latin1(name), data, new Uint8Array(4)]);
  const view = viewOf(whole);
  view.setUint32(0, data.length);
  view.setUint32(data.length + 8, crc32(whole.subarray(4, data.length + 8)));
  return whole;
}

/** The checksum of ISO 3309, as the PNG specification gives it in annex D. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
