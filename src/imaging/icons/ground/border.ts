import type { Raster } from '../../blend/raster';
import { fitted, samplesOf, type Fit, type Samples } from './fit';
import { distanceOf } from './likeness';

/** Pixels at the border that are looked at: enough for a mean, and quick. */
const wanted = 4000;

/** The outermost two rows and columns, thinned out. The second keeps a frame of one pixel from being taken for the ground. */
export function borderOf(picture: Raster): Samples {
  const { width, height } = picture;
  const depth = Math.min(2, Math.floor(Math.min(width, height) / 2) || 1);
  const step = Math.max(1, Math.round((2 * (width + height) * depth) / wanted));
  const pixels: [number, number][] = [];
  for (let ring = 0; ring < depth; ring++) {
    for (let x = ring; x < width; x += step) {
      pixels.push([x, ring], [x, height - 1 - ring]);
    }
    for (let y = ring; y < height; y += step) {
      pixels.push([ring, y], [width - 1 - ring, y]);
    }
  }
  return samplesOf(picture, pixels);
}

/** What most of a border consists of: a colour that may change slowly over the picture. */
export interface BorderFit {
  readonly at: Fit;
  /** Share of the border that has it, 0 to 1. */
  readonly share: number;
  /** Whether at least three corners have it. */
  readonly isCornered: boolean;
  /** Distance from it that almost all of that share keeps. */
  readonly scatter: number;
}

/** Half the width of the range around the most frequent colour from which the fit starts. */
const reach = 26;

/** Fits a plane or a bowl to the most frequent colour, leaving out by and by what does not belong to it. */
export function fitBorder(border: Samples): BorderFit {
  const { count } = border;
  const cornered = cornerColour(border);
  const start = cornered ?? mostFrequent(border);
  let fit = constant(start);
  let limit = reach;
  for (const terms of [1, 3, 6, 6, 6]) {
    const inliers = within(border, fit, limit);
    if (inliers.length < 24 || inliers.length < count * 0.1) {
      break;
    }
    const isWide = inliers.length > count * 0.25 && spreadOver(border, inliers);
    fit = fitted(border, inliers, isWide ? terms : 1) ?? fit;
    limit = Math.min(limit, Math.max(8, quantile(distances(border, fit, inliers), 0.9) * 2.5));
  }
  const inliers = within(border, fit, limit);
  return {
    at: fit,
    share: inliers.length / count,
    isCornered: cornered !== undefined,
    scatter: quantile(distances(border, fit, inliers), 0.99),
  };
}

function constant(colour: readonly [number, number, number]): Fit {
  return () => [...colour];
}

/**
 * The colour of the corners when at least three of them have the same: an icon that fills the square may cover more of the border than
 * the ground does, but hardly its corners.
 */
function cornerColour({ count, places, colours }: Samples): [number, number, number] | undefined {
  const corners: [number, number, number][] = [];
  for (const [u, v] of [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ] as const) {
    let best = 0;
    let least = Infinity;
    for (let index = 0; index < count; index++) {
      const far = Math.abs((places[index * 2] as number) - u) + Math.abs((places[index * 2 + 1] as number) - v);
      [best, least] = far < least ? [index, far] : [best, least];
    }
    corners.push([colours[best * 3] as number, colours[best * 3 + 1] as number, colours[best * 3 + 2] as number]);
  }
  return corners.find(
    (one) => corners.filter((other) => distanceOf(other[0] - one[0], other[1] - one[1], other[2] - one[2]) < reach).length >= 3,
  );
}

/** The middle of the fullest box of colours, 8 samples wide and seen together with its neighbours. */
function mostFrequent({ count, colours }: Samples): [number, number, number] {
  const boxes = new Map<number, number>();
  const boxOf = (index: number): number =>
    [0, 1, 2].reduce((key, channel) => key * 64 + ((colours[index * 3 + channel] as number) >> 3), 0);
  for (let index = 0; index < count; index++) {
    boxes.set(boxOf(index), (boxes.get(boxOf(index)) ?? 0) + 1);
  }
  let best = 0;
  let most = -1;
  for (const box of boxes.keys()) {
    let sum = 0;
    for (const red of [-4096, 0, 4096]) {
      for (const green of [-64, 0, 64]) {
        for (const blue of [-1, 0, 1]) {
          sum += boxes.get(box + red + green + blue) ?? 0;
        }
      }
    }
    if (sum > most) {
      [best, most] = [box, sum];
    }
  }
  return [(best >> 12) * 8 + 3.5, ((best >> 6) & 63) * 8 + 3.5, (best & 63) * 8 + 3.5];
}

function within(border: Samples, fit: Fit, limit: number): number[] {
  const all = Array.from({ length: border.count }, (_, index) => index);
  return all.filter((index) => distanceFrom(border, fit, index) <= limit);
}

function distances(border: Samples, fit: Fit, indices: readonly number[]): number[] {
  return indices.map((index) => distanceFrom(border, fit, index));
}

function distanceFrom({ places, colours }: Samples, fit: Fit, index: number): number {
  const [red, green, blue] = fit(places[index * 2] as number, places[index * 2 + 1] as number);
  return distanceOf(
    (colours[index * 3] as number) - red,
    (colours[index * 3 + 1] as number) - green,
    (colours[index * 3 + 2] as number) - blue,
  );
}

/** Whether there are samples on at least three sides; otherwise a slope would be guessed. */
function spreadOver({ places }: Samples, indices: readonly number[]): boolean {
  const sides = new Set<number>();
  for (const index of indices) {
    const [u, v] = [places[index * 2] as number, places[index * 2 + 1] as number];
    sides.add(Math.abs(u) > Math.abs(v) ? (u > 0 ? 0 : 1) : v > 0 ? 2 : 3);
  }
  return sides.size >= 3;
}

export function quantile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
