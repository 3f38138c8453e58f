import type { Rectangle, Size } from '../../../core/sizes';
import type { Mask } from '../../../imaging/mask/mask';
import { united, within } from '../../../imaging/mask/rectangles';

/** The coarsest copy: one of its cells is 64 pixels wide. */
const mostLevels = 6;

/**
 * A mask with copies of a half, a quarter …, each cell the strongest of the four below it: seen from far away, nothing that is painted is lost
 * between the pixels of the screen. Copies are brought up to date when they are looked at, only where something changed.
 */
export class Pyramid {
  private readonly levels: { readonly mask: Mask; stale: Rectangle | undefined }[];

  constructor(readonly full: Mask) {
    this.levels = [{ mask: full, stale: undefined }];
  }

  touch(box: Rectangle): void {
    this.levels.forEach((level, index) => {
      if (index > 0) {
        level.stale = united(level.stale, reduced(box, index, level.mask));
      }
    });
  }

  /** Level 0 is the mask itself; a cell of level n is 2ⁿ pixels wide. */
  level(wanted: number): { readonly mask: Mask; readonly level: number } {
    const level = Math.min(mostLevels, Math.max(0, wanted));
    for (let index = 1; index <= level; index++) {
      const below = this.levels[index - 1]?.mask ?? this.full;
      const own = (this.levels[index] ??= fresh(below));
      if (own.stale) {
        reduce(below, own.mask, own.stale);
        own.stale = undefined;
      }
    }
    return { mask: this.levels[level]?.mask ?? this.full, level };
  }
}

function fresh(below: Mask): { mask: Mask; stale: Rectangle } {
  const size = { width: Math.ceil(below.width / 2), height: Math.ceil(below.height / 2) };
  return { mask: { ...size, data: new Uint8Array(size.width * size.height) }, stale: { left: 0, top: 0, ...size } };
}

function reduced(box: Rectangle, level: number, size: Size): Rectangle | undefined {
  const cell = 2 ** level;
  return within({ left: box.left / cell, top: box.top / cell, width: box.width / cell, height: box.height / cell }, size);
}

function reduce(below: Mask, above: Mask, { left, top, width, height }: Rectangle): void {
  for (let y = top; y < top + height; y++) {
    const row = 2 * y * below.width;
    const next = 2 * y + 1 < below.height ? row + below.width : row;
    for (let x = left; x < left + width; x++) {
      const right = 2 * x + 1 < below.width ? 2 * x + 1 : 2 * x;
      const upper = Math.max(below.data[row + 2 * x] ?? 0, below.data[row + right] ?? 0);
      const lower = Math.max(below.data[next + 2 * x] ?? 0, below.data[next + right] ?? 0);
      above.data[y * above.width + x] = Math.max(upper, lower);
    }
  }
}
