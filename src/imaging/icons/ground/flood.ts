import type { Size } from '../../../core/sizes';

/**
 * Marks with `label` everything that is connected to `seeds` over edges through pixels that are still 0 in `labels` and `open`.
 * @param labels one byte a pixel; seeds that are not 0 in it are left out
 * @returns the pixels that were marked
 */
export function flood(
  { width, height }: Size,
  seeds: Iterable<number>,
  labels: Uint8Array,
  label: number,
  open: (pixel: number) => boolean,
): Int32Array {
  let reached = new Int32Array(1024);
  let count = 0;
  const reach = (pixel: number): void => {
    if (labels[pixel] !== 0 || !open(pixel)) {
      return;
    }
    labels[pixel] = label;
    if (count === reached.length) {
      const larger = new Int32Array(count * 2);
      larger.set(reached);
      reached = larger;
    }
    reached[count++] = pixel;
  };
  for (const seed of seeds) {
    reach(seed);
  }
  const last = width * (height - 1);
  for (let index = 0; index < count; index++) {
    const pixel = reached[index] as number;
    const x = pixel % width;
    if (x > 0) {
      reach(pixel - 1);
    }
    if (x < width - 1) {
      reach(pixel + 1);
    }
    if (pixel >= width) {
      reach(pixel - width);
    }
    if (pixel < last) {
      reach(pixel + width);
    }
  }
  return reached.subarray(0, count);
}

/** All pixels of the outermost rows and columns. */
export function* borderPixels({ width, height }: Size): Generator<number> {
  for (let x = 0; x < width; x++) {
    yield x;
    yield (height - 1) * width + x;
  }
  for (let y = 0; y < height; y++) {
    yield y * width;
    yield y * width + width - 1;
  }
}
