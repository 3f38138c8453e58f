import type { Raster } from '../../blend/raster';
import { colourAt, measuredField, type Field } from './field';
import { fitted, samplesOf } from './fit';
import { borderPixels, flood } from './flood';
import type { FlatGround } from './ground';
import { addHoles } from './holes';
import { distanceOf } from './likeness';
import type { Found, RemovalOptions } from './removal';

/** What of a picture is its flat ground. @param picture 8 bits a sample; alpha is not read */
export function findEven(picture: Raster, ground: FlatGround, { tolerance, holes }: RemovalOptions): Found {
  const limit = tolerance ?? Math.max(7, Math.min(32, ground.scatter * 1.5 + 3));
  let { field } = ground;
  let far = distances(picture, field);
  let mask = outside(picture, far, limit);
  if (field.columns > 1) {
    field = refined(picture, mask) ?? field;
    far = distances(picture, field);
    mask = outside(picture, far, limit);
  }
  if (holes !== false) {
    const isLike = (pixel: number): boolean => (far[pixel] as number) <= limit;
    // Where the ground is uneven, what it is like inside the icon is only led to from outside.
    const mean = field.columns > 1 ? limit * 0.8 : ground.scatter * 0.6 + 2.5;
    addHoles(picture, mask, { isLike, distance: far, limit: mean, isCommon: isCommon(ground.colour) });
    field = (field.columns > 1 ? refined(picture, mask) : undefined) ?? field;
  }
  const at = (x: number, y: number, into: Float64Array): void => {
    colourAt(field, x, y, into);
  };
  return { mask, backdrop: { at, scatter: ground.scatter } };
}

/** White and black are in many icons themselves. */
function isCommon(colour: readonly [number, number, number]): boolean {
  return Math.min(...colour) >= 250 || Math.max(...colour) <= 5;
}

/** 1 for each pixel of the ground's colour that is connected to the border. */
function outside(picture: Raster, far: Uint8Array, limit: number): Uint8Array {
  const mask = new Uint8Array(far.length);
  flood(picture, borderPixels(picture), mask, 1, (pixel) => (far[pixel] as number) <= limit);
  return mask;
}

/** Distance of each pixel from the ground, at most 255. */
function distances({ width, height, channels, data }: Raster, field: Field): Uint8Array {
  const far = new Uint8Array(width * height);
  const under = new Float64Array(3);
  const isEven = field.columns === 1;
  colourAt(field, 0, 0, under);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      if (!isEven) {
        colourAt(field, x, y, under);
      }
      const at = pixel * channels;
      far[pixel] = Math.min(
        255,
        Math.round(
          distanceOf(
            (data[at] as number) - (under[0] as number),
            (data[at + 1] as number) - (under[1] as number),
            (data[at + 2] as number) - (under[2] as number),
          ),
        ),
      );
    }
  }
  return far;
}

/** Pixels in a row and a column of the grid that a ground is fitted to. */
const gridSteps = 64;

/** The ground as it is where it was found. */
function refined(picture: Raster, mask: Uint8Array): Field | undefined {
  const { width, height } = picture;
  const isInside = (x: number, y: number): boolean => {
    const pixel = y * width + x;
    const isEdge = x < 2 || x >= width - 2 || y < 2 || y >= height - 2;
    return (
      mask[pixel] === 1 &&
      (isEdge || (mask[pixel - 2] === 1 && mask[pixel + 2] === 1 && mask[pixel - 2 * width] === 1 && mask[pixel + 2 * width] === 1))
    );
  };
  const pixels: [number, number][] = [];
  const step = Math.max(1, Math.floor(Math.min(width, height) / gridSteps));
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (isInside(x, y)) {
        pixels.push([x, y]);
      }
    }
  }
  const samples = samplesOf(picture, pixels);
  const fit = pixels.length > 100 ? fitted(samples, [...pixels.keys()], 6) : undefined;
  return fit && measuredField(picture, Math.max(8, Math.ceil(Math.max(width, height) / 64)), fit, isInside);
}
