import sharp from 'sharp';
import { chanceFrom, type Chance } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';

/** Icons drawn from vectors whose alpha is known, and the grounds that they are put on. Everything is the same for the same seed. */

export type Colour = readonly [number, number, number];

export interface IconSample {
  readonly name: string;
  /** 8-bit RGBA, straight alpha: the truth. */
  readonly icon: Raster;
}

const palette: readonly Colour[] = [
  [37, 99, 235],
  [220, 38, 38],
  [22, 163, 74],
  [234, 179, 8],
  [15, 23, 42],
  [124, 58, 237],
  [14, 165, 233],
  [234, 88, 12],
  [71, 85, 105],
  [190, 24, 93],
  [120, 53, 15],
  [6, 95, 70],
  [253, 224, 71],
  [203, 213, 225],
];

const hex = (colour: Colour): string => `#${colour.map((sample) => sample.toString(16).padStart(2, '0')).join('')}`;

const mixed = (a: Colour, b: Colour, share: number): Colour =>
  [0, 1, 2].map((index) => {
    const from = a[index] as number;
    return Math.round(from + ((b[index] as number) - from) * share);
  }) as unknown as Colour;

/** What each icon draws in a square of 100, with up to three colours that keep away from the ground. */
type Draw = (colours: readonly [string, string, string], chance: Chance) => string;

const gear = (teeth: number, outer: number, inner: number): string => {
  const points: string[] = [];
  for (let index = 0; index < teeth * 4; index++) {
    const angle = ((index + 0.5) / (teeth * 4)) * 2 * Math.PI;
    const radius = index % 4 < 2 ? outer : inner;
    points.push(`${(50 + Math.cos(angle) * radius).toFixed(2)},${(50 + Math.sin(angle) * radius).toFixed(2)}`);
  }
  return `M${points.join('L')}Z`;
};

const star = (points: number, outer: number, inner: number): string =>
  `M${Array.from({ length: points * 2 }, (_, index) => {
    const angle = (index / points) * Math.PI - Math.PI / 2;
    const radius = index % 2 === 0 ? outer : inner;
    return `${(50 + Math.cos(angle) * radius).toFixed(2)},${(50 + Math.sin(angle) * radius).toFixed(2)}`;
  }).join('L')}Z`;

const blur = (id: string, deviation: number): string =>
  `<filter id="${id}" x="-100%" y="-100%" width="300%" height="300%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`;

export const drawings: Readonly<Record<string, Draw>> = {
  ring: ([a], chance) =>
    `<circle cx="50" cy="50" r="${30 + chance() * 10}" fill="none" stroke="${a}" stroke-width="${6 + chance() * 10}"/>`,
  disc: ([a, b]) =>
    `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${a}"/><stop offset="1" stop-color="${b}"/></linearGradient></defs><circle cx="50" cy="50" r="40" fill="url(#g)"/>`,
  radial: ([a, b]) =>
    `<defs><radialGradient id="g" cx=".35" cy=".35"><stop stop-color="${a}"/><stop offset="1" stop-color="${b}"/></radialGradient></defs><circle cx="50" cy="52" r="41" fill="url(#g)"/>`,
  star: ([a], chance) => `<path d="${star(5 + Math.floor(chance() * 4), 44, 18)}" fill="${a}"/>`,
  heart: ([a]) =>
    `<path d="M50 86C20 62 8 46 8 30 8 16 20 8 30 8c9 0 16 5 20 12C54 13 61 8 70 8c10 0 22 8 22 22 0 16-12 32-42 56z" fill="${a}"/>`,
  outlineHeart: ([a], chance) =>
    `<path d="M50 84C22 62 12 46 12 32 12 20 22 12 31 12c9 0 15 5 19 12 4-7 10-12 19-12 9 0 19 8 19 20 0 14-10 30-38 52z" fill="none" stroke="${a}" stroke-width="${1.2 + chance() * 4}"/>`,
  letterA: ([a]) =>
    `<path d="M20 88L46 12h8l26 76M30 62h40" fill="none" stroke="${a}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>`,
  letters: ([a, b]) =>
    `<g fill="none" stroke-width="5"><path d="M12 80V20h12a14 14 0 0 1 0 28H12h14a16 16 0 0 1 0 32z" stroke="${a}"/><path d="M62 50a14 14 0 1 1 28 0v30M62 50v30M62 64h28" stroke="${b}"/></g>`,
  gear: ([a], chance) =>
    `<path fill-rule="evenodd" d="${gear(8 + Math.floor(chance() * 4), 44, 34)}M50 50m-14 0a14 14 0 1 0 28 0a14 14 0 1 0-28 0Z" fill="${a}"/>`,
  tile: ([a]) =>
    `<rect x="10" y="10" width="80" height="80" rx="18" fill="${a}"/><path d="M30 52l14 14 28-32" fill="none" stroke="#fff" stroke-width="9"/>`,
  softDisc: ([a]) => `<defs>${blur('b', 4)}</defs><circle cx="50" cy="50" r="30" fill="${a}" filter="url(#b)"/>`,
  shadowed: ([a]) =>
    `<defs>${blur('b', 3)}</defs><rect x="20" y="24" width="60" height="60" rx="12" fill="#000" fill-opacity=".35" filter="url(#b)"/><rect x="20" y="18" width="60" height="60" rx="12" fill="${a}"/>`,
  glass: ([a, b]) =>
    `<circle cx="40" cy="45" r="30" fill="${a}"/><rect x="40" y="40" width="45" height="45" rx="8" fill="${b}" fill-opacity=".55"/>`,
  cube: ([a, b, c]) =>
    `<path d="M50 8L88 28 50 48 12 28z" fill="${a}"/><path d="M12 28L50 48V92L12 72z" fill="${b}"/><path d="M88 28L50 48V92L88 72z" fill="${c}"/>`,
  pixels: ([a, b], chance) => {
    let squares = '';
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 6; x++) {
        if (chance() < 0.5) {
          const fill = chance() < 0.6 ? a : b;
          squares += `<path d="M${8 + x * 7} ${8 + y * 7}h7v7h-7zM${85 - x * 7} ${8 + y * 7}h7v7h-7z" fill="${fill}"/>`;
        }
      }
    }
    return `<g shape-rendering="crispEdges">${squares}</g>`;
  },
  eye: ([a, b]) =>
    `<path d="M6 50C22 26 36 20 50 20s28 6 44 30C78 74 64 80 50 80S22 74 6 50z" fill="${a}"/><circle cx="50" cy="50" r="20" fill="${b}"/><circle cx="57" cy="43" r="5" fill="#fff"/>`,
  lines: ([a], chance) =>
    `<g stroke="${a}" fill="none" stroke-width="${0.8 + chance() * 1.5}"><path d="M10 20H90M10 40L90 52M10 80C30 50 60 100 90 70"/><circle cx="50" cy="50" r="38"/></g>`,
  padlock: ([a, b]) =>
    `<path d="M30 48V34a20 20 0 0 1 40 0v14" fill="none" stroke="${b}" stroke-width="8"/><rect x="20" y="46" width="60" height="44" rx="7" fill="${a}"/>`,
  magnifier: ([a, b]) =>
    `<circle cx="42" cy="42" r="26" fill="none" stroke="${a}" stroke-width="9"/><path d="M62 62L88 88" stroke="${b}" stroke-width="12" stroke-linecap="round"/>`,
  cloud: ([a, b]) =>
    `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${a}"/><stop offset="1" stop-color="${b}"/></linearGradient></defs><path d="M28 78a20 20 0 0 1-2-40 26 26 0 0 1 50-2 21 21 0 0 1-2 42z" fill="url(#g)"/>`,
  dashes: ([a, b]) =>
    `<circle cx="50" cy="50" r="40" fill="none" stroke="${a}" stroke-width="6" stroke-dasharray="14 8"/><circle cx="50" cy="50" r="16" fill="${b}"/>`,
  rings: ([a, b, c]) =>
    `<g fill="none" stroke-width="5"><circle cx="50" cy="50" r="42" stroke="${a}"/><circle cx="50" cy="50" r="29" stroke="${b}"/><circle cx="50" cy="50" r="16" stroke="${c}"/></g>`,
  dots: ([a, b, c]) =>
    [a, b, c]
      .map((fill, row) =>
        [20, 40, 60, 80].map((x) => `<circle cx="${x}" cy="${28 + row * 22}" r="${4 + row * 2}" fill="${fill}"/>`).join(''),
      )
      .join(''),
  badge: ([a, b]) => `<circle cx="50" cy="50" r="50" fill="${a}"/><path d="${star(5, 26, 11)}" fill="${b}"/>`,
  fullBleed: ([a, b]) => `<rect width="100" height="100" rx="22" fill="${a}"/><path d="M24 62l26-36 26 36z" fill="${b}"/>`,
  touching: ([a, b]) => `<path d="M0 64L34 20 58 52 70 38 100 78V100H0z" fill="${a}"/><circle cx="74" cy="22" r="11" fill="${b}"/>`,
  cross: ([a]) => `<path d="M38 0h24v38h38v24H62v38H38V62H0V38h38z" fill="${a}"/>`,
  outlined: ([a, b]) => `<path d="${star(6, 42, 24)}" fill="${a}" stroke="${b}" stroke-width="3" stroke-linejoin="round"/>`,
  leaf: ([a, b]) =>
    `<path d="M14 86C6 40 40 8 90 10 92 60 62 96 14 86z" fill="${a}"/><path d="M14 86C34 60 54 42 74 28" fill="none" stroke="${b}" stroke-width="2.5"/>`,
  softShadowBall: ([a]) =>
    `<defs>${blur('b', 4)}</defs><ellipse cx="50" cy="84" rx="32" ry="6" fill="#000" fill-opacity=".4" filter="url(#b)"/><circle cx="50" cy="44" r="34" fill="${a}"/>`,
};

function svgOf(body: string, edge: number): Uint8Array {
  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${edge}" height="${edge}" viewBox="0 0 100 100">${body}</svg>`,
  );
}

/** Drawn antialiased, as 8-bit RGBA with straight alpha. */
export async function rendered(body: string, edge: number): Promise<Raster> {
  const { data, info } = await sharp(svgOf(body, edge)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 4, data: new Uint8Array(data) };
}

/** An icon in colours that keep away from the given ones. */
export async function drawIcon(name: string, seed: number, edge: number, away: readonly Colour[] = []): Promise<IconSample> {
  const chance = chanceFrom(seed * 7919 + 13);
  const far = (a: Colour, b: Colour): boolean => Math.hypot(...a.map((sample, index) => sample - (b[index] as number))) > 110;
  const free = palette.filter((colour) => away.every((other) => far(colour, other)));
  const start = Math.floor(chance() * free.length);
  const colours = [0, 3, 7].map((step) => hex(free[(start + step) % free.length] as Colour)) as [string, string, string];
  const draw = drawings[name] as Draw;
  return { name, icon: await rendered(draw(colours, chance), edge) };
}

export interface GroundSample {
  readonly name: string;
  readonly colour: Colour;
  /** Half the range of the noise in each sample. */
  readonly noise?: number;
  /** Another colour in the lower right corner. */
  readonly to?: Colour;
  /** How much darker the corners are, 0 to 1. */
  readonly vignette?: number;
  readonly jpeg?: number;
}

export const grounds: readonly GroundSample[] = [
  { name: 'white', colour: [255, 255, 255] },
  { name: 'black', colour: [0, 0, 0] },
  { name: 'magenta', colour: [255, 0, 255] },
  { name: 'grey', colour: [128, 128, 128] },
  { name: 'pastel', colour: [214, 234, 248] },
  { name: 'green', colour: [0, 177, 64] },
  { name: 'noisyMagenta', colour: [250, 4, 248], noise: 6 },
  { name: 'noisyGrey', colour: [236, 236, 238], noise: 6 },
  { name: 'jpegWhite', colour: [255, 255, 255], jpeg: 90 },
  { name: 'jpegMagenta', colour: [255, 0, 255], jpeg: 90 },
  { name: 'gradient', colour: [240, 240, 245], to: [215, 220, 235] },
  { name: 'vignette', colour: [245, 240, 235], vignette: 0.12 },
];

/** The icon on the ground: 8-bit RGB, blended in sRGB. */
export async function onGround({ icon }: IconSample, ground: GroundSample, seed = 1): Promise<Raster> {
  const { width, height, data } = icon;
  const chance = chanceFrom(seed);
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const base = ground.to ? mixed(ground.colour, ground.to, (x / width + y / height) / 2) : ground.colour;
      const dark = 1 - (ground.vignette ?? 0) * Math.hypot(x / width - 0.5, y / height - 0.5) ** 2 * 2;
      const pixel = y * width + x;
      const alpha = (data[pixel * 4 + 3] as number) / 255;
      for (let channel = 0; channel < 3; channel++) {
        const noise = ground.noise ? (chance() * 2 - 1) * ground.noise : 0;
        const under = (base[channel] as number) * dark;
        const value = (data[pixel * 4 + channel] as number) * alpha + under * (1 - alpha) + noise;
        samples[pixel * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  const flat: Raster = { width, height, channels: 3, data: samples };
  return ground.jpeg === undefined ? flat : throughJpeg(flat, ground.jpeg);
}

export async function throughJpeg({ width, height, data }: Raster, quality: number): Promise<Raster> {
  const file = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  const { data: samples } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { width, height, channels: 3, data: new Uint8Array(samples) };
}

/** Peak signal to noise ratio of the alpha channels, in dB; equal ones give 99. */
export function alphaPsnr(truth: Raster, found: Raster): number {
  let sum = 0;
  for (let at = 3; at < truth.data.length; at += 4) {
    sum += ((truth.data[at] as number) - (found.data[at] as number)) ** 2;
  }
  return sum === 0 ? 99 : Math.min(99, 10 * Math.log10((255 * 255 * truth.width * truth.height) / sum));
}
