import type { Rectangle, Size } from '../../core/sizes';
import { emptyMask, type Mask } from './mask';
import { decodeMask } from './maskCode';
import { grown, inverted, shrunk } from './morphology';
import { united } from './rectangles';
import { paintEllipse, paintPolygon, paintRectangle } from './shapes';
import { paintStroke } from './strokes';

/**
 * One step of painting, as data: the same steps on the same mask always give the same pixels. Coordinates are pixels of the picture, where
 * pixel (i, j) covers i to i + 1 and j to j + 1.
 */
export type MaskOperation =
  /** `points` holds x, y and radius of each dab of a round brush. */
  | { readonly kind: 'stroke'; readonly points: readonly number[]; readonly erase: boolean }
  | ({ readonly kind: 'rectangle' | 'ellipse'; readonly erase: boolean } & Rectangle)
  /** `points` holds x and y of each corner. */
  | { readonly kind: 'polygon'; readonly points: readonly number[]; readonly erase: boolean }
  | { readonly kind: 'move'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'grow' | 'shrink'; readonly by: number }
  | { readonly kind: 'invert' | 'all' | 'clear' }
  /** A finished mask in the code of `maskCode.ts`. */
  | { readonly kind: 'mask'; readonly code: string; readonly how: 'replace' | 'add' | 'subtract' };

/**
 * Changes the mask in place.
 * @returns the pixels that may have changed.
 * @throws ImageError `invalid-request` for a code of another size.
 */
export function perform(mask: Mask, operation: MaskOperation): Rectangle | undefined {
  const { data } = mask;
  switch (operation.kind) {
    case 'stroke': {
      let touched: Rectangle | undefined;
      paintStroke(mask, operation.points, operation.erase ? 0 : 255, (box) => (touched = united(touched, box)));
      return touched;
    }
    case 'rectangle':
      return paintRectangle(mask, operation, operation.erase ? 0 : 255);
    case 'ellipse':
      return paintEllipse(mask, operation, operation.erase ? 0 : 255);
    case 'polygon':
      return paintPolygon(mask, operation.points, operation.erase ? 0 : 255);
    case 'move':
      data.set(moved(mask, operation.dx, operation.dy).data);
      return whole(mask);
    case 'grow':
      data.set(grown(mask, operation.by).data);
      return whole(mask);
    case 'shrink':
      data.set(shrunk(mask, operation.by).data);
      return whole(mask);
    case 'invert':
      data.set(inverted(mask).data);
      return whole(mask);
    case 'all':
      data.fill(255);
      return whole(mask);
    case 'clear':
      data.fill(0);
      return whole(mask);
    case 'mask':
      join(data, decodeMask(operation.code, mask).data, operation.how);
      return whole(mask);
  }
}

/** Shifts by whole pixels; what leaves the picture is gone. */
function moved({ width, height, data }: Mask, dx: number, dy: number): Mask {
  const result = emptyMask({ width, height });
  const first = Math.max(0, -dx);
  const end = Math.min(width, width - dx);
  for (let y = Math.max(0, -dy); end > first && y < Math.min(height, height - dy); y++) {
    result.data.set(data.subarray(y * width + first, y * width + end), (y + dy) * width + first + dx);
  }
  return result;
}

function join(data: Uint8Array, other: Uint8Array, how: 'replace' | 'add' | 'subtract'): void {
  if (how === 'replace') {
    data.set(other);
    return;
  }
  const value = how === 'add' ? 255 : 0;
  for (let index = 0; index < data.length; index++) {
    if (other[index] === 255) {
      data[index] = value;
    }
  }
}

function whole({ width, height }: Size): Rectangle {
  return { left: 0, top: 0, width, height };
}
