import type { Raster } from '../blend/raster';

/** The colours of an 8-bit picture as they are, without what they let through: width × height RGB. */
export function withoutAlpha({ width, height, channels, data }: Raster): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < samples.length; from += channels, to += 3) {
    samples[to] = data[from] as number;
    samples[to + 1] = data[from + 1] as number;
    samples[to + 2] = data[from + 2] as number;
  }
  return { width, height, channels: 3, data: samples };
}
