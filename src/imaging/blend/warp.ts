import type { Drift } from './drift';
import type { Raster } from './raster';

/**
 * Undoes a drift: the pixel at p of the result is what the answer shows at the drifted place. Catmull-Rom interpolation, with
 * premultiplied alpha; whole shifts copy samples. What lies beyond the answer repeats its edge. 8 or 16 bit.
 */
export function warp(answer: Raster, drift: Drift): Raster {
  const columns = tapsOf(answer.width, drift.dx, drift.scale);
  const rows = tapsOf(answer.height, drift.dy, drift.scale);
  if (drift.scale === 1 && Number.isInteger(drift.dx) && Number.isInteger(drift.dy)) {
    return moved(answer, columns, rows);
  }
  return resampled(answer, columns, rows);
}

/** For each place along an axis the four places to take, and their weights. */
interface Taps {
  readonly at: Int32Array;
  readonly weights: Float32Array;
}

function tapsOf(length: number, shift: number, scale: number): Taps {
  const at = new Int32Array(length * 4);
  const weights = new Float32Array(length * 4);
  const centre = (length - 1) / 2;
  for (let place = 0; place < length; place++) {
    const from = centre + scale * (place - centre) + shift;
    const first = Math.floor(from);
    const t = from - first;
    weights[place * 4] = 0.5 * t * (-1 + t * (2 - t));
    weights[place * 4 + 1] = 1 + 0.5 * t * t * (3 * t - 5);
    weights[place * 4 + 2] = 0.5 * t * (1 + t * (4 - 3 * t));
    weights[place * 4 + 3] = 0.5 * t * t * (t - 1);
    for (let tap = 0; tap < 4; tap++) {
      at[place * 4 + tap] = Math.min(length - 1, Math.max(0, first - 1 + tap));
    }
  }
  return { at, weights };
}

function emptyLike({ width, height, channels, data }: Raster): Raster {
  return { width, height, channels, data: data instanceof Uint16Array ? new Uint16Array(data.length) : new Uint8Array(data.length) };
}

function moved(answer: Raster, columns: Taps, rows: Taps): Raster {
  const result = emptyLike(answer);
  const { width, height, channels, data } = answer;
  for (let y = 0; y < height; y++) {
    const source = (rows.at[y * 4 + 1] as number) * width;
    let out = y * width * channels;
    for (let x = 0; x < width; x++) {
      const from = (source + (columns.at[x * 4 + 1] as number)) * channels;
      for (let channel = 0; channel < channels; channel++) {
        result.data[out++] = data[from + channel] as number;
      }
    }
  }
  return result;
}

function resampled(answer: Raster, columns: Taps, rows: Taps): Raster {
  const result = emptyLike(answer);
  const { width, height, channels } = answer;
  // Four neighbouring rows are in use at a time; each is resampled once.
  const cache = [0, 1, 2, 3].map(() => ({ row: -1, samples: new Float32Array(width * channels) }));
  const source = new Float32Array(width * channels);
  const rowAt = (row: number): Float32Array => {
    const slot = cache[row & 3] as (typeof cache)[number];
    if (slot.row !== row) {
      slot.row = row;
      premultiplied(answer, row, source);
      acrossRow(source, columns, channels, slot.samples);
    }
    return slot.samples;
  };
  for (let y = 0; y < height; y++) {
    const tap = y * 4;
    const [a, b, c, d] = [0, 1, 2, 3].map((index) => rowAt(rows.at[tap + index] as number)) as Four;
    downRow([a, b, c, d], rows.weights.subarray(tap, tap + 4), result, y);
  }
  return result;
}

type Four = [Float32Array, Float32Array, Float32Array, Float32Array];

function premultiplied({ width, channels, data }: Raster, row: number, into: Float32Array): void {
  const first = row * width * channels;
  if (channels === 3) {
    for (let index = 0; index < into.length; index++) {
      into[index] = data[first + index] as number;
    }
    return;
  }
  for (let index = 0; index < into.length; index += 4) {
    const alpha = data[first + index + 3] as number;
    into[index] = (data[first + index] as number) * alpha;
    into[index + 1] = (data[first + index + 1] as number) * alpha;
    into[index + 2] = (data[first + index + 2] as number) * alpha;
    into[index + 3] = alpha;
  }
}

function acrossRow(source: Float32Array, { at, weights }: Taps, channels: number, into: Float32Array): void {
  let out = 0;
  for (let tap = 0; tap < at.length; tap += 4) {
    const a = (at[tap] as number) * channels;
    const b = (at[tap + 1] as number) * channels;
    const c = (at[tap + 2] as number) * channels;
    const d = (at[tap + 3] as number) * channels;
    const wa = weights[tap] as number;
    const wb = weights[tap + 1] as number;
    const wc = weights[tap + 2] as number;
    const wd = weights[tap + 3] as number;
    for (let channel = 0; channel < channels; channel++) {
      into[out++] =
        wa * (source[a + channel] as number) +
        wb * (source[b + channel] as number) +
        wc * (source[c + channel] as number) +
        wd * (source[d + channel] as number);
    }
  }
}

function downRow([a, b, c, d]: Four, weights: Float32Array, { width, channels, data }: Raster, y: number): void {
  const scale = data instanceof Uint16Array ? 65535 : 255;
  const [wa, wb, wc, wd] = [weights[0] as number, weights[1] as number, weights[2] as number, weights[3] as number];
  const first = y * width * channels;
  const length = width * channels;
  if (channels === 3) {
    for (let index = 0; index < length; index++) {
      const value = wa * (a[index] as number) + wb * (b[index] as number) + wc * (c[index] as number) + wd * (d[index] as number) + 0.5;
      data[first + index] = value < 0 ? 0 : value > scale ? scale : value;
    }
    return;
  }
  for (let pixel = 0; pixel < length; pixel += 4) {
    const sum =
      wa * (a[pixel + 3] as number) + wb * (b[pixel + 3] as number) + wc * (c[pixel + 3] as number) + wd * (d[pixel + 3] as number);
    const alpha = sum < 0.5 ? 0 : Math.min(scale, sum);
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel + channel;
      const value = wa * (a[at] as number) + wb * (b[at] as number) + wc * (c[at] as number) + wd * (d[at] as number);
      const straight = alpha === 0 ? 0 : value / sum + 0.5;
      data[first + at] = straight < 0 ? 0 : straight > scale ? scale : straight;
    }
    data[first + pixel + 3] = alpha + 0.5;
  }
}
