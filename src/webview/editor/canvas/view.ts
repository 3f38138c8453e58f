import type { Rectangle, Size } from '../../../core/sizes';

/**
 * How the picture lies in the viewport. All in device pixels: at scale 1, which is 100 %, one pixel of the picture is one of the screen.
 * `x`, `y` is where the picture's top left corner lies.
 */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const leastScale = 0.05;
export const mostScale = 32;

const steps = [0.05, 0.0625, 0.0833, 0.125, 0.1667, 0.25, 0.3333, 0.5, 0.6667, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** So much of the picture stays in sight however far it is moved, in device pixels. */
const inSight = 48;

/** Space around a fitted picture, in device pixels. */
const margin = 16;

export function toPicture(view: View, point: Point): Point {
  return { x: (point.x - Math.round(view.x)) / view.scale, y: (point.y - Math.round(view.y)) / view.scale };
}

export function toViewport(view: View, point: Point): Point {
  return { x: point.x * view.scale + Math.round(view.x), y: point.y * view.scale + Math.round(view.y) };
}

export function boxInViewport(view: View, { left, top, width, height }: Rectangle): Rectangle {
  const corner = toViewport(view, { x: left, y: top });
  return { left: corner.x, top: corner.y, width: width * view.scale, height: height * view.scale };
}

/** The scale changes, and what lies under the point stays there. */
export function zoomedAt(view: View, scale: number, point: Point, image: Size): View {
  const limit = Math.min(leastScale, 64 / Math.max(image.width, image.height));
  const next = Math.min(mostScale, Math.max(limit, scale));
  return {
    scale: next,
    x: point.x - ((point.x - view.x) * next) / view.scale,
    y: point.y - ((point.y - view.y) * next) / view.scale,
  };
}

export function panned(view: View, dx: number, dy: number): View {
  return { scale: view.scale, x: view.x + dx, y: view.y + dy };
}

/** The next step of the zoom list above (1) or below (-1). */
export function nextStep(scale: number, direction: 1 | -1): number {
  const near = 1.001;
  return direction === 1
    ? (steps.find((step) => step > scale * near) ?? mostScale)
    : (steps.findLast((step) => step < scale / near) ?? leastScale);
}

/**
 * The frame, in pixels of the picture, whole and in the middle. Above 100 % only whole multiples, so that all pixels are of one size.
 * @param share of the width that it has to fit into.
 */
export function fitted({ left, top, width, height }: Rectangle, viewport: Size, most = mostScale, share = 1): View {
  const room = (length: number): number => Math.max(1, length - 2 * margin);
  const scale = Math.min(room(viewport.width * share) / width, room(viewport.height) / height);
  return centredOn(
    Math.min(most, scale >= 1 ? Math.min(mostScale, Math.floor(scale)) : scale),
    { x: left + width / 2, y: top + height / 2 },
    viewport,
  );
}

/** The view that shows a point of the picture in the middle. */
export function centredOn(scale: number, point: Point, viewport: Size): View {
  return { scale, x: Math.round(viewport.width / 2 - point.x * scale), y: Math.round(viewport.height / 2 - point.y * scale) };
}

/** Never lets the picture get lost beyond an edge. */
export function kept(view: View, image: Size, viewport: Size): View {
  const place = (at: number, length: number, room: number): number => {
    const least = Math.min(inSight, length, room);
    return Math.min(Math.max(at, least - length), room - least);
  };
  return {
    scale: view.scale,
    x: place(view.x, image.width * view.scale, viewport.width),
    y: place(view.y, image.height * view.scale, viewport.height),
  };
}
