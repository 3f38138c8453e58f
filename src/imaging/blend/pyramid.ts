import type { Size } from '../../core/sizes';
import type { Raster } from './raster';

/** Both pictures as brightness, reduced by a factor. Pixel (x, y) covers the square of `factor` pixels from (factor x, factor y). */
export interface Level extends Size {
  readonly factor: number;
  /** Brightness 0 to 255. */
  readonly original: Float32Array;
  /** The same of the answer; -1 where it is not opaque. */
  readonly answer: Float32Array;
  /** 1 where the original is kept and opaque. */
  readonly kept: Uint8Array;
  /** How many of those there are. */
  readonly keptCount: number;
}

/** Pixels of the finest level: enough for a tenth of a pixel at 4K, and a small part of what encoding a picture costs. */
const finestPixels = 700_000;

/** The coarsest level has longer edges no longer than this, as far as its kept pixels allow. */
const coarsestEdge = 160;
const leastEdge = 24;
const leastKept = 400;

/** Levels from the finest to the coarsest; each has half the edges of the one before. */
export function pyramidOf(original: Raster, answer: Raster, kept: Uint8Array): readonly Level[] {
  const levels = [finest(original, answer, kept)];
  for (let level = levels[0] as Level; Math.max(level.width, level.height) > coarsestEdge;) {
    level = halved(level);
    if (Math.min(level.width, level.height) < leastEdge || level.keptCount < leastKept) {
      break;
    }
    levels.push(level);
  }
  return levels;
}

function finest(original: Raster, answer: Raster, kept: Uint8Array): Level {
  const factor = Math.max(1, Math.ceil(Math.sqrt((original.width * original.height) / finestPixels)));
  const size = { width: Math.floor(original.width / factor), height: Math.floor(original.height / factor) };
  const count = size.width * size.height;
  const keptHere = new Uint8Array(count).fill(1);
  const solid = new Uint8Array(count).fill(1);
  markUnkept(kept, original.width, factor, size, keptHere);
  markTransparent(original, factor, size, keptHere);
  markTransparent(answer, factor, size, solid);
  const smoothed = smooth(brightnessOf(answer, factor, size), size);
  const solidInside = eroded(solid, size);
  for (let index = 0; index < count; index++) {
    if (solidInside[index] === 0 || isBorder(index, size)) {
      smoothed[index] = -1;
    }
  }
  const keptInside = eroded(eroded(keptHere, size), size);
  const reduced = smooth(brightnessOf(original, factor, size), size);
  return { ...size, factor, original: reduced, answer: smoothed, kept: keptInside, keptCount: countOf(keptInside) };
}

/** Rec. 601 luma of straight samples, averaged over squares. */
function brightnessOf({ width, channels, data }: Raster, factor: number, size: Size): Float32Array {
  const reduced = new Float32Array(size.width * size.height);
  const share = 1 / (256 * factor * factor);
  for (let y = 0; y < size.height * factor; y++) {
    let index = y * width * channels;
    const row = Math.floor(y / factor) * size.width;
    for (let x = 0; x < size.width; x++) {
      let sum = 0;
      for (let inner = 0; inner < factor; inner++) {
        sum += 77 * (data[index] as number) + 150 * (data[index + 1] as number) + 29 * (data[index + 2] as number);
        index += channels;
      }
      reduced[row + x] = (reduced[row + x] as number) + sum * share;
    }
  }
  return reduced;
}

function markUnkept(kept: Uint8Array, width: number, factor: number, size: Size, into: Uint8Array): void {
  for (let y = 0; y < size.height * factor; y++) {
    let index = y * width;
    const row = Math.floor(y / factor) * size.width;
    for (let x = 0; x < size.width; x++) {
      for (let inner = 0; inner < factor; inner++, index++) {
        if (kept[index] === 0) {
          into[row + x] = 0;
        }
      }
    }
  }
}

function markTransparent({ width, channels, data }: Raster, factor: number, size: Size, into: Uint8Array): void {
  if (channels === 3) {
    return;
  }
  for (let y = 0; y < size.height * factor; y++) {
    let index = y * width * 4 + 3;
    const row = Math.floor(y / factor) * size.width;
    for (let x = 0; x < size.width; x++) {
      for (let inner = 0; inner < factor; inner++, index += 4) {
        if ((data[index] as number) < 255) {
          into[row + x] = 0;
        }
      }
    }
  }
}

/** Binomial smoothing over 3 × 3: takes away what cannot be interpolated, and much of the noise. */
function smooth(data: Float32Array, { width, height }: Size): Float32Array {
  const across = new Float32Array(data.length);
  const smoothed = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const left = data[row + (x > 0 ? x - 1 : 0)] as number;
      const right = data[row + (x < width - 1 ? x + 1 : x)] as number;
      across[row + x] = 0.25 * (left + right) + 0.5 * (data[row + x] as number);
    }
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const above = (y > 0 ? y - 1 : 0) * width;
    const below = (y < height - 1 ? y + 1 : y) * width;
    for (let x = 0; x < width; x++) {
      smoothed[row + x] = 0.25 * ((across[above + x] as number) + (across[below + x] as number)) + 0.5 * (across[row + x] as number);
    }
  }
  return smoothed;
}

/** Without the pixels that have a neighbour of 0, whose smoothed brightness is mixed with what does not count. */
function eroded(mask: Uint8Array, { width, height }: Size): Uint8Array {
  if (!mask.includes(0)) {
    return mask;
  }
  const inside = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) {
    const [above, row, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x++) {
      let all = 1;
      for (let column = Math.max(0, x - 1); column <= x + 1 && column < width; column++) {
        all &= (mask[above + column] as number) & (mask[row + column] as number) & (mask[below + column] as number);
      }
      inside[row + x] = all;
    }
  }
  return inside;
}

function halved(level: Level): Level {
  const width = level.width >> 1;
  const height = level.height >> 1;
  const original = new Float32Array(width * height);
  const answer = new Float32Array(width * height);
  const kept = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * y * level.width + 2 * x;
      const index = y * width + x;
      original[index] = meanOfFour(level.original, at, level.width);
      answer[index] = isSolid(level.answer, at, level.width) ? meanOfFour(level.answer, at, level.width) : -1;
      kept[index] =
        (level.kept[at] as number) &
        (level.kept[at + 1] as number) &
        (level.kept[at + level.width] as number) &
        (level.kept[at + level.width + 1] as number);
    }
  }
  return { width, height, factor: level.factor * 2, original, answer, kept, keptCount: countOf(kept) };
}

function meanOfFour(data: Float32Array, at: number, width: number): number {
  const above = (data[at] as number) + (data[at + 1] as number);
  return (above + (data[at + width] as number) + (data[at + width + 1] as number)) / 4;
}

function isSolid(data: Float32Array, at: number, width: number): boolean {
  return (
    (data[at] as number) >= 0 && (data[at + 1] as number) >= 0 && (data[at + width] as number) >= 0 && (data[at + width + 1] as number) >= 0
  );
}

/** Pixels at the border are smoothed with pixels that nobody has seen. */
function isBorder(index: number, { width, height }: Size): boolean {
  const x = index % width;
  return x === 0 || x === width - 1 || index < width || index >= width * (height - 1);
}

function countOf(mask: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < mask.length; index++) {
    count += mask[index] as number;
  }
  return count;
}
