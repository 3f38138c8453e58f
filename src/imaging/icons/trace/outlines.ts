import type { Point } from './contours';
import { fitCurve, minus, unit, type Segment } from './curves';

/** A closed line. */
export interface Outline {
  readonly start: Point;
  readonly segments: readonly Segment[];
}

/** How far before and behind a point its direction is measured, in pixels. */
const arm = 4;

/** Turns by more than this, in radians, are corners. */
const sharpTurn = 0.7;

/** A corner that antialiasing rounded lies at most so far inside the real one, in pixels. */
const cutOff = 1.4;

/** Distance that no point of the line may be from the curves, in pixels. */
const tolerance = 0.3;

/** Lines and curves along a closed line of points that lie about a pixel apart, with its corners as sharp as they were drawn. */
export function outlineOf(points: readonly Point[]): Outline {
  const corners = cornersOf(points);
  if (corners.length === 0) {
    return smoothOutline(points);
  }
  const places = corners.map((index) => restored(points, index));
  const segments = corners.flatMap((from, index) => {
    const to = corners[(index + 1) % corners.length] as number;
    const run = cyclic(points, from, to);
    const [start, end] = [places[index] as Point, places[(index + 1) % places.length] as Point];
    // The points nearest to a rounded corner do not lie on its sides.
    const inner = run.slice(1, -1).filter((point) => far(point, start) > 1 && far(point, end) > 1);
    const line = [start, ...inner, end];
    return fitCurve(line, directionOf(line), directionOf([...line].reverse()), tolerance);
  });
  return { start: places[0] as Point, segments };
}

/** Without corners: two curves that go over into each other. */
function smoothOutline(points: readonly Point[]): Outline {
  const half = points.length >> 1;
  const tangentAt = (index: number): [number, number] =>
    unit(minus(points[(index + 2) % points.length] as Point, points[(index + points.length - 2) % points.length] as Point));
  const [a, b] = [tangentAt(0), tangentAt(half)];
  const segments = [
    ...fitCurve(cyclic(points, 0, half), a, [-b[0], -b[1]], tolerance),
    ...fitCurve(cyclic(points, half, 0), b, [-a[0], -a[1]], tolerance),
  ];
  return { start: points[0] as Point, segments };
}

function far(a: Point, b: Point): number {
  return Math.hypot(...minus(a, b));
}

/** Direction at the beginning of a line, over a few pixels. */
function directionOf(line: readonly Point[]): [number, number] {
  const start = line[0] as Point;
  return unit(minus(line.find((point) => far(point, start) >= 2) ?? (line[line.length - 1] as Point), start));
}

/** The points from one index to another, both included, round the end. */
function cyclic(points: readonly Point[], from: number, to: number): Point[] {
  return from < to ? points.slice(from, to + 1) : [...points.slice(from), ...points.slice(0, to + 1)];
}

/** Indices of the corners, in order. */
function cornersOf(points: readonly Point[]): number[] {
  const turns = points.map((point, index) => {
    const [before, after] = [armOf(points, index, -1, arm), armOf(points, index, 1, arm)];
    const [a, b] = [minus(point, before), minus(after, point)];
    return Math.abs(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]));
  });
  return [...turns.keys()].filter((index) => {
    const turn = turns[index] as number;
    if (turn < sharpTurn) {
      return false;
    }
    const point = points[index] as Point;
    for (const step of [-1, 1]) {
      for (let count = 1; count < points.length; count++) {
        const other = (index + step * count + points.length * count) % points.length;
        if (far(points[other] as Point, point) > arm) {
          break;
        }
        const isMore = (turns[other] as number) > turn || (turns[other] === turn && other < index);
        if (isMore) {
          return false;
        }
      }
    }
    return true;
  });
}

/** The first point in a direction that is at least so far away, but not more than a quarter of the way round. */
function armOf(points: readonly Point[], index: number, step: 1 | -1, reach: number): Point {
  const point = points[index] as Point;
  const most = Math.max(1, points.length >> 2);
  for (let count = 1; ; count++) {
    const other = points[(index + step * count + points.length * count) % points.length] as Point;
    if (count >= most || far(other, point) >= reach) {
      return other;
    }
  }
}

/** Where the sides of a corner meet. */
function restored(points: readonly Point[], index: number): Point {
  const corner = points[index] as Point;
  const [near, away] = [1.5, 5];
  const [a, b] = [armOf(points, index, -1, near), armOf(points, index, -1, away)];
  const [c, d] = [armOf(points, index, 1, near), armOf(points, index, 1, away)];
  const [one, other] = [minus(b, a), minus(d, c)];
  const cross = one[0] * other[1] - one[1] * other[0];
  if (Math.abs(cross) < 0.1 * Math.hypot(...one) * Math.hypot(...other)) {
    return corner;
  }
  const between = minus(c, a);
  const share = (between[0] * other[1] - between[1] * other[0]) / cross;
  const meeting: Point = [a[0] + one[0] * share, a[1] + one[1] * share];
  return far(meeting, corner) <= cutOff ? meeting : corner;
}
