import type { Size } from '../core/sizes';
import type { Chance } from './chance';
import type { Palette } from './palette';

/**
 * Draws the large shapes of a draft as SVG elements. The weight lies in the upper right, because the words stand in the lower left.
 * Coordinates are pixels of `area`.
 */
export type Composition = (area: Size, palette: Palette, chance: Chance) => string;

/** A sun over rolling land. */
const land: Composition = ({ width, height }, { tones, accent, ground }, chance) => {
  const short = Math.min(width, height);
  const radius = short * between(chance, 0.11, 0.17);
  const sun = circle(width * between(chance, 0.68, 0.82), height * between(chance, 0.24, 0.34), radius, accent);
  const halo = circleOf(sun.x, sun.y, radius * 1.9, tones[2], 0.22) + circleOf(sun.x, sun.y, radius * 3.1, tones[2], 0.14);
  const ridges = [tones[1], tones[0], ground[1]].map((fill, index) => {
    const left = height * (0.74 + index * 0.11 - chance() * 0.06);
    const right = height * (0.48 + index * 0.17 - chance() * 0.08);
    const dip = height * between(chance, 0.06, 0.16);
    const middle = width * between(chance, 0.35, 0.6);
    const d =
      `M0 ${n(left)}C${n(middle * 0.5)} ${n(left - dip)} ${n(middle * 0.75)} ${n((left + right) / 2 + dip)} ${n(middle)} ${n((left + right) / 2)}` +
      `S${n(width * 0.85)} ${n(right - dip)} ${n(width)} ${n(right)}V${n(height)}H0Z`;
    return `<path d="${d}" fill="${fill}" fill-opacity="${[0.75, 0.85, 0.92][index] ?? 1}"/>`;
  });
  return halo + sun.svg + ridges.join('');
};

/** Rings around a point near the right edge, with one that shines. */
const rings: Composition = ({ width, height }, { tones, accent }, chance) => {
  const short = Math.min(width, height);
  const x = width * between(chance, 0.84, 1);
  const y = height * (chance() < 0.5 ? between(chance, 0, 0.16) : between(chance, 0.3, 0.45));
  const step = short * 0.17;
  const shining = 1 + Math.floor(chance() * 2);
  const circles = [5, 4, 3, 2, 1].map((ring) => {
    const fill = ring % 2 === 0 ? tones[0] : tones[1];
    return circleOf(x, y, step * (ring + 0.35), fill, ring > 4 ? 0.28 : 0.3 + 0.13 * (5 - ring));
  });
  const stroke = `<circle cx="${n(x)}" cy="${n(y)}" r="${n(step * (shining + 1.1))}" fill="none" stroke="${accent}" stroke-width="${n(short * 0.022)}"/>`;
  return circles.join('') + stroke + circleOf(x, y, step * 0.62, tones[2], 0.9);
};

/** Quarter circles, discs and triangles on a grid, thinning out towards the words. */
const tiles: Composition = ({ width, height }, { tones, accent }, chance) => {
  const wide = width > height * 1.1;
  const rows = wide ? (width / height > 3 ? 2 : 3) : 4;
  const cell = wide ? height / rows : width / 4;
  const columns = wide ? Math.min(Math.ceil((width * 0.42) / cell), 6) : 4;
  const depth = wide ? rows : Math.max(2, Math.floor((height * 0.42) / cell));
  const shining = Math.floor(chance() * 3) + 1;
  let count = 0;
  let svg = '';
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < depth; row++) {
      const away = wide ? column / columns : row / depth;
      const kind = Math.floor(chance() * 5);
      const tone = tones[Math.floor(chance() * 3)] ?? tones[0];
      const quarter = Math.floor(chance() * 4);
      const isBelowSize = !wide && row === 0 && column > 1;
      if (isBelowSize || chance() < away * 0.75) {
        continue;
      }
      // Never in the bottom row, where the words may reach.
      const isShining = row < depth - 1 && ++count === shining;
      const place = `translate(${n(width - (column + 1) * cell)} ${n(row * cell)}) scale(${n(cell / 100)}) rotate(${quarter * 90} 50 50)`;
      svg += `<path transform="${place}" fill="${isShining ? accent : tone}" fill-opacity="${isShining ? 1 : n(0.95 - away * 0.55)}" d="${tileShapes[kind] ?? ''}"/>`;
    }
  }
  return svg;
};

/** Outlines in a square of 100 units. */
const tileShapes = [
  'M0 0H100A100 100 0 0 1 0 100Z',
  'M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z',
  'M0 0H100L0 100Z',
  'M0 0A50 50 0 0 0 100 0ZM0 50A50 50 0 0 0 100 50Z',
  'M0 0H50A50 50 0 0 1 50 100H0Z',
] as const;

/** Slanting sheets that lie over each other, and a disc between them. */
const sheets: Composition = ({ width, height }, { tones, accent }, chance) => {
  const short = Math.min(width, height);
  const slant = height * between(chance, 0.45, 0.7);
  const first = width * between(chance, 0.5, 0.58);
  const gap = Math.max(width * 0.15, short * 0.2);
  const sheet = (index: number) => {
    const x = first + index * gap;
    return `<path d="M${n(x + slant / 2)} 0H${n(width + slant)}V${n(height)}H${n(x - slant / 2)}Z" fill="${tones[index] ?? tones[0]}" fill-opacity="${0.62 - index * 0.06}"/>`;
  };
  const radius = short * between(chance, 0.12, 0.17);
  const disc = circleOf(
    Math.min(first + gap * 1.02 + slant * 0.2, width - radius * 1.5),
    height * between(chance, 0.26, 0.36),
    radius,
    accent,
    1,
  );
  return sheet(0) + disc + sheet(1) + sheet(2);
};

/** For icons: one quiet form behind the letters. */
export const emblem: Composition = ({ width, height }, { tones }, chance) => {
  const short = Math.min(width, height);
  const kind = Math.floor(chance() * 4);
  const fill = tones[1];
  const corner = circleOf(width, 0, short * between(chance, 0.55, 0.75), fill, 0.75);
  const forms = [
    corner,
    `<path d="M0 ${n(height)}L${n(width)} 0V${n(height)}Z" fill="${fill}" fill-opacity="0.6"/>`,
    circleOf(width / 2, height / 2, short * 0.4, fill, 0.65),
    `<path d="M0 ${n(height * 0.62)}Q${n(width * 0.35)} ${n(height * 0.42)} ${n(width)} ${n(height * 0.7)}V${n(height)}H0Z" fill="${fill}" fill-opacity="0.7"/>`,
  ];
  return forms[kind] ?? corner;
};

/** In the order in which the variants of one prompt go through them. */
export const compositions: readonly Composition[] = [land, tiles, rings, sheets];

function between(chance: Chance, low: number, high: number): number {
  return low + chance() * (high - low);
}

function circle(x: number, y: number, radius: number, fill: string): { x: number; y: number; svg: string } {
  return { x, y, svg: circleOf(x, y, radius, fill, 1) };
}

function circleOf(x: number, y: number, radius: number, fill: string, opacity: number): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}" fill-opacity="${n(opacity)}"/>`;
}

/** Enough digits for a hundredth of a pixel. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
