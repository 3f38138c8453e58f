import type { Raster } from '../../blend/raster';
import { borderPixels, flood } from '../ground/flood';
import { clearBelow } from './surroundings';

/**
 * Takes away what is left of almost clear pixels around an icon, when some of them reach the border: no shadow or glow does that.
 * @param picture 8-bit RGBA, really transparent
 */
export function withoutSpecks(picture: Raster): Raster {
  const { width, height, data } = picture;
  const alphaOf = (pixel: number): number => data[pixel * 4 + 3] as number;
  const isSpeck = (pixel: number): boolean => alphaOf(pixel) > 0 && alphaOf(pixel) < clearBelow;
  if (![...borderPixels(picture)].some(isSpeck)) {
    return picture;
  }
  const around = flood(picture, borderPixels(picture), new Uint8Array(width * height), 1, (pixel) => alphaOf(pixel) < clearBelow);
  const samples = new Uint8Array(data);
  for (const pixel of around) {
    samples.fill(0, pixel * 4, pixel * 4 + 4);
  }
  return { ...picture, data: samples };
}
