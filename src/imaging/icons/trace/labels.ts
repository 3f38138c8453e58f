import type { Size } from '../../../core/sizes';
import type { Raster } from '../../blend/raster';
import { apart, nothing, premultiplied, shareIn, type Rgba } from './palette';

/** Which colour each pixel has, as an index; 0 is nothing, and the colours are counted from 1. */
export interface Labels extends Size {
  readonly first: Uint8Array;
  /** The colour that an antialiased pixel has too; the same for all others. */
  readonly second: Uint8Array;
  /** How much of the first colour there is in it, of 255. */
  readonly share: Uint8Array;
  /** Share of the pixels next to another colour that are antialiased, 0 to 1. */
  readonly softness: number;
}

/** Pixels around one whose colours it may be a mixture of. */
const reach = 2;

/** A pixel has a colour when it is this near. */
const same = 14;

/** A thin line has no pixel of its full colour near by: then the nearest colour of all counts if it is that much nearer. */
const muchNearer = 60;

const unknown = 255;

/** Tells for each pixel the one or two colours around it that it consists of, so that no edge between two colours has a third in it. */
export function labelled(picture: Raster, colours: readonly Rgba[]): Labels {
  const { width, height, channels, data } = picture;
  const all: readonly Rgba[] = [nothing, ...colours];
  const flat = all.map(premultiplied);
  const rgba = (pixel: number): Rgba => {
    const at = pixel * channels;
    return [data[at] as number, data[at + 1] as number, data[at + 2] as number, channels === 4 ? (data[at + 3] as number) : 255];
  };
  const sure = sureLabels(width, height, rgba, all);
  const first = sure.slice();
  const second = sure.slice();
  const share = new Uint8Array(sure.length).fill(255);
  for (let pixel = 0; pixel < sure.length; pixel++) {
    if (sure[pixel] !== unknown) {
      continue;
    }
    const own = rgba(pixel);
    const mixed = premultiplied(own);
    const near = labelsAround(sure, pixel, width, height);
    const nearest = nearestOf(all.keys(), own, all);
    const best = near.length > 0 ? nearestOf(near, own, all) : nearest;
    if (apart(all[nearest] as Rgba, own) < apart(all[best] as Rgba, own) - muchNearer) {
      near.push(nearest);
    }
    const { a, b, weight } = mixtureOf(mixed, near.length > 0 ? near : [nearest], flat);
    first[pixel] = a;
    second[pixel] = b;
    share[pixel] = Math.round(weight * 255);
  }
  return { width, height, first, second, share, softness: softnessOf(first, share, width) };
}

/** Labels of the pixels that have a colour together with their neighbours on two sides. */
function sureLabels(width: number, height: number, rgba: (pixel: number) => Rgba, all: readonly Rgba[]): Uint8Array {
  const found = new Uint8Array(width * height);
  for (let pixel = 0; pixel < found.length; pixel++) {
    const own = rgba(pixel);
    const label = all.findIndex((colour) => apart(colour, own) <= same);
    found[pixel] = label < 0 ? unknown : label;
  }
  const sure = found.slice();
  for (let pixel = 0; pixel < sure.length; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const isSame = (isThere: boolean, other: number): boolean => !isThere || found[other] === found[pixel];
    const across = isSame(x > 0, pixel - 1) && isSame(x < width - 1, pixel + 1);
    if (!across && !(isSame(y > 0, pixel - width) && isSame(y < height - 1, pixel + width))) {
      sure[pixel] = unknown;
    }
  }
  return sure;
}

function labelsAround(sure: Uint8Array, pixel: number, width: number, height: number): number[] {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const near = new Set<number>();
  for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
    for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) {
      const label = sure[v * width + u] as number;
      if (label !== unknown) {
        near.add(label);
      }
    }
  }
  return [...near].sort((a, b) => a - b);
}

function nearestOf(labels: Iterable<number>, own: Rgba, all: readonly Rgba[]): number {
  let [best, least] = [0, Infinity];
  for (const label of labels) {
    const far = apart(all[label] as Rgba, own);
    [best, least] = far < least ? [label, far] : [best, least];
  }
  return best;
}

/** The two colours whose mixture comes nearest, the stronger first. */
function mixtureOf(
  own: Rgba,
  labels: readonly number[],
  flat: readonly Rgba[],
): { readonly a: number; readonly b: number; readonly weight: number } {
  let best = { a: labels[0] as number, b: labels[0] as number, weight: 1 };
  let least = Infinity;
  labels.forEach((a, index) => {
    for (const b of labels.slice(index)) {
      const [one, other] = [flat[a] as Rgba, flat[b] as Rgba];
      const weight = shareIn(own, one, other);
      const rest = own.reduce(
        (sum, sample, channel) => sum + (sample - weight * (one[channel] as number) - (1 - weight) * (other[channel] as number)) ** 2,
        0,
      );
      // Of two explanations that are as good, the one with a single colour, which comes first.
      if (rest < least - 1) {
        least = rest;
        best = weight >= 0.5 ? { a, b, weight } : { a: b, b: a, weight: 1 - weight };
      }
    }
  });
  return best;
}

function softnessOf(first: Uint8Array, share: Uint8Array, width: number): number {
  let edge = 0;
  let soft = 0;
  for (let pixel = 0; pixel + width < first.length; pixel++) {
    if (first[pixel] !== first[pixel + 1] || first[pixel] !== first[pixel + width]) {
      edge++;
      soft += isMixed(share, pixel) || isMixed(share, pixel + 1) || isMixed(share, pixel + width) ? 1 : 0;
    }
  }
  return edge > 0 ? soft / edge : 0;
}

function isMixed(share: Uint8Array, pixel: number): boolean {
  return (share[pixel] as number) < 245;
}
