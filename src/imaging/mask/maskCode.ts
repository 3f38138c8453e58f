import { ImageError } from '../../core/errors';
import type { Rectangle, Size } from '../../core/sizes';
import { emptyMask, type Mask } from './mask';

/**
 * A mask as text: the lengths of its runs in reading order, the first one of pixels to keep, each as a LEB128 number, all in base64.
 * A painted 4K mask is a few kilobytes.
 */
export function encodeMask({ data }: Mask): string {
  const bytes: number[] = [];
  const chunks: string[] = [];
  let value = 0;
  let start = 0;
  const flush = (): void => {
    chunks.push(String.fromCharCode(...bytes));
    bytes.length = 0;
  };
  while (start < data.length) {
    const next = data.indexOf(value === 0 ? 255 : 0, start);
    const end = next < 0 ? data.length : next;
    let run = end - start;
    while (run >= 128) {
      bytes.push((run % 128) | 128);
      run = Math.floor(run / 128);
    }
    bytes.push(run);
    if (bytes.length > 8000) {
      flush();
    }
    value = 255 - value;
    start = end;
  }
  flush();
  return btoa(chunks.join(''));
}

/** @throws ImageError `invalid-request` for text that is no mask of this size. */
export function decodeMask(text: string, size: Size): Mask {
  const mask = emptyMask(size);
  forEachRun(text, mask.data.length, (start, end) => mask.data.fill(255, start, end));
  return mask;
}

/** Bounds and area of a mask without unpacking it; no bounds when it is empty. @throws ImageError as `decodeMask` */
export function measureCode(text: string, { width, height }: Size): { readonly bounds: Rectangle | undefined; readonly area: number } {
  let area = 0;
  let [left, right, top, bottom] = [width, 0, height, 0];
  forEachRun(text, width * height, (start, end) => {
    area += end - start;
    const [first, last] = [Math.floor(start / width), Math.floor((end - 1) / width)];
    top = Math.min(top, first);
    bottom = Math.max(bottom, last + 1);
    // A run over the end of a row touches both sides.
    left = Math.min(left, first === last ? start - first * width : 0);
    right = Math.max(right, first === last ? end - first * width : width);
  });
  return { bounds: area === 0 ? undefined : { left, top, width: right - left, height: bottom - top }, area };
}

/** Calls back for every run of pixels to edit: from `start` up to but without `end`. */
function forEachRun(text: string, length: number, found: (start: number, end: number) => void): void {
  const code = decodeBase64(text);
  let at = 0;
  let value = 0;
  let run = 0;
  let factor = 1;
  for (let index = 0; index < code.length; index++) {
    const byte = code.charCodeAt(index);
    run += (byte & 127) * factor;
    if (byte >= 128) {
      factor *= 128;
      continue;
    }
    if (at + run > length) {
      throw wrongMask();
    }
    if (value === 255 && run > 0) {
      found(at, at + run);
    }
    at += run;
    value = 255 - value;
    run = 0;
    factor = 1;
  }
  if (at !== length) {
    throw wrongMask();
  }
}

function decodeBase64(text: string): string {
  try {
    return atob(text);
  } catch {
    throw wrongMask();
  }
}

function wrongMask(): ImageError {
  return new ImageError('invalid-request', 'The mask does not have the size of the picture. Use one of the same width and height.');
}
