import type { Rgb } from './oklab';
import type { Raster } from './raster';
import { cell, type Cells } from './ring';
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

/** More cells make nothing more exact: of a longer ring every so many are looked at. */
const mostCells = 1_500;

/** Gathers the blocks of the kept pixels in the cells. All are of the weights' size, the rasters 8 bit. */
export function gatherRing(original: Raster, answer: Raster, cells: Cells, weights: Weights): RingSamples {
  const ring = { original, answer, weights, chosen: chosenOf(cells) };
  const { pixels, opaque } = countIn(ring);
  let at: number[] = [];
  let edge = 1;
  for (edge of edges) {
    at = blocksOf(ring, edge);
    if (at.length >= enoughBlocks) {
      break;
    }
  }
  const first = Int32Array.from(at);
  const originals = meansOf(original, first, edge);
  const answers = meansOf(answer, first, edge);
  const [meanOriginal, meanAnswer] = [meanOf(originals), meanOf(answers)];
  return { original, answer, pixels, opaque, edge, at: first, originals, answers, meanOriginal, meanAnswer };
}

interface Ring {
  readonly original: Raster;
  readonly answer: Raster;
  readonly weights: Weights;
  /** Left and top of each cell that is looked at, in pixels. */
  readonly chosen: readonly (readonly [left: number, top: number])[];
}

function chosenOf({ columns, indices }: Cells): Ring['chosen'] {
  const step = Math.max(1, indices.length / mostCells);
  return Array.from({ length: Math.floor(indices.length / step) }, (_, number) => {
    const index = indices[Math.floor(number * step)] as number;
    return [(index % columns) * cell, Math.floor(index / columns) * cell] as const;
  });
}

function isKept({ weights }: Ring, index: number): boolean {
  return weights.data[index] === 0;
}

/** What is transparent in either picture says nothing about colour. */
function isOpaque({ original, answer }: Ring, index: number): boolean {
  return (original.channels === 3 || original.data[index * 4 + 3] === 255) && (answer.channels === 3 || answer.data[index * 4 + 3] === 255);
}

function countIn(ring: Ring): { pixels: number; opaque: number } {
  const { width, height } = ring.weights;
  let pixels = 0;
  let opaque = 0;
  for (const [left, top] of ring.chosen) {
    for (let y = top; y < Math.min(height, top + cell); y++) {
      for (let index = y * width + left, end = y * width + Math.min(width, left + cell); index < end; index++) {
        if (isKept(ring, index)) {
          pixels++;
          opaque += isOpaque(ring, index) ? 1 : 0;
        }
      }
    }
  }
  return { pixels, opaque };
}

/** Index of the first pixel of every block that lies in the ring as a whole. */
function blocksOf(ring: Ring, edge: number): number[] {
  const { width, height } = ring.weights;
  const found: number[] = [];
  for (const [left, top] of ring.chosen) {
    for (let y = top; y < top + cell && y + edge <= height; y += edge) {
      for (let x = left; x < left + cell && x + edge <= width; x += edge) {
        if (isWhole(ring, y * width + x, edge)) {
          found.push(y * width + x);
        }
      }
    }
  }
  return found;
}

function isWhole(ring: Ring, first: number, edge: number): boolean {
  for (let y = 0; y < edge; y++) {
    for (let index = first + y * ring.weights.width, end = index + edge; index < end; index++) {
      if (!isKept(ring, index) || !isOpaque(ring, index)) {
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
