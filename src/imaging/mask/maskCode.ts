import { ImageError } from '../../core/errors';
import type { Rectangle, Size } from '../../core/sizes';
import { emptyMask, type Mask } from './mask';

/**
 * A mask as text: `WIDTHxHEIGHT:`, then the lengths of its runs in reading order, the first one of pixels to keep, each as a LEB128
 * number, all in base64. A painted 4K mask is a few kilobytes.
 */
export function encodeMask({ width, height, data }: Mask): string {
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
  return named({ width, height }, btoa(chunks.join('')));
}

/** The code of a mask that holds one rectangle of whole pixels inside the picture and nothing else. */
export function codeOfRectangle({ left, top, width, height }: Rectangle, size: Size): string {
  const isWide = width === size.width;
  const runs = [top * size.width + left, isWide ? width * height : width];
  for (let row = 1; row < height && !isWide; row++) {
    runs.push(size.width - width, width);
  }
  const end = isWide ? (top + height) * width : (top + height - 1) * size.width + left + width;
  runs.push(size.width * size.height - end);
  return named(size, btoa(runs.map(leb128).join('')));
}

/** Codes of Easel 0.4 do not say their size; who knows it names it. */
export function withSize(text: string, size: Size): string {
  return text.includes(':') ? text : named(size, text);
}

function named({ width, height }: Size, base64: string): string {
  return `${width}x${height}:${base64}`;
}

function leb128(value: number): string {
  return value < 128 ? String.fromCharCode(value) : String.fromCharCode((value % 128) | 128) + leb128(Math.floor(value / 128));
}

/** @throws ImageError `invalid-request` for text that is no mask of this size. */
export function decodeMask(text: string, size: Size): Mask {
  const mask = emptyMask(size);
  forEachRun(text, size, (start, end) => mask.data.fill(255, start, end));
  return mask;
}

/** What a mask holds, in pixels; no bounds when it is empty. */
export interface MaskMeasure {
  readonly bounds: Rectangle | undefined;
  readonly area: number;
}

/** Bounds and area of a mask without unpacking it. @throws ImageError as `decodeMask` */
export function measureCode(text: string, size: Size): MaskMeasure {
  const { width, height } = size;
  let area = 0;
  let [left, right, top, bottom] = [width, 0, height, 0];
  forEachRun(text, size, (start, end) => {
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
function forEachRun(text: string, { width, height }: Size, found: (start: number, end: number) => void): void {
  const start = text.indexOf(':') + 1;
  // The area alone would take a picture that lies on its side for the upright one.
  if (text.slice(0, start) !== `${width}x${height}:`) {
    throw wrongMask();
  }
  const length = width * height;
  const code = decodeBase64(text.slice(start));
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
