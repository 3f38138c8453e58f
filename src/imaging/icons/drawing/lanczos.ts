/** Lobes of the kernel on each side. */
const lobes = 3;

/** Weights below this are rounding errors of zero. */
const negligible = 1e-9;

/** For each place along an axis the run of source pixels that it is made of, and their weights, which add up to 1. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly most: number;
  /** `stride` for each place, a multiple of 4; those beyond the run are 0. */
  readonly weights: Float64Array;
  readonly stride: number;
}

/**
 * Taps of a Lanczos kernel that lays `length` pixels from `start` on over `target` places. It is as much wider as the source is larger.
 * Only the `available` pixels from `from` on count; where the kernel reaches beyond them, it weighs what is left.
 */
export function tapsOf(start: number, length: number, from: number, available: number, target: number): Taps {
  const ratio = length / target;
  const scale = Math.max(1, ratio);
  const reach = lobes * scale;
  const most = Math.min(available, Math.ceil(reach * 2) + 1);
  const stride = Math.ceil(most / 4) * 4;
  const weightsOfAll = new Float64Array(target * stride);
  const taps = { first: new Int32Array(target), count: new Int32Array(target), most, weights: weightsOfAll, stride };
  for (let place = 0; place < target; place++) {
    const centre = start + (place + 0.5) * ratio;
    const weightAt = (at: number): number => lanczos((at + 0.5 - centre) / scale);
    let low = clampedTo(Math.ceil(centre - reach - 0.5), from, from + available - 1);
    let high = clampedTo(Math.floor(centre + reach - 0.5), low, from + available - 1);
    // Pixel on pixel, all but one weigh nothing.
    while (low < high && Math.abs(weightAt(low)) < negligible) {
      low++;
    }
    while (high > low && Math.abs(weightAt(high)) < negligible) {
      high--;
    }
    taps.first[place] = low;
    taps.count[place] = high - low + 1;
    const weights = weightsOfAll.subarray(place * stride, place * stride + high - low + 1);
    for (let at = low; at <= high; at++) {
      weights[at - low] = weightAt(at);
    }
    const total = weights.reduce((one, other) => one + other, 0);
    weights.forEach((weight, index) => (weights[index] = weight / total));
  }
  return taps;
}

function clampedTo(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function lanczos(x: number): number {
  if (x === 0) {
    return 1;
  }
  const angle = Math.PI * x;
  return Math.abs(x) >= lobes ? 0 : (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}
