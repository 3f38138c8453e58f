import type { Raster } from '../../blend/raster';

/** Squares that alternate along the border of a picture. */
export interface BorderBoard {
  /** Edge of a square in pixels. */
  readonly size: number;
  /** Share of the border's places that alternate on the side where almost the fewest do, 0 to 1. */
  readonly cover: number;
  /** The two colours as RGB, the lighter one first. */
  readonly colours: readonly [Rgb, Rgb];
}

type Rgb = readonly [number, number, number];

/** How far from the border the squares are looked at, in pixels: its first pixels may be a frame. */
const depth = 2;

const leastContrast = 7;

/** An icon may touch one side; on each of the others at least so many places must alternate. */
const leastCover = 0.5;

/**
 * Looks for large squares along the border, between which and the icon there is no room for a whole one.
 * @param picture 8-bit RGB, or RGBA of which alpha is not read
 */
export function findBorderBoard(picture: Raster, least: number, most: number): BorderBoard | undefined {
  const sides = sidesOf(picture);
  let best: BorderBoard | undefined;
  for (let size = least; size <= Math.min(most, Math.floor(Math.min(picture.width, picture.height) / 4)); size++) {
    const found = sides.map((side) => alternating(side, size));
    const cover = found.map((one) => one.share).sort((a, b) => a - b)[1] as number;
    // Squares alternate over three of their edges as well: the smallest ones count.
    if (cover >= leastCover && (!best || cover > best.cover * 1.2)) {
      const pairs = found.flatMap((one) => one.pairs);
      best = { size, cover, colours: [medianOf(pairs.map((pair) => pair[0])), medianOf(pairs.map((pair) => pair[1]))] };
    }
  }
  return best;
}

function sidesOf({ width, height, channels, data }: Raster): Rgb[][] {
  const at = (x: number, y: number): Rgb => {
    const from = (y * width + x) * channels;
    return [data[from] as number, data[from + 1] as number, data[from + 2] as number];
  };
  const [inX, inY] = [Math.min(depth, width - 1), Math.min(depth, height - 1)];
  const along = Array.from({ length: width }, (_, x) => x);
  const down = Array.from({ length: height }, (_, y) => y);
  return [
    along.map((x) => at(x, inY)),
    along.map((x) => at(x, height - 1 - inY)),
    down.map((y) => at(inX, y)),
    down.map((y) => at(width - 1 - inX, y)),
  ];
}

function apart(a: Rgb, b: Rgb): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

function alternating(side: readonly Rgb[], size: number): { readonly share: number; readonly pairs: (readonly [Rgb, Rgb])[] } {
  const pairs: (readonly [Rgb, Rgb])[] = [];
  const places = side.length - 3 * size;
  for (let at = 0; at < places; at++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((step) => side[at + step * size]) as [Rgb, Rgb, Rgb, Rgb];
    const contrast = apart(a, b);
    if (contrast >= leastContrast && Math.max(apart(a, c), apart(b, d)) <= Math.max(3, contrast * 0.34)) {
      pairs.push(a[0] + a[1] + a[2] >= b[0] + b[1] + b[2] ? [a, b] : [b, a]);
    }
  }
  return { share: places > 0 ? pairs.length / places : 0, pairs };
}

function medianOf(colours: readonly Rgb[]): Rgb {
  const median = (channel: 0 | 1 | 2): number => {
    const samples = colours.map((colour) => colour[channel]).sort((a, b) => a - b);
    return samples[samples.length >> 1] as number;
  };
  return [median(0), median(1), median(2)];
}
