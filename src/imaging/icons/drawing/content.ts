import type { Rectangle, Size } from '../../../core/sizes';
import type { Raster } from '../../blend/raster';
import { enclosingCircle, hullOf, type Circle, type Point } from './circle';

/** Samples of a colour, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What of a picture is seen. */
export interface Content {
  readonly box: Rectangle;
  /** Corners of the hull of all that is seen, each pixel with its whole square. */
  readonly hull: readonly Point[];
  /** The smallest circle around it. */
  readonly circle: Circle;
}

/** Alpha from which a pixel is seen, of 255. */
export const seenAlpha = 8;

/** How far a sample must be from the ground to be clearly something else; what a JPEG does around an edge is mostly less. */
const clearDifference = 12;

/**
 * The content of an 8-bit picture: of one with alpha what is not clear, of one on a flat ground what differs from it, else all of it.
 * All of it, too, when nothing is seen.
 */
export function contentOf(picture: Raster, ground?: Rgb): Content {
  const { width, height, channels } = picture;
  if (channels === 3 && !ground) {
    return wholeContent(picture);
  }
  const isSeen = ground ? differsFrom(picture, ground) : hasAlpha(picture);
  const points: Point[] = [];
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0; y < height; y++) {
    let first = 0;
    while (first < width && !isSeen(y * width + first)) {
      first++;
    }
    if (first < width) {
      let end = width;
      while (!isSeen(y * width + end - 1)) {
        end--;
      }
      points.push({ x: first, y }, { x: first, y: y + 1 }, { x: end, y }, { x: end, y: y + 1 });
      [left, right] = [Math.min(left, first), Math.max(right, end)];
      [top, bottom] = [Math.min(top, y), y + 1];
    }
  }
  return points.length === 0 ? wholeContent(picture) : madeOf({ left, top, width: right - left, height: bottom - top }, points);
}

function wholeContent({ width, height }: Size): Content {
  const corners = [0, width].flatMap((x) => [0, height].map((y) => ({ x, y })));
  return madeOf({ left: 0, top: 0, width, height }, corners);
}

function madeOf(box: Rectangle, points: readonly Point[]): Content {
  const hull = hullOf(points);
  return { box, hull, circle: enclosingCircle(hull) };
}

function hasAlpha({ data }: Raster): (pixel: number) => boolean {
  return (pixel) => (data[pixel * 4 + 3] as number) >= seenAlpha;
}

/** Whether a pixel of an opaque picture is clearly not the ground. */
export function differsFrom({ channels, data }: Raster, [red, green, blue]: Rgb): (pixel: number) => boolean {
  return (pixel) => {
    const at = pixel * channels;
    return (
      Math.abs((data[at] as number) - red) > clearDifference ||
      Math.abs((data[at + 1] as number) - green) > clearDifference ||
      Math.abs((data[at + 2] as number) - blue) > clearDifference
    );
  };
}
