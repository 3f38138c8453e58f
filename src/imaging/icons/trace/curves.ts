import type { Point } from './contours';

/**
 * Cubic Bézier curves through points (Schneider, An Algorithm for Automatically Fitting Digitized Curves, 1990): least squares for the
 * lengths of the two handles, a better parameter for each point, and where that is not near enough, two curves instead of one.
 */

/** A straight line has no handles. */
export interface Segment {
  readonly handles?: readonly [Point, Point] | undefined;
  readonly end: Point;
}

/** Rounds in which the parameters get better. */
const rounds = 4;

/**
 * @param points at least two, in order
 * @param from direction in which the curve starts, of length 1
 * @param to direction from its end backwards
 * @param tolerance distance that no point may be from the curve, in pixels
 */
export function fitCurve(points: readonly Point[], from: Point, to: Point, tolerance: number): Segment[] {
  const [first, last] = [points[0] as Point, points[points.length - 1] as Point];
  if (isStraight(points, tolerance * 0.8)) {
    return [{ end: last }];
  }
  let places = byLength(points);
  let worst = { at: 0, far: Infinity };
  for (let round = 0; round < rounds; round++) {
    const handles = handlesOf(points, places, from, to);
    worst = farthest(points, places, handles);
    if (worst.far <= tolerance) {
      return [{ handles, end: last }];
    }
    if (worst.far > tolerance * 6) {
      break;
    }
    places = places.map((place, index) => better(place, points[index] as Point, first, handles, last));
  }
  const middle = Math.min(points.length - 2, Math.max(1, worst.at));
  const tangent = unit(minus(points[Math.max(0, middle - 2)] as Point, points[Math.min(points.length - 1, middle + 2)] as Point));
  const onwards: Point = [-tangent[0], -tangent[1]];
  return [...fitCurve(points.slice(0, middle + 1), from, tangent, tolerance), ...fitCurve(points.slice(middle), onwards, to, tolerance)];
}

/** Whether no point is further than this from the line between the ends. */
export function isStraight(points: readonly Point[], tolerance: number): boolean {
  const [first, last] = [points[0] as Point, points[points.length - 1] as Point];
  const way = minus(last, first);
  const length = Math.hypot(...way);
  return points.every((point) => {
    const [x, y] = minus(point, first);
    return length === 0 ? Math.hypot(x, y) <= tolerance : Math.abs(x * way[1] - y * way[0]) / length <= tolerance;
  });
}

/** For each point its share of the way along all of them. */
function byLength(points: readonly Point[]): number[] {
  const sums = [0];
  for (let index = 1; index < points.length; index++) {
    sums.push((sums[index - 1] as number) + Math.hypot(...minus(points[index] as Point, points[index - 1] as Point)));
  }
  const total = sums[sums.length - 1] as number;
  return sums.map((sum) => (total > 0 ? sum / total : 0));
}

function handlesOf(points: readonly Point[], places: readonly number[], from: Point, to: Point): [Point, Point] {
  const [first, last] = [points[0] as Point, points[points.length - 1] as Point];
  let [aa, ab, bb, ax, bx] = [0, 0, 0, 0, 0];
  points.forEach((point, index) => {
    const t = places[index] as number;
    const s = 1 - t;
    const [b1, b2] = [3 * s * s * t, 3 * s * t * t];
    const [start, end] = [s * s * s + b1, b2 + t * t * t];
    const rest: Point = [point[0] - start * first[0] - end * last[0], point[1] - start * first[1] - end * last[1]];
    aa += b1 * b1;
    bb += b2 * b2;
    ab += b1 * b2 * (from[0] * to[0] + from[1] * to[1]);
    ax += b1 * (from[0] * rest[0] + from[1] * rest[1]);
    bx += b2 * (to[0] * rest[0] + to[1] * rest[1]);
  });
  const determinant = aa * bb - ab * ab;
  const chord = Math.hypot(...minus(last, first));
  let [one, other] = determinant > 1e-9 ? [(ax * bb - bx * ab) / determinant, (aa * bx - ab * ax) / determinant] : [0, 0];
  // Handles that point backwards or far beyond make loops.
  if (one < chord * 0.01 || other < chord * 0.01 || one > chord * 2 || other > chord * 2) {
    one = other = chord / 3;
  }
  return [
    [first[0] + from[0] * one, first[1] + from[1] * one],
    [last[0] + to[0] * other, last[1] + to[1] * other],
  ];
}

function at(t: number, a: Point, [b, c]: readonly [Point, Point], d: Point): Point {
  const s = 1 - t;
  const [w, x, y, z] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [w * a[0] + x * b[0] + y * c[0] + z * d[0], w * a[1] + x * b[1] + y * c[1] + z * d[1]];
}

function farthest(
  points: readonly Point[],
  places: readonly number[],
  handles: readonly [Point, Point],
): { readonly at: number; readonly far: number } {
  const [first, last] = [points[0] as Point, points[points.length - 1] as Point];
  let worst = { at: 0, far: 0 };
  points.forEach((point, index) => {
    const far = Math.hypot(...minus(at(places[index] as number, first, handles, last), point));
    worst = far > worst.far ? { at: index, far } : worst;
  });
  return worst;
}

/** One step of Newton's method towards the place on the curve that is nearest to the point. */
function better(t: number, point: Point, a: Point, handles: readonly [Point, Point], d: Point): number {
  const [b, c] = handles;
  const away = minus(at(t, a, handles, d), point);
  const s = 1 - t;
  const slope = (k: 0 | 1): number => 3 * (s * s * (b[k] - a[k]) + 2 * s * t * (c[k] - b[k]) + t * t * (d[k] - c[k]));
  const bend = (k: 0 | 1): number => 6 * (s * (c[k] - 2 * b[k] + a[k]) + t * (d[k] - 2 * c[k] + b[k]));
  const numerator = away[0] * slope(0) + away[1] * slope(1);
  const denominator = slope(0) ** 2 + slope(1) ** 2 + away[0] * bend(0) + away[1] * bend(1);
  return denominator === 0 ? t : Math.max(0, Math.min(1, t - numerator / denominator));
}

export function minus(a: Point, b: Point): [number, number] {
  return [a[0] - b[0], a[1] - b[1]];
}

export function unit([x, y]: Point): [number, number] {
  const length = Math.hypot(x, y);
  return length > 0 ? [x / length, y / length] : [0, 0];
}
