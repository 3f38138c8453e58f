import type { Size } from '../../../core/sizes';
import type { Raster } from '../../blend/raster';
import { findBorderBoard, type BorderBoard } from './boardStrip';

/** A grid of squares in two colours, as far as it was found. */
export interface Checkerboard {
  /** Edge of a square in pixels, as a whole number; the real one may lie between two. */
  readonly size: number;
  /** Share of the places that are looked at which lie in it, 0 to 1. */
  readonly cover: number;
  /** Share of the places next to the border which do. */
  readonly borderCover: number;
  /** Difference of the two colours in the sample in which they differ most. */
  readonly contrast: number;
  /** What the two colours look like: premultiplied RGBA, the lighter one first. */
  readonly colours: readonly [Samples, Samples];
  /** Squares from one end of the grid to the other, across and down. */
  readonly columns: number;
  readonly rows: number;
}

type Samples = readonly [number, number, number, number];

/** Edges of squares that are looked for, in pixels. */
const sizes = { least: 3, strip: 8, most: 72 };

/** A larger picture is looked at with fewer pixels. */
const largest = 1100;

/** Two squares differ by at least so much in some sample. */
const leastContrast = 7;

/** Share of the places that must lie in a grid. */
const leastCover = 0.015;

/** Less is enough when the border has more of them, as the corners around an icon that fills the square. */
const leastAtBorder = { cover: 0.004, border: 0.08 };

/** So many places at least. */
const leastPlaces = 10;

/**
 * Looks for a painted checkerboard: places whose neighbours one square to the right and one below have another colour, while the one
 * across has the same again. Stripes, edges and gradients do not have that over any area.
 * @param picture 8-bit RGB or RGBA with straight alpha
 */
export function findCheckerboard(picture: Raster): Checkerboard | undefined {
  const board = findBoard(picture);
  const strip = board && board.cover > enough ? undefined : findBorderBoard(picture, sizes.strip, sizes.most);
  return strip && !isClearAtBorder(picture) ? boardOf(strip, picture) : board;
}

/** With more cover than this, nothing else needs to be looked at. */
const enough = 0.06;

/** Along a clear border there is no board, whatever colours lie hidden there. */
function isClearAtBorder({ width, height, channels, data }: Raster): boolean {
  const corners = [0, width - 1, (height - 1) * width, height * width - 1];
  return channels === 4 && corners.some((pixel) => (data[pixel * 4 + 3] as number) < 128);
}

function boardOf({ size, cover, colours }: BorderBoard, { width, height }: Raster): Checkerboard {
  const [light, dark] = colours;
  const contrast = Math.max(Math.abs(light[0] - dark[0]), Math.abs(light[1] - dark[1]), Math.abs(light[2] - dark[2]));
  return {
    size,
    cover: 0,
    borderCover: cover,
    contrast,
    colours: [
      [...light, 255],
      [...dark, 255],
    ],
    columns: width / size,
    rows: height / size,
  };
}

function findBoard(picture: Raster): Checkerboard | undefined {
  const step = Math.ceil(Math.max(picture.width, picture.height) / largest);
  const seen = premultiplied(picture, step);
  const smooth = smoothed(seen);
  const most = Math.min(sizes.most, Math.floor(Math.min(seen.width, seen.height) / 2) - 1);
  const found: Checkerboard[] = [];
  for (let size = sizes.least; size <= most; size++) {
    const board = coverOf(size < 6 ? seen : smooth, size);
    if (board && (board.cover >= leastCover || (board.cover >= leastAtBorder.cover && board.borderCover >= leastAtBorder.border))) {
      found.push(board);
    }
  }
  const best = bestOf(found);
  return best && { ...best, size: best.size * step };
}

/** The size with the largest cover. Squares are squares of three and of five times their edge as well, where nothing interrupts them. */
function bestOf(found: readonly Checkerboard[]): Checkerboard | undefined {
  const worthOf = ({ cover, borderCover }: Checkerboard): number => cover + borderCover / 2;
  const most = (boards: readonly Checkerboard[]): Checkerboard | undefined =>
    boards.reduce<Checkerboard | undefined>((best, one) => (!best || worthOf(one) > worthOf(best) ? one : best), undefined);
  let best = most(found);
  for (let finer = best; finer;) {
    best = finer;
    const { size } = best;
    finer = most(found.filter((one) => [3, 5].some((times) => Math.abs(one.size * times - size) <= times)));
    finer = finer && worthOf(finer) >= 0.45 * worthOf(best) ? finer : undefined;
  }
  return best;
}

interface Seen extends Size {
  /** Four samples a pixel, premultiplied. */
  readonly data: Uint8Array;
}

function premultiplied({ width, height, channels, data }: Raster, step: number): Seen {
  const size = { width: Math.floor(width / step), height: Math.floor(height / step) };
  const result = new Uint8Array(size.width * size.height * 4);
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, to += 4) {
      const at = (y * step * width + x * step) * channels;
      const alpha = channels === 4 ? (data[at + 3] as number) : 255;
      for (let channel = 0; channel < 3; channel++) {
        result[to + channel] = Math.round(((data[at + channel] as number) * alpha) / 255);
      }
      result[to + 3] = alpha;
    }
  }
  return { ...size, data: result };
}

/** Means over 3 × 3 pixels: less noise, and the middle of a square stays what it is. */
function smoothed({ width, height, data }: Seen): Seen {
  const across = data.slice();
  for (let y = 0; y < height; y++) {
    for (let at = (y * width + 1) * 4, end = (y * width + width - 1) * 4; at < end; at++) {
      across[at] = ((data[at - 4] as number) + (data[at] as number) + (data[at + 4] as number) + 1) / 3;
    }
  }
  const result = across.slice();
  const row = width * 4;
  for (let at = row; at < across.length - row; at++) {
    result[at] = ((across[at - row] as number) + (across[at] as number) + (across[at + row] as number) + 1) / 3;
  }
  return { width, height, data: result };
}

/** How much of the picture lies in a grid of squares of this size. */
function coverOf({ width, height, data }: Seen, size: number): Checkerboard | undefined {
  const stride = Math.max(1, Math.floor(size / 3));
  const difference = (a: number, b: number): number =>
    Math.max(
      Math.abs((data[a] as number) - (data[b] as number)),
      Math.abs((data[a + 1] as number) - (data[b + 1] as number)),
      Math.abs((data[a + 2] as number) - (data[b + 2] as number)),
      Math.abs((data[a + 3] as number) - (data[b + 3] as number)),
    );
  const isSame = (a: number, b: number, limit: number): boolean => difference(a, b) <= limit;
  const tally = new Tally(width, height, size);
  const [right, down, row] = [size * 4, size * width * 4, width * 4];
  const edges = { along: 0, slanted: 0 };
  /** Looks whether the edges on the way to the next square are upright, as those of squares are, and not slanted or round. */
  const countEdges = (from: number, limit: number): void => {
    for (let at = from, end = from + size * 4; at < end; at += 4) {
      if (at - row >= 0 && at + row < data.length && difference(at, at + 4) >= limit) {
        edges[difference(at - row, at + row) < limit ? 'along' : 'slanted']++;
      }
    }
  };
  for (let y = 0; y + size < height; y += stride) {
    for (let x = 0; x + size < width; x += stride) {
      const at = (y * width + x) * 4;
      const contrast = difference(at, at + right);
      const limit = Math.max(3, contrast * 0.34);
      const isCrossed =
        contrast >= leastContrast &&
        isSame(at, at + right + down, limit) &&
        isSame(at + right, at + down, limit) &&
        // One more pair of squares in some direction: a diagonal line looks like four of them.
        ((x + 2 * size < width && isSame(at, at + 2 * right, limit) && isSame(at + down, at + 2 * right + down, limit)) ||
          (x >= size && isSame(at - right, at + right, limit) && isSame(at - right + down, at + right + down, limit)) ||
          (y + 2 * size < height && isSame(at, at + 2 * down, limit) && isSame(at + right, at + 2 * down + right, limit)) ||
          (y >= size && isSame(at - down, at + down, limit) && isSame(at - down + right, at + down + right, limit)));
      tally.add(x, y, isCrossed, data, at, at + right);
      if (isCrossed) {
        countEdges(at, contrast / 3);
      }
    }
  }
  return edges.along > edges.slanted ? tally.result() : undefined;
}

/** Counts the places of one size. */
class Tally {
  private readonly counts = { all: 0, border: 0, found: 0, foundAtBorder: 0 };
  private readonly bounds = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  private readonly pixels: [light: number, dark: number][] = [];
  private data: Uint8Array = new Uint8Array();

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly size: number,
  ) {}

  add(x: number, y: number, isFound: boolean, data: Uint8Array, a: number, b: number): void {
    const { size, counts, bounds } = this;
    const margin = Math.max(2, size / 4);
    const isBorder = x <= margin || y <= margin || x + size >= this.width - 1 - margin || y + size >= this.height - 1 - margin;
    counts.all++;
    counts.border += isBorder ? 1 : 0;
    if (!isFound) {
      return;
    }
    counts.found++;
    counts.foundAtBorder += isBorder ? 1 : 0;
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x + 2 * size);
    bounds.bottom = Math.max(bounds.bottom, y + 2 * size);
    const sumAt = (at: number): number =>
      (data[at] as number) + (data[at + 1] as number) + (data[at + 2] as number) + (data[at + 3] as number);
    this.pixels.push(sumAt(a) >= sumAt(b) ? [a, b] : [b, a]);
    this.data = data;
  }

  result(): Checkerboard | undefined {
    const { all, border, found, foundAtBorder } = this.counts;
    if (found < leastPlaces) {
      return undefined;
    }
    const median = (which: 0 | 1): Samples =>
      [0, 1, 2, 3].map((channel) => {
        const samples = this.pixels.map((pair) => this.data[pair[which] + channel] as number).sort((a, b) => a - b);
        return samples[samples.length >> 1] as number;
      }) as unknown as Samples;
    const colours = [median(0), median(1)] as const;
    return {
      size: this.size,
      cover: found / all,
      borderCover: foundAtBorder / border,
      contrast: Math.max(...colours[0].map((sample, channel) => Math.abs(sample - (colours[1][channel] as number)))),
      colours,
      columns: (this.bounds.right - this.bounds.left) / this.size,
      rows: (this.bounds.bottom - this.bounds.top) / this.size,
    };
  }
}
