import type { Size } from '../../core/sizes';

/** CSS pixels that a preview takes at most. */
const largest = 128;

/** Pixels of the longer edge that a preview has at most, whatever its file has. */
const largestFile = 256;

/** Files up to this edge are also shown enlarged: single pixels decide how they look. */
const small = 32;

/**
 * Size in CSS pixels at which a whole number of device pixels shows one pixel of the file, or one shows a whole number of them, so that
 * nothing is blurred by a fraction. On a screen of whole density that is the file's own size as long as it is not too large.
 * @param density device pixels for a CSS pixel
 */
export function realSize(file: Size, density: number): Size {
  const shrunk = Math.min(1, largestFile / Math.max(file.width, file.height));
  const [width, height] = [Math.round(file.width * shrunk), Math.round(file.height * shrunk)];
  const room = (largest * density) / Math.max(width, height);
  const scale = (room < 1 ? 1 / Math.ceil(1 / room) : Math.min(Math.floor(room), Math.max(1, Math.floor(density)))) / density;
  return { width: width * scale, height: height * scale };
}

/** Four times its real size; undefined for a file that is large enough to be seen. */
export function enlargedSize(file: Size, density: number): Size | undefined {
  if (Math.max(file.width, file.height) > small) {
    return undefined;
  }
  const { width, height } = realSize(file, density);
  return { width: width * 4, height: height * 4 };
}
