import type { Rectangle, Size } from '../../../core/sizes';
import { tapsOf, type Taps } from './lanczos';

/** Linear light with premultiplied alpha: width × height × 4 (red, green, blue, alpha) of 0 to 1; resampling may leave that range a little. */
export interface LightLayer extends Size {
  readonly data: Float32Array;
  /** Whether alpha is 1 everywhere. */
  readonly isOpaque: boolean;
}

/** One row of a picture in linear light. */
export interface LightRow {
  /** Width × `channels`, how much more light than `base`. */
  readonly data: Float32Array;
  /** The pixels from `start` up to before `end` are all that differ from `base`. */
  readonly start: number;
  readonly end: number;
}

/** A picture in linear light that is read row by row, so that a large one never lies in memory as a whole. */
export interface LightSource extends Size {
  /** Three for an opaque picture, four with premultiplied alpha. */
  readonly channels: 3 | 4;
  /** The light of the ground, which needs no work: nothing, unless the picture is opaque and has a flat one. */
  readonly base: readonly [red: number, green: number, blue: number];
  /** Good until the call after the next. */
  row(y: number): LightRow;
}

/** A part of a picture; its edges may lie between pixels and outside of the picture. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Resamples a window of the picture to exactly the target with a separable Lanczos kernel of three lobes. When shrinking, the kernel is as
 * much wider as the source is larger, so that every source pixel counts; when enlarging it is as it is.
 * @param bounds whole pixels of the source that count; at their edge the kernel is cut off and weighs what is left
 */
export function resample(source: LightSource, window: Window, bounds: Rectangle, target: Size): LightLayer {
  const columns = tapsOf(window.left, window.width, bounds.left, bounds.width, target.width);
  const rows = tapsOf(window.top, window.height, bounds.top, bounds.height, target.height);
  const across = source.channels === 3 ? acrossOpaqueRows : acrossRows;
  const line = target.width * source.channels;
  const data = new Float32Array(target.width * target.height * 4);
  // Source rows that went through the columns; each is in use for some target rows one after the other.
  const ring = Array.from({ length: rows.most + 1 }, () => new Float32Array(line));
  const slot = (y: number): Float32Array => ring[y % ring.length] as Float32Array;
  const sum = new Float64Array(line);
  const last = bounds.top + bounds.height - 1;
  let next = rows.first[0] as number;
  for (let y = 0; y < target.height; y++) {
    const first = rows.first[y] as number;
    // Two rows at a time read each weight once for both.
    for (; next < first + (rows.count[y] as number); next += 2) {
      const other = Math.min(next + 1, last);
      across(source.row(next), source.row(other), columns, slot(next), slot(other));
    }
    sum.fill(0);
    for (let tap = 0; tap < (rows.count[y] as number); tap += 4) {
      const near = [slot(first + tap), slot(first + tap + 1), slot(first + tap + 2), slot(first + tap + 3)] as const;
      addWeighted(near, rows.weights, y * rows.stride + tap, sum);
    }
    data.set(source.channels === 4 ? sum : withBase(sum, source.base), y * target.width * 4);
  }
  return { ...target, data, isOpaque: source.channels === 3 };
}

/** Opaque pixels with the light that was left out of the sums: weights add up to 1. */
function withBase(sum: Float64Array, [red, green, blue]: LightSource['base']): Float64Array {
  const row = new Float64Array((sum.length / 3) * 4);
  for (let from = 0, to = 0; from < sum.length; from += 3, to += 4) {
    row[to] = (sum[from] as number) + red;
    row[to + 1] = (sum[from + 1] as number) + green;
    row[to + 2] = (sum[from + 2] as number) + blue;
    row[to + 3] = 1;
  }
  return row;
}

type Across = (one: LightRow, other: LightRow, taps: Taps, into: Float32Array, intoOther: Float32Array) => void;

const acrossRows: Across = (one, other, { first, count, weights, stride }, into, intoOther) => {
  const [data, next] = [one.data, other.data];
  const start = Math.min(one.start, other.start);
  const end = Math.max(one.end, other.end);
  for (let place = 0, out = 0; place < first.length; place++, out += 4) {
    const low = first[place] as number;
    const from = Math.max(low, start);
    const to = Math.min(low + (count[place] as number), end);
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    let nextRed = 0;
    let nextGreen = 0;
    let nextBlue = 0;
    let nextAlpha = 0;
    for (let x = from, tap = place * stride + from - low, at = from * 4; x < to; x++, tap++, at += 4) {
      const weight = weights[tap] as number;
      red += weight * (data[at] as number);
      green += weight * (data[at + 1] as number);
      blue += weight * (data[at + 2] as number);
      alpha += weight * (data[at + 3] as number);
      nextRed += weight * (next[at] as number);
      nextGreen += weight * (next[at + 1] as number);
      nextBlue += weight * (next[at + 2] as number);
      nextAlpha += weight * (next[at + 3] as number);
    }
    into[out] = red;
    into[out + 1] = green;
    into[out + 2] = blue;
    into[out + 3] = alpha;
    intoOther[out] = nextRed;
    intoOther[out + 1] = nextGreen;
    intoOther[out + 2] = nextBlue;
    intoOther[out + 3] = nextAlpha;
  }
};

/** The same for three channels: one loop for both would be slower than either. */
const acrossOpaqueRows: Across = (one, other, { first, count, weights, stride }, into, intoOther) => {
  const [data, next] = [one.data, other.data];
  const start = Math.min(one.start, other.start);
  const end = Math.max(one.end, other.end);
  for (let place = 0, out = 0; place < first.length; place++, out += 3) {
    const low = first[place] as number;
    const from = Math.max(low, start);
    const to = Math.min(low + (count[place] as number), end);
    let red = 0;
    let green = 0;
    let blue = 0;
    let nextRed = 0;
    let nextGreen = 0;
    let nextBlue = 0;
    for (let x = from, tap = place * stride + from - low, at = from * 3; x < to; x++, tap++, at += 3) {
      const weight = weights[tap] as number;
      red += weight * (data[at] as number);
      green += weight * (data[at + 1] as number);
      blue += weight * (data[at + 2] as number);
      nextRed += weight * (next[at] as number);
      nextGreen += weight * (next[at + 1] as number);
      nextBlue += weight * (next[at + 2] as number);
    }
    into[out] = red;
    into[out + 1] = green;
    into[out + 2] = blue;
    intoOther[out] = nextRed;
    intoOther[out + 1] = nextGreen;
    intoOther[out + 2] = nextBlue;
  }
};

/** Adds four rows with the weights from `at` on. Those beyond the run weigh nothing. */
function addWeighted(
  [a, b, c, d]: readonly [Float32Array, Float32Array, Float32Array, Float32Array],
  weights: Float64Array,
  at: number,
  sum: Float64Array,
): void {
  const [ofA, ofB, ofC, ofD] = weights.subarray(at, at + 4) as unknown as [number, number, number, number];
  for (let index = 0; index < sum.length; index++) {
    sum[index] =
      (sum[index] as number) +
      ofA * (a[index] as number) +
      ofB * (b[index] as number) +
      ofC * (c[index] as number) +
      ofD * (d[index] as number);
  }
}
