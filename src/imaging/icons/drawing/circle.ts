/** A place in a picture; pixel (0, 0) reaches from 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Circle extends Point {
  readonly radius: number;
}

/** The corners of the convex hull of some points, in order around it. */
export function hullOf(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const lower = chainOf(sorted);
  const upper = chainOf(sorted.reverse());
  // The last point of each chain is the first one of the other.
  return sorted.length < 2 ? sorted : [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

/** One side of the hull: where the way along the points would turn right, the point before was not a corner. */
function chainOf(sorted: readonly Point[]): Point[] {
  const chain: Point[] = [];
  for (const point of sorted) {
    for (;;) {
      const [before, last] = [chain.at(-2), chain.at(-1)];
      if (!before || !last || turn(before, last, point) > 0) {
        break;
      }
      chain.pop();
    }
    chain.push(point);
  }
  return chain;
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/**
 * The smallest circle around some points. A point outside of the circle of those before it lies on the edge of the new one, and so do one
 * or two of those before.
 */
export function enclosingCircle(points: readonly Point[]): Circle {
  let circle: Circle = { x: points[0]?.x ?? 0, y: points[0]?.y ?? 0, radius: 0 };
  points.forEach((first, end) => {
    if (isOutside(first, circle)) {
      circle = circleThrough(first, points.slice(0, end));
    }
  });
  return circle;
}

function circleThrough(first: Point, points: readonly Point[]): Circle {
  let circle: Circle = { ...first, radius: 0 };
  points.forEach((second, end) => {
    if (isOutside(second, circle)) {
      circle = between(first, second);
      for (const third of points.slice(0, end)) {
        if (isOutside(third, circle)) {
          circle = around(first, second, third) ?? circle;
        }
      }
    }
  });
  return circle;
}

function isOutside({ x, y }: Point, circle: Circle): boolean {
  return Math.hypot(x - circle.x, y - circle.y) > circle.radius * (1 + 1e-9) + 1e-9;
}

function between(a: Point, b: Point): Circle {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, radius: Math.hypot(a.x - b.x, a.y - b.y) / 2 };
}

/** The circle through three points; `undefined` when they lie on a line. */
function around(a: Point, b: Point, c: Point): Circle | undefined {
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const twice = 2 * (bx * cy - by * cx);
  if (Math.abs(twice) < 1e-9) {
    return undefined;
  }
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice;
  return { x: a.x + x, y: a.y + y, radius: Math.hypot(x, y) };
}
