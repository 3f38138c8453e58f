import type { Size } from '../../core/sizes';
import type { Level } from './pyramid';

/**
 * How an answer lies off: what the original shows at p, the answer shows at c + scale (p - c) + (dx, dy), c being the centre of the
 * crop. Shifts are pixels of the crop, positive to the right and down; a scale above 1 means that the answer is enlarged.
 */
export interface Drift {
  readonly dx: number;
  readonly dy: number;
  readonly scale: number;
}

export const noDrift: Drift = { dx: 0, dy: 0, scale: 1 };

/** The largest displacement of any pixel, that of a corner at worst, in pixels. */
export function reachOf({ dx, dy, scale }: Drift, { width, height }: Size): number {
  return Math.hypot(Math.abs(dx) + (Math.abs(scale - 1) * width) / 2, Math.abs(dy) + (Math.abs(scale - 1) * height) / 2);
}

/** The largest distance in pixels between where two drifts put a pixel. */
export function apart(a: Drift, b: Drift, size: Size): number {
  return reachOf({ dx: a.dx - b.dx, dy: a.dy - b.dy, scale: 1 + a.scale - b.scale }, size);
}

/** The centre of the crop in the pixel coordinates of a level. */
export function centreOf({ factor }: Level, { width, height }: Size): { readonly x: number; readonly y: number } {
  return { x: width / (2 * factor) - 0.5, y: height / (2 * factor) - 0.5 };
}
