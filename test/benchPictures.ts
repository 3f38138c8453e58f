import sharp from 'sharp';
import type { Size } from '../src/core/sizes';
import type { Pixels } from './fal/drift';
import { seededRandom } from './fal/landscape';

/** A picture made by program, the same in every run: raw RGB, and as the PNG that a user would have. */
export interface Sample extends Pixels {
  readonly name: string;
  readonly png: Buffer;
}

/** An editor's window: bars, panels, lines of text in many colours, an icon row, a chart. */
export async function screenshot(size: Size): Promise<Sample> {
  const { width, height } = size;
  const random = seededRandom('screenshot');
  const line = Math.max(8, Math.round(height / 72));
  const colours = ['#d4d4d4', '#9cdcfe', '#ce9178', '#c586c0', '#6a9955', '#dcdcaa'];
  const words = Array.from({ length: Math.floor(height / line) - 4 }, (_, row) => {
    let x = width * 0.2 + line * Math.floor(random() * 5);
    return Array.from({ length: 3 + Math.floor(random() * 9) }, () => {
      const word = Array.from({ length: 2 + Math.floor(random() * 10) }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join(
        '',
      );
      const at = x;
      x += (word.length + 1) * line * 0.44;
      return `<text x="${at}" y="${(row + 4) * line}" fill="${colours[Math.floor(random() * colours.length)] ?? ''}">${word}</text>`;
    }).join('');
  });
  const side = Array.from({ length: 40 }, (_, row) => {
    const y = (row + 4) * line * 1.6;
    return `<rect x="${line}" y="${y}" width="${line * 0.8}" height="${line * 0.8}" rx="3" fill="${colours[row % 6] ?? ''}"/>
      <rect x="${line * 2.4}" y="${y + line * 0.2}" width="${width * (0.03 + 0.09 * random())}" height="${line * 0.4}" fill="#8a8a8a"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="bar" x1="0" x2="1"><stop offset="0" stop-color="#3c3c3c"/><stop offset="1" stop-color="#30415a"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="#1e1e1e"/><rect width="18%" height="100%" fill="#252526"/>
    <rect width="100%" height="${line * 2}" fill="url(#bar)"/><rect y="${height - line * 1.5}" width="100%" height="${line * 1.5}" fill="#007acc"/>
    <g font-family="DejaVu Sans Mono, monospace" font-size="${line * 0.72}">${words.join('')}</g>${side.join('')}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return asSample('screenshot', { ...size, data }, false);
}

/** Clouds of every size in changing colours under a little grain: as hard to encode as a photograph. */
export async function photo(size: Size, name = 'photo'): Promise<Sample> {
  const { width, height } = size;
  const data = new Uint8Array(width * height * 3);
  const sums = new Float32Array(data.length).fill(118);
  for (let cells = 3, strength = 62; cells < width / 3; cells *= 2.6, strength *= 0.6) {
    const random = seededRandom(`${name}#${cells}`);
    const small = { width: Math.ceil(cells) + 1, height: Math.ceil((cells * height) / width) + 1 };
    const grey = Uint8Array.from({ length: small.width * small.height * 3 }, () => random() * 256);
    const octave = await sharp(grey, { raw: { ...small, channels: 3 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
    for (let at = 0; at < sums.length; at++) {
      sums[at] = (sums[at] ?? 0) + strength * ((octave[at] ?? 0) / 127.5 - 1);
    }
  }
  const random = seededRandom(`${name}#grain`);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const grain = (random() - 0.5) * 8;
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) {
      data[at] = Math.max(0, Math.min(255, Math.round((sums[at] ?? 0) + grain)));
    }
  }
  return asSample(name, { ...size, data }, true);
}

async function asSample(name: string, pixels: Pixels, filtered: boolean): Promise<Sample> {
  return { ...pixels, name, png: await toPng(pixels, filtered) };
}

/** @param filtered as the encoder of Easel does it for photographs, and not for drawings */
export function toPng({ data, width, height }: Pixels, filtered: boolean): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6, adaptiveFiltering: filtered })
    .toBuffer();
}
