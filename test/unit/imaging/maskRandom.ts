import { emptyMask, type Mask } from '../../../src/imaging/mask/mask';

export type Random = () => number;

/** mulberry32: the same numbers for the same seed. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export function noise(width: number, height: number, share: number, next: Random): Mask {
  const mask = emptyMask({ width, height });
  mask.data.forEach((_, index) => (mask.data[index] = next() < share ? 255 : 0));
  return mask;
}

/** The mask as text, one character a pixel: what differs is seen. */
export function drawn({ width, height, data }: Mask): string {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (data[y * width + x] === 255 ? '#' : '.')).join(''),
  ).join('\n');
}

/** A mask by a rule for each pixel. */
export function ruled(width: number, height: number, isPainted: (x: number, y: number) => boolean): Mask {
  const mask = emptyMask({ width, height });
  mask.data.forEach((_, index) => (mask.data[index] = isPainted(index % width, Math.floor(index / width)) ? 255 : 0));
  return mask;
}
