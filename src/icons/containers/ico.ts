import { ImageError } from '../../core/errors';
import type { Size } from '../../core/sizes';

/** One size in an ICO file: RGBA with straight alpha for what is kept as a bitmap, an encoded PNG for the rest. */
export type IcoImage = Size &
  ({ readonly kind: 'pixels'; readonly rgba: Uint8Array } | { readonly kind: 'png'; readonly bytes: Uint8Array });

/** Old readers understand only bitmaps, and at large sizes those are too big: pictures above this edge are PNGs. */
export const largestBitmap = 48;

/** The directory has one byte for an edge, in which 0 stands for this. */
const largestEdge = 256;

const [fileHeader, entryHeader, bitmapHeader] = [6, 16, 40];

/**
 * Writes an ICO file with these images in this order.
 * @throws ImageError `invalid-request` for an image that an ICO cannot hold: not square, or above 256 pixels
 */
export function writeIco(images: readonly IcoImage[]): Uint8Array<ArrayBuffer> {
  checkImages(images);
  const contents = images.map((image) => (image.kind === 'png' ? image.bytes : bitmapOf(image.width, image.rgba)));
  let offset = fileHeader + entryHeader * images.length;
  const file = new Uint8Array(contents.reduce((length, content) => length + content.length, offset));
  const view = new DataView(file.buffer);
  view.setUint16(2, 1, true);
  view.setUint16(4, images.length, true);
  images.forEach(({ width, height }, index) => {
    const content = contents[index] as Uint8Array;
    const entry = fileHeader + entryHeader * index;
    view.setUint8(entry, width % largestEdge);
    view.setUint8(entry + 1, height % largestEdge);
    view.setUint16(entry + 4, 1, true);
    view.setUint16(entry + 6, 32, true);
    view.setUint32(entry + 8, content.length, true);
    view.setUint32(entry + 12, offset, true);
    file.set(content, offset);
    offset += content.length;
  });
  return file;
}

function checkImages(images: readonly IcoImage[]): void {
  if (images.length === 0) {
    throw new ImageError('invalid-request', 'An ICO file needs at least one picture. Choose a size for it.');
  }
  for (const { width, height } of images) {
    if (width !== height || !Number.isInteger(width) || width < 1 || width > largestEdge) {
      throw new ImageError(
        'invalid-request',
        `An ICO file holds square pictures of up to ${largestEdge} pixels, not ${width}x${height}. Choose another size.`,
      );
    }
  }
}

/** A Windows bitmap without its file header, bottom row first: BGRA, then one bit a pixel that is set where nothing is to be drawn. */
function bitmapOf(edge: number, rgba: Uint8Array): Uint8Array {
  const colours = edge * edge * 4;
  const maskLine = Math.ceil(edge / 32) * 4;
  const bitmap = new Uint8Array(bitmapHeader + colours + maskLine * edge);
  const view = new DataView(bitmap.buffer);
  view.setUint32(0, bitmapHeader, true);
  view.setInt32(4, edge, true);
  // Colours and mask count as one picture of twice the height.
  view.setInt32(8, edge * 2, true);
  view.setUint16(12, 1, true);
  view.setUint16(14, 32, true);
  view.setUint32(20, colours + maskLine * edge, true);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const from = ((edge - 1 - y) * edge + x) * 4;
      const to = bitmapHeader + (y * edge + x) * 4;
      bitmap[to] = rgba[from + 2] as number;
      bitmap[to + 1] = rgba[from + 1] as number;
      bitmap[to + 2] = rgba[from] as number;
      bitmap[to + 3] = rgba[from + 3] as number;
      if (rgba[from + 3] === 0) {
        const mask = bitmapHeader + colours + y * maskLine + (x >> 3);
        bitmap[mask] = (bitmap[mask] as number) | (0x80 >> (x & 7));
      }
    }
  }
  return bitmap;
}
