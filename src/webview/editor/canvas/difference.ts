import type { Rectangle, Size } from '../../../core/sizes';
import { pixelsOf } from './mipmaps';

/** Differences from here on have the last colour, in levels of 255. */
export const mostDifference = 64;

/** More than this is reduced first, in pixels; it is a picture to look at, not the proof. */
const mostPixels = 16_000_000;

/** Dark blue through magenta and orange to pale yellow: lightness rises all the way, so it reads without telling colours apart. */
const stops = [
  [0, 0, 4],
  [81, 18, 124],
  [183, 55, 121],
  [252, 137, 97],
  [252, 253, 191],
] as const;

/** The largest difference of any channel at each pixel, as heat. The picture shows through as a faint grey where nothing differs. */
export function heatMap(picture: ImageBitmap, result: ImageBitmap, box: Rectangle): OffscreenCanvas | undefined {
  const shrink = Math.min(1, Math.sqrt(mostPixels / (box.width * box.height)));
  const size = { width: Math.max(1, Math.round(box.width * shrink)), height: Math.max(1, Math.round(box.height * shrink)) };
  const before = pixelsOf(picture, box, size);
  const after = pixelsOf(result, { left: 0, top: 0, width: result.width, height: result.height }, size);
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (!before || !after || !context) {
    return undefined;
  }
  compare(before.data, after.data);
  context.putImageData(after, 0, 0);
  return canvas;
}

/** Writes the heat over `after`. */
function compare(before: Uint8ClampedArray, after: Uint8ClampedArray): void {
  const scale = heatScale(mostDifference + 1);
  for (let at = 0; at < after.length; at += 4) {
    let difference = 0;
    for (let channel = 0; channel < 4; channel++) {
      difference = Math.max(difference, Math.abs((before[at + channel] ?? 0) - (after[at + channel] ?? 0)));
    }
    const heat = Math.min(mostDifference, difference) * 3;
    const grey = difference === 0 ? ((before[at] ?? 0) + (before[at + 1] ?? 0) + (before[at + 2] ?? 0)) / 18 : 0;
    for (let channel = 0; channel < 3; channel++) {
      after[at + channel] = difference === 0 ? grey : (scale[heat + channel] ?? 0);
    }
    after[at + 3] = 255;
  }
}

/** RGB of each step from no difference to the most. The first is never quite black: one level must be seen. */
function heatScale(steps: number): Uint8ClampedArray {
  const scale = new Uint8ClampedArray(steps * 3);
  for (let step = 0; step < steps; step++) {
    const at = (0.2 + (0.8 * step) / (steps - 1)) * (stops.length - 1);
    const low = stops[Math.floor(at)] ?? stops[0];
    const high = stops[Math.min(stops.length - 1, Math.floor(at) + 1)] ?? low;
    low.forEach((value, channel) => (scale[step * 3 + channel] = value + ((high[channel] ?? value) - value) * (at % 1)));
  }
  return scale;
}

/** Draws the scale from left to right. */
export function drawHeatScale(canvas: HTMLCanvasElement, { width, height }: Size): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const scale = heatScale(width);
  for (let x = 0; context && x < width; x++) {
    context.fillStyle = `rgb(${scale[x * 3] ?? 0} ${scale[x * 3 + 1] ?? 0} ${scale[x * 3 + 2] ?? 0})`;
    context.fillRect(x, 0, 1, height);
  }
}
