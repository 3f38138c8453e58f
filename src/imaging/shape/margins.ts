import type { Rectangle } from '../../core/sizes';
import { fullScale, type Raster } from '../blend/raster';

/**
 * What is left when the margins are cut off. With transparency a margin is what is clear: alpha up to `tolerance` of 255. In an opaque
 * picture it is what has the colour of the corner, within `tolerance` of 255 in each sample: of the corner in the upper left, or, where
 * nothing has its colour, of the one in the lower right.
 * @param margin pixels of it that stay, as far as they are there
 * @returns `undefined` when there is nothing but margin
 */
export function trimmedBox(picture: Raster, tolerance: number, margin: number): Rectangle | undefined {
  const { width, height } = picture;
  const bounds = boundsOfContent(picture, tolerance);
  if (!bounds) {
    return undefined;
  }
  const left = Math.max(0, bounds.left - margin);
  const top = Math.max(0, bounds.top - margin);
  return {
    left,
    top,
    width: Math.min(width, bounds.left + bounds.width + margin) - left,
    height: Math.min(height, bounds.top + bounds.height + margin) - top,
  };
}

function boundsOfContent(picture: Raster, tolerance: number): Rectangle | undefined {
  if (hasClearBorder(picture, tolerance)) {
    return boundsOf(picture, isVisible(picture, tolerance));
  }
  const last = picture.width * picture.height - 1;
  const first = boundsOf(picture, isUnlike(picture, 0, tolerance));
  const isAll = first?.width === picture.width && first.height === picture.height;
  return isAll ? boundsOf(picture, isUnlike(picture, last, tolerance)) : first;
}

/** Only at the border: a hole in the middle of an opaque picture is no margin. */
function hasClearBorder(picture: Raster, tolerance: number): boolean {
  const { width, height, channels } = picture;
  if (channels === 3) {
    return false;
  }
  const isSeen = isVisible(picture, tolerance);
  for (let x = 0; x < width; x++) {
    if (!isSeen(x) || !isSeen((height - 1) * width + x)) {
      return true;
    }
  }
  for (let y = 0; y < height; y++) {
    if (!isSeen(y * width) || !isSeen(y * width + width - 1)) {
      return true;
    }
  }
  return false;
}

type Test = (pixel: number) => boolean;

function isVisible(picture: Raster, tolerance: number): Test {
  const limit = (tolerance * fullScale(picture)) / 255;
  return (pixel) => (picture.data[pixel * 4 + 3] ?? 0) > limit;
}

function isUnlike(picture: Raster, corner: number, tolerance: number): Test {
  const { channels, data } = picture;
  const limit = (tolerance * fullScale(picture)) / 255;
  const colour = data.slice(corner * channels, (corner + 1) * channels);
  return (pixel) => {
    for (let channel = 0, at = pixel * channels; channel < channels; channel++, at++) {
      if (Math.abs((data[at] ?? 0) - (colour[channel] ?? 0)) > limit) {
        return true;
      }
    }
    return false;
  };
}

function boundsOf({ width, height }: Raster, isContent: Test): Rectangle | undefined {
  const hasRow = (y: number): boolean => {
    for (let pixel = y * width, end = pixel + width; pixel < end; pixel++) {
      if (isContent(pixel)) {
        return true;
      }
    }
    return false;
  };
  let top = 0;
  while (top < height && !hasRow(top)) {
    top++;
  }
  if (top === height) {
    return undefined;
  }
  let bottom = height;
  while (!hasRow(bottom - 1)) {
    bottom--;
  }
  const hasColumn = (x: number): boolean => {
    for (let y = top; y < bottom; y++) {
      if (isContent(y * width + x)) {
        return true;
      }
    }
    return false;
  };
  let left = 0;
  while (!hasColumn(left)) {
    left++;
  }
  let right = width;
  while (!hasColumn(right - 1)) {
    right--;
  }
  return { left, top, width: right - left, height: bottom - top };
}
