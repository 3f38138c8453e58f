import { seededRandom, type Scene } from './landscape';

/**
 * How far an answer is off its place: what lies at `p` in the picture that was sent lies at `centre + (p - centre) * scale + (dx, dy)`
 * in the answer. Shifts in pixels of the answer, with fractions.
 */
export interface Drift {
  readonly dx: number;
  readonly dy: number;
  readonly scale: number;
}

/** What a whole answer is off in colour: `value * gain + offset` for red, green and blue, offsets in steps of 255. */
export interface Cast {
  readonly gain: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
}

export type DriftSwitch = 'random' | 'none' | Drift;
export type CastSwitch = 'random' | 'none' | Cast;

const largestShift = 6;
const largestScale = 0.01;
const largestGain = 0.04;
const largestOffset = 4;

/** The drift of one picture: the same for the same prompt and number. */
export function driftOf(wanted: DriftSwitch, { prompt, index }: Pick<Scene, 'prompt' | 'index'>): Drift {
  if (wanted === 'none') {
    return { dx: 0, dy: 0, scale: 1 };
  }
  if (wanted !== 'random') {
    return wanted;
  }
  const random = around(`${prompt}#${index}#drift`);
  return { dx: random() * largestShift, dy: random() * largestShift, scale: 1 + random() * largestScale };
}

/** The colour cast of one picture: the same for the same prompt and number. */
export function castOf(wanted: CastSwitch, { prompt, index }: Pick<Scene, 'prompt' | 'index'>): Cast {
  if (wanted === 'none') {
    return { gain: [1, 1, 1], offset: [0, 0, 0] };
  }
  if (wanted !== 'random') {
    return wanted;
  }
  const random = around(`${prompt}#${index}#cast`);
  const gain = (): number => 1 + random() * largestGain;
  const offset = (): number => random() * largestOffset;
  return { gain: [gain(), gain(), gain()], offset: [offset(), offset(), offset()] };
}

/** Numbers from -1 to 1. */
function around(seed: string): () => number {
  const random = seededRandom(seed);
  return () => random() * 2 - 1;
}

/** Raw RGB in reading order. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The whole picture moved, scaled and cast in colour in one resampling, which leaves it a little soft; what comes in from beyond the
 * edges repeats them. Without a drift the samples stay where and as sharp as they are.
 */
export function redraw({ data, width, height }: Pixels, drift: Drift, { gain, offset }: Cast): Pixels {
  const across = taps(width, drift.dx, drift.scale);
  const down = taps(height, drift.dy, drift.scale);
  const out = new Uint8Array(data.length);
  const row = new Float32Array(width * 3);
  const channels = [0, 1, 2] as const;
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let tap = 0; tap < down.count; tap++) {
      const weight = down.weights[y * down.count + tap] ?? 0;
      const from = (down.places[y * down.count + tap] ?? 0) * width * 3;
      if (weight !== 0) {
        for (let at = 0; at < row.length; at++) {
          row[at] = (row[at] ?? 0) + weight * (data[from + at] ?? 0);
        }
      }
    }
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      for (const channel of channels) {
        let sum = 0;
        for (let tap = 0; tap < across.count; tap++) {
          sum += (across.weights[x * across.count + tap] ?? 0) * (row[(across.places[x * across.count + tap] ?? 0) * 3 + channel] ?? 0);
        }
        out[at + channel] = Math.max(0, Math.min(255, Math.round(sum * gain[channel] + offset[channel])));
      }
    }
  }
  return { data: out, width, height };
}

/** Where each sample of an axis comes from, and with which weights. */
function taps(length: number, shift: number, scale: number): { count: number; places: Int32Array; weights: Float32Array } {
  if (shift === 0 && scale === 1) {
    return { count: 1, places: Int32Array.from({ length }, (_, place) => place), weights: new Float32Array(length).fill(1) };
  }
  const count = 4;
  const places = new Int32Array(length * count);
  const weights = new Float32Array(length * count);
  const centre = (length - 1) / 2;
  for (let place = 0; place < length; place++) {
    const from = (place - shift - centre) / scale + centre;
    const first = Math.floor(from) - 1;
    for (let tap = 0; tap < count; tap++) {
      places[place * count + tap] = Math.max(0, Math.min(length - 1, first + tap));
      weights[place * count + tap] = mitchell(from - first - tap);
    }
  }
  return { count, places, weights };
}

/** The cubic of Mitchell and Netravali (1988) with B = C = 1/3; its four weights sum to 1, and it softens a little. */
function mitchell(distance: number): number {
  const x = Math.abs(distance);
  if (x >= 2) {
    return 0;
  }
  return x < 1 ? (7 * x ** 3 - 12 * x ** 2 + 16 / 3) / 6 : ((-7 / 3) * x ** 3 + 12 * x ** 2 - 20 * x + 32 / 3) / 6;
}
