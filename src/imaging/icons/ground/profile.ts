import type { Raster } from '../../blend/raster';
import { spread } from './likeness';
import { isShade, type End } from './soft';

/** The colour of the ground behind each pixel. */
export interface Backdrop {
  /** Writes the RGB at a pixel into the first three places. */
  at(x: number, y: number, into: Float64Array): void;
  /** Distance that almost all pixels of the ground keep from it. */
  readonly scatter: number;
}

/** Up to this many pixels an edge is antialiasing; a wider one is a blur, a shadow or a glow. */
export const sharpEdge = 4;

export interface Top {
  /** Steps from the ground. */
  readonly at: number;
  readonly end: End;
}

/** Colours along a straight line of pixels that starts on the ground, relative to it. */
export class Profile {
  /** Three numbers a step, as `spread` makes them. */
  readonly parts: Float64Array;
  readonly lengths: Float64Array;
  private known = 0;
  private start = { x: 0, y: 0, across: 0, down: 0 };
  private readonly under = new Float64Array(3);
  private readonly part = new Float64Array(3);

  /** @param far steps that are looked at, at most */
  constructor(
    private readonly picture: Raster,
    private readonly backdrop: Backdrop,
    readonly far: number,
  ) {
    this.parts = new Float64Array((far + 1) * 3);
    this.lengths = new Float64Array(far + 1);
  }

  /** Begins a new line from one pixel through another. @returns how many steps lie between them */
  begin(fromX: number, fromY: number, x: number, y: number): number {
    const steps = Math.max(Math.abs(x - fromX), Math.abs(y - fromY));
    this.start = { x: fromX, y: fromY, across: (x - fromX) / steps, down: (y - fromY) / steps };
    this.known = 0;
    return steps;
  }

  /** The pixel after so many steps; -1 outside the picture. */
  pixelAt(step: number): number {
    const { width, height } = this.picture;
    const x = Math.round(this.start.x + this.start.across * step);
    const y = Math.round(this.start.y + this.start.down * step);
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
  }

  /** Looks so many steps far; `false` when the line ends before. */
  reaches(step: number): boolean {
    for (; this.known <= step; this.known++) {
      const pixel = this.known > this.far ? -1 : this.pixelAt(this.known);
      if (pixel < 0) {
        return false;
      }
      this.lengths[this.known] = this.read(pixel, this.known * 3);
    }
    return true;
  }

  /** Writes the relative colour of any pixel into `target` and gives its length. */
  relative(pixel: number, target: Float64Array): number {
    const { width, channels, data } = this.picture;
    const at = pixel * channels;
    this.backdrop.at(pixel % width, Math.floor(pixel / width), this.under);
    const [red, green, blue] = this.under as unknown as [number, number, number];
    spread((data[at] as number) - red, (data[at + 1] as number) - green, (data[at + 2] as number) - blue, target);
    return lengthOf(target, 0);
  }

  /** Whether there is nothing but a shadow after so many steps. */
  isShadeAt(step: number): boolean {
    const { channels, data, width } = this.picture;
    const pixel = this.pixelAt(step);
    const at = pixel * channels;
    this.backdrop.at(pixel % width, Math.floor(pixel / width), this.under);
    const ground = [this.under[0] as number, this.under[1] as number, this.under[2] as number] as const;
    return isShade([data[at] as number, data[at + 1] as number, data[at + 2] as number], ground);
  }

  private read(pixel: number, offset: number): number {
    const length = this.relative(pixel, this.part);
    this.parts.set(this.part, offset);
    return length;
  }
}

function lengthOf(parts: Float64Array, at: number): number {
  const [a, b, c] = [parts[at] as number, parts[at + 1] as number, parts[at + 2] as number];
  return Math.sqrt(a * a + b * b + c * c);
}

/** Cosine of the angle between two relative colours. */
export function alike(parts: Float64Array, at: number, others: Float64Array, other: number): number {
  let product = 0;
  for (let index = 0; index < 3; index++) {
    product += (parts[at + index] as number) * (others[other + index] as number);
  }
  const lengths = lengthOf(parts, at) * lengthOf(others, other);
  return lengths > 0 ? product / lengths : 1;
}

/** Below this cosine a colour is another one. */
const sameHue = 0.93;

/** Where the rise from the ground is over. */
export function topOf(profile: Profile, noise: number): Top {
  const { lengths, parts, far } = profile;
  for (let at = 1; at < far; at++) {
    const step = Math.max(1, Math.round(at / 4));
    if (!profile.reaches(at + step + 1)) {
      return { at: profile.reaches(at) ? at : at - 1, end: 'open' };
    }
    const length = lengths[at] as number;
    const slope = Math.max(0, length - (lengths[0] as number)) / at;
    if (at > sharpEdge) {
      const jump = (lengths[at + 1] as number) - length;
      if (jump > 4 * slope + 8 + noise) {
        return { at, end: 'step' };
      }
      if (length > 3 * noise && profile.isShadeAt(at) && !profile.isShadeAt(at + 1) && !profile.isShadeAt(at + 2)) {
        return { at, end: 'bend' };
      }
      if (length > 4 * noise && alike(parts, at * 3, parts, at * 3 + 3) < sameHue) {
        return { at, end: Math.abs(jump) > 4 * slope + 8 + noise ? 'step' : 'bend' };
      }
    }
    const level = at > sharpEdge ? 0.06 : 0.15;
    const rise = ((lengths[at + step] as number) - length) / step;
    const further = ((lengths[at + step + 1] as number) - length) / (step + 1);
    if (
      rise <= Math.max(level * slope, noise / step) &&
      further <= Math.max(1.3 * level * slope, noise / step) &&
      !isCreeping(profile, at, noise)
    ) {
      return {
        at: at <= sharpEdge && isNearly(length, lengths[at + 1] as number) ? at + 1 : at,
        end: rise < -0.1 * slope ? 'peak' : 'plateau',
      };
    }
  }
  return { at: far, end: 'open' };
}

/** Whether the next pixel is a little further from the ground, so that this one may still hold some of it. */
function isNearly(length: number, next: number): boolean {
  return next > length && next < length * 1.3;
}

/** Steps in which a slow rise shows. */
const creep = 6;

/** Whether the rise is only too slow to be seen in one step: it goes on evenly, and not to what lies behind an edge. */
function isCreeping(profile: Profile, at: number, noise: number): boolean {
  if (!profile.reaches(at + creep)) {
    return false;
  }
  const { lengths } = profile;
  let largest = 0;
  for (let step = at; step < at + creep; step++) {
    const rise = (lengths[step + 1] as number) - (lengths[step] as number);
    if (rise < -0.5 * noise) {
      return false;
    }
    largest = Math.max(largest, rise);
  }
  const total = (lengths[at + creep] as number) - (lengths[at] as number);
  return total > Math.max(2.5 * noise, 0.08 * (lengths[at] as number)) && largest < 0.5 * total;
}
