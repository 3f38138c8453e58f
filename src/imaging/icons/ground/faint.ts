import type { Raster } from '../../blend/raster';
import { distanceOf } from './likeness';
import { around } from './neighbours';
import type { Backdrop } from './profile';
import { unsettled, type Unmixer } from './unmix';

/** Up to this distance from the ground a colour is so faint that a few levels decide what it is taken for. */
const faint = 48;

/** Gives faint pixels that came out far more solid than others of their colour around them the alpha of those. */
export function settleFaint(picture: Raster, ground: Uint8Array, backdrop: Backdrop, { kinds, result }: Unmixer): void {
  const { width, height, channels, data } = picture;
  const under = new Float64Array(3);
  const limit = 4 + backdrop.scatter;
  const difference = (a: number, b: ArrayLike<number>, at: number): number =>
    distanceOf(
      (data[a] as number) - (b[at] as number),
      (data[a + 1] as number) - (b[at + 1] as number),
      (data[a + 2] as number) - (b[at + 2] as number),
    );
  for (let pixel = 0; pixel < kinds.length; pixel++) {
    if (kinds[pixel] === unsettled || (result[pixel * 4 + 3] as number) < 64) {
      continue;
    }
    const at = pixel * channels;
    backdrop.at(pixel % width, Math.floor(pixel / width), under);
    if (difference(at, under, 0) > faint) {
      continue;
    }
    const near = around(pixel, width, height).filter(
      (other) => (ground[other] === 1 || kinds[other] !== unsettled) && difference(at, data, other * channels) <= limit,
    );
    const alphas = near.map((other) => result[other * 4 + 3] as number).sort((a, b) => a - b);
    const median = alphas[alphas.length >> 1];
    if (alphas.length >= 3 && median !== undefined && median < (result[pixel * 4 + 3] as number) - 64) {
      const like = near.find((other) => result[other * 4 + 3] === median) as number;
      result.copyWithin(pixel * 4, like * 4, like * 4 + 4);
    }
  }
}
