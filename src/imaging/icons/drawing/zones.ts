import type { Rectangle, Size } from '../../../core/sizes';
import type { IconDrawing, Zone } from '../../../icons/drawing';
import type { Content } from './content';
import type { Window } from './resample';

/** Where a part of the master lies in a picture. */
export interface Placed {
  /** Whole pixels of the picture, none of them outside. */
  readonly at: Rectangle;
  /** The part of the master that is drawn there. */
  readonly window: Window;
  /** The pixels of the master that count for it. */
  readonly bounds: Rectangle;
  /** Diameter in pixels of the centred circle beyond which nothing may be seen. */
  readonly circle?: number | undefined;
}

/**
 * Between the content and the rim of a safe circle, in pixels: a soft edge reaches one pixel further than what it is the edge of, and
 * content on whole pixels may lie half a pixel off the centre.
 */
const rimMargin = 1;

/**
 * The content in its zone, on whole pixels so that straight edges stay sharp: uniformly scaled but for the rounding of the shorter side. It
 * is centred; where that would need half a pixel, it lies half a pixel further to the left or the top.
 * @param padding margin on each side as a share of the shorter edge; never makes the content larger than a `box` or a `circle`
 */
export function inZone(content: Content, drawing: IconDrawing, padding: number | undefined): Placed {
  const { zone } = drawing;
  const edge = Math.min(drawing.width, drawing.height);
  if (zone.kind === 'circle') {
    return inCircle(content, drawing, edge * shareOf(zone, padding));
  }
  const limit = zone.kind === 'optical' ? edge - 2 * opticalMargin(edge, padding) : edge * shareOf(zone, padding);
  return inSquare(content.box, drawing, limit);
}

function shareOf({ share }: Exclude<Zone, { kind: 'optical' }>, padding = 0): number {
  return Math.max(0, Math.min(share, 1 - 2 * padding, 1));
}

/** On each side, in whole pixels: where every pixel counts there is none. */
function opticalMargin(edge: number, padding: number | undefined): number {
  return Math.round(edge * (padding ?? (edge <= 48 ? 0 : edge <= 96 ? 1 / 32 : 1 / 16)));
}

function inSquare(box: Rectangle, picture: Size, limit: number): Placed {
  // What is as even or odd as the picture is exactly in its middle.
  const along = box.width >= box.height ? picture.width : picture.height;
  const most = Math.max(1, Math.floor(limit + 1e-6));
  const size = sizeOf(box, most > 1 && (along - most) % 2 !== 0 ? most - 1 : most);
  const at = { left: Math.floor((picture.width - size.width) / 2), top: Math.floor((picture.height - size.height) / 2), ...size };
  return { at, window: box, bounds: box };
}

function inCircle({ box, hull, circle }: Content, picture: Size, diameter: number): Placed {
  const radius = Math.max(0.5, diameter / 2 - rimMargin);
  const [x, y] = [picture.width / 2, picture.height / 2];
  const longest = Math.min(Math.max(box.width, box.height) * (radius / circle.radius), picture.width, picture.height);
  for (let most = Math.max(1, Math.floor(longest)); ; most--) {
    const size = sizeOf(box, most);
    const [across, down] = [size.width / box.width, size.height / box.height];
    const left = within(Math.round(x - (circle.x - box.left) * across), picture.width - size.width);
    const top = within(Math.round(y - (circle.y - box.top) * down), picture.height - size.height);
    const reach = (point: { x: number; y: number }): number =>
      Math.hypot(left + (point.x - box.left) * across - x, top + (point.y - box.top) * down - y);
    if (most === 1 || hull.every((point) => reach(point) <= radius + 1e-6)) {
      return { at: { left, top, ...size }, window: box, bounds: box, circle: diameter };
    }
  }
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** The size of a box whose longer side becomes so many pixels. */
function sizeOf({ width, height }: Size, longest: number): Size {
  const scale = longest / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The same place and scale, with everything of the master around it that the picture has room for. */
export function withSurroundings({ at, window, circle }: Placed, master: Size, picture: Size): Placed {
  const across = axisOf(at.left, at.width, window.left, window.width, master.width, picture.width);
  const down = axisOf(at.top, at.height, window.top, window.height, master.height, picture.height);
  return {
    at: { left: across.start, top: down.start, width: across.length, height: down.length },
    window: { left: across.from, top: down.from, width: across.extent, height: down.extent },
    bounds: { left: 0, top: 0, width: master.width, height: master.height },
    circle,
  };
}

/** The pixels of the picture along an axis whose centre shows the master, and the part of it that they show. */
function axisOf(start: number, length: number, from: number, extent: number, master: number, picture: number) {
  const ratio = extent / length;
  const origin = from - start * ratio;
  const first = Math.max(0, Math.ceil(-origin / ratio - 0.5));
  const end = Math.min(picture, Math.floor((master - origin) / ratio - 0.5) + 1);
  return { start: first, length: end - first, from: origin + first * ratio, extent: (end - first) * ratio };
}

/** The master over all of an area, as much as is needed cut off on both sides of one axis. */
export function filling(master: Size, at: Rectangle): Placed {
  const scale = Math.min(master.width / at.width, master.height / at.height);
  const [width, height] = [at.width * scale, at.height * scale];
  const window = { left: (master.width - width) / 2, top: (master.height - height) / 2, width, height };
  return { at, window, bounds: { left: 0, top: 0, width: master.width, height: master.height } };
}

/** The square of the shorter edge in the middle of a picture. */
export function middleSquare({ width, height }: Size): Rectangle {
  const edge = Math.min(width, height);
  return { left: Math.floor((width - edge) / 2), top: Math.floor((height - edge) / 2), width: edge, height: edge };
}
