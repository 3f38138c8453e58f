import type { Raster } from '../../blend/raster';
import type { Transparency } from '../../messages';
import { findCheckerboard, type Checkerboard } from './checkerboard';
import { hasRemovableGround } from '../ground/removal';
import { clearBelow, surroundingsOf, type Surroundings } from './surroundings';

/** Above this alpha a pixel is solid. */
const solidAbove = 247;

/**
 * How transparent a picture really is: 8-bit RGB or RGBA with straight alpha. Whether its ground can be taken away is only asked of what
 * is not transparent.
 */
export function judge(picture: Raster): Transparency {
  const shares = sharesOf(picture);
  const board = findCheckerboard(picture);
  const verdict = verdictOf(picture, shares, board);
  return { verdict, ...shares, removable: verdict !== 'real' && hasRemovableGround(picture, board) };
}

type Shares = Pick<Transparency, 'clear' | 'solid' | 'partial' | 'clearCorners'>;

function sharesOf({ width, height, channels, data }: Raster): Shares {
  const pixels = width * height;
  if (channels === 3) {
    return { clear: 0, solid: 1, partial: 0, clearCorners: 0 };
  }
  let clear = 0;
  let solid = 0;
  for (let at = 3; at < data.length; at += 4) {
    const alpha = data[at] as number;
    clear += alpha < clearBelow ? 1 : 0;
    solid += alpha > solidAbove ? 1 : 0;
  }
  const corners = [0, width - 1, (height - 1) * width, pixels - 1];
  return {
    clear: clear / pixels,
    solid: solid / pixels,
    partial: (pixels - clear - solid) / pixels,
    clearCorners: corners.filter((pixel) => (data[pixel * 4 + 3] as number) < clearBelow).length,
  };
}

function verdictOf(picture: Raster, shares: Shares, board: Checkerboard | undefined): Transparency['verdict'] {
  const around = picture.channels === 4 && shares.clear > 0 ? surroundingsOf(picture) : undefined;
  const isClear = around !== undefined && (isReallyClear(around, shares) || hasCleanHoles(picture, around, shares));
  if (board && isGround(board, isClear)) {
    return 'painted';
  }
  if (isClear) {
    return 'real';
  }
  return isOpaque(picture, shares) ? 'opaque' : 'noise';
}

/** Less alpha than this nobody sees. */
const visible = 40;

function isReallyClear(around: Surroundings, { solid, clearCorners }: Shares): boolean {
  if (around.strongest < visible || around.share === 0) {
    return false;
  }
  // A square that fills the picture, with only its corners round: there is no more to look at.
  if (around.share < 0.005) {
    return clearCorners >= 3 && solid > 0.95;
  }
  if (around.rough > 0.02 || (around.hazy > 0.1 && around.border > 0.3)) {
    return false;
  }
  const isFading = around.border < 26 && around.near > 2 * around.border;
  return (around.clear >= 0.3 && around.clearBorder >= 0.5) || isFading;
}

/** Clear pixels in a row that belong to a hole and not to noise. */
const leastHole = 8;

/**
 * Whether an icon that covers the whole border, such as a frame, is clear inside: nearly all of what is clear lies in runs, and hardly
 * anything is partly so.
 */
function hasCleanHoles({ width, data }: Raster, around: Surroundings, { clear, partial, solid }: Shares): boolean {
  if (around.share >= 0.005 || solid < 0.02 || clear < 0.02 || partial > 0.1) {
    return false;
  }
  let run = 0;
  let inRuns = 0;
  const pixels = data.length / 4;
  for (let pixel = 0; pixel <= pixels; pixel++) {
    const isClear = pixel < pixels && data[pixel * 4 + 3] === 0;
    if (!isClear || pixel % width === 0) {
      inRuns += run >= leastHole ? run : 0;
      run = 0;
    }
    run += isClear ? 1 : 0;
  }
  return inRuns > 0.95 * clear * pixels;
}

/** A board in an icon has no more squares in a row than this. */
const boardOfGames = 10.5;

/**
 * Whether a grid belongs to the surroundings and not to the icon: it reaches the border, or has more squares than a board of a game. Next
 * to clear surroundings it may also be an icon of squares that fills the picture.
 */
function isGround({ borderCover, columns, rows, cover, colours, contrast }: Checkerboard, isClear: boolean): boolean {
  const isGame = Math.max(columns, rows) <= boardOfGames;
  if (isClear && cover < 0.015) {
    return false;
  }
  if (borderCover > (isClear ? 0.12 : 0.01)) {
    return !isClear || !isGame || isUsual(colours, contrast) || (cover < 0.7 && Math.max(columns, rows) > 4.5);
  }
  return isUsual(colours, contrast) && !isGame && Math.min(columns, rows) > 4;
}

/** The two greys that stand for transparency: without colour, and not far apart. */
function isUsual([light, dark]: Checkerboard['colours'], contrast: number): boolean {
  const grey = (colour: readonly number[]): boolean => Math.max(...colour.slice(0, 3)) - Math.min(...colour.slice(0, 3)) < 14;
  return contrast < 110 && grey(light) && grey(dark);
}

/** Alpha that hardly any pixel falls below when a picture is opaque and its alpha only trembles. */
const trembling = 240;

function isOpaque({ channels, data }: Raster, { clear }: Shares): boolean {
  if (channels === 3 || clear > 0.01) {
    return channels === 3;
  }
  let below = 0;
  for (let at = 3; at < data.length; at += 4) {
    below += (data[at] as number) < trembling ? 1 : 0;
  }
  return below < (data.length / 4) * 0.01;
}
