import type { Raster } from '../../blend/raster';

/** The few colours that a drawing consists of. */
export interface Palette {
  /** RGBA with straight alpha, the one with the most pixels first. */
  readonly colours: readonly Rgba[];
  /** Share of the visible pixels that lie in planes of one of the colours, 0 to 1. */
  readonly plane: number;
  /** How far these pixels are from their colour: the root of the mean square, in levels. Small when the planes are flat. */
  readonly spread: number;
}

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Nothing: what is around an icon. */
export const nothing: Rgba = [0, 0, 0, 0];

/** Levels by which neighbours may differ and still have the same colour: what JPEG leaves on a plane. */
const sameColour = 7;

/** Colours that are no further apart than this are one. */
const oneColour = 22;

/** A colour has at least this share of the visible pixels. */
const leastShare = 0.0006;

/** Colours that are collected at most; a flat drawing has far fewer. */
const mostCollected = 64;

/** Colours are collected in boxes of 8 levels. */
const boxBits = 3;

interface Box {
  count: number;
  readonly sums: [number, number, number, number];
}

/**
 * The colours of the planes of an 8-bit picture. A line too thin to have a plane counts with its full colour; what is only mixed of two
 * others, as along an antialiased edge, does not.
 */
export function paletteOf(picture: Raster): Palette {
  const { width, height, channels, data } = picture;
  const planes = new Map<number, Box>();
  const lines = new Map<number, Box>();
  let visible = 0;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const alpha = channels === 4 ? (data[at + 3] as number) : 255;
      if (alpha >= 8) {
        visible++;
        const sides = likeSides(picture, x, y, at);
        if (sides > 0) {
          collect(sides === 2 ? planes : lines, data, at, alpha);
        }
      }
    }
  }
  const least = Math.max(4, visible * leastShare);
  const colours = merged(planes, least);
  addLines(colours, merged(lines, least));
  colours.sort((a, b) => b.count - a.count);
  const inPlanes = [...planes.values()].reduce((sum, box) => sum + box.count, 0);
  return {
    colours: colours.map(({ colour }) => colour.map(Math.round) as unknown as Rgba),
    plane: visible > 0 ? inPlanes / visible : 0,
    spread: spreadOf(planes, colours),
  };
}

/** In how many directions, across and down, both neighbours have the pixel's colour. Outside the picture everything has. */
function likeSides({ width, height, channels, data }: Raster, x: number, y: number, at: number): number {
  const isSame = (isThere: boolean, other: number): boolean => {
    for (let channel = 0; isThere && channel < channels; channel++) {
      if (Math.abs((data[at + channel] as number) - (data[other + channel] as number)) > sameColour) {
        return false;
      }
    }
    return true;
  };
  const row = width * channels;
  const across = isSame(x > 0, at - channels) && isSame(x < width - 1, at + channels);
  const down = isSame(y > 0, at - row) && isSame(y < height - 1, at + row);
  return (across ? 1 : 0) + (down ? 1 : 0);
}

function collect(boxes: Map<number, Box>, data: Raster['data'], at: number, alpha: number): void {
  const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  const key = (((red >> boxBits) * 32 + (green >> boxBits)) * 32 + (blue >> boxBits)) * 32 + (alpha >> boxBits);
  let box = boxes.get(key);
  if (!box) {
    box = { count: 0, sums: [0, 0, 0, 0] };
    boxes.set(key, box);
  }
  box.count++;
  box.sums[0] += red;
  box.sums[1] += green;
  box.sums[2] += blue;
  box.sums[3] += alpha;
}

interface Counted {
  readonly colour: Rgba;
  count: number;
}

function meanOf({ count, sums }: Box): Rgba {
  return sums.map((sum) => sum / count) as unknown as Rgba;
}

function merged(boxes: ReadonlyMap<number, Box>, least: number): Counted[] {
  const colours: Counted[] = [];
  for (const box of [...boxes.values()].sort((a, b) => b.count - a.count)) {
    const colour = meanOf(box);
    const known = colours.find((other) => apart(colour, other.colour) <= oneColour);
    if (known) {
      known.count += box.count;
    } else if (colours.length < mostCollected) {
      colours.push({ colour, count: box.count });
    }
  }
  return colours.filter(({ count }) => count >= least);
}

/** Adds the colours of thin lines, the strongest first, since the others may be mixtures of it. */
function addLines(colours: Counted[], lines: Counted[]): void {
  for (const line of [...lines].sort((a, b) => b.colour[3] - a.colour[3] || b.count - a.count)) {
    const known = [nothing, ...colours.map(({ colour }) => colour)];
    const isMixed = known.some((a, index) => known.slice(index + 1).some((b) => fromMixtures(line.colour, a, b) <= oneColour));
    if (!isMixed && colours.every(({ colour }) => apart(colour, line.colour) > oneColour)) {
      colours.push({ ...line });
    }
  }
}

function spreadOf(planes: ReadonlyMap<number, Box>, colours: readonly Counted[]): number {
  let sum = 0;
  let count = 0;
  for (const box of planes.values()) {
    const mean = meanOf(box);
    const far = colours.reduce((least, { colour }) => Math.min(least, apart(mean, colour)), Infinity);
    if (far < Infinity) {
      sum += box.count * far * far;
      count += box.count;
    }
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}

export function premultiplied(colour: Rgba): Rgba {
  const share = colour[3] / 255;
  return [colour[0] * share, colour[1] * share, colour[2] * share, colour[3]];
}

/** Largest difference in a sample, premultiplied. */
export function apart(a: Rgba, b: Rgba): number {
  const [first, second] = [a[3] / 255, b[3] / 255];
  return Math.max(
    Math.abs(a[0] * first - b[0] * second),
    Math.abs(a[1] * first - b[1] * second),
    Math.abs(a[2] * first - b[2] * second),
    Math.abs(a[3] - b[3]),
  );
}

/** How much of `a` there is in a mixture of `a` and `b`, 0 to 1. All premultiplied. */
export function shareIn(colour: Rgba, a: Rgba, b: Rgba): number {
  let product = 0;
  let square = 0;
  for (let channel = 0; channel < 4; channel++) {
    const way = (a[channel] as number) - (b[channel] as number);
    product += way * ((colour[channel] as number) - (b[channel] as number));
    square += way * way;
  }
  return square > 0 ? Math.max(0, Math.min(1, product / square)) : 1;
}

/** Largest difference in a sample between a colour and the nearest mixture of two others. */
function fromMixtures(colour: Rgba, a: Rgba, b: Rgba): number {
  const [own, first, second] = [premultiplied(colour), premultiplied(a), premultiplied(b)];
  const share = shareIn(own, first, second);
  return Math.max(
    ...own.map((sample, channel) => Math.abs(sample - share * (first[channel] as number) - (1 - share) * (second[channel] as number))),
  );
}
