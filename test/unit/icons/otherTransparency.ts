import type { Chance } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';
import { drawParts, gauss, jpegOf, motifs, otherIcon, placedOn, withAlphaOf } from './otherSamples';

/** Fakes and real icons made in another way than those of `transparencySamples.ts`; nothing was tuned on them. */

type Rgb = readonly [number, number, number];

const pick = <T>(chance: Chance, values: readonly T[]): T => values[Math.floor(chance() * values.length)] as T;

const finishes = ['flat', 'shaded', 'soft', 'shadow'] as const;

function someIcon(chance: Chance, edge = pick(chance, [150, 200, 256, 300])): Raster {
  return otherIcon(chance, pick(chance, Object.keys(motifs)), edge, [], pick(chance, finishes));
}

/** Squares in two colours, with edges as wide as `blur`, brighter towards one side. */
function boardAt(chance: Chance, edge: number): (x: number, y: number) => Rgb {
  const size = Math.min(edge / 3.5, 4 + Math.floor(chance() * chance() * 61));
  const [left, top] = [chance() * size * 2, chance() * size * 2];
  const base = pick(chance, [255, 255, 250, 240, 200, 120, 50, 20]);
  const step = pick(chance, [12, 20, 30, 50, 64]) * (base > 127 ? -1 : 1);
  const tint: Rgb = chance() < 0.7 ? [0, 0, 0] : [chance() * 20, chance() * 20, chance() * 20];
  const blur = pick(chance, [0, 0, 0.7, 1.2]);
  const slope = pick(chance, [0, 0, 0, 20]);
  const wave = (value: number): number => {
    const rest = ((((value / size) % 2) + 2) % 2) - 1;
    const toEdge = (0.5 - Math.abs(Math.abs(rest) - 0.5)) * size;
    const sign = rest < 0 ? -1 : 1;
    return blur === 0 ? sign : sign * Math.min(1, toEdge / blur);
  };
  return (x, y) => {
    const odd = (1 - wave(x + 0.5 + left) * wave(y + 0.5 + top)) / 2;
    const light = base + step * odd + slope * (x / edge - 0.5);
    return [light - tint[0], light - tint[1], light - tint[2]];
  };
}

type Make = (chance: Chance) => Promise<Raster> | Raster;

export const otherFakes: Readonly<Record<string, Make>> = {
  'painted board': async (chance) => {
    const icon = someIcon(chance);
    const flat = placedOn(icon, boardAt(chance, icon.width), chance, pick(chance, [0, 0, 2, 3]));
    return chance() < 0.4 ? jpegOf(flat, pick(chance, [70, 80, 90]), pick(chance, ['4:2:0', '4:4:4'])) : flat;
  },
  'painted with alpha': (chance) => {
    const icon = someIcon(chance);
    const flat = placedOn(icon, boardAt(chance, icon.width), chance);
    const alpha = pick(chance, [255, 254, 252]);
    return withAlphaOf(flat, () => alpha - Math.floor(chance() * 3));
  },
  'painted in alpha': (chance) => {
    const edge = 240;
    const icon = someIcon(chance, edge);
    const size = pick(chance, [6, 10, 15, 24]);
    const [a, b] = pick(chance, [
      [255, 0],
      [220, 120],
      [90, 30],
      [255, 140],
    ] as const);
    const flat = placedOn(icon, () => [225, 225, 225], chance);
    return withAlphaOf(flat, (x, y) => {
      const own = icon.data[(y * edge + x) * 4 + 3] as number;
      const under = (Math.floor(x / size) + Math.floor(y / size)) % 2 === 0 ? a : b;
      return own + ((255 - own) * under) / 255;
    });
  },
  'painted here and there': (chance) => {
    const edge = 280;
    const icon = someIcon(chance, edge);
    const size = pick(chance, [6, 8, 12, 14]);
    const [cx, cy] = [chance() * edge, chance() * edge];
    const reach = edge * (0.35 + chance() * 0.3);
    const isBoard = (x: number, y: number): boolean => Math.hypot(x - cx, y - cy) < reach;
    const flat = placedOn(
      icon,
      (x, y) => ((Math.floor(x / size) + Math.floor(y / size)) % 2 === 0 ? [255, 255, 255] : [208, 208, 208]),
      chance,
    );
    return withAlphaOf(flat, (x, y) => (isBoard(x, y) ? 255 : (icon.data[(y * edge + x) * 4 + 3] as number)));
  },
  'opaque ground': (chance) => {
    const icon = someIcon(chance);
    const colour: Rgb = [chance() * 255, chance() * 255, chance() * 255];
    return placedOn(icon, () => colour, chance, pick(chance, [0, 2]));
  },
  'opaque scene': (chance) => {
    const icon = someIcon(chance);
    const waves = Array.from({ length: 5 }, () => [chance() * 20, chance() * 20, chance() * 6, chance() * 60] as const);
    return placedOn(
      icon,
      (x, y) => {
        const sum = waves.reduce(
          (total, [u, v, phase, strength]) => total + Math.sin((u * x + v * y) / icon.width + phase) * strength,
          120,
        );
        return [sum, sum * 0.8 + 20, 255 - sum];
      },
      chance,
    );
  },
  'noise grain': (chance) => {
    const icon = someIcon(chance);
    const level = pick(chance, [6, 10, 18, 25]);
    const flat = placedOn(icon, () => [128, 128, 128], chance);
    return withAlphaOf(flat, (x, y) => Math.max(icon.data[(y * icon.width + x) * 4 + 3] as number, 1 + Math.abs(gauss(chance)) * level));
  },
  'noise level': (chance) => {
    const icon = someIcon(chance);
    const level = pick(chance, [10, 20, 40, 100, 190]);
    return withAlphaOf(
      placedOn(icon, () => [255, 255, 255], chance),
      (x, y) => Math.max(icon.data[(y * icon.width + x) * 4 + 3] as number, level),
    );
  },
  'noise everywhere': (chance) =>
    withAlphaOf(
      placedOn(someIcon(chance), () => [255, 255, 255], chance),
      () => 127 + gauss(chance) * 70,
    ),
  'noise fog': (chance) => {
    const icon = someIcon(chance);
    const waves = Array.from({ length: 5 }, () => [chance() * 16, chance() * 16, chance() * 6] as const);
    return withAlphaOf(
      placedOn(icon, () => [240, 240, 240], chance),
      (x, y) => {
        const fog = waves.reduce((sum, [u, v, phase]) => sum + Math.sin((u * x + v * y) / icon.width + phase), 0) / 5;
        return Math.max(icon.data[(y * icon.width + x) * 4 + 3] as number, 20 + fog * 18);
      },
    );
  },
};

const disc =
  (r: number) =>
  (x: number, y: number): number =>
    Math.hypot(x - 0.5, y - 0.5) - r;
const square =
  (half: number, r: number) =>
  (x: number, y: number): number => {
    const [u, v] = [Math.abs(x - 0.5) - half + r, Math.abs(y - 0.5) - half + r];
    return Math.hypot(Math.max(u, 0), Math.max(v, 0)) + Math.min(Math.max(u, v), 0) - r;
  };

export const otherReals: Readonly<Record<string, Make>> = {
  icon: (chance) => someIcon(chance),
  'disc to the edges': (chance) =>
    drawParts([{ inside: disc(0.5), colour: () => [40, 90, 200], soft: 0, opacity: 1 }], pick(chance, [64, 128, 250])),
  'tile to the edges': (chance) =>
    drawParts(
      [{ inside: square(0.5, pick(chance, [0.05, 0.1, 0.2, 0.25])), colour: (x) => [x * 255, 80, 160], soft: 0, opacity: 1 }],
      pick(chance, [128, 250]),
    ),
  'halo around a disc': (chance) => {
    const wide = pick(chance, [0.08, 0.15, 0.22]);
    return drawParts(
      [
        { inside: disc(0.24), colour: () => [255, 190, 40], soft: wide, opacity: 0.8 },
        { inside: disc(0.22), colour: () => [255, 240, 200], soft: 0, opacity: 1 },
      ],
      pick(chance, [128, 256]),
    );
  },
  'board of a game': (chance) => {
    const count = pick(chance, [4, 6, 8]);
    const [a, b] = pick<readonly [Rgb, Rgb]>(chance, [
      [
        [250, 250, 250],
        [30, 30, 30],
      ],
      [
        [240, 217, 181],
        [181, 136, 99],
      ],
      [
        [255, 255, 255],
        [180, 180, 180],
      ],
    ]);
    const cell = (x: number): number => Math.floor(((x - 0.1) / 0.8) * count);
    return drawParts(
      [{ inside: square(0.4, 0.01), colour: (x, y) => ((cell(x) + cell(y)) % 2 === 0 ? a : b), soft: 0, opacity: 1 }],
      pick(chance, [128, 200, 256]),
    );
  },
  'flag of squares': (chance) => {
    const wave = (x: number, y: number): number => y + 0.03 * Math.sin(x * 9);
    return drawParts(
      [
        {
          inside: (x, y) => Math.max(Math.abs(x - 0.55) - 0.35, Math.abs(wave(x, y) - 0.35) - 0.2),
          colour: (x, y) => ((Math.floor(x * 10) + Math.floor(wave(x, y) * 10)) % 2 === 0 ? [20, 20, 20] : [245, 245, 245]),
          soft: 0,
          opacity: 1,
        },
        {
          inside: (x, y) => Math.max(Math.abs(x - 0.18) - 0.025, Math.abs(y - 0.5) - 0.42),
          colour: () => [90, 60, 30],
          soft: 0,
          opacity: 1,
        },
      ],
      pick(chance, [128, 200, 256]),
    );
  },
  'hair line': (chance) =>
    drawParts(
      [{ inside: (x, y) => Math.abs(disc(0.42)(x, y)) - pick(chance, [0.003, 0.003]), colour: () => [0, 0, 0], soft: 0, opacity: 1 }],
      pick(chance, [128, 256]),
    ),
  'big pixels': (chance) => {
    const cells = Array.from({ length: 256 }, () => chance() < 0.45);
    const isOn = (x: number, y: number): boolean =>
      x >= 2 / 16 &&
      x < 14 / 16 &&
      y >= 2 / 16 &&
      y < 14 / 16 &&
      (cells[Math.floor(y * 16) * 16 + Math.floor(Math.min(x, 1 - x - 1e-9) * 16)] as boolean);
    return drawParts([{ inside: (x, y) => (isOn(x, y) ? -1 : 1), colour: () => [60, 180, 90], soft: 0, opacity: 1 }], 128);
  },
  'see-through glass': (chance) =>
    drawParts(
      [
        { inside: square(0.38, 0.1), colour: () => [80, 160, 255], soft: 0, opacity: pick(chance, [0.25, 0.5, 0.7]) },
        { inside: disc(0.15), colour: () => [255, 255, 255], soft: 0, opacity: 0.8 },
      ],
      160,
    ),
  'flat shadow to the corner': (chance) =>
    drawParts(
      [
        { inside: (x, y) => Math.max(Math.abs(x - y) - 0.3, 0.5 - (x + y) / 2), colour: () => [0, 0, 0], soft: 0, opacity: 0.2 },
        { inside: disc(0.28), colour: () => [220, 60, 60], soft: 0, opacity: 1 },
      ],
      pick(chance, [128, 256]),
    ),
  'deep shadow': (chance) =>
    drawParts(
      [
        { inside: (x, y) => square(0.34, 0.08)(x, y - 0.05), colour: () => [0, 0, 0], soft: pick(chance, [0.06, 0.1]), opacity: 0.5 },
        { inside: square(0.34, 0.08), colour: () => [250, 250, 250], soft: 0, opacity: 1 },
      ],
      pick(chance, [128, 256]),
    ),
  'stripe across': (chance) =>
    drawParts(
      [{ inside: (_x, y) => Math.abs(y - 0.5) - 0.15, colour: () => [20, 130, 120], soft: 0, opacity: 1 }],
      pick(chance, [64, 128]),
    ),
};
