import { joined, latin1, textAt, viewOf } from './containers/bytes';

/** A curve from encoded to linear light, both 0 to 1. */
type Curve = (encoded: number) => number;

/** What is needed of an ICC profile. Section numbers are those of ICC.1:2022. */
export interface Profile {
  readonly name: string;
  /** `RGB `, `GRAY`, `CMYK`: what the profile describes. */
  readonly space: string;
  /** Curves of red, green and blue and their matrix to D50 XYZ by rows; `undefined` for profiles that are made of tables. */
  readonly model?: { readonly curves: readonly [Curve, Curve, Curve]; readonly matrix: Matrix } | undefined;
}

export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** sRGB, adapted to D50 as profiles have it. */
export const srgbMatrix: Matrix = [0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733];

export const srgbCurve: Curve = (encoded) => (encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4);

interface Tag {
  readonly signature: string;
  readonly data: Uint8Array;
}

/** `undefined` for bytes that are no profile. */
export function readProfile(icc: Uint8Array): Profile | undefined {
  if (icc.length < 132 || textAt(icc, 36, 4) !== 'acsp') {
    return undefined;
  }
  const tags = new Map(tagsOf(icc).map(({ signature, data }) => [signature, data]));
  const space = textAt(icc, 16, 4);
  try {
    const model = space === 'RGB ' && textAt(icc, 20, 4) === 'XYZ ' ? readModel(tags) : undefined;
    return { name: nameOf(tags.get('desc')), space, model };
  } catch {
    return { name: 'unknown', space };
  }
}

function tagsOf(icc: Uint8Array): Tag[] {
  const view = viewOf(icc);
  const count = Math.min(view.getUint32(128), Math.floor((icc.length - 132) / 12));
  return Array.from({ length: count }, (_, index) => {
    const at = 132 + index * 12;
    const offset = view.getUint32(at + 4);
    return { signature: textAt(icc, at, 4), data: icc.subarray(offset, offset + view.getUint32(at + 8)) };
  });
}

function readModel(tags: ReadonlyMap<string, Uint8Array>): Profile['model'] {
  const curves = (['rTRC', 'gTRC', 'bTRC'] as const).map((name) => readCurve(tags.get(name)));
  const columns = (['rXYZ', 'gXYZ', 'bXYZ'] as const).map((name) => readXyz(tags.get(name)));
  const [red, green, blue] = curves;
  const [r, g, b] = columns;
  if (!red || !green || !blue || !r || !g || !b) {
    return undefined;
  }
  return { curves: [red, green, blue], matrix: [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]] };
}

function readXyz(data: Uint8Array | undefined): readonly [number, number, number] | undefined {
  if (!data) {
    return undefined;
  }
  const view = viewOf(data);
  return [view.getInt32(8) / 65536, view.getInt32(12) / 65536, view.getInt32(16) / 65536];
}

/** Sections 10.6 (curves) and 10.18 (parametric curves). */
function readCurve(data: Uint8Array | undefined): Curve | undefined {
  if (!data) {
    return undefined;
  }
  const view = viewOf(data);
  if (textAt(data, 0, 4) === 'curv') {
    return sampledCurve(Array.from({ length: view.getUint32(8) }, (_, index) => view.getUint16(12 + index * 2)));
  }
  const parameter = (index: number): number => view.getInt32(12 + index * 4) / 65536;
  return textAt(data, 0, 4) === 'para' ? parametricCurve(view.getUint16(8), parameter) : undefined;
}

function sampledCurve(samples: readonly number[]): Curve {
  if (samples.length <= 1) {
    const gamma = (samples[0] ?? 256) / 256;
    return (encoded) => encoded ** gamma;
  }
  return (encoded) => {
    const at = Math.min(1, Math.max(0, encoded)) * (samples.length - 1);
    const low = Math.min(samples.length - 2, Math.floor(at));
    const start = samples[low] ?? 0;
    return (start + ((samples[low + 1] ?? 0) - start) * (at - low)) / 65535;
  };
}

function parametricCurve(kind: number, parameter: (index: number) => number): Curve | undefined {
  const count = [1, 3, 4, 5, 7][kind];
  if (count === undefined) {
    return undefined;
  }
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, index) => parameter(index));
  switch (kind) {
    case 0:
      return (x) => x ** g;
    case 1:
      return (x) => (x >= -b / a ? (a * x + b) ** g : 0);
    case 2:
      return (x) => (x >= -b / a ? (a * x + b) ** g + c : c);
    default:
      return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
  }
}

/** The description: plain text in version 2, UTF-16 in several languages in version 4. */
function nameOf(data: Uint8Array | undefined): string {
  if (!data) {
    return 'unnamed';
  }
  const view = viewOf(data);
  const name =
    textAt(data, 0, 4) === 'mluc'
      ? new TextDecoder('utf-16be').decode(data.subarray(view.getUint32(24), view.getUint32(24) + view.getUint32(20)))
      : textAt(data, 12, Math.max(0, view.getUint32(8) - 1));
  return name.replace(/[\0-\x1f]+/g, '').slice(0, 100) || 'unnamed';
}

/**
 * A profile for RGB samples that look as grey ones do under a grey profile: its curve three times, with the colours of sRGB.
 * `undefined` when the profile is no curve in XYZ.
 */
export function rgbProfileOfGrey(icc: Uint8Array): Uint8Array | undefined {
  const curve = tagsOf(icc).find(({ signature }) => signature === 'kTRC')?.data;
  if (textAt(icc, 16, 4) !== 'GRAY' || textAt(icc, 20, 4) !== 'XYZ ' || !curve) {
    return undefined;
  }
  const [rx, gx, bx, ry, gy, by, rz, gz, bz] = srgbMatrix;
  const name = latin1('Grey as RGB\0');
  const contents: (readonly [string, Uint8Array])[] = [
    ['desc', joined([latin1('desc\0\0\0\0'), bigEndian(name.length), name, new Uint8Array(79)])],
    ['cprt', latin1('text\0\0\0\0CC0\0')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(rx, ry, rz)],
    ['gXYZ', xyz(gx, gy, gz)],
    ['bXYZ', xyz(bx, by, bz)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  return assembled(icc.subarray(0, 128), contents);
}

function assembled(header: Uint8Array, contents: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const entries: Uint8Array[] = [];
  const bodies: Uint8Array[] = [];
  let at = 132 + contents.length * 12;
  for (const [signature, data] of contents) {
    entries.push(latin1(signature), bigEndian(at), bigEndian(data.length));
    const body = joined([data, new Uint8Array((4 - (data.length % 4)) % 4)]);
    bodies.push(body);
    at += body.length;
  }
  const icc = joined([header, bigEndian(contents.length), ...entries, ...bodies]);
  icc.set(bigEndian(icc.length), 0);
  icc.set(latin1('RGB '), 16);
  // The checksum of another profile.
  icc.fill(0, 84, 100);
  return icc;
}

function xyz(...values: readonly number[]): Uint8Array {
  return joined([latin1('XYZ \0\0\0\0'), ...values.map((value) => bigEndian(Math.round(value * 65536)))]);
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
