import type { Rgb } from './oklab';
import { type Raster } from './raster';
import type { Weights } from './weights';

/** What the ring looks like in the original and in the answer, as means over small square blocks of pixels. */
export interface RingSamples {
  readonly original: Raster;
  readonly answer: Raster;
  /** Pixels of the ring, and those of them that are opaque in both pictures. */
  readonly pixels: number;
  readonly opaque: number;
  /** Edge of a block in pixels; every pixel of a block lies in the ring and is opaque. */
  readonly edge: number;
  /** Index of each block's first pixel. */
  readonly at: Int32Array;
  /** Mean red, green and blue of each block. */
  readonly originals: Float32Array;
  readonly answers: Float32Array;
  /** Of all blocks. */
  readonly meanOriginal: Rgb;
  readonly meanAnswer: Rgb;
}

/** Means over blocks do not care for noise, nor for edges that lie a fraction of a pixel off; small rings have room for small blocks only. */
const edges = [4, 2, 1] as const;

/** With fewer blocks the next smaller edge is tried. */
const enoughBlocks = 256;

/** More blocks make nothing more exact. */
const mostBlocks = 20_000;

/** Gathers the blocks of the ring (one byte a pixel, nonzero counts). All are of the weights' size, the rasters 8 bit. */
export function gatherRing(original: Raster, answer: Raster, ring: Uint8Array, weights: Weights): RingSamples {
  const { pixels, opaque } = keepOpaque(original, answer, ring);
  let at: Int32Array = new Int32Array(0);
  let edge = 1;
  for (edge of edges) {
    at = blocksOf(ring, weights.width, weights.height, edge);
    if (at.length >= enoughBlocks) {
      break;
    }
  }
  const originals = meansOf(original, at, edge);
  const answers = meansOf(answer, at, edge);
  return { original, answer, pixels, opaque, edge, at, originals, answers, meanOriginal: meanOf(originals), meanAnswer: meanOf(answers) };
}

/** Takes what is not opaque in both pictures out of the ring. */
function keepOpaque(original: Raster, answer: Raster, ring: Uint8Array): { pixels: number; opaque: number } {
  let pixels = 0;
  let opaque = 0;
  const [left, right] = [original.channels === 4, answer.channels === 4];
  for (let index = 0; index < ring.length; index++) {
    if (ring[index] === 0) {
      continue;
    }
    pixels++;
    if ((left && original.data[index * 4 + 3] !== 255) || (right && answer.data[index * 4 + 3] !== 255)) {
      ring[index] = 0;
    } else {
      opaque++;
    }
  }
  return { pixels, opaque };
}

function blocksOf(ring: Uint8Array, width: number, height: number, edge: number): Int32Array {
  const found: number[] = [];
  for (let y = 0; y + edge <= height; y += edge) {
    const row = y * width;
    for (let x = 0; x + edge <= width; x += edge) {
      if (ring[row + x] !== 0 && isWhole(ring, row + x, width, edge)) {
        found.push(row + x);
      }
    }
  }
  const step = Math.max(1, found.length / mostBlocks);
  return Int32Array.from({ length: Math.floor(found.length / step) }, (_, index) => found[Math.floor(index * step)] as number);
}

function isWhole(ring: Uint8Array, first: number, width: number, edge: number): boolean {
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      if (ring[first + y * width + x] === 0) {
        return false;
      }
    }
  }
  return true;
}

function meansOf({ data, channels, width }: Raster, at: Int32Array, edge: number): Float32Array {
  const means = new Float32Array(at.length * 3);
  for (let block = 0; block < at.length; block++) {
    const first = at[block] as number;
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      for (let y = 0; y < edge; y++) {
        for (let x = 0; x < edge; x++) {
          sum += data[(first + y * width + x) * channels + channel] as number;
        }
      }
      means[block * 3 + channel] = sum / (edge * edge);
    }
  }
  return means;
}

function meanOf(means: Float32Array): Rgb {
  const sums: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < means.length; index += 3) {
    sums[0] += means[index] as number;
    sums[1] += means[index + 1] as number;
    sums[2] += means[index + 2] as number;
  }
  const count = Math.max(1, means.length / 3);
  return [sums[0] / count, sums[1] / count, sums[2] / count];
}
