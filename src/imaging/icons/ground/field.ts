import type { Size } from '../../../core/sizes';
import type { Raster } from '../../blend/raster';
import type { Fit } from './fit';

/** A colour that changes slowly over a picture: means of square cells, between whose centres it is interpolated. */
export interface Field {
  /** Edge of a cell in pixels. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** RGB of each cell, 0 to 255, in reading order. */
  readonly colours: Float32Array;
}

/** The same colour everywhere. */
export function evenField(colour: readonly [number, number, number]): Field {
  return { cell: 1, columns: 1, rows: 1, colours: Float32Array.from(colour) };
}

/** The field's colour at the centre of a pixel, written into the first three places. */
export function colourAt({ cell, columns, rows, colours }: Field, x: number, y: number, into: Float64Array): void {
  if (columns * rows === 1) {
    into[0] = colours[0] as number;
    into[1] = colours[1] as number;
    into[2] = colours[2] as number;
    return;
  }
  const across = Math.min(columns - 1, Math.max(0, (x + 0.5) / cell - 0.5));
  const down = Math.min(rows - 1, Math.max(0, (y + 0.5) / cell - 0.5));
  const [left, top] = [Math.floor(across), Math.floor(down)];
  const [u, v] = [across - left, down - top];
  const a = (top * columns + left) * 3;
  const b = left + 1 < columns ? a + 3 : a;
  const under = top + 1 < rows ? columns * 3 : 0;
  for (let channel = 0; channel < 3; channel++) {
    const upper = (colours[a + channel] as number) * (1 - u) + (colours[b + channel] as number) * u;
    const lower = (colours[a + under + channel] as number) * (1 - u) + (colours[b + under + channel] as number) * u;
    into[channel] = upper * (1 - v) + lower * v;
  }
}

/**
 * A fit and what the marked pixels differ from it: means of the difference in cells, and in cells with too few of them what their
 * neighbours lead to.
 */
export function measuredField(
  { width, height, channels, data }: Raster,
  cell: number,
  fit: Fit,
  isMarked: (x: number, y: number) => boolean,
): Field {
  const base = fieldOf({ width, height }, cell, fit);
  const { columns, rows } = base;
  const sums = new Float32Array(columns * rows * 3);
  const weights = new Float32Array(columns * rows);
  const own = new Float64Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isMarked(x, y)) {
        const at = Math.floor(y / cell) * columns + Math.floor(x / cell);
        const from = (y * width + x) * channels;
        colourAt(base, x, y, own);
        weights[at] = (weights[at] as number) + 1;
        for (let channel = 0; channel < 3; channel++) {
          sums[at * 3 + channel] = (sums[at * 3 + channel] as number) + (data[from + channel] as number) - (own[channel] as number);
        }
      }
    }
  }
  const rest = filled(sums, weights, columns, rows, (cell * cell) / 8);
  return { ...base, colours: base.colours.map((sample, index) => sample + (rest[index] as number)) };
}

/** A fit as a field of cells. */
export function fieldOf({ width, height }: Size, cell: number, fit: Fit): Field {
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const colours = new Float32Array(columns * rows * 3);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      // The last cell of a thin picture has its centre outside of it, where a fit says nothing.
      const x = Math.min(1, (((column + 0.5) * cell) / width) * 2 - 1);
      const y = Math.min(1, (((row + 0.5) * cell) / height) * 2 - 1);
      const sample = (value: number): number => Math.min(255, Math.max(0, value));
      colours.set(fit(x, y).map(sample), (row * columns + column) * 3);
    }
  }
  return { cell, columns, rows, colours };
}

/** Mean colours of cells from their sums. An empty cell takes on its neighbours', which goes on until all have one. */
function filled(sums: Float32Array, weights: Float32Array, columns: number, rows: number, least: number): Float32Array {
  const means = new Float32Array(sums.length);
  const known = new Uint8Array(columns * rows);
  for (let at = 0; at < known.length; at++) {
    if ((weights[at] as number) >= least) {
      known[at] = 1;
      for (let channel = at * 3; channel < at * 3 + 3; channel++) {
        means[channel] = (sums[channel] as number) / (weights[at] as number);
      }
    }
  }
  grow(means, known, columns, rows);
  relax(means, weights, columns, rows, least);
  return means;
}

function grow(means: Float32Array, known: Uint8Array, columns: number, rows: number): void {
  for (let missing = true, round = 0; missing && round < columns + rows; round++) {
    missing = false;
    const before = known.slice();
    for (let at = 0; at < known.length; at++) {
      if (before[at] === 1) {
        continue;
      }
      const near = neighbours(at, columns, rows).filter((other) => before[other] === 1);
      missing ||= near.length === 0;
      if (near.length > 0) {
        known[at] = 1;
        blend(means, at, near);
      }
    }
  }
}

/** Evens out the cells that were filled, as a membrane that hangs between the measured ones. */
function relax(means: Float32Array, weights: Float32Array, columns: number, rows: number, least: number): void {
  const free = [...weights.keys()].filter((at) => (weights[at] as number) < least);
  for (let round = 0; round < 60 && free.length > 0; round++) {
    for (const at of free) {
      blend(means, at, neighbours(at, columns, rows));
    }
  }
}

function blend(means: Float32Array, at: number, near: readonly number[]): void {
  for (let channel = 0; channel < 3; channel++) {
    means[at * 3 + channel] = near.reduce((sum, other) => sum + (means[other * 3 + channel] as number), 0) / near.length;
  }
}

function neighbours(at: number, columns: number, rows: number): number[] {
  const [x, y] = [at % columns, Math.floor(at / columns)];
  return [
    ...(x > 0 ? [at - 1] : []),
    ...(x < columns - 1 ? [at + 1] : []),
    ...(y > 0 ? [at - columns] : []),
    ...(y < rows - 1 ? [at + columns] : []),
  ];
}
