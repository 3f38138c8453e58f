import type { Rectangle } from '../../core/sizes';
import type { Mask } from './mask';
import { within } from './rectangles';

/** A round brush at one place: its centre in pixels of the picture, where pixel (i, j) has its centre at (i + ½, j + ½), and its radius. */
export interface Dab {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Paints what a brush covers on its straight way from one dab to the next, its radius changing evenly: every pixel whose centre lies in one of
 * the discs between them.
 * @returns the pixels that may have changed.
 */
export function paintSegment(mask: Mask, from: Dab, to: Dab, value: 0 | 255): Rectangle | undefined {
  const left = Math.min(from.x - from.radius, to.x - to.radius);
  const top = Math.min(from.y - from.radius, to.y - to.radius);
  const right = Math.max(from.x + from.radius, to.x + to.radius);
  const bottom = Math.max(from.y + from.radius, to.y + to.radius);
  const box = within({ left, top, width: right - left, height: bottom - top }, mask);
  if (!box) {
    return undefined;
  }
  const covers = coverage(from, to);
  const outline = tangentPoints(from, to);
  for (let y = box.top; y < box.top + box.height; y++) {
    const span = rowSpan(from, to, outline, y + 0.5);
    if (!span) {
      continue;
    }
    // The outline is rounded; the definition decides at both ends.
    let first = Math.ceil(span[0] - 0.5);
    let last = Math.floor(span[1] - 0.5);
    while (covers(first - 0.5, y + 0.5)) {
      first--;
    }
    while (first <= last && !covers(first + 0.5, y + 0.5)) {
      first++;
    }
    while (covers(last + 1.5, y + 0.5)) {
      last++;
    }
    while (last >= first && !covers(last + 0.5, y + 0.5)) {
      last--;
    }
    first = Math.max(first, 0);
    last = Math.min(last, mask.width - 1);
    if (last >= first) {
      mask.data.fill(value, y * mask.width + first, y * mask.width + last + 1);
    }
  }
  return box;
}

/** Whether a point lies in a disc between the two: the least of |p − c(t)| − r(t) over 0 ≤ t ≤ 1 is not above zero. */
function coverage(from: Dab, to: Dab): (x: number, y: number) => boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const slope = length === 0 ? Infinity : (to.radius - from.radius) / length;
  if (Math.abs(slope) >= 1) {
    const { x: cx, y: cy, radius } = from.radius > to.radius ? from : to;
    return (x, y) => (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius;
  }
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const lean = slope / Math.sqrt(1 - slope * slope);
  return (x, y) => {
    const along = (x - from.x) * ux + (y - from.y) * uy;
    const across = Math.abs((y - from.y) * ux - (x - from.x) * uy);
    const at = Math.min(length, Math.max(0, along + lean * across));
    const radius = from.radius + slope * at;
    return (along - at) ** 2 + across * across <= radius * radius;
  };
}

/** Where the two straight sides touch the discs; none when one disc holds the other. */
function tangentPoints(from: Dab, to: Dab): readonly (readonly [number, number])[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const lean = (from.radius - to.radius) / length;
  if (!(Math.abs(lean) < 1)) {
    return [];
  }
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const side = Math.sqrt(1 - lean * lean);
  const touch = ({ x, y, radius }: Dab, sign: number): readonly [number, number] => [
    x + radius * (lean * ux - sign * side * uy),
    y + radius * (lean * uy + sign * side * ux),
  ];
  return [touch(from, 1), touch(to, 1), touch(to, -1), touch(from, -1)];
}

function rowSpan(from: Dab, to: Dab, outline: readonly (readonly [number, number])[], y: number): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const dab of [from, to]) {
    const half = dab.radius * dab.radius - (y - dab.y) ** 2;
    if (half >= 0) {
      low = Math.min(low, dab.x - Math.sqrt(half));
      high = Math.max(high, dab.x + Math.sqrt(half));
    }
  }
  outline.forEach(([x, edge], index) => {
    const [nextX, nextEdge] = outline[(index + 1) % outline.length] ?? [x, edge];
    if (edge <= y !== nextEdge <= y) {
      const crossing = x + ((y - edge) / (nextEdge - edge)) * (nextX - x);
      low = Math.min(low, crossing);
      high = Math.max(high, crossing);
    }
  });
  return low <= high ? [low, high] : undefined;
}

/** Points of a stroke as they are kept: x, y and radius of each dab, one after the other. */
export function paintStroke(mask: Mask, points: readonly number[], value: 0 | 255, touch: (box: Rectangle) => void): void {
  let before: Dab | undefined;
  for (let index = 0; index + 2 < points.length; index += 3) {
    const dab = { x: points[index] ?? 0, y: points[index + 1] ?? 0, radius: points[index + 2] ?? 0 };
    const box = paintSegment(mask, before ?? dab, dab, value);
    if (box) {
      touch(box);
    }
    before = dab;
  }
}
