import type { Raster } from '../../blend/raster';
import { around, touches } from './neighbours';
import type { Backdrop } from './profile';
import { reduced, reducedMask } from './reduce';
import { settleFaint } from './faint';
import { layer, sharp, softEdge, Unmixer, unsettled, type Rise } from './unmix';

/** What is soft is looked for in a picture of about this many pixels an edge, where even a wide shadow is steep, and noise is less. */
const overview = 256;

/** Above this scatter even a small picture is reduced for that. */
const noisy = 2.5;

/**
 * Unmixes the pixels around the ground: each is taken for a mixture of the ground and of the colour that lies behind it, as it was blended
 * in sRGB, and becomes that colour with the share as alpha.
 * @param picture 8 bits a sample; alpha is not read
 * @param ground 1 for each pixel that is ground
 * @returns width × height RGBA, 8 bit, straight alpha
 */
export function matte(picture: Raster, ground: Uint8Array, backdrop: Backdrop): Raster {
  const { width, height } = picture;
  const unmixer = new Unmixer(picture, ground, backdrop, opaqueWhereNot(ground, picture));
  const factor = Math.ceil(Math.max(width, height) / overview) * (backdrop.scatter > noisy ? 2 : 1);
  if (factor > 1) {
    settleSoft(picture, ground, backdrop, factor, unmixer);
  }
  settleBand(picture, ground, unmixer);
  settleFaint(picture, ground, backdrop, unmixer);
  return { width, height, channels: 4, data: unmixer.result };
}

function opaqueWhereNot(ground: Uint8Array, { channels, data }: Raster): Uint8Array {
  const result = new Uint8Array(ground.length * 4);
  for (let pixel = 0, from = 0; pixel < ground.length; pixel++, from += channels) {
    if (ground[pixel] === 0) {
      const to = pixel * 4;
      result[to] = data[from] as number;
      result[to + 1] = data[from + 1] as number;
      result[to + 2] = data[from + 2] as number;
      result[to + 3] = 255;
    }
  }
  return result;
}

/** Finds shadows, glows and soft edges in a reduced picture and settles them in the full one, each pixel by its own colour. */
function settleSoft(picture: Raster, ground: Uint8Array, backdrop: Backdrop, factor: number, unmixer: Unmixer): void {
  const { width, height } = picture;
  const small = reduced(picture, factor);
  const smallGround = reducedMask(ground, width, height, factor);
  const middle = (factor - 1) / 2;
  const finder = new Unmixer(
    small,
    smallGround,
    {
      at: (x, y, into) => {
        backdrop.at(x * factor + middle, y * factor + middle, into);
      },
      scatter: backdrop.scatter / factor,
    },
    opaqueWhereNot(smallGround, small),
  );
  settleBand(small, smallGround, finder);
  const isSoft = (cell: number): boolean => smallGround[cell] === 1 || finder.kinds[cell] === layer || finder.kinds[cell] === softEdge;
  const inside = Uint8Array.from(finder.kinds, (_, cell) =>
    (finder.riseOf[cell] as number) >= 0 && around(cell, small.width, small.height).every(isSoft) ? 1 : 0,
  );
  const riseAt = (pixel: number): Rise | undefined => {
    const cell = Math.floor(Math.floor(pixel / width) / factor) * small.width + Math.floor((pixel % width) / factor);
    const near =
      (finder.riseOf[cell] as number) >= 0
        ? cell
        : around(cell, small.width, small.height).find((other) => (finder.riseOf[other] as number) >= 0);
    return near === undefined ? undefined : finder.rises[finder.riseOf[near] as number];
  };
  const settleAs = (pixel: number, rise: Rise): void => {
    const at = rise.top * 3;
    unmixer.settleAs(pixel, rise.kind, [small.data[at] as number, small.data[at + 1] as number, small.data[at + 2] as number]);
  };
  let front: number[] = [];
  for (let pixel = 0; pixel < ground.length; pixel++) {
    const cell = Math.floor(Math.floor(pixel / width) / factor) * small.width + Math.floor((pixel % width) / factor);
    const rise = ground[pixel] === 0 && inside[cell] === 1 ? riseAt(pixel) : undefined;
    if (rise) {
      settleAs(pixel, rise);
      if (rise.kind !== 'edge') {
        front.push(pixel);
      }
    }
  }
  // A layer goes on to the very edge of the icon, which the reduced picture only shows blurred.
  while (front.length > 0) {
    const next: number[] = [];
    for (const pixel of front) {
      for (const other of around(pixel, width, height)) {
        const rise = ground[other] === 0 && unmixer.kinds[other] === unsettled ? riseAt(other) : undefined;
        if (rise && rise.kind !== 'edge' && unmixer.continues(other, pixel, rise.slope / factor)) {
          settleAs(other, rise);
          next.push(other);
        }
      }
    }
    front = next;
  }
}

/** Goes from the ground and from the layers inwards, ring by ring, as far as there is anything of them. */
function settleBand({ width, height }: Raster, ground: Uint8Array, unmixer: Unmixer): void {
  const base = ground.slice();
  for (let pixel = 0; pixel < base.length; pixel++) {
    if (unmixer.kinds[pixel] === layer) {
      base[pixel] = 1;
    }
  }
  const nearest = new Int32Array(width * height).fill(-1);
  let band: number[] = [];
  for (let pixel = 0; pixel < ground.length; pixel++) {
    if (base[pixel] === 0 && unmixer.kinds[pixel] === unsettled && touches(base, pixel, width, height)) {
      band.push(pixel);
    }
  }
  while (band.length > 0) {
    // Each ring is looked at as a whole, so that the result does not depend on the order of its pixels.
    const found = band.map((pixel) => nearestOf(pixel, width, height, base, nearest));
    band.forEach((pixel, index) => {
      nearest[pixel] = found[index] as number;
    });
    const next: number[] = [];
    for (const pixel of band) {
      if (unmixer.settle(pixel, nearest[pixel] as number)) {
        for (const other of around(pixel, width, height)) {
          if (base[other] === 0 && nearest[other] === -1 && unmixer.kinds[other] !== softEdge && unmixer.kinds[other] !== sharp) {
            nearest[other] = -2;
            next.push(other);
          }
        }
      }
    }
    band = next;
  }
}

/** The nearest pixel of the base, as far as the neighbours know it. */
function nearestOf(pixel: number, width: number, height: number, base: Uint8Array, nearest: Int32Array): number {
  const x = pixel % width;
  const y = (pixel - x) / width;
  let best = -1;
  let least = Infinity;
  for (const other of around(pixel, width, height)) {
    const candidate = base[other] === 1 ? other : (nearest[other] as number);
    if (candidate >= 0) {
      const u = candidate % width;
      const square = (u - x) ** 2 + ((candidate - u) / width - y) ** 2;
      if (square < least) {
        [best, least] = [candidate, square];
      }
    }
  }
  return best;
}
