import type { Size } from '../../core/sizes';
import { emptyMask, type Mask } from './mask';

/** Pixels as a canvas gives them: RGBA, one byte each, alpha not multiplied in. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray | Uint8Array;
}

/**
 * The pixels that look like the one at (x, y): no channel differs by more than the tolerance (0 to 255).
 * @param connected only those that hang together with it by their sides.
 */
export function similarTo(pixels: Pixels, x: number, y: number, tolerance: number, connected: boolean): Mask {
  const { width, height, data } = pixels;
  const mask = emptyMask(pixels);
  const start = y * width + x;
  const [red, green, blue, alpha] = [0, 1, 2, 3].map((channel) => data[start * 4 + channel] ?? 0) as [number, number, number, number];
  const alike = (index: number): boolean => {
    const at = index * 4;
    const opacity = data[at + 3] ?? 0;
    if (alpha === 0 && opacity === 0) {
      return true;
    }
    return (
      Math.abs((data[at] ?? 0) - red) <= tolerance &&
      Math.abs((data[at + 1] ?? 0) - green) <= tolerance &&
      Math.abs((data[at + 2] ?? 0) - blue) <= tolerance &&
      Math.abs(opacity - alpha) <= tolerance
    );
  };
  if (!connected) {
    for (let index = 0; index < width * height; index++) {
      if (alike(index)) {
        mask.data[index] = 255;
      }
    }
    return mask;
  }
  fillFrom(mask, start, alike);
  return mask;
}

/** Whole runs of a row at a time; of each row beside them only the first pixel of a run is remembered. */
function fillFrom({ width, height, data }: Mask, start: number, alike: (index: number) => boolean): void {
  const waiting = [start];
  for (let seed = waiting.pop(); seed !== undefined; seed = waiting.pop()) {
    if (data[seed] === 255) {
      continue;
    }
    const y = Math.floor(seed / width);
    let first = seed;
    while (first > y * width && data[first - 1] === 0 && alike(first - 1)) {
      first--;
    }
    let end = seed + 1;
    while (end < (y + 1) * width && data[end] === 0 && alike(end)) {
      end++;
    }
    data.fill(255, first, end);
    for (const step of [y > 0 ? -width : 0, y < height - 1 ? width : 0]) {
      for (let index = first, inRun = false; step !== 0 && index < end; index++) {
        const open = data[index + step] === 0 && alike(index + step);
        if (open && !inRun) {
          waiting.push(index + step);
        }
        inRun = open;
      }
    }
  }
}
