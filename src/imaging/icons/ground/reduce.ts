import type { Raster } from '../../blend/raster';

/** Means over squares of `factor` pixels, as 8-bit RGB; what is left over at the right and the bottom is a square of its own. */
export function reduced({ width, height, channels, data }: Raster, factor: number): Raster {
  const size = { width: Math.ceil(width / factor), height: Math.ceil(height / factor) };
  const samples = new Uint8Array(size.width * size.height * 3);
  for (let y = 0, to = 0; y < size.height; y++) {
    const bottom = Math.min(height, (y + 1) * factor);
    for (let x = 0; x < size.width; x++, to += 3) {
      const right = Math.min(width, (x + 1) * factor);
      const sums: [number, number, number] = [0, 0, 0];
      for (let v = y * factor; v < bottom; v++) {
        for (let u = x * factor, at = (v * width + u) * channels; u < right; u++, at += channels) {
          sums[0] += data[at] as number;
          sums[1] += data[at + 1] as number;
          sums[2] += data[at + 2] as number;
        }
      }
      const count = (bottom - y * factor) * (right - x * factor);
      samples[to] = Math.round(sums[0] / count);
      samples[to + 1] = Math.round(sums[1] / count);
      samples[to + 2] = Math.round(sums[2] / count);
    }
  }
  return { ...size, channels: 3, data: samples };
}

/** 1 for each square of which at least half is marked. */
export function reducedMask(mask: Uint8Array, width: number, height: number, factor: number): Uint8Array {
  const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const counts = new Uint16Array(columns * rows);
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = Math.floor(y / factor) * columns;
    for (let x = 0; x < width; x++, pixel++) {
      const cell = row + Math.floor(x / factor);
      counts[cell] = (counts[cell] as number) + (mask[pixel] === 1 ? 1 : 0);
    }
  }
  return Uint8Array.from(counts, (count) => (count * 2 >= factor * factor ? 1 : 0));
}
