import type { Raster } from '../../blend/raster';
import { findCheckerboard, type Checkerboard } from '../transparency/checkerboard';
import { findEven } from './even';
import { borderPixels, flood } from './flood';
import { smoothGround } from './ground';
import { matte } from './matte';
import { paintedGround, type PaintedGround } from './painted';
import type { Backdrop } from './profile';
import { clearBelow } from '../transparency/surroundings';
import { opaque, opaqueView, unveiled } from './veil';

export interface RemovalOptions {
  /** 0 to 100: how far from the ground a colour may be that is taken for it. */
  readonly tolerance?: number | undefined;
  /** Whether ground that the icon encloses is cleared too; it is unless told. */
  readonly holes?: boolean | undefined;
}

export interface Removal {
  /** 8-bit RGBA, straight alpha. */
  readonly picture: Raster;
  /** Share of the pixels that became clear, 0 to 1. */
  readonly cleared: number;
}

/** A ground in a picture. */
export interface Found {
  /** 1 for each pixel that is nothing else. */
  readonly mask: Uint8Array;
  readonly backdrop: Backdrop;
}

/** Share of the pixels that must be left. */
const leastLeft = 0.0005;

/**
 * Takes a flat or painted ground away, or a veil of alpha. Colours and alpha at edges are unmixed, so that no trace of the ground stays.
 * @param picture 8-bit RGB or RGBA with straight alpha
 * @returns `undefined` without such a ground, or when nothing would be left
 */
export function removeGround(picture: Raster, options: RemovalOptions = {}): Removal | undefined {
  const board = atBorder(findCheckerboard(picture));
  const lifted = board ? undefined : unveiled(picture);
  if (lifted) {
    return { picture: lifted, cleared: clearShare(lifted) };
  }
  const around = board ? undefined : clearAround(picture);
  if (around && isMostlyClear(picture, around)) {
    return undefined;
  }
  const seen = opaqueView(picture, board);
  const found = findGround(seen, board, options);
  if (!found) {
    return undefined;
  }
  const cut = matte(seen, found.mask, found.backdrop);
  for (const pixel of around ?? []) {
    cut.data.fill(0, pixel * 4, pixel * 4 + 4);
  }
  return { picture: cut, cleared: shareOf(found.mask) };
}

/** Whether `removeGround` finds something to take away. @param found the checkerboard in the picture, if there is one */
export function hasRemovableGround(picture: Raster, found: Checkerboard | undefined): boolean {
  const board = atBorder(found);
  const around = board ? undefined : clearAround(picture);
  if (around && isMostlyClear(picture, around)) {
    return false;
  }
  return (!board && unveiled(picture) !== undefined) || findGround(opaqueView(picture, board), board, {}) !== undefined;
}

/** The clear pixels that are connected to the border; `undefined` when there are none. */
function clearAround({ width, height, channels, data }: Raster): Int32Array | undefined {
  if (channels === 3) {
    return undefined;
  }
  const isClear = (pixel: number): boolean => (data[pixel * 4 + 3] as number) < clearBelow;
  const around = flood({ width, height }, borderPixels({ width, height }), new Uint8Array(width * height), 1, isClear);
  return around.length > 0 ? around : undefined;
}

/** Whether a border is so clear that no ground can be seen at it. */
function isMostlyClear({ width, height }: Raster, around: Int32Array): boolean {
  const atBorder = around.filter((pixel) => {
    const x = pixel % width;
    return x === 0 || x === width - 1 || pixel < width || pixel >= width * (height - 1);
  });
  return atBorder.length > width + height - 2;
}

/** A checkerboard, if it reaches the border of the picture. */
function atBorder(board: Checkerboard | undefined): Checkerboard | undefined {
  return board && board.borderCover > 0.01 ? board : undefined;
}

function findGround(seen: Raster, board: Checkerboard | undefined, options: RemovalOptions): Found | undefined {
  // Squares that are partly clear have other colours on white.
  const shown = board?.colours.some((colour) => colour[3] < opaque) ? findCheckerboard(seen) : board;
  const painted = shown && findPainted(seen, paintedGround(seen, shown), options);
  if (painted && isSensible(painted)) {
    return painted;
  }
  const ground = smoothGround(seen);
  const even = ground && findEven(seen, ground, options);
  return even && isSensible(even) ? even : undefined;
}

function isSensible({ mask }: Found): boolean {
  const share = shareOf(mask);
  return share > 0 && share <= 1 - leastLeft;
}

function shareOf(mask: Uint8Array): number {
  let count = 0;
  for (const value of mask) {
    count += value;
  }
  return count / mask.length;
}

function clearShare({ width, height, data }: Raster): number {
  let count = 0;
  for (let at = 3; at < data.length; at += 4) {
    count += data[at] === 0 ? 1 : 0;
  }
  return count / (width * height);
}

/** Share of an enclosed part of a board that either colour must have: a plane of one of them belongs to the icon. */
const leastOfEither = 0.15;

function findPainted(picture: Raster, ground: PaintedGround, { tolerance, holes }: RemovalOptions): Found {
  const limit = tolerance ?? Math.max(7, Math.min(24, ground.scatter * 1.5 + 4));
  const mask = new Uint8Array(picture.width * picture.height);
  const like = mask.map((_, pixel) => (ground.distance(pixel) <= limit ? 1 : 0));
  const isLike = (pixel: number): boolean => like[pixel] === 1;
  flood(picture, borderPixels(picture), mask, 1, isLike);
  for (let pixel = 0; pixel < mask.length && holes !== false; pixel++) {
    if (mask[pixel] === 0 && isLike(pixel)) {
      const spot = flood(picture, [pixel], mask, 2, isLike);
      const squares: [number, number] = [0, 0];
      for (const one of spot) {
        const square = ground.square(one);
        if (square !== undefined) {
          squares[square] = squares[square] + 1;
        }
      }
      const [light, dark] = squares;
      if (Math.min(light, dark) >= leastOfEither * (light + dark) && light + dark >= ground.size * ground.size * 0.5) {
        spot.forEach((one) => (mask[one] = 1));
      }
    }
  }
  for (let pixel = 0; pixel < mask.length; pixel++) {
    mask[pixel] = mask[pixel] === 1 ? 1 : 0;
  }
  return { mask, backdrop: ground };
}
