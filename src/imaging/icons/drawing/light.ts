import type { Raster } from '../../blend/raster';
import { encodedOf, linearOf } from '../../blend/linearLight';
import type { Rgb } from './content';
import type { LightLayer, LightRow, LightSource } from './resample';

/** Linear light of each 8-bit sample. */
const linear = Float64Array.from({ length: 256 }, (_, sample) => linearOf(sample / 255));

/** Where the sample that is nearest to linear light changes: `thresholds[v]` lies between v and v + 1. */
const thresholds = Float64Array.from({ length: 256 }, (_, sample) => (sample === 255 ? Infinity : linearOf((sample + 0.5) / 255)));

/** Steps of the table that the search for a sample starts from; the curve is so steep at black that a step there is most of a sample. */
const steps = 4096;
const starts = Uint8Array.from({ length: steps + 1 }, (_, step) => Math.floor(encodedOf(step / steps) * 255 + 0.5 - 1e-6));

/** The 8-bit sample nearest to linear light of 0 to 1; what lies beyond is cut off. */
export function sampleOf(light: number): number {
  if (!(light > 0)) {
    return 0;
  }
  if (light >= 1) {
    return 255;
  }
  let sample = starts[Math.floor(light * steps)] as number;
  while (light >= (thresholds[sample] as number)) {
    sample++;
  }
  return sample;
}

/** Relative luminance of linear light, 0 black to 1 white. */
export function luminanceOf(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The luminance of 8-bit sRGB samples, 0 to 1. */
export function luminanceOfSamples(red: number, green: number, blue: number): number {
  return luminanceOf(linear[red] as number, linear[green] as number, linear[blue] as number);
}

/** Pictures up to this many pixels are converted once and kept: 64 MB. */
const keptPixels = 4_200_000;

/**
 * The picture, 8-bit RGB or RGBA with straight alpha, in linear light; what lies hidden under transparent pixels is gone.
 * @param ground colour that much of an RGB picture has
 */
export function lightOf(picture: Raster, ground?: Rgb): LightSource {
  const { width, height, channels } = picture;
  const [red, green, blue] = channels === 3 && ground ? ground.map((sample) => linear[Math.round(sample)] as number) : [];
  const base = [red ?? 0, green ?? 0, blue ?? 0] as const;
  const convert = channels === 3 ? opaqueRow : clearRow;
  if (width * height > keptPixels) {
    const buffers = [new Float32Array(width * channels), new Float32Array(width * channels)] as const;
    return { width, height, channels, base, row: (y) => convert(picture, y, base, buffers[y % 2 === 0 ? 0 : 1]) };
  }
  const rows: LightRow[] = [];
  return { width, height, channels, base, row: (y) => (rows[y] ??= convert(picture, y, base, new Float32Array(width * channels))) };
}

function clearRow({ width, data: samples }: Raster, y: number, _base: LightSource['base'], data: Float32Array): LightRow {
  let start = width;
  let end = 0;
  for (let x = 0, from = y * width * 4, to = 0; x < width; x++, from += 4, to += 4) {
    const alpha = (samples[from + 3] as number) / 255;
    data[to] = (linear[samples[from] as number] as number) * alpha;
    data[to + 1] = (linear[samples[from + 1] as number] as number) * alpha;
    data[to + 2] = (linear[samples[from + 2] as number] as number) * alpha;
    data[to + 3] = alpha;
    if (alpha > 0) {
      start = Math.min(start, x);
      end = x + 1;
    }
  }
  return { data, start, end };
}

function opaqueRow({ width, data: samples }: Raster, y: number, [red, green, blue]: LightSource['base'], data: Float32Array): LightRow {
  let start = width;
  let end = 0;
  for (let x = 0, from = y * width * 3, to = 0; x < width; x++, from += 3, to += 3) {
    data[to] = (linear[samples[from] as number] as number) - red;
    data[to + 1] = (linear[samples[from + 1] as number] as number) - green;
    data[to + 2] = (linear[samples[from + 2] as number] as number) - blue;
    if (data[to] !== 0 || data[to + 1] !== 0 || data[to + 2] !== 0) {
      start = Math.min(start, x);
      end = x + 1;
    }
  }
  return { data, start, end };
}

/**
 * The layer as 8-bit sRGB: RGB of an opaque one, else RGBA with straight alpha, in which pixels without alpha are all zero.
 *
 * The colour is divided by the alpha as it was resampled, also where the kernel shot over 1: colour and alpha shot over together, so a
 * plain colour stays what it is up to its edge.
 */
export function samplesOf({ width, height, data, isOpaque }: LightLayer): Raster {
  const channels = isOpaque ? 3 : 4;
  const samples = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < data.length; from += 4, to += channels) {
    const alpha = data[from + 3] as number;
    const opacity = Math.round(Math.min(1, alpha) * 255);
    if (opacity > 0) {
      const share = alpha === 1 ? 1 : 1 / alpha;
      samples[to] = sampleOf((data[from] as number) * share);
      samples[to + 1] = sampleOf((data[from + 1] as number) * share);
      samples[to + 2] = sampleOf((data[from + 2] as number) * share);
      if (!isOpaque) {
        samples[to + 3] = opacity;
      }
    }
  }
  return { width, height, channels, data: samples };
}
