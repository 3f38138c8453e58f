import { fullScale, type Raster } from './blend/raster';
import { readProfile, srgbCurve, srgbMatrix, type Matrix, type Profile } from './icc';

/** How the samples of a picture and sRGB are turned into each other. */
export interface ColourSpace {
  /** The profile's name when it is not sRGB. */
  readonly name?: string | undefined;
  /** `true` when the profile is made of tables: its samples are then taken for sRGB. */
  readonly isApproximate: boolean;
  /** 8-bit sRGB of the picture's samples. */
  toSrgb(picture: Raster): Raster;
  /** The picture's samples, with its depth, of 8-bit sRGB. */
  fromSrgb(picture: Raster, depth: 8 | 16): Raster;
}

type Curves = readonly [Float32Array, Float32Array, Float32Array];

/** Steps of the tables from linear light, which are read at the square root: there all usual curves are nearly straight. */
const steps = 4096;

export function colourSpaceOf(icc: Uint8Array | undefined): ColourSpace {
  const profile = icc && readProfile(icc);
  if (!profile || profile.space !== 'RGB ') {
    return plain();
  }
  if (!profile.model) {
    return plain(/srgb/i.test(profile.name) ? undefined : profile.name);
  }
  return isSrgb(profile.model) ? plain() : converting(profile.name, profile.model);
}

/** Only the depth changes. */
function plain(name?: string): ColourSpace {
  return { name, isApproximate: name !== undefined, toSrgb: (picture) => withDepth(picture, 8), fromSrgb: withDepth };
}

/** The same picture in 8 or 16 bits a sample: 16 keep their upper half, as libvips does, and 8 are spread to the full scale. */
export function withDepth(picture: Raster, depth: 8 | 16): Raster {
  const { data } = picture;
  if (depth === (data instanceof Uint16Array ? 16 : 8)) {
    return picture;
  }
  const samples = depth === 8 ? new Uint8Array(data.length) : new Uint16Array(data.length);
  for (let at = 0; at < samples.length; at++) {
    const sample = data[at] ?? 0;
    samples[at] = depth === 8 ? sample >> 8 : sample * 257;
  }
  return { ...picture, data: samples };
}

function converting(name: string, { curves, matrix }: NonNullable<Profile['model']>): ColourSpace {
  const toLinear = (full: number) => curves.map((curve) => linearTable(curve, full)) as unknown as Curves;
  const inverse = curves.map((curve) => encodedTable(curve)) as unknown as Curves;
  const srgbEncoded = encodedTable(srgbCurve);
  const srgbLinear = linearTable(srgbCurve, 255);
  const forward = multiply(inverted(srgbMatrix), matrix);
  const back = multiply(inverted(matrix), srgbMatrix);
  return {
    name,
    isApproximate: false,
    toSrgb(picture) {
      const data = new Uint8Array(picture.data.length);
      return { ...picture, data: convert(picture, data, toLinear(fullScale(picture)), forward, [srgbEncoded, srgbEncoded, srgbEncoded]) };
    },
    fromSrgb(picture, depth) {
      const data = depth === 8 ? new Uint8Array(picture.data.length) : new Uint16Array(picture.data.length);
      return { ...picture, data: convert(picture, data, [srgbLinear, srgbLinear, srgbLinear], back, inverse) };
    },
  };
}

function isSrgb({ curves, matrix }: NonNullable<Profile['model']>): boolean {
  const difference = multiply(inverted(srgbMatrix), matrix).map((value, index) => Math.abs(value - (index % 4 === 0 ? 1 : 0)));
  const isNear = (level: number): boolean => curves.every((curve) => Math.abs(encodedSrgb(curve(level)) - level) < 1.5 / 255);
  return Math.max(...difference) < 0.005 && Array.from({ length: 33 }, (_, index) => index / 32).every(isNear);
}

function encodedSrgb(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}

function linearTable(curve: (encoded: number) => number, full: number): Float32Array {
  return Float32Array.from({ length: full + 1 }, (_, sample) => curve(sample / full));
}

/** The curve backwards, by bisection: it rises. */
function encodedTable(curve: (encoded: number) => number): Float32Array {
  let least = 0;
  return Float32Array.from({ length: steps + 2 }, (_, index) => {
    const linear = (index / steps) ** 2;
    let low = least;
    let high = 1;
    for (let round = 0; round < 20; round++) {
      const middle = (low + high) / 2;
      if (curve(middle) < linear) {
        low = middle;
      } else {
        high = middle;
      }
    }
    least = low;
    return (low + high) / 2;
  });
}

function convert(
  { data: source, channels, ...rest }: Raster,
  target: Uint8Array | Uint16Array,
  linear: Curves,
  matrix: Matrix,
  encoded: Curves,
): Uint8Array | Uint16Array {
  const full = target instanceof Uint16Array ? 65535 : 255;
  const alphaScale = full / fullScale({ data: source, channels, ...rest });
  const [red, green, blue] = linear;
  const [toRed, toGreen, toBlue] = encoded;
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = matrix;
  for (let at = 0; at < source.length; at += channels) {
    const r = red[source[at] ?? 0] ?? 0;
    const g = green[source[at + 1] ?? 0] ?? 0;
    const b = blue[source[at + 2] ?? 0] ?? 0;
    target[at] = encode(toRed, m0 * r + m1 * g + m2 * b) * full + 0.5;
    target[at + 1] = encode(toGreen, m3 * r + m4 * g + m5 * b) * full + 0.5;
    target[at + 2] = encode(toBlue, m6 * r + m7 * g + m8 * b) * full + 0.5;
    if (channels === 4) {
      target[at + 3] = (source[at + 3] ?? 0) * alphaScale + 0.5;
    }
  }
  return target;
}

function encode(table: Float32Array, linear: number): number {
  const at = Math.sqrt(linear <= 0 ? 0 : linear >= 1 ? 1 : linear) * steps;
  const low = Math.floor(at);
  const start = table[low] ?? 0;
  return start + ((table[low + 1] ?? 0) - start) * (at - low);
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const entry = (row: number, column: number): number =>
    [0, 1, 2].reduce((sum, index) => sum + (a[row * 3 + index] ?? 0) * (b[index * 3 + column] ?? 0), 0);
  return [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 0), entry(1, 1), entry(1, 2), entry(2, 0), entry(2, 1), entry(2, 2)];
}

/** By cofactors. */
function inverted([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const cofactors: Matrix = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return cofactors.map((value) => value / determinant) as unknown as Matrix;
}
