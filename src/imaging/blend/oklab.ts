import { linearOf } from './linearLight';

/** A colour as sRGB samples of 0 to 255, whole or not. */
export type Rgb = readonly [number, number, number];

/** Distance of two colours in Oklab (Ottosson, 2020) × 100; about 2 is a difference that is just seen. */
export function deltaE(a: Rgb, b: Rgb): number {
  const [left, right] = [oklab(a), oklab(b)];
  return 100 * Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);
}

function oklab(colour: Rgb): Rgb {
  const [r, g, b] = [linearOf(colour[0] / 255), linearOf(colour[1] / 255), linearOf(colour[2] / 255)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
