import type { Size } from '../../../core/sizes';
import { flood } from './flood';

/** Fewer pixels than this are a coincidence. */
const leastPixels = 6;

/** Up to this many times the radius of a hole may lie around it before it is taken for a highlight. */
const thickestWall = 2.2;

/** What is taken for the ground although the icon encloses it. */
export interface HoleRule {
  /** Whether a pixel has the ground's colour. */
  readonly isLike: (pixel: number) => boolean;
  /** Mean distance from the ground's colour up to which pixels together have it. */
  readonly limit: number;
  /** Distance of a pixel from the ground's colour. */
  readonly distance: Uint8Array;
  /**
   * Whether the icon may have the ground's colour in itself, as it easily does with white and black. Then only what is enclosed by a wall
   * of about its own width is a hole, like the inside of a ring or of a letter; a small spot deep inside is a highlight.
   */
  readonly isCommon: boolean;
}

/** Adds the holes to the ground: 1 in `ground` for each of their pixels. */
export function addHoles(size: Size, ground: Uint8Array, rule: HoleRule): void {
  let spots = enclosedSpots(size, ground, rule);
  if (!rule.isCommon) {
    spots.forEach((spot) => {
      mark(ground, spot);
    });
    return;
  }
  // A hole that was found is outside for what it surrounds.
  for (let found = true; found && spots.length > 0;) {
    const walls = distancesFrom(size, (pixel) => ground[pixel] === 1);
    const depths = depthsOf(size, spots);
    const holes = spots.filter((spot) => isThinWalled(size, spot, walls, depths));
    holes.forEach((spot) => {
      mark(ground, spot);
    });
    spots = spots.filter((spot) => !holes.includes(spot));
    found = holes.length > 0;
  }
}

function enclosedSpots(size: Size, ground: Uint8Array, { isLike, limit, distance }: HoleRule): Int32Array[] {
  const labels = ground.slice();
  const spots: Int32Array[] = [];
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (labels[pixel] === 0 && isLike(pixel)) {
      const spot = flood(size, [pixel], labels, 2, isLike);
      const mean = spot.reduce((sum, one) => sum + (distance[one] as number), 0) / spot.length;
      if (spot.length >= leastPixels && mean <= limit) {
        spots.push(spot);
      }
    }
  }
  return spots;
}

function mark(ground: Uint8Array, spot: Int32Array): void {
  for (const pixel of spot) {
    ground[pixel] = 1;
  }
}

function isThinWalled({ width }: Size, spot: Int32Array, walls: Uint16Array, depths: Uint16Array): boolean {
  const inside = new Set(spot);
  const rim: number[] = [];
  let radius = 0;
  for (const pixel of spot) {
    radius = Math.max(radius, depths[pixel] as number);
    if ([1, -1, width, -width].some((step) => !inside.has(pixel + step))) {
      rim.push(walls[pixel] as number);
    }
  }
  rim.sort((a, b) => a - b);
  return (rim[rim.length >> 1] as number) <= radius * thickestWall;
}

/** Of each pixel of the spots, the distance to what is not one of them. */
function depthsOf(size: Size, spots: readonly Int32Array[]): Uint16Array {
  const inside = new Uint8Array(size.width * size.height);
  spots.forEach((spot) => {
    mark(inside, spot);
  });
  return distancesFrom(size, (pixel) => inside[pixel] === 0);
}

/** Distances to the nearest pixel of a set in thirds of a pixel: 3 straight and 4 across, in two passes over the picture. */
function distancesFrom({ width, height }: Size, isSource: (pixel: number) => boolean): Uint16Array {
  const distances = new Uint16Array(width * height);
  const improve = (pixel: number, x: number, row: number, side: number): void => {
    if (distances[pixel] === 0) {
      return;
    }
    let least = distances[pixel] as number;
    if (x + side >= 0 && x + side < width) {
      least = Math.min(least, (distances[pixel + side] as number) + 3);
    }
    const beyond = pixel + row;
    if (beyond >= 0 && beyond < distances.length) {
      least = Math.min(least, (distances[beyond] as number) + 3);
      if (x > 0) {
        least = Math.min(least, (distances[beyond - 1] as number) + 4);
      }
      if (x < width - 1) {
        least = Math.min(least, (distances[beyond + 1] as number) + 4);
      }
    }
    distances[pixel] = least;
  };
  for (let pixel = 0; pixel < distances.length; pixel++) {
    distances[pixel] = isSource(pixel) ? 0 : 60000;
  }
  for (let pixel = 0; pixel < distances.length; pixel++) {
    improve(pixel, pixel % width, -width, -1);
  }
  for (let pixel = distances.length - 1; pixel >= 0; pixel--) {
    improve(pixel, pixel % width, width, 1);
  }
  return distances;
}
