import type { HexColour } from '../../../core/icon';
import type { Raster } from '../../blend/raster';
import { flatGround } from '../ground/ground';
import { apart, paletteOf, type Palette, type Rgba } from './palette';

/** More colours than this are no drawing of a few. */
const mostColours = 16;

/** Share of the visible pixels that lie in planes of one colour in a flat drawing; in a thin outline much is antialiasing. */
const leastPlane = 0.3;

/** Levels by which the planes of a flat drawing differ from their colour: what JPEG leaves, but no gradient. */
const mostSpread = 5;

/** Whether an 8-bit picture consists of a few flat colours, so that a trace of it is clean. */
export function isFlatDrawing(picture: Raster): boolean {
  return isFlat(paletteOf(picture));
}

export function isFlat({ colours, plane, spread }: Palette): boolean {
  return colours.length > 0 && colours.length <= mostColours && plane >= leastPlane && spread <= mostSpread;
}

/** The most frequent colours without the flat ground of an opaque picture, the most frequent first; up to 6. */
export function mainColours(picture: Raster): HexColour[] {
  const ground = isOpaque(picture) ? flatGround(picture)?.colour : undefined;
  const colours = paletteOf(picture).colours.filter((colour) => colour[3] >= 64 && !(ground && apart(colour, [...ground, 255]) < 24));
  return distinct(colours).slice(0, 6).map(hexOf);
}

function isOpaque({ channels, data }: Raster): boolean {
  for (let at = 3; channels === 4 && at < data.length; at += 4) {
    if ((data[at] as number) < 248) {
      return false;
    }
  }
  return true;
}

/** Without those that differ from a more frequent one in alpha only, or hardly. */
function distinct(colours: readonly Rgba[]): Rgba[] {
  const kept: Rgba[] = [];
  for (const colour of colours) {
    if (
      kept.every(
        (other) => Math.max(...[0, 1, 2].map((channel) => Math.abs((colour[channel] as number) - (other[channel] as number)))) > 24,
      )
    ) {
      kept.push(colour);
    }
  }
  return kept;
}

export function hexOf(colour: Rgba): HexColour {
  return `#${colour
    .slice(0, 3)
    .map((sample) => Math.round(sample).toString(16).padStart(2, '0'))
    .join('')}`;
}
