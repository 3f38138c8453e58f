import { chanceFrom, type Chance } from '../../../src/draft/chance';
import { noDrift, type Drift } from '../../../src/imaging/blend/drift';
import type { Raster } from '../../../src/imaging/blend/raster';
import type { Mask } from '../../../src/imaging/mask/mask';

/** A picture without pixels: red, green, blue (0 to 255) at any place, so that an answer that lies off is drawn and not resampled. */
export type Scene = (x: number, y: number, into: Float64Array) => void;

/** Draws a scene; with a drift, as an answer that shows at c + scale (p - c) + (dx, dy) what the scene has at p. */
export function draw(scene: Scene, width: number, height: number, { drift = noDrift, samples = 1 }: Drawing = {}): Raster {
  const data = new Uint8Array(width * height * 3);
  const colour = new Float64Array(3);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sums = [0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = x + ((sample % samples) + 0.5) / samples - 0.5;
        const v = y + (Math.floor(sample / samples) + 0.5) / samples - 0.5;
        scene(cx + (u - cx - drift.dx) / drift.scale, cy + (v - cy - drift.dy) / drift.scale, colour);
        (sums[0] as number) += colour[0] as number;
        (sums[1] as number) += colour[1] as number;
        (sums[2] as number) += colour[2] as number;
      }
      for (let channel = 0; channel < 3; channel++) {
        data[(y * width + x) * 3 + channel] = clamped((sums[channel] as number) / (samples * samples));
      }
    }
  }
  return { width, height, channels: 3, data };
}

export interface Drawing {
  readonly drift?: Drift;
  /** Samples along each edge of a pixel. */
  readonly samples?: number;
}

export function clamped(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}

/** Clouds of many sizes with a few soft discs before them. */
export function photo(seed: number): Scene {
  const chance = chanceFrom(seed);
  const octaves = [180, 90, 45, 22, 11, 6].map((length) => ({ length, height: 5.5 * length ** 0.5, lattice: lattice(chance) }));
  const discs = Array.from({ length: 14 }, () => ({
    x: chance() * 700,
    y: chance() * 700,
    radius: 12 + chance() * 60,
    tone: (chance() - 0.5) * 110,
  }));
  return (x, y, into) => {
    let [r, g, b] = [120, 115, 105];
    octaves.forEach(({ length, height, lattice }, index) => {
      const value = height * (noiseAt(lattice, x / length, y / length) - 0.5);
      r += value * (index % 2 === 0 ? 1.2 : 0.8);
      g += value;
      b += value * (index % 3 === 0 ? 0.7 : 1.1);
    });
    for (const disc of discs) {
      const inside = Math.min(1, Math.max(0, (disc.radius - Math.hypot(x - disc.x, y - disc.y)) / 2 + 0.5));
      r += inside * disc.tone;
      g += inside * disc.tone * 0.8;
      b -= inside * disc.tone * 0.5;
    }
    [into[0], into[1], into[2]] = [r, g, b];
  };
}

/** Nothing but slow changes of brightness. */
export function haze(seed: number): Scene {
  const chance = chanceFrom(seed);
  const slow = [
    { length: 160, lattice: lattice(chance) },
    { length: 70, lattice: lattice(chance) },
  ];
  return (x, y, into) => {
    const value = 60 + slow.reduce((sum, { length, lattice }) => sum + 90 * noiseAt(lattice, x / length, y / length), 0) * 0.8;
    into.fill(value);
  };
}

/** A page with a bar, panels and lines of text; draw it with 3 or 4 samples. */
export function screenshot(seed: number): Scene {
  const glyphs = lattice(chanceFrom(seed));
  const strokes = lattice(chanceFrom(seed + 1));
  const at = (table: Uint8Array, x: number, y: number): number => table[(x & 63) + 64 * (y & 63)] as number;
  return (x, y, into) => {
    const [column, row] = [Math.floor(x / 7), Math.floor(y / 18)];
    const [inX, inY] = [x - column * 7, y - row * 18];
    let tone = x < 90 ? 226 : 250;
    if (y < 34) {
      tone = 60;
    } else if (x > 110 && (x - 110) % 230 < 210 && (y - 50) % 150 < 2) {
      tone = 190;
    }
    const line = at(glyphs, row * 7, 3);
    const isText = line > 60 && column % 40 < line / 7 && at(glyphs, column, row) > 45;
    const cell = at(strokes, column * 5 + Math.floor(inX / 1.6), row * 11 + Math.floor(inY / 2.4));
    if (isText && inY > 3 && inY < 14 && inX < 6 && cell > 120) {
      tone = y < 34 ? 230 : 40;
    }
    [into[0], into[1], into[2]] = [tone, tone, x < 90 ? tone : Math.min(255, tone + 8)];
  };
}

/** Soft stripes; `angle` 0 runs along x. */
export function stripes(period: number, angle = 0): Scene {
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  return (x, y, into) => {
    into.fill(128 + 90 * Math.sin((2 * Math.PI * (x * across + y * down)) / period));
  };
}

/** Lines of two pixels in both directions; draw it with 3 or 4 samples. */
export function grid(period: number): Scene {
  const within = (value: number): number => ((value % period) + period) % period;
  return (x, y, into) => {
    into.fill(within(x) < 2 || within(y) < 2 ? 60 : 235);
  };
}

export function flat(r: number, g: number, b: number): Scene {
  return (_x, _y, into) => {
    [into[0], into[1], into[2]] = [r, g, b];
  };
}

/** Horizontal lines at uneven distances: nothing tells where along x. */
export function ruled(seed: number): Scene {
  const rows = lattice(chanceFrom(seed));
  return (_x, y, into) => {
    into.fill(60 + 0.6 * (rows[Math.floor(y / 3) & 4095] as number));
  };
}

function lattice(chance: Chance): Uint8Array {
  return Uint8Array.from({ length: 4096 }, () => chance() * 256);
}

/** Smooth value noise, 0 to 1. */
function noiseAt(table: Uint8Array, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number): number => t * t * t * (10 + t * (6 * t - 15));
  const [u, v] = [ease(x - column), ease(y - row)];
  const at = (a: number, b: number): number => (table[((column + a) & 63) + 64 * ((row + b) & 63)] as number) / 255;
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
}

/** The same picture with noise of its own. */
export function withNoise(picture: Raster, amount: number, seed: number): Raster {
  const chance = chanceFrom(seed);
  return {
    ...picture,
    data: Uint8Array.from(picture.data, (value) => clamped(value + amount * (chance() + chance() + chance() - 1.5) * 2)),
  };
}

/** The same picture with other colours. */
export function recoloured(picture: Raster, change: (value: number, channel: number) => number): Raster {
  const { channels } = picture;
  return {
    ...picture,
    data: Uint8Array.from(picture.data, (value, index) => (index % channels === 3 ? value : clamped(change(value, index % channels)))),
  };
}

/** The same picture with an alpha channel. */
export function withAlpha(picture: Raster, alphaAt: (x: number, y: number) => number): Raster {
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    data.set(picture.data.subarray(index * 3, index * 3 + 3), index * 4);
    data[index * 4 + 3] = clamped(alphaAt(index % width, Math.floor(index / width)));
  }
  return { width, height, channels: 4, data };
}

/** Samples of 16 bits: the 8-bit ones and something below them. */
export function deep(picture: Raster, seed: number): Raster {
  const chance = chanceFrom(seed);
  return { ...picture, data: Uint16Array.from(picture.data, (value) => Math.min(65535, value * 257 + Math.floor(chance() * 200))) };
}

export function randomPicture(chance: Chance, width: number, height: number, channels: 3 | 4): Raster {
  return { width, height, channels, data: Uint8Array.from({ length: width * height * channels }, () => chance() * 256) };
}

/** A rectangle or ellipse in the middle share of a picture. */
export function middleMask(width: number, height: number, share: number, kind: 'rectangle' | 'ellipse' = 'rectangle'): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(2 * x + 1) / width - 1, (2 * y + 1) / height - 1];
      const inside = kind === 'rectangle' ? Math.max(Math.abs(u), Math.abs(v)) < share : Math.hypot(u, v) < share;
      data[y * width + x] = inside ? 255 : 0;
    }
  }
  return { width, height, data };
}

/** Blobs, dots and lines. */
export function randomMask(chance: Chance, width: number, height: number): Mask {
  const data = new Uint8Array(width * height);
  const count = 1 + Math.floor(chance() * 4);
  for (let blob = 0; blob < count; blob++) {
    const [x, y, rx, ry] = [chance() * width, chance() * height, (chance() * width) / 2, (chance() * height) / 2];
    const isRound = chance() < 0.5;
    for (let index = 0; index < data.length; index++) {
      const [u, v] = [Math.abs((index % width) - x) / (rx + 0.5), Math.abs(Math.floor(index / width) - y) / (ry + 0.5)];
      if (isRound ? Math.hypot(u, v) <= 1 : Math.max(u, v) <= 1) {
        data[index] = chance() < 0.002 ? 0 : 255;
      }
    }
  }
  return { width, height, data };
}

/** Where a mask leaves a picture alone, one byte a pixel. */
export function keptOf({ data }: Mask): Uint8Array {
  return data.map((value) => (value === 255 ? 0 : 1));
}

/** The picture with something else where the mask is. */
export function repainted(picture: Raster, mask: Mask, other: Raster): Raster {
  const data = picture.data.slice();
  const { channels } = picture;
  mask.data.forEach((value, index) => {
    if (value === 255) {
      for (let channel = 0; channel < channels; channel++) {
        data[index * channels + channel] = other.data[index * channels + channel] as number;
      }
    }
  });
  return { ...picture, data };
}
