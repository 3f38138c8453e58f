import sharp from 'sharp';
import type { Chance } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';

/**
 * A second set of pictures, made in another way than those of `samples.ts`: shapes as distances, sampled sixteen times a pixel. Nothing was
 * tuned on them; they show what the same code does with pictures that it has not seen.
 */

type Distance = (x: number, y: number) => number;
type Rgb = readonly [number, number, number];

interface Part {
  readonly inside: Distance;
  readonly colour: (x: number, y: number) => Rgb;
  /** Half the width of its edge, in the unit of the square; 0 for a sharp one. */
  readonly soft: number;
  readonly opacity: number;
}

const between = (chance: Chance, least: number, most: number): number => least + chance() * (most - least);

const circle =
  (cx: number, cy: number, r: number): Distance =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - r;
const box =
  (cx: number, cy: number, w: number, h: number, r: number): Distance =>
  (x, y) => {
    const [u, v] = [Math.abs(x - cx) - w + r, Math.abs(y - cy) - h + r];
    return Math.hypot(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0) - r;
  };
const capsule =
  (ax: number, ay: number, bx: number, by: number, r: number): Distance =>
  (x, y) => {
    const [u, v] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * u + (y - ay) * v) / (u * u + v * v)));
    return Math.hypot(x - ax - t * u, y - ay - t * v) - r;
  };
const polygon =
  (cx: number, cy: number, r: number, sides: number, turn: number): Distance =>
  (x, y) => {
    const angle = Math.atan2(y - cy, x - cx) - turn;
    const sector = (2 * Math.PI) / sides;
    return Math.cos(angle - sector * Math.round(angle / sector)) * Math.hypot(x - cx, y - cy) - r;
  };
const without =
  (a: Distance, b: Distance): Distance =>
  (x, y) =>
    Math.max(a(x, y), -b(x, y));
const joined =
  (...all: readonly Distance[]): Distance =>
  (x, y) =>
    Math.min(...all.map((one) => one(x, y)));
const hollow =
  (a: Distance, width: number): Distance =>
  (x, y) =>
    Math.abs(a(x, y)) - width / 2;

/** A strong colour that keeps away from the others. */
function strong(chance: Chance, away: readonly Rgb[]): Rgb {
  for (;;) {
    const hue = chance() * 6;
    const [saturation, value] = [between(chance, 0.55, 1), between(chance, 0.25, 0.95)];
    const channel = (n: number): number => {
      const k = (n + hue) % 6;
      return Math.round(255 * value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1))));
    };
    const colour: Rgb = [channel(5), channel(3), channel(1)];
    if (away.every((other) => Math.hypot(colour[0] - other[0], colour[1] - other[1], colour[2] - other[2]) > 120)) {
      return colour;
    }
  }
}

const plain = (colour: Rgb) => (): Rgb => colour;

/** The shapes of an icon, in a square of 1. */
export const motifs: Readonly<Record<string, (chance: Chance) => readonly Distance[]>> = {
  bell: () => [joined(box(0.5, 0.45, 0.24, 0.27, 0.22), box(0.5, 0.68, 0.34, 0.05, 0.05)), circle(0.5, 0.82, 0.07)],
  pin: () => [without(joined(circle(0.5, 0.38, 0.28), polygon(0.5, 0.62, 0.14, 3, Math.PI / 2)), circle(0.5, 0.38, 0.12))],
  house: () => [joined(polygon(0.5, 0.38, 0.17, 3, -Math.PI / 2), box(0.5, 0.66, 0.24, 0.2, 0.01)), box(0.5, 0.74, 0.07, 0.12, 0.02)],
  bars: () => [
    box(0.2, 0.7, 0.07, 0.18, 0.02),
    box(0.4, 0.58, 0.07, 0.3, 0.02),
    box(0.6, 0.64, 0.07, 0.24, 0.02),
    box(0.8, 0.46, 0.07, 0.42, 0.02),
  ],
  nut: (chance) => [without(polygon(0.5, 0.5, 0.38, 6, chance()), circle(0.5, 0.5, 0.2))],
  frame: (chance) => [hollow(box(0.5, 0.5, 0.36, 0.3, 0.08), between(chance, 0.02, 0.08)), circle(0.36, 0.4, 0.06)],
  clock: (chance) => [
    hollow(circle(0.5, 0.5, 0.38), between(chance, 0.03, 0.07)),
    joined(capsule(0.5, 0.5, 0.5, 0.26, 0.02), capsule(0.5, 0.5, 0.66, 0.58, 0.02)),
  ],
  links: () => [hollow(box(0.38, 0.38, 0.2, 0.13, 0.13), 0.06), hollow(box(0.62, 0.62, 0.2, 0.13, 0.13), 0.06)],
  flower: (chance) => {
    const turn = chance();
    const petals = Array.from({ length: 6 }, (_, index) =>
      circle(0.5 + 0.22 * Math.cos(index * 1.047 + turn), 0.5 + 0.22 * Math.sin(index * 1.047 + turn), 0.14),
    );
    return [joined(...petals), circle(0.5, 0.5, 0.13)];
  },
  arrow: (chance) => {
    const w = between(chance, 0.03, 0.07);
    return [joined(capsule(0.15, 0.5, 0.82, 0.5, w), capsule(0.82, 0.5, 0.58, 0.26, w), capsule(0.82, 0.5, 0.58, 0.74, w))];
  },
  wires: (chance) => {
    const w = between(chance, 0.006, 0.014);
    return [
      joined(
        capsule(0.1, 0.2, 0.9, 0.3, w),
        capsule(0.1, 0.5, 0.9, 0.42, w),
        capsule(0.15, 0.85, 0.85, 0.6, w),
        hollow(circle(0.5, 0.5, 0.4), w * 2),
      ),
    ];
  },
  crescent: () => [without(circle(0.48, 0.5, 0.38), circle(0.64, 0.42, 0.32))],
  person: () => [circle(0.5, 0.3, 0.17), without(circle(0.5, 0.92, 0.36), box(0.5, 1.06, 0.6, 0.14, 0))],
  eightFigure: () => [joined(hollow(circle(0.5, 0.32, 0.16), 0.08), hollow(circle(0.5, 0.66, 0.2), 0.08))],
  shards: (chance) =>
    Array.from({ length: 5 }, () =>
      polygon(between(chance, 0.2, 0.8), between(chance, 0.2, 0.8), between(chance, 0.05, 0.1), 3, chance() * 6),
    ),
  drop: () => [joined(circle(0.5, 0.6, 0.26), polygon(0.5, 0.42, 0.13, 3, -Math.PI / 2))],
};

/** Drawn with 16 samples a pixel: RGBA with straight alpha. */
export function drawParts(parts: readonly Part[], edge: number): Raster {
  const data = new Uint8Array(edge * edge * 4);
  const grid = [0.125, 0.375, 0.625, 0.875];
  for (let y = 0, at = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++, at += 4) {
      const sums = [0, 0, 0, 0];
      for (const v of grid) {
        for (const u of grid) {
          const [px, py] = [(x + u) / edge, (y + v) / edge];
          let [red, green, blue, alpha] = [0, 0, 0, 0];
          for (const { inside, colour, soft, opacity } of parts) {
            const far = inside(px, py);
            const share = opacity * (soft === 0 ? (far <= 0 ? 1 : 0) : 1 - smooth((far + soft) / (2 * soft)));
            if (share > 0) {
              const [r, g, b] = colour(px, py);
              [red, green, blue] = [red * (1 - share) + r * share, green * (1 - share) + g * share, blue * (1 - share) + b * share];
              alpha = alpha * (1 - share) + share;
            }
          }
          [red, green, blue, alpha].forEach((value, index) => (sums[index] = (sums[index] as number) + value / 16));
        }
      }
      const alpha = sums[3] as number;
      for (let channel = 0; alpha > 0 && channel < 3; channel++) {
        data[at + channel] = Math.round((sums[channel] as number) / alpha);
      }
      data[at + 3] = Math.round(alpha * 255);
    }
  }
  return { width: edge, height: edge, channels: 4, data };
}

function smooth(t: number): number {
  const x = Math.max(0, Math.min(1, t));
  return x * x * (3 - 2 * x);
}

/** An icon of one of the motifs: flat, shaded, with soft edges, or over a shadow. */
export function otherIcon(
  chance: Chance,
  motif: string,
  edge: number,
  away: readonly Rgb[],
  finish: 'flat' | 'shaded' | 'soft' | 'shadow',
): Raster {
  const shapes = (motifs[motif] as (chance: Chance) => readonly Distance[])(chance);
  const soft = finish === 'soft' ? between(chance, 0.01, 0.03) : 0;
  const parts = shapes.map((inside): Part => {
    const [a, b] = [strong(chance, away), strong(chance, away)];
    const shaded = (x: number, y: number): Rgb => {
      const t = Math.max(0, Math.min(1, (x + y) / 2));
      return [a[0] + (b[0] - a[0]) * t * 0.5, a[1] + (b[1] - a[1]) * t * 0.5, a[2] + (b[2] - a[2]) * t * 0.5];
    };
    return { inside, colour: finish === 'shaded' ? shaded : plain(a), soft, opacity: 1 };
  });
  const first = shapes[0] as Distance;
  const shadow: Part = {
    inside: (x, y) => first(x, y - 0.04),
    colour: plain([0, 0, 0]),
    soft: between(chance, 0.03, 0.07),
    opacity: between(chance, 0.2, 0.45),
  };
  return drawParts(finish === 'shadow' ? [shadow, ...parts] : parts, edge);
}

/** Normally distributed noise. */
export function gauss(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** The icon over what `under` says: 8-bit RGB. */
export function placedOn(icon: Raster, under: (x: number, y: number) => Rgb, chance: Chance, noise = 0): Raster {
  const { width, height, data } = icon;
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const base = under(x, y);
      const alpha = (data[pixel * 4 + 3] as number) / 255;
      for (let channel = 0; channel < 3; channel++) {
        const value =
          (data[pixel * 4 + channel] as number) * alpha + (base[channel] as number) * (1 - alpha) + (noise > 0 ? gauss(chance) * noise : 0);
        samples[pixel * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  return { width, height, channels: 3, data: samples };
}

export async function jpegOf({ width, height, data }: Raster, quality: number, sampling: '4:2:0' | '4:4:4'): Promise<Raster> {
  const file = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: sampling })
    .toBuffer();
  return { width, height, channels: 3, data: new Uint8Array(await sharp(file).raw().toBuffer()) };
}

/** RGBA with the alpha that `alphaAt` says. */
export function withAlphaOf(picture: Raster, alphaAt: (x: number, y: number) => number): Raster {
  const { width, height, channels, data } = picture;
  const samples = new Uint8Array(width * height * 4);
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      samples.set(data.subarray(pixel * channels, pixel * channels + 3), pixel * 4);
      samples[pixel * 4 + 3] = Math.max(0, Math.min(255, Math.round(alphaAt(x, y))));
    }
  }
  return { width, height, channels: 4, data: samples };
}
