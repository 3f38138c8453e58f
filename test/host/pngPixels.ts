/** Decodes 8-bit RGB and RGBA PNG files; shares no code with the extension and uses no library of pictures. */
import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Buffer;
}

export function readPixels(png: Buffer): Pixels {
  const [width, height, depth, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  const channels = type === 2 ? 3 : type === 6 ? 4 : undefined;
  if (depth !== 8 || channels === undefined || png[28] !== 0) {
    throw new Error(`a PNG of ${depth} bits and type ${type} is not for this reader`);
  }
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  return { width, height, channels, data: unfilter(inflateSync(Buffer.concat(parts)), height, width * channels, channels) };
}

function unfilter(raw: Buffer, height: number, stride: number, step: number): Buffer {
  const data = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < step ? 0 : (data[at - step] ?? 0);
      const up = y === 0 ? 0 : (data[at - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (data[at - stride - step] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      data[at] = ((raw[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return data;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** How many pixels differ, inside and outside of the rectangle. */
export function changes(
  a: Pixels,
  b: Pixels,
  rect: { x: number; y: number; width: number; height: number },
): { inside: number; outside: number } {
  let [inside, outside] = [0, 0];
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      const isSame = [0, 1, 2, 3].every((channel) => sample(a, x, y, channel) === sample(b, x, y, channel));
      if (!isSame) {
        const isInside = x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
        inside += isInside ? 1 : 0;
        outside += isInside ? 0 : 1;
      }
    }
  }
  return { inside, outside };
}

function sample({ width, channels, data }: Pixels, x: number, y: number, channel: number): number {
  return channel < channels ? (data[(y * width + x) * channels + channel] ?? 0) : 255;
}
