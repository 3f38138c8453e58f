import type { Chance } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';
import { drawIcon, drawings, rendered, throughJpeg, type Colour } from './samples';

/** Pictures that are really transparent, and pictures that only seem to be, with what each of them is. */
export interface TransparencySample {
  readonly name: string;
  readonly picture: Raster;
}

type Pixel = readonly [number, number, number, number];

function pick<T>(chance: Chance, values: readonly T[]): T {
  return values[Math.floor(chance() * values.length)] as T;
}

function painted(picture: Raster, paint: (x: number, y: number, own: Pixel) => Pixel): Raster {
  const data = new Uint8Array(picture.width * picture.height * 4);
  for (let y = 0, at = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, at += 4) {
      const own = [...picture.data.subarray(at, at + 4)] as unknown as Pixel;
      data.set(
        paint(x, y, own).map((sample) => Math.max(0, Math.min(255, Math.round(sample)))),
        at,
      );
    }
  }
  return { ...picture, channels: 4, data };
}

/** A pixel over another one, straight alpha. */
function over(top: Pixel, under: Pixel): Pixel {
  const [a, b] = [top[3] / 255, under[3] / 255];
  const alpha = a + b * (1 - a);
  const mix = (index: 0 | 1 | 2): number => (alpha > 0 ? (top[index] * a + under[index] * b * (1 - a)) / alpha : 0);
  return [mix(0), mix(1), mix(2), alpha * 255];
}

function opaqueOf({ width, height, data }: Raster): Raster {
  const samples = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    samples.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  }
  return { width, height, channels: 3, data: samples };
}

function withAlpha({ width, height, data }: Raster, alphaAt: (pixel: number) => number): Raster {
  const samples = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    samples.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    samples[pixel * 4 + 3] = alphaAt(pixel);
  }
  return { width, height, channels: 4, data: samples };
}

const pairs: readonly (readonly [Colour, Colour])[] = [
  [
    [255, 255, 255],
    [204, 204, 204],
  ],
  [
    [255, 255, 255],
    [238, 238, 238],
  ],
  [
    [254, 254, 254],
    [230, 230, 230],
  ],
  [
    [192, 192, 192],
    [128, 128, 128],
  ],
  [
    [60, 60, 60],
    [84, 84, 84],
  ],
  [
    [24, 24, 27],
    [39, 39, 42],
  ],
  [
    [240, 248, 255],
    [214, 226, 240],
  ],
  [
    [255, 240, 245],
    [225, 200, 215],
  ],
];

interface Board {
  readonly size: number;
  readonly left: number;
  readonly top: number;
}

const isOdd = ({ size, left, top }: Board, x: number, y: number): boolean =>
  (Math.floor((x + left) / size) + Math.floor((y + top) / size)) % 2 === 1;

/** How much of the odd squares there is in a pixel; between 0 and 1 where their edges are blurred. */
function oddness(board: Board, x: number, y: number, blur: number): number {
  if (blur === 0) {
    return isOdd(board, x + 0.5, y + 0.5) ? 1 : 0;
  }
  let sum = 0;
  for (const u of [-blur, 0, blur]) {
    for (const v of [-blur, 0, blur]) {
      sum += isOdd(board, x + 0.5 + u, y + 0.5 + v) ? 1 : 0;
    }
  }
  return sum / 9;
}

const edges = [128, 192, 256, 320];

async function anyIcon(chance: Chance, edge: number): Promise<Raster> {
  const names = Object.keys(drawings).filter((name) => name !== 'fullBleed' && name !== 'badge');
  return (await drawIcon(pick(chance, names), Math.floor(chance() * 1000), edge)).icon;
}

type Make = (chance: Chance) => Promise<Raster>;

const boardOf = (chance: Chance, edge: number): Board => {
  const size = Math.min(edge / 4, pick(chance, [4, 5, 6, 8, 10, 10.67, 12, 16, 20, 21.3, 24, 32, 48, 64]));
  return { size, left: Math.floor(chance() * size * 2), top: Math.floor(chance() * size * 2) };
};

async function paintedBoard(chance: Chance, alpha: (odd: number) => number = () => 255): Promise<Raster> {
  const edge = pick(chance, edges);
  const icon = await anyIcon(chance, edge);
  const board = boardOf(chance, edge);
  const [a, b] = pick(chance, pairs);
  const noise = pick(chance, [0, 0, 3, 6]);
  const blur = pick(chance, [0, 0, 0.5, 1]);
  const slope = pick(chance, [0, 0, 12, 25]);
  return painted(icon, (x, y, own) => {
    const odd = oddness(board, x, y, blur);
    const light = (slope * (x + y)) / (2 * edge) - slope / 2;
    const jitter = (chance() * 2 - 1) * noise;
    const colour = [0, 1, 2].map((channel) => (a[channel] as number) * (1 - odd) + (b[channel] as number) * odd + light + jitter);
    return over(own, [...colour, alpha(odd)] as unknown as Pixel);
  });
}

/** What only seems to be transparent. The first word of a name is the verdict. */
export const fakes: Readonly<Record<string, Make>> = {
  'painted plain': async (chance) => opaqueOf(await paintedBoard(chance)),
  'painted jpeg': async (chance) => throughJpeg(opaqueOf(await paintedBoard(chance)), pick(chance, [75, 85, 92])),
  'painted almost opaque': async (chance) => withAlpha(opaqueOf(await paintedBoard(chance)), () => 254),
  'painted jittered alpha': async (chance) => withAlpha(opaqueOf(await paintedBoard(chance)), () => 250 + Math.floor(chance() * 6)),
  'painted half transparent': async (chance) => {
    const [even, odd] = pick(chance, [
      [255, 0],
      [0, 255],
      [128, 255],
      [200, 90],
      [0, 120],
      [60, 30],
    ] as const);
    return paintedBoard(chance, (share) => even + (odd - even) * share);
  },
  'painted in parts': async (chance) => {
    const edge = pick(chance, [192, 256, 320]);
    const icon = await anyIcon(chance, edge);
    const board = { ...boardOf(chance, edge), size: pick(chance, [5, 8, 10, 12, 16]) };
    const [a, b] = pick(chance, pairs.slice(0, 6));
    const rest = pick<Pixel>(chance, [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [255, 255, 255, 255],
    ]);
    const where = pick(chance, ['left', 'bottom', 'box', 'frame', 'corner']);
    const covers = (x: number, y: number): boolean => {
      const [u, v] = [x / edge, y / edge];
      switch (where) {
        case 'left':
          return u < 0.5;
        case 'bottom':
          return v > 0.55;
        case 'box':
          return Math.max(Math.abs(u - 0.5), Math.abs(v - 0.5)) < 0.42;
        case 'frame':
          return Math.max(Math.abs(u - 0.5), Math.abs(v - 0.5)) > 0.3;
        default:
          return u + v < 0.8;
      }
    };
    return painted(icon, (x, y, own) => over(own, covers(x, y) ? [...(isOdd(board, x, y) ? a : b), 255] : rest));
  },
  'opaque flat': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    const colour = pick<Colour>(chance, [
      [255, 255, 255],
      [0, 0, 0],
      [255, 0, 255],
      [240, 240, 240],
      [20, 120, 200],
    ]);
    const noise = pick(chance, [0, 3]);
    const flat = painted(icon, (_x, _y, own) =>
      over(own, [...colour.map((sample) => sample + (chance() * 2 - 1) * noise), 255] as unknown as Pixel),
    );
    return chance() < 0.5 ? opaqueOf(flat) : flat;
  },
  'opaque gradient': async (chance) => {
    const edge = pick(chance, edges);
    const icon = await anyIcon(chance, edge);
    const [a, b] = [0, 1].map(() => [0, 1, 2].map(() => chance() * 255)) as [number[], number[]];
    return painted(icon, (x, y, own) =>
      over(own, [...a.map((sample, index) => sample + (((b[index] as number) - sample) * (x + y)) / (2 * edge)), 255] as unknown as Pixel),
    );
  },
  'opaque jitter': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    return painted(
      icon,
      (_x, _y, own) => [...over(own, [250, 250, 250, 255]).slice(0, 3), 250 + Math.floor(chance() * 6)] as unknown as Pixel,
    );
  },
  'noise haze': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    const [low, high] = pick(chance, [
      [1, 40],
      [1, 25],
      [5, 40],
      [0, 40],
      [10, 60],
    ] as const);
    return painted(icon, (_x, _y, own) => over(own, [255, 255, 255, low + chance() * (high - low)]));
  },
  'noise clouds': async (chance) => {
    const edge = pick(chance, edges);
    const icon = await anyIcon(chance, edge);
    const waves = Array.from({ length: 4 }, () => [chance() * 12, chance() * 12, chance() * 6] as const);
    return painted(icon, (x, y, own) => {
      const cloud = waves.reduce((sum, [u, v, phase]) => sum + Math.sin((u * x + v * y) / edge + phase), 0) / 4;
      return over(own, [230, 230, 230, 21 + cloud * 20]);
    });
  },
  'noise veil': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    const veil = pick(chance, [12, 30, 64, 128, 200]);
    return painted(icon, (_x, _y, own) => over(own, [255, 255, 255, veil]));
  },
  'noise random': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    return painted(icon, (_x, _y, own) => [...over(own, [255, 255, 255, 255]).slice(0, 3), chance() * 255] as unknown as Pixel);
  },
  'noise half': async (chance) => {
    const icon = await anyIcon(chance, pick(chance, edges));
    const alpha = pick(chance, [60, 128, 180]);
    return painted(icon, (_x, _y, own) => [...over(own, [255, 255, 255, 255]).slice(0, 3), alpha] as unknown as Pixel);
  },
};

const dark = '#1f2937';

const board = (left: number, top: number, square: number, columns: number, rows: number, a: string, b: string): string =>
  Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    return `<rect x="${left + x * square}" y="${top + y * square}" width="${square}" height="${square}" fill="${(x + y) % 2 === 0 ? a : b}"/>`;
  }).join('');

const glow = (deviation: number, body: string): string =>
  `<defs><filter id="f" x="-100%" y="-100%" width="300%" height="300%"><feGaussianBlur stdDeviation="${deviation}"/></filter></defs><g filter="url(#f)">${body}</g>${body}`;

/** Icons on nothing. */
export const reals: Readonly<Record<string, Make>> = {
  'any icon': async (chance) => anyIcon(chance, pick(chance, edges)),
  'round badge': async (chance) => (await drawIcon('badge', Math.floor(chance() * 100), pick(chance, edges))).icon,
  'full bleed': async (chance) =>
    rendered(
      `<rect width="100" height="100" rx="${pick(chance, [4, 8, 14, 22, 30])}" fill="#2563eb"/><path d="M24 62l26-36 26 36z" fill="#fff"/>`,
      pick(chance, edges),
    ),
  'white plate': async (chance) =>
    rendered(
      `<rect x="2" y="2" width="96" height="96" rx="${pick(chance, [6, 20])}" fill="#fff"/><circle cx="50" cy="50" r="24" fill="#dc2626"/>`,
      pick(chance, edges),
    ),
  'touching edges': async (chance) =>
    (await drawIcon(pick(chance, ['touching', 'cross']), Math.floor(chance() * 100), pick(chance, edges))).icon,
  'thin outline': async (chance) =>
    rendered(
      `<circle cx="50" cy="50" r="44" fill="none" stroke="${dark}" stroke-width="${pick(chance, [0.6, 1, 1.5])}"/><path d="M20 20L80 80M20 80L80 20" stroke="${dark}" stroke-width=".8"/>`,
      pick(chance, edges),
    ),
  'chess board': async (chance) => {
    const [a, b] = pick(chance, [
      ['#fff', '#000'],
      ['#eeeed2', '#769656'],
      ['#f0d9b5', '#b58863'],
      ['#ffffff', '#9ca3af'],
      ['#e5e7eb', '#1f2937'],
    ] as const);
    const square = pick(chance, [8, 10, 11]);
    const margin = (100 - square * 8) / 2;
    const piece =
      chance() < 0.5 ? `<circle cx="${margin + square * 2.5}" cy="${margin + square * 3.5}" r="${square * 0.36}" fill="#dc2626"/>` : '';
    return rendered(board(margin, margin, square, 8, 8, a, b) + piece, pick(chance, edges));
  },
  'racing flag': async (chance) =>
    rendered(
      `<path d="M14 8v86" stroke="${dark}" stroke-width="5"/><g transform="skewY(${pick(chance, [0, 6, -8])})">${board(17, 14, 11, 6, 4, '#111', pick(chance, ['#fff', 'none']))}</g>`,
      pick(chance, edges),
    ),
  'dithered pixels': async (chance) =>
    rendered(
      `<g shape-rendering="crispEdges">${board(25, 25, 3.125, 16, 16, '#16a34a', '#065f46')}<rect x="37" y="12" width="26" height="13" fill="${dark}"/></g>`,
      pick(chance, [128, 256]),
    ),
  'pixel art': async (chance) => (await drawIcon('pixels', Math.floor(chance() * 100), pick(chance, edges))).icon,
  'soft shadow': async (chance) =>
    (await drawIcon(pick(chance, ['shadowed', 'softShadowBall']), Math.floor(chance() * 100), pick(chance, edges))).icon,
  'wide glow': async (chance) =>
    rendered(glow(pick(chance, [4, 7, 10, 13]), '<circle cx="50" cy="50" r="22" fill="#f59e0b"/>'), pick(chance, edges)),
  'wide glow of a tile': async (chance) =>
    rendered(
      glow(pick(chance, [4, 6]), `<rect x="18" y="18" width="64" height="64" rx="${pick(chance, [4, 16])}" fill="#0ea5e9"/>`),
      pick(chance, edges),
    ),
  'tile with a shadow': async (chance) =>
    rendered(
      `<defs><filter id="f" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="3"/></filter></defs><rect x="8" y="11" width="84" height="84" rx="19" fill="#000" fill-opacity=".4" filter="url(#f)"/><rect x="8" y="8" width="84" height="84" rx="19" fill="#7c3aed"/>`,
      pick(chance, edges),
    ),
  'soft cloud': async (chance) => (await drawIcon('softDisc', Math.floor(chance() * 100), pick(chance, edges))).icon,
  'half transparent glyph': async (chance) =>
    rendered(`<path d="M50 10L90 90H10z" fill="${dark}" fill-opacity="${pick(chance, [0.4, 0.6, 0.8])}"/>`, pick(chance, edges)),
  glass: async (chance) => (await drawIcon('glass', Math.floor(chance() * 100), pick(chance, edges))).icon,
  'long shadow': async (chance) =>
    rendered(
      `<path d="M30 70L70 30 100 60V100H60z" fill="#000" fill-opacity=".25"/><circle cx="50" cy="50" r="28" fill="#16a34a"/>`,
      pick(chance, edges),
    ),
  plaid: async (chance) =>
    rendered(
      `<circle cx="50" cy="50" r="40" fill="#dc2626"/><g stroke="#fff" stroke-opacity=".5" stroke-width="5"><path d="M30 18v64M50 12v76M70 18v64M18 30h64M12 50h76M18 70h64"/></g>`,
      pick(chance, edges),
    ),
  'stroke through corners': async (chance) =>
    rendered(`<path d="M0 0L100 100M100 0L0 100" stroke="#dc2626" stroke-width="18"/>`, pick(chance, edges)),
};
