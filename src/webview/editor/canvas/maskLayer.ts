import type { Rectangle, Size } from '../../../core/sizes';
import { united, widened, within } from '../../../imaging/mask/rectangles';
import type { Colours, Rgb } from './colours';
import { haloValue, type ShownMask } from './halo';
import { boxInViewport, type View } from './view';

/** Distance of the hatch lines along a row, in pixels of the page. */
const period = 10;

/** What is drawn for each kind of pixel, as ImageData holds it. `inside` and `halo` repeat along the diagonals. */
interface Inks {
  readonly inside: Uint32Array;
  readonly halo: Uint32Array;
  readonly edge: number;
  readonly rim: number;
  readonly haloEdge: number;
  /** Width of the contour. */
  readonly line: number;
}

/**
 * The mask over the picture: tint and hatch of constant width on the screen, and a contour of two tones, so that it is seen on every picture
 * and without telling colours apart. Drawn straight from the mask's bytes, and only where something changed.
 */
export class MaskLayer {
  /** Only the contour: what the model made is looked at. */
  quiet = false;
  private inks: Inks | undefined;
  private stale: Rectangle | undefined;

  constructor(readonly canvas: HTMLCanvasElement) {}

  /** Colours or the number of device pixels changed. */
  ink(colours: Colours, ratio: number): void {
    this.inks = inksOf(colours, ratio);
  }

  /** A part of the mask changed, in pixels of the picture. */
  touch(box: Rectangle, view: View, viewport: Size): void {
    const reach = boxInViewport(view, widened(box, 2 ** levelFor(view.scale)));
    this.stale = united(this.stale, within(widened(reach, 1 + (this.inks?.line ?? 1)), viewport));
  }

  touchAll(viewport: Size): void {
    this.stale = { left: 0, top: 0, ...viewport };
  }

  /** @param holds everything that is shown of the mask, in pixels of the picture. */
  draw(shown: ShownMask | undefined, holds: Rectangle | undefined, view: View, viewport: Size): void {
    const { stale, inks } = this;
    const context = this.canvas.getContext('2d');
    this.stale = undefined;
    if (!stale || !context) {
      return;
    }
    context.clearRect(stale.left, stale.top, stale.width, stale.height);
    if (!shown || !holds || !inks) {
      return;
    }
    // A cell of a coarse copy may reach a little further than what is in it.
    const reach = boxInViewport(view, widened(holds, shown.reach + 2 ** levelFor(view.scale)));
    const region = overlap(stale, within(widened(reach, 2 + inks.line), viewport));
    if (region) {
      context.putImageData(rendered(shown, this.quiet ? contourOf(inks) : inks, view, region), region.left, region.top);
    }
  }
}

/** The copy of the mask whose cells are at least as large as a pixel of the screen. */
function levelFor(scale: number): number {
  return Math.max(0, Math.ceil(Math.log2(1 / scale) - 0.001));
}

function overlap(one: Rectangle, other: Rectangle | undefined): Rectangle | undefined {
  if (!other) {
    return undefined;
  }
  const left = Math.max(one.left, other.left);
  const top = Math.max(one.top, other.top);
  const right = Math.min(one.left + one.width, other.left + other.width);
  const bottom = Math.min(one.top + one.height, other.top + other.height);
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}

function rendered(shown: ShownMask, inks: Inks, view: View, region: Rectangle): ImageData {
  const { mask, level } = shown.pyramid.level(levelFor(view.scale));
  const { data } = mask;
  const image = new ImageData(region.width, region.height);
  const out = new Uint32Array(image.data.buffer);
  const { inside, halo, line } = inks;
  const [originX, originY] = [Math.round(view.x), Math.round(view.y)];
  const full = shown.pyramid.full;
  const columns = cells(region.left - line, region.width + 2 * line, originX, view.scale, full.width, level);
  const rows = cells(region.top - line, region.height + 2 * line, originY, view.scale, full.height, level);
  const { inside: insideX, at: columnAt } = columns;
  const span = inside.length;
  for (let y = 0; y < region.height; y++) {
    if (!rows.inside[y + line]) {
      continue;
    }
    const row = (rows.at[y + line] ?? 0) * mask.width;
    const above = (rows.at[y] ?? 0) * mask.width;
    const below = (rows.at[y + 2 * line] ?? 0) * mask.width;
    const down = region.top + y - originY;
    let phase = modulo(region.left - originX + down, span);
    let counter = modulo(region.left - originX - down, span);
    for (let x = 0, target = y * region.width; x < region.width; x++, target++) {
      const column = columnAt[x + line] ?? 0;
      const here = data[row + column];
      const west = data[row + (columnAt[x] ?? 0)];
      const east = data[row + (columnAt[x + 2 * line] ?? 0)];
      const north = data[above + column];
      const south = data[below + column];
      if (!insideX[x + line]) {
        // Beside the picture.
      } else if (here === 255) {
        const isEdge = west !== 255 || east !== 255 || north !== 255 || south !== 255;
        out[target] = isEdge ? inks.edge : (inside[phase] ?? 0);
      } else if (west === 255 || east === 255 || north === 255 || south === 255) {
        out[target] = inks.rim;
      } else if (here === haloValue) {
        const isEdge = west === 0 || east === 0 || north === 0 || south === 0;
        out[target] = isEdge ? inks.haloEdge : (halo[counter] ?? 0);
      }
      phase = phase + 1 === span ? 0 : phase + 1;
      counter = counter + 1 === span ? 0 : counter + 1;
    }
  }
  return image;
}

/** For each pixel of the screen the mask's column or row; beyond the picture that of its edge, so that no contour is drawn there. */
function cells(
  start: number,
  count: number,
  origin: number,
  scale: number,
  length: number,
  level: number,
): { at: Int32Array; inside: Uint8Array } {
  const at = new Int32Array(count);
  const inside = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const pixel = Math.floor((start + index + 0.5 - origin) / scale);
    inside[index] = pixel >= 0 && pixel < length ? 1 : 0;
    at[index] = Math.min(length - 1, Math.max(0, pixel)) >> level;
  }
  return { at, inside };
}

function inksOf({ mask, strong }: Colours, ratio: number): Inks {
  const span = Math.max(4, Math.round(period * ratio));
  const width = Math.max(1, Math.round(ratio * 2));
  const stripes = (fill: number, bright: number, dim: number): Uint32Array =>
    Uint32Array.from({ length: span }, (_, index) =>
      index < width ? bright : index < width + Math.max(1, Math.round(ratio)) ? dim : fill,
    );
  const tint = strong ? 0.5 : 0.38;
  return {
    inside: stripes(ink(mask, tint), ink(mixed(mask, 255, 0.55), 0.75), ink(mixed(mask, 0, 0.6), 0.6)),
    halo: stripes(ink(mask, strong ? 0.25 : 0.16), ink(mixed(mask, 255, 0.6), 0.6), ink(mixed(mask, 0, 0.6), 0.4)),
    edge: ink([255, 255, 255], 1),
    rim: ink([0, 0, 0], 0.8),
    haloEdge: ink(mixed(mask, 255, 0.6), 0.95),
    line: Math.max(1, Math.round(ratio)),
  };
}

function contourOf(inks: Inks): Inks {
  return { ...inks, inside: new Uint32Array(inks.inside.length), halo: new Uint32Array(inks.halo.length), haloEdge: 0 };
}

function mixed(colour: Rgb, other: number, share: number): Rgb {
  const [red, green, blue] = colour;
  const mix = (value: number): number => Math.round(value + (other - value) * share);
  return [mix(red), mix(green), mix(blue)];
}

/** ImageData holds red, green, blue, alpha in this order; all machines that run a browser are little-endian. */
function ink([red, green, blue]: Rgb, alpha: number): number {
  return ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
