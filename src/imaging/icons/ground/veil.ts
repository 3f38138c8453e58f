import type { Raster } from '../../blend/raster';
import type { Checkerboard } from '../transparency/checkerboard';
import { quantile } from './border';
import { borderPixels } from './flood';

/** Alpha of at least this is opaque: encoders may take a little. */
export const opaque = 240;

/** Alpha of a veil may differ by so much from place to place. */
const evenness = 70;

/** The icon must be so much more solid than the veil. */
const leastStep = 40;

/**
 * A picture whose surroundings are not clear but have a low, rather even alpha, with that alpha taken away.
 * @returns 8-bit RGBA; `undefined` when there is no such veil, and when there is nothing to take away
 */
export function unveiled(picture: Raster): Raster | undefined {
  const { width, height, channels, data } = picture;
  if (channels === 3) {
    return undefined;
  }
  const border = [...borderPixels(picture)].map((pixel) => data[pixel * 4 + 3] as number);
  // An icon may touch the border.
  const [least, most] = [quantile(border, 0.02), quantile(border, 0.7)];
  const strongest = strongestOf(picture);
  if (most < 1 || most - least > evenness || strongest - most < leastStep) {
    return undefined;
  }
  const around = border.filter((alpha) => alpha <= most + evenness && alpha < strongest - leastStep);
  const level = quantile(around, 0.995);
  const veil = veilColour(picture, level);
  const result = new Uint8Array(width * height * 4);
  for (let at = 0; at < result.length; at += 4) {
    const own = data[at + 3] as number;
    const alpha = Math.max(0, Math.min(1, (own - level) / (strongest - level)));
    for (let channel = 0; alpha > 0 && channel < 3; channel++) {
      const under = ((1 - alpha) * level * (veil[channel] as number)) / 255;
      const restored = ((data[at + channel] as number) * own) / 255 - under;
      result[at + channel] = Math.round(Math.max(0, Math.min(255, restored / alpha / (strongest / 255))));
    }
    result[at + 3] = Math.round(alpha * 255);
  }
  return { width, height, channels: 4, data: result };
}

function strongestOf({ data }: Raster): number {
  let strongest = 0;
  for (let at = 3; at < data.length; at += 4) {
    strongest = Math.max(strongest, data[at] as number);
  }
  return strongest;
}

/** Mean colour of the border pixels that belong to the veil. */
function veilColour(picture: Raster, level: number): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (const pixel of borderPixels(picture)) {
    if ((picture.data[pixel * 4 + 3] as number) <= level) {
      sums.forEach((sum, channel) => (sums[channel] = sum + (picture.data[pixel * 4 + channel] as number)));
      count++;
    }
  }
  return sums.map((sum) => sum / Math.max(1, count));
}

/**
 * The picture as it is seen, 8-bit RGB: without an alpha that says nothing, or, when a board of clear and solid squares is in it, on white.
 */
export function opaqueView(picture: Raster, board: Checkerboard | undefined): Raster {
  const { width, height, channels, data } = picture;
  if (channels === 3) {
    return picture;
  }
  const isSeen = board !== undefined && board.colours.some((colour) => colour[3] < opaque);
  const samples = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < samples.length; from += 4, to += 3) {
    const alpha = isSeen ? (data[from + 3] as number) : 255;
    for (let channel = 0; channel < 3; channel++) {
      samples[to + channel] = Math.round(((data[from + channel] as number) * alpha) / 255 + 255 - alpha);
    }
  }
  return { width, height, channels: 3, data: samples };
}
