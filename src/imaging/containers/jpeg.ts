import { joined, latin1, startsWith, viewOf } from './bytes';
import { signedExif, type Metadata } from './metadata';

/** How a JPEG was encoded, as far as an encoder can be told to do it again. */
export interface JpegCoding {
  /** 1 to 100 on the scale of the Independent JPEG Group. */
  readonly quality: number;
  readonly sampling: '4:2:0' | '4:4:4';
  readonly progressive: boolean;
}

export interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** With marker and length. */
  readonly whole: Uint8Array;
}

export const markers = { app0: 0xe0, app1: 0xe1, app2: 0xe2, app13: 0xed, app15: 0xef, comment: 0xfe, tables: 0xdb, scan: 0xda };

export const names = { xmp: 'http://ns.adobe.com/xap/1.0/\0', longXmp: 'http://ns.adobe.com/xmp/extension/\0', icc: 'ICC_PROFILE\0' };

/** A segment holds this many bytes besides its length. */
const segmentLimit = 65533;

/** The luminance table of ITU T.81, annex K, in zigzag order: what quality 50 is. */
const luminance = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55,
  64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/** The segments before the first scan. */
export function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === markers.scan || end > bytes.length) {
      return;
    }
    yield { marker, data: bytes.subarray(at + 4, end), whole: bytes.subarray(at, end) };
    at = end;
  }
}

/** How the file was encoded; quality 92 when it does not say. */
export function jpegCoding(bytes: Uint8Array): JpegCoding {
  let quality = 92;
  let sampling: JpegCoding['sampling'] = '4:4:4';
  let progressive = false;
  for (const { marker, data } of segmentsOf(bytes)) {
    if (marker === markers.tables) {
      quality = qualityOf(data) ?? quality;
    } else if (marker >= 0xc0 && marker <= 0xc2) {
      progressive = marker === 0xc2;
      // Number of components, then number, factors and table of each; the first is the luminance.
      sampling = data[5] === 3 && data[7] === 0x22 ? '4:2:0' : '4:4:4';
    }
  }
  return { quality, sampling, progressive };
}

/** The quality whose luminance table is nearest to the one in this segment, if it holds that table. */
function qualityOf(data: Uint8Array): number | undefined {
  let at = 0;
  while (at < data.length) {
    const wide = (data[at] ?? 0) >> 4 !== 0;
    const isLuminance = ((data[at] ?? 0) & 15) === 0;
    const table = luminance.map((_, index) => (wide ? viewOf(data).getUint16(at + 1 + index * 2) : (data[at + 1 + index] ?? 0)));
    if (isLuminance) {
      return nearestQuality(table);
    }
    at += 1 + (wide ? 128 : 64);
  }
  return undefined;
}

function nearestQuality(table: readonly number[]): number {
  let best = 92;
  let least = Infinity;
  for (let quality = 1; quality <= 100; quality++) {
    const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
    let distance = 0;
    for (let index = 0; index < 64; index++) {
      const step = Math.min(255, Math.max(1, Math.floor(((luminance[index] ?? 0) * scale + 50) / 100)));
      distance += Math.abs(step - (table[index] ?? 0));
    }
    // The same table twice, at the low end: the higher quality loses less.
    if (distance <= least) {
      least = distance;
      best = quality;
    }
  }
  return best;
}

/**
 * The encoded picture with nothing but the given metadata and, from a JPEG that it replaces, its resolution, IPTC data, comments and
 * the continuation of its XMP packet. Other application data (previews, gain maps, offsets of further pictures) is no longer true.
 */
export function dressJpeg(encoded: Uint8Array, metadata: Metadata, source?: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = [...segmentsOf(encoded)];
  const old = source ? [...segmentsOf(source)] : [];
  const isHeader = ({ marker, data }: Segment): boolean => marker === markers.app0 && startsWith(data, 'JFIF\0');
  const header = old.find(isHeader) ?? own.find(isHeader);
  const kept = old.filter(
    ({ marker, data }) =>
      marker === markers.app13 || marker === markers.comment || (marker === markers.app1 && startsWith(data, names.longXmp)),
  );
  const rest = own.filter(({ marker }) => (marker < markers.app0 || marker > markers.app15) && marker !== markers.comment);
  const scans = encoded.subarray(2 + own.reduce((length, { whole }) => length + whole.length, 0));
  return joined([
    encoded.subarray(0, 2),
    // The JFIF header without its thumbnail.
    ...(header ? segments(markers.app0, joined([header.data.subarray(0, 12), new Uint8Array(2)])) : []),
    ...(metadata.exif ? segments(markers.app1, signedExif(metadata.exif)) : []),
    ...(metadata.xmp ? segments(markers.app1, joined([latin1(names.xmp), metadata.xmp])) : []),
    ...(metadata.icc ? profileSegments(metadata.icc) : []),
    ...kept.map(({ whole }) => whole),
    ...rest.map(({ whole }) => whole),
    scans,
  ]);
}

/** One segment, or none when the data does not fit into one. */
export function segments(marker: number, data: Uint8Array): Uint8Array[] {
  if (data.length > segmentLimit) {
    return [];
  }
  const length = data.length + 2;
  return [joined([Uint8Array.of(0xff, marker, length >> 8, length & 255), data])];
}

/** The profile in numbered parts, as annex B.4 of the ICC specification says. */
function profileSegments(icc: Uint8Array): Uint8Array[] {
  const share = segmentLimit - names.icc.length - 2;
  const count = Math.ceil(icc.length / share);
  return Array.from({ length: count }, (_, index) => {
    const part = icc.subarray(index * share, (index + 1) * share);
    return segments(markers.app2, joined([latin1(names.icc), Uint8Array.of(index + 1, count), part]));
  }).flat();
}
