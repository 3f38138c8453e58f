import type { Raster } from '../../blend/raster';
import { solve } from '../../blend/solver';

/** Pixels of a picture: places from -1 to 1 across it, and RGB. */
export interface Samples {
  readonly count: number;
  readonly places: Float64Array;
  readonly colours: Float64Array;
}

/** RGB at a place from -1 to 1. */
export type Fit = (u: number, v: number) => [number, number, number];

export function samplesOf({ width, height, channels, data }: Raster, pixels: readonly (readonly [number, number])[]): Samples {
  const places = new Float64Array(pixels.length * 2);
  const colours = new Float64Array(pixels.length * 3);
  pixels.forEach(([x, y], index) => {
    places[index * 2] = ((x + 0.5) / width) * 2 - 1;
    places[index * 2 + 1] = ((y + 0.5) / height) * 2 - 1;
    const at = (y * width + x) * channels;
    for (let channel = 0; channel < 3; channel++) {
      colours[index * 3 + channel] = data[at + channel] as number;
    }
  });
  return { count: pixels.length, places, colours };
}

const termsAt = (u: number, v: number): number[] => [1, u, v, u * u, v * v, u * v];

/** A constant, a plane or a bowl through samples by least squares: 1, 3 or 6 terms. `undefined` when they do not determine it. */
export function fitted({ places, colours }: Samples, indices: readonly number[], terms: number): Fit | undefined {
  const factors = [0, 1, 2].map((channel) => {
    const matrix = new Float64Array(terms * terms);
    const right = new Float64Array(terms);
    for (const index of indices) {
      const values = termsAt(places[index * 2] as number, places[index * 2 + 1] as number);
      const sample = colours[index * 3 + channel] as number;
      for (let row = 0; row < terms; row++) {
        right[row] = (right[row] as number) + (values[row] as number) * sample;
        for (let column = 0; column <= row; column++) {
          matrix[row * terms + column] = (matrix[row * terms + column] as number) + (values[row] as number) * (values[column] as number);
        }
      }
    }
    for (let row = 0; row < terms; row++) {
      matrix[row * terms + row] = (matrix[row * terms + row] as number) + indices.length * 1e-6;
    }
    return solve(matrix, right) ? right : undefined;
  });
  const [red, green, blue] = factors;
  if (!red || !green || !blue) {
    return undefined;
  }
  const value = (own: Float64Array, values: readonly number[]): number =>
    own.reduce((sum, factor, term) => sum + factor * (values[term] as number), 0);
  return (u, v) => {
    const values = termsAt(u, v);
    return [value(red, values), value(green, values), value(blue, values)];
  };
}
