import sharp from 'sharp';
import type { Size } from '../../../src/core/sizes';
import { plain, type IconDrawing, type IconLook, type IconPicture } from '../../../src/icons/drawing';
import { perform } from '../../../src/imaging/tasks';
import type { MasterFacts, RenderedIcon } from '../../../src/imaging/messages';

export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** A picture of 8 bits a sample, RGBA with straight alpha. */
export interface Pixels extends Size {
  readonly data: Uint8Array;
}

/** Paints each pixel by its centre. */
export function paint(width: number, height: number, at: (x: number, y: number) => Pixel): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(at((pixel % width) + 0.5, Math.floor(pixel / width) + 0.5), pixel * 4);
  }
  return { width, height, data };
}

/** The picture as PNG, with an alpha channel unless told otherwise. */
export async function pngOf({ width, height, data }: Pixels, alpha = true): Promise<Uint8Array> {
  const picture = sharp(data, { raw: { width, height, channels: 4 } });
  return new Uint8Array(await (alpha ? picture : picture.removeAlpha()).png().toBuffer());
}

export const look: IconLook = { background: '#102030', sharpen: false };

export async function renderAll(
  master: Uint8Array,
  pictures: readonly IconPicture[],
  other: Partial<IconLook> = {},
): Promise<Uint8Array[]> {
  const input = { bytes: master, pictures, look: { ...look, ...other } };
  const icons = (await perform({ id: 1, task: 'renderIcons', input })) as readonly RenderedIcon[];
  return icons.map(({ bytes }) => bytes);
}

/** One PNG of a set, as a file. */
export async function renderPng(master: Uint8Array, drawing: IconDrawing, other: Partial<IconLook> = {}): Promise<Uint8Array> {
  const [bytes] = await renderAll(master, [{ kind: 'png', drawing }], other);
  return bytes ?? new Uint8Array();
}

/** One PNG of a set, decoded by native sharp. */
export async function renderPixels(master: Uint8Array, drawing: IconDrawing, other: Partial<IconLook> = {}): Promise<Pixels> {
  return pixelsOf(await renderPng(master, drawing, other));
}

export async function factsOf(master: Uint8Array): Promise<MasterFacts> {
  return (await perform({ id: 1, task: 'describeMaster', input: { bytes: master } })) as MasterFacts;
}

export async function pixelsOf(file: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

export function pixelAt({ width, data }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

/** Size and colour type as the header of a PNG has them: 2 is RGB, 6 is RGBA. */
export function headerOf(png: Uint8Array): { width: number; height: number; depth: number; colourType: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20), depth: png[24] ?? 0, colourType: png[25] ?? 0 };
}

/** Bounds of the pixels that count: left, top, right and bottom, the latter two beyond the last. */
export function boundsOf({ width, height, data }: Pixels, counts: (pixel: Uint8Array) => boolean): [number, number, number, number] {
  const bounds: [number, number, number, number] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (counts(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4))) {
        bounds[0] = Math.min(bounds[0], x);
        bounds[1] = Math.min(bounds[1], y);
        bounds[2] = Math.max(bounds[2], x + 1);
        bounds[3] = Math.max(bounds[3], y + 1);
      }
    }
  }
  return bounds;
}

export const isDrawn = (pixel: Uint8Array): boolean => (pixel[3] ?? 0) > 0;

/** The farthest corner of any pixel that counts, from the middle of the picture, in pixels. */
export function reachOf({ width, height, data }: Pixels, counts: (pixel: Uint8Array) => boolean): number {
  let reach = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (counts(data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4))) {
        reach = Math.max(reach, Math.hypot(Math.abs(x + 0.5 - width / 2) + 0.5, Math.abs(y + 0.5 - height / 2) + 0.5));
      }
    }
  }
  return reach;
}

export const inCircle = (edge: number, share: number): IconDrawing => ({ ...plain(edge), zone: { kind: 'circle', share } });
export const inBox = (edge: number, share: number): IconDrawing => ({ ...plain(edge), zone: { kind: 'box', share } });
