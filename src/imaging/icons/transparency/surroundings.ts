import type { Raster } from '../../blend/raster';
import { borderPixels, flood } from '../ground/flood';
import { around } from '../ground/neighbours';

/** What the alpha channel says of what is around an icon. Shares are 0 to 1. */
export interface Surroundings {
  /** Alpha of what is most solid. */
  readonly strongest: number;
  /** Share of the picture that lies around the icon: connected to the border, and less than most of the strongest alpha. */
  readonly share: number;
  /** Share of it that is clear, together with other clear pixels. */
  readonly clear: number;
  /** Share of its border pixels that are clear. */
  readonly clearBorder: number;
  /** Share of it that is rough: partly clear, far from the icon, and unlike its neighbours. */
  readonly rough: number;
  /** Share of it that is hazy: all but clear, far from the icon, and unlike its neighbours. Nobody sees it, but no shadow or glow does that. */
  readonly hazy: number;
  /** Mean alpha close to the icon, and at the border of the picture. */
  readonly near: number;
  readonly border: number;
}

/** Below this alpha a pixel is clear. */
export const clearBelow = 8;

/** Pixels on both sides of an icon's edge that belong to the edge. */
const edgeWidth = 3;

/** Levels by which alpha differs from the median around it only in noise. */
const roughness = 5;

/** @param picture 8-bit RGBA */
export function surroundingsOf(picture: Raster): Surroundings {
  const { width, height } = picture;
  const alpha = alphaOf(picture);
  const strongest = quantileOf(alpha, 0.999);
  const limit = strongest * 0.78;
  const labels = new Uint8Array(alpha.length);
  const outside = flood(picture, borderPixels(picture), labels, 1, (pixel) => (alpha[pixel] as number) < limit);
  const near = nearIcon(labels, width, height);
  const sums = { clear: 0, rough: 0, hazy: 0, near: 0, nearCount: 0, border: 0, borderCount: 0, clearBorder: 0 };
  for (const pixel of outside) {
    const own = alpha[pixel] as number;
    const x = pixel % width;
    const isBorder = x === 0 || x === width - 1 || pixel < width || pixel >= alpha.length - width;
    if (own < clearBelow) {
      sums.clear += clearAround(alpha, pixel, width, height) >= 3 ? 1 : 0;
      sums.clearBorder += isBorder ? 1 : 0;
      sums.hazy += own > 0 && near[pixel] === 0 && fromMedian(alpha, pixel, width, height) > 0 ? 1 : 0;
    } else if (near[pixel] !== 1 && fromMedian(alpha, pixel, width, height) > roughness) {
      sums.rough++;
    }
    if (isBorder) {
      sums.border += own;
      sums.borderCount++;
    }
    if (near[pixel] === 2) {
      sums.near += own;
      sums.nearCount++;
    }
  }
  const count = Math.max(1, outside.length);
  return {
    strongest,
    share: outside.length / alpha.length,
    clear: sums.clear / count,
    clearBorder: sums.clearBorder / Math.max(1, sums.borderCount),
    rough: sums.rough / count,
    hazy: sums.hazy / count,
    near: sums.near / Math.max(1, sums.nearCount),
    border: sums.border / Math.max(1, sums.borderCount),
  };
}

function alphaOf({ width, height, data }: Raster): Uint8Array {
  const alpha = new Uint8Array(width * height);
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    alpha[pixel] = data[pixel * 4 + 3] as number;
  }
  return alpha;
}

function quantileOf(alpha: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const value of alpha) {
    counts[value] = (counts[value] as number) + 1;
  }
  let left = alpha.length * (1 - share);
  for (let value = 255; value > 0; value--) {
    left -= counts[value] as number;
    if (left < 0) {
      return value;
    }
  }
  return 0;
}

/** 1 for each pixel that is at most as far from the icon as its edge is wide, 2 up to four times as far. */
function nearIcon(labels: Uint8Array, width: number, height: number): Uint8Array {
  const near = grown(labels, width, height, edgeWidth * 4, 2);
  const edge = grown(labels, width, height, edgeWidth, 1);
  for (let pixel = 0; pixel < near.length; pixel++) {
    near[pixel] = edge[pixel] === 1 ? 1 : (near[pixel] as number);
  }
  return near;
}

/** `mark` for each pixel in a square of this reach around an unlabelled one. */
function grown(labels: Uint8Array, width: number, height: number, reach: number, mark: number): Uint8Array {
  const across = new Uint8Array(labels.length);
  for (let y = 0; y < height; y++) {
    // The last unlabelled pixel on the left and the next one on the right.
    for (let x = 0, last = -Infinity; x < width; x++) {
      last = labels[y * width + x] === 0 ? x : last;
      across[y * width + x] = x - last <= reach ? mark : 0;
    }
    for (let x = width - 1, next = Infinity; x >= 0; x--) {
      next = labels[y * width + x] === 0 ? x : next;
      across[y * width + x] = next - x <= reach ? mark : (across[y * width + x] as number);
    }
  }
  const result = new Uint8Array(labels.length);
  for (let x = 0; x < width; x++) {
    for (let y = 0, last = -Infinity; y < height; y++) {
      last = across[y * width + x] === mark ? y : last;
      result[y * width + x] = y - last <= reach ? mark : 0;
    }
    for (let y = height - 1, next = Infinity; y >= 0; y--) {
      next = across[y * width + x] === mark ? y : next;
      result[y * width + x] = next - y <= reach ? mark : (result[y * width + x] as number);
    }
  }
  return result;
}

/** How many of the eight neighbours are clear; outside the picture everything is. */
function clearAround(alpha: Uint8Array, pixel: number, width: number, height: number): number {
  const x = pixel % width;
  const y = (pixel - x) / width;
  let count = -1;
  for (let v = y - 1; v <= y + 1; v++) {
    for (let u = x - 1; u <= x + 1; u++) {
      const isOutside = u < 0 || v < 0 || u >= width || v >= height;
      count += isOutside || (alpha[v * width + u] as number) < clearBelow ? 1 : 0;
    }
  }
  return count;
}

/** How far alpha is from the median around it: that of an edge is not far, be it of something half transparent. */
function fromMedian(alpha: Uint8Array, pixel: number, width: number, height: number): number {
  const own = alpha[pixel] as number;
  const near = around(pixel, width, height).map((other) => alpha[other] as number);
  near.push(own);
  near.sort((a, b) => a - b);
  return Math.abs((near[near.length >> 1] as number) - own);
}
