import type { Raster } from '../../blend/raster';
import type { Checkerboard } from '../transparency/checkerboard';
import { colourAt, evenField, measuredField, type Field } from './field';
import { fitted, samplesOf } from './fit';
import type { Backdrop } from './profile';
import { fitGrid, fromLine, squareOf, type Grid } from '../transparency/grid';
import { distanceOf } from './likeness';

/** A painted checkerboard as a ground. */
export interface PaintedGround extends Backdrop {
  /** Distance of a pixel's colour from that of the ground there. */
  distance(pixel: number): number;
  /** 0 or 1 for the square that the ground has at a pixel; `undefined` where it may have both colours. */
  square(pixel: number): 0 | 1 | undefined;
  /** Edge of a square in pixels. */
  readonly size: number;
}

type Colour = readonly [number, number, number];

/** Up to this distance from a line the two colours may be mixed, in pixels. */
const blurred = 1.6;

/** @param picture 8-bit RGB */
export function paintedGround(picture: Raster, { size, colours, contrast }: Checkerboard): PaintedGround {
  const pair = colours.map(([red, green, blue]) => [red, green, blue] as const) as unknown as readonly [Colour, Colour];
  const classes = classified(picture, pair, contrast);
  const grid = fitGrid(picture, classes, size);
  return grid ? regular(picture, grid, classes, pair) : irregular(picture, pair, size);
}

/** 1 and 2 for pixels of the two colours. */
function classified({ width, height, channels, data }: Raster, [a, b]: readonly [Colour, Colour], contrast: number): Uint8Array {
  const classes = new Uint8Array(width * height);
  const limit = Math.max(14, contrast * 0.4);
  for (let pixel = 0, at = 0; pixel < classes.length; pixel++, at += channels) {
    const own: Colour = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    const [toA, toB] = [apart(own, a), apart(own, b)];
    classes[pixel] = Math.min(toA, toB) > limit ? 0 : toA < toB ? 1 : 2;
  }
  return classes;
}

function apart(one: Colour, other: Colour): number {
  return distanceOf(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/** Squares of the same size: the colour of each pixel of the ground is known, apart from the lines. */
function regular(picture: Raster, grid: Grid, classes: Uint8Array, pair: readonly [Colour, Colour]): PaintedGround {
  const { width } = picture;
  const isSwapped = parityOf(picture, grid, classes);
  const squareAt = (x: number, y: number): 0 | 1 => (isSwapped ? ((1 - squareOf(grid, x, y)) as 0 | 1) : squareOf(grid, x, y));
  const fields = pair.map((colour, index) =>
    fieldOf(picture, colour, (x, y) => isMiddle(grid, x, y) && classes[y * width + x] === index + 1 && squareAt(x, y) === index),
  );
  const at = (x: number, y: number, into: Float64Array): void => {
    if (fromLine(grid, x, y) > blurred) {
      colourAt(fields[squareAt(x, y)] as Field, x, y, into);
    } else {
      mixedAt(picture, fields as [Field, Field], x, y, squareAt(x, y), into);
    }
  };
  const ground = groundFrom(picture, at, (pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    return fromLine(grid, x, y) > blurred ? squareAt(x, y) : undefined;
  });
  return {
    ...ground,
    size: grid.size,
    scatter: scatterOf(picture, ground, (x, y) => isMiddle(grid, x, y) && classes[y * width + x] === squareAt(x, y) + 1),
  };
}

function isMiddle(grid: Grid, x: number, y: number): boolean {
  return fromLine(grid, x, y) > (grid.size < 7 ? 1 : 2);
}

/** Whether the squares that the grid counts as 0 have the second colour. */
function parityOf({ width, height }: Raster, grid: Grid, classes: Uint8Array): boolean {
  let agreed = 0;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const found = classes[y * width + x] as number;
      agreed += found === 0 || fromLine(grid, x, y) < 1 ? 0 : found === squareOf(grid, x, y) + 1 ? 1 : -1;
    }
  }
  return agreed < 0;
}

/** The colour of one kind of square, which may change slowly over the picture. */
function fieldOf(picture: Raster, colour: Colour, isOne: (x: number, y: number) => boolean): Field {
  const { width, height } = picture;
  const pixels: [number, number][] = [];
  const step = Math.max(1, Math.floor(Math.min(width, height) / 96));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (isOne(x, y)) {
        pixels.push([x, y]);
      }
    }
  }
  const fit = pixels.length > 60 ? fitted(samplesOf(picture, pixels), [...pixels.keys()], 3) : undefined;
  return fit ? measuredField(picture, Math.max(16, Math.ceil(Math.max(width, height) / 12)), fit, isOne) : evenField(colour);
}

const first = new Float64Array(3);
const second = new Float64Array(3);

/** Near a line the ground is whatever mixture of the two colours comes nearest to the picture, as long as it is near at all. */
function mixedAt(
  { width, channels, data }: Raster,
  [a, b]: readonly [Field, Field],
  x: number,
  y: number,
  square: 0 | 1,
  into: Float64Array,
): void {
  colourAt(a, x, y, first);
  colourAt(b, x, y, second);
  const from = (y * width + x) * channels;
  let product = 0;
  let length = 0;
  for (let channel = 0; channel < 3; channel++) {
    const way = (second[channel] as number) - (first[channel] as number);
    product += way * ((data[from + channel] as number) - (first[channel] as number));
    length += way * way;
  }
  const share = length > 0 ? Math.max(0, Math.min(1, product / length)) : 0;
  let rest = 0;
  for (let channel = 0; channel < 3; channel++) {
    into[channel] = (first[channel] as number) * (1 - share) + (second[channel] as number) * share;
    rest = Math.max(rest, Math.abs((data[from + channel] as number) - (into[channel] as number)));
  }
  if (rest > 16) {
    into.set(square === 0 ? first : second);
  }
}

/** Squares that follow no grid: the ground is what is like one of the colours or lies between them. */
function irregular(picture: Raster, pair: readonly [Colour, Colour], size: number): PaintedGround {
  const fields = pair.map(evenField) as [Field, Field];
  const at = (x: number, y: number, into: Float64Array): void => {
    mixedAt(picture, fields, x, y, 0, into);
  };
  return { ...groundFrom(picture, at, () => undefined), size, scatter: 4 };
}

function groundFrom(
  picture: Raster,
  at: Backdrop['at'],
  square: PaintedGround['square'],
): Pick<PaintedGround, 'at' | 'distance' | 'square'> {
  const { width, channels, data } = picture;
  const under = new Float64Array(3);
  const distance = (pixel: number): number => {
    at(pixel % width, Math.floor(pixel / width), under);
    const from = pixel * channels;
    return distanceOf(
      (data[from] as number) - (under[0] as number),
      (data[from + 1] as number) - (under[1] as number),
      (data[from + 2] as number) - (under[2] as number),
    );
  };
  return { at, distance, square };
}

function scatterOf(
  { width, height }: Raster,
  { distance }: Pick<PaintedGround, 'distance'>,
  isOne: (x: number, y: number) => boolean,
): number {
  const found: number[] = [];
  const step = Math.max(1, Math.floor(Math.min(width, height) / 96));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (isOne(x, y)) {
        found.push(distance(y * width + x));
      }
    }
  }
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * 0.95)] ?? 0;
}
