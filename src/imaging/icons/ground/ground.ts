import type { Raster } from '../../blend/raster';
import { borderOf, fitBorder } from './border';
import type { Fit } from './fit';
import { evenField, fieldOf, type Field } from './field';

export interface FlatGround {
  /** RGB, 0 to 255: the median over the border. */
  readonly colour: readonly [number, number, number];
  /** The ground's colour everywhere. */
  readonly field: Field;
  /** Distance from the field that almost all of its pixels keep: noise, and what JPEG left. */
  readonly scatter: number;
  /** Share of the border that it covers, 0 to 1. */
  readonly share: number;
}

/** An icon may touch the border, but not cover more of it. */
const leastShare = 0.3;

/** Unless the corners show it. */
const leastCornered = 0.01;

/** Above this many levels from one end to the other, a ground is a gradient and has no one colour. */
const evenRange = 48;

/** The flat ground that an opaque picture stands on, be it noisy or slightly uneven; `undefined` when its border has no common colour. */
export function flatGround(picture: Raster): FlatGround | undefined {
  const ground = smoothGround(picture);
  return ground && rangeOf(ground.field) <= evenRange ? ground : undefined;
}

/** As `flatGround`, also when the colour changes slowly over the picture. */
export function smoothGround(picture: Raster): FlatGround | undefined {
  const fit = fitBorder(borderOf(picture));
  if (fit.share < (fit.isCornered ? leastCornered : leastShare)) {
    return undefined;
  }
  const field = fieldFrom(picture, fit.at);
  return { colour: typical(field), field, scatter: fit.scatter, share: fit.share };
}

/** Cells in which a field is read from a fit, along an edge. */
const cells = 32;

function fieldFrom(picture: Raster, fit: Fit): Field {
  const cell = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / cells));
  const field = fieldOf(picture, cell, fit);
  return rangeOf(field) < 0.75 ? evenField(typical(field)) : field;
}

function typical({ colours }: Field): [number, number, number] {
  const median = (channel: number): number => {
    const samples = colours.filter((_, index) => index % 3 === channel).sort();
    return Math.round(samples[samples.length >> 1] as number);
  };
  return [median(0), median(1), median(2)];
}

/** The largest difference in a sample between two places. */
export function rangeOf({ colours }: Field): number {
  const range = (channel: number): number => {
    const samples = colours.filter((_, index) => index % 3 === channel);
    return Math.max(...samples) - Math.min(...samples);
  };
  return Math.max(range(0), range(1), range(2));
}
