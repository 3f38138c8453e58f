import type { Rectangle } from '../../core/sizes';
import type { Mask } from './mask';
import { within } from './rectangles';

/** Paints a rectangle; @returns the pixels that may have changed. */
export function paintRectangle(mask: Mask, rectangle: Rectangle, value: 0 | 255): Rectangle | undefined {
  const box = within(rectangle, mask);
  if (box) {
    for (let y = box.top; y < box.top + box.height; y++) {
      mask.data.fill(value, y * mask.width + box.left, y * mask.width + box.left + box.width);
    }
  }
  return box;
}

/** Paints the ellipse that touches the sides of the rectangle: every pixel whose centre lies in it. */
export function paintEllipse(mask: Mask, { left, top, width, height }: Rectangle, value: 0 | 255): Rectangle | undefined {
  const box = within({ left, top, width, height }, mask);
  if (!box) {
    return undefined;
  }
  const centre = left + width / 2;
  for (let y = box.top; y < box.top + box.height; y++) {
    const rise = (y + 0.5 - top - height / 2) / (height / 2);
    const half = (width / 2) * Math.sqrt(Math.max(0, 1 - rise * rise));
    const first = Math.max(0, Math.ceil(centre - half - 0.5));
    const last = Math.min(mask.width - 1, Math.floor(centre + half - 0.5));
    if (Math.abs(rise) <= 1 && last >= first) {
      mask.data.fill(value, y * mask.width + first, y * mask.width + last + 1);
    }
  }
  return box;
}

/**
 * Paints a closed polygon given by x, y of its corners: every pixel whose centre it winds around, so that a lasso which crosses itself
 * leaves no hole.
 */
export function paintPolygon(mask: Mask, points: readonly number[], value: 0 | 255): Rectangle | undefined {
  const xs = points.filter((_, index) => index % 2 === 0);
  const ys = points.filter((_, index) => index % 2 === 1);
  if (ys.length < 3) {
    return undefined;
  }
  const [left, top] = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b))];
  const [right, bottom] = [xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  const box = within({ left, top, width: right - left, height: bottom - top }, mask);
  if (!box) {
    return undefined;
  }
  for (let y = box.top; y < box.top + box.height; y++) {
    const crossings = crossingsAt(xs, ys, y + 0.5);
    let winding = 0;
    crossings.forEach(({ x, turn }, index) => {
      winding += turn;
      const end = crossings[index + 1];
      if (winding !== 0 && end) {
        const first = Math.max(0, Math.ceil(x - 0.5));
        const last = Math.min(mask.width, Math.ceil(end.x - 0.5));
        if (last > first) {
          mask.data.fill(value, y * mask.width + first, y * mask.width + last);
        }
      }
    });
  }
  return box;
}

function crossingsAt(xs: readonly number[], ys: readonly number[], y: number): { x: number; turn: 1 | -1 }[] {
  const crossings: { x: number; turn: 1 | -1 }[] = [];
  let beforeX = xs.at(-1) ?? 0;
  let beforeY = ys.at(-1) ?? 0;
  for (let index = 0; index < ys.length; index++) {
    const nextX = xs[index] ?? 0;
    const nextY = ys[index] ?? 0;
    if (beforeY <= y !== nextY <= y) {
      crossings.push({ x: beforeX + ((y - beforeY) / (nextY - beforeY)) * (nextX - beforeX), turn: nextY > beforeY ? 1 : -1 });
    }
    beforeX = nextX;
    beforeY = nextY;
  }
  return crossings.sort((a, b) => a.x - b.x);
}
