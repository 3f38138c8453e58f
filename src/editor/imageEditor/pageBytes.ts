import type { Codec } from '../../imaging/codec';

/**
 * A picture as the page gets it. Browsers turn a JPEG by its EXIF orientation and leave a WebP lying; what is painted there must be what
 * is edited here, so whatever else is to be turned goes over upright, without loss.
 */
export async function bytesForPage(bytes: Uint8Array, codec: Codec): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
  const { type, orientation } = await codec.describe(bytes);
  const isUpright = orientation === 1 || type === 'image/jpeg';
  // A copy: a Node buffer would cross to the page as a list of numbers, and its memory may hold what belongs to others.
  return isUpright ? { bytes: new Uint8Array(bytes), type } : codec.convert(bytes, 'png');
}
