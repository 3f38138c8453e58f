import sharp, { type Sharp } from 'sharp';
import type { Size } from '../../../src/core/sizes';

/** Decoded by native sharp, which shares no code with ours but libvips: samples as the file has them, upright, no profile applied. */
export interface Decoded extends Size {
  readonly channels: number;
  readonly deep: boolean;
  readonly data: Uint8Array | Uint16Array;
}

export async function decoded(bytes: Uint8Array, box?: { left: number; top: number; width: number; height: number }): Promise<Decoded> {
  const deep = (await sharp(bytes).metadata()).depth === 'ushort';
  const upright = sharp(bytes, { autoOrient: true, ignoreIcc: true, limitInputPixels: false });
  const picture = box ? upright.extract(box) : upright;
  const raw = deep
    ? picture.toColourspace('rgb16').ensureAlpha().raw({ depth: 'ushort' })
    : picture.toColourspace('srgb').ensureAlpha().raw();
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  const own = new Uint8Array(data);
  return { width: info.width, height: info.height, channels: info.channels, deep, data: deep ? new Uint16Array(own.buffer) : own };
}

/** 8-bit sRGB, every profile applied. */
export async function shown(bytes: Uint8Array): Promise<Decoded> {
  const { data, info } = await sharp(bytes, { autoOrient: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: info.channels, deep: false, data: new Uint8Array(data) };
}

export type Chance = () => number;

export const kinds = [
  'ui',
  'photo',
  'icon',
  'grey',
  'grey-alpha',
  'palette',
  'palette-alpha',
  'deep',
  'deep-alpha',
  'deep-grey',
  'one-bit',
  'turned',
  'wide',
  'webp',
] as const;
export type Kind = (typeof kinds)[number];

/** Rectangles, lines and gradients; every channel of every pixel may be anything in the icon kinds, also under zero alpha. */
export function picture(kind: Kind, size: Size, chance: Chance): Promise<Buffer> {
  switch (kind) {
    case 'ui':
      return raw8(paintUi(size, chance), size).removeAlpha().png().toBuffer();
    case 'photo':
      return raw8(paintPhoto(size, chance), size).removeAlpha().png({ adaptiveFiltering: true }).toBuffer();
    case 'icon':
      return raw8(paintIcon(size, chance), size).png().toBuffer();
    case 'grey':
      return greyOf(paintPhoto(size, chance), size, false).png().toBuffer();
    case 'grey-alpha':
      return greyOf(paintIcon(size, chance), size, true).png().toBuffer();
    case 'palette':
      return raw8(paintUi(size, chance), size).removeAlpha().png({ palette: true, colours: 32 }).toBuffer();
    case 'palette-alpha':
      return raw8(paintIcon(size, chance), size).png({ palette: true, colours: 64, dither: 0 }).toBuffer();
    case 'deep':
      return raw16(paintPhoto(size, chance), size, 3, chance).png().toBuffer();
    case 'deep-alpha':
      return raw16(paintIcon(size, chance), size, 4, chance).png().toBuffer();
    case 'deep-grey':
      return raw16(paintPhoto(size, chance), size, 1, chance).png().toBuffer();
    case 'one-bit':
      return raw8(paintUi(size, chance), size).removeAlpha().greyscale().threshold(120).png({ palette: true, colours: 2 }).toBuffer();
    case 'turned':
      return raw8(paintUi(size, chance), size)
        .removeAlpha()
        .withMetadata({ orientation: 1 + Math.floor(chance() * 8) })
        .png()
        .toBuffer();
    case 'wide':
      return raw8(paintPhoto(size, chance), size).removeAlpha().withIccProfile('p3').png().toBuffer();
    case 'webp':
      return raw8(paintIcon(size, chance), size).webp({ lossless: true, exact: true, effort: 0 }).toBuffer();
  }
}

export function raw8(pixels: Uint8Array, { width, height }: Size): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 4 } });
}

function greyOf(pixels: Uint8Array, { width, height }: Size, alpha: boolean): Sharp {
  const channels = alpha ? 2 : 1;
  const grey = new Uint8Array(width * height * channels);
  for (let index = 0; index < width * height; index++) {
    grey[index * channels] = pixels[index * 4] ?? 0;
    if (alpha) {
      grey[index * 2 + 1] = pixels[index * 4 + 3] ?? 0;
    }
  }
  return sharp(grey, { raw: { width, height, channels } }).toColourspace('b-w');
}

function raw16(pixels: Uint8Array, { width, height }: Size, channels: 1 | 3 | 4, chance: Chance): Sharp {
  const deep = new Uint16Array(width * height * channels);
  for (let index = 0; index < width * height; index++) {
    for (let channel = 0; channel < channels; channel++) {
      deep[index * channels + channel] = (pixels[index * 4 + channel] ?? 0) * 256 + Math.floor(chance() * 256);
    }
  }
  return sharp(deep, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'grey16' : 'rgb16');
}

export function paintUi(size: Size, chance: Chance): Uint8Array {
  const pixels = new Uint8Array(size.width * size.height * 4).fill(255);
  fill(pixels, size, 0, 0, size.width, size.height, [246, 247, 249, 255]);
  for (let count = 0; count < 24; count++) {
    const left = Math.floor(chance() * size.width);
    const top = Math.floor(chance() * size.height);
    const colour = [0, 1, 2].map(() => Math.floor(chance() * 256));
    fill(pixels, size, left, top, 1 + Math.floor((chance() * size.width) / 3), 1 + Math.floor((chance() * size.height) / 4), [
      ...colour,
      255,
    ]);
  }
  return pixels;
}

export function paintPhoto({ width, height }: Size, chance: Chance): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  const waves = Array.from({ length: 12 }, () => [chance() * 0.3, chance() * 0.3, chance() * 6, chance() * 25] as const);
  const [a = waves[0], ...rest] = waves;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      for (let channel = 0; channel < 3; channel++) {
        const [u, v, phase, height1] = rest[(x + channel) % 3] ?? a ?? [0, 0, 0, 0];
        const [u2, v2, phase2] = rest[channel + 4] ?? [0, 0, 0, 0];
        const wave = height1 * Math.sin(u * x + v * y + phase) * 0.3 + 70 * Math.sin((u2 * x) / 4 + (v2 * y) / 4 + phase2);
        pixels[at + channel] = 128 + wave + (chance() - 0.5) * 14;
      }
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

/** A disc with a soft edge; random colours lie under what is transparent. */
export function paintIcon({ width, height }: Size, chance: Chance): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  const radius = Math.min(width, height) * 0.4;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const inside = radius - Math.hypot(x - width / 2, y - height / 2);
      const alpha = Math.min(255, Math.max(0, 128 + inside * 60));
      const isDrawn = alpha > 0;
      pixels[at] = isDrawn ? 200 - x / 8 : chance() * 256;
      pixels[at + 1] = isDrawn ? 80 + (y % 100) : chance() * 256;
      pixels[at + 2] = isDrawn ? 40 : chance() * 256;
      pixels[at + 3] = alpha;
    }
  }
  return pixels;
}

function fill(pixels: Uint8Array, size: Size, left: number, top: number, width: number, height: number, colour: readonly number[]): void {
  for (let y = top; y < Math.min(size.height, top + height); y++) {
    for (let x = left; x < Math.min(size.width, left + width); x++) {
      pixels.set(colour, (y * size.width + x) * 4);
    }
  }
}
