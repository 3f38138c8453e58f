import type { Size } from '../../../core/sizes';

export type Point = readonly [x: number, y: number];

/** How much of each pixel is covered, 0 to 1, in reading order. */
export interface Coverage extends Size {
  readonly data: Float32Array;
}

/**
 * Closed lines around what is covered at least by half, between the pixels' centres where it is exactly so. What reaches the edge of the
 * picture goes on beyond it. Pixels have their upper left corner at whole numbers.
 */
export function softContours(coverage: Coverage): Point[][] {
  const field = padded(coverage);
  const { width, height, data } = field;
  const value = (x: number, y: number): number => data[y * width + x] as number;
  // Each crossing lies on an edge of the grid of centres: 2 × index + 0 to the right of a centre, + 1 below it.
  const next = new Map<number, number>();
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const [a, b, c, d] = [value(x, y), value(x + 1, y), value(x + 1, y + 1), value(x, y + 1)];
      const index = (a >= 0.5 ? 1 : 0) | (b >= 0.5 ? 2 : 0) | (c >= 0.5 ? 4 : 0) | (d >= 0.5 ? 8 : 0);
      if (index !== 0 && index !== 15) {
        const cell = y * width + x;
        const sides = [cell * 2, (cell + 1) * 2 + 1, (cell + width) * 2, cell * 2 + 1] as const;
        for (const [from, to] of crossings(index, (a + b + c + d) / 4)) {
          next.set(sides[from], sides[to]);
        }
      }
    }
  }
  const pointOf = (edge: number): Point => {
    const cell = edge >> 1;
    const [x, y] = [cell % width, Math.floor(cell / width)];
    const isDown = edge % 2 === 1;
    const [own, other] = [value(x, y), isDown ? value(x, y + 1) : value(x + 1, y)];
    const share = (own - 0.5) / (own - other);
    return [x - margin + 0.5 + (isDown ? 0 : share), y - margin + 0.5 + (isDown ? share : 0)];
  };
  return linked(next).map((edges) => edges.map(pointOf));
}

/** Pixels that are added on each side: one that repeats the edge, and an empty one. */
const margin = 2;

function padded({ width, height, data }: Coverage): Coverage {
  const size = { width: width + 2 * margin, height: height + 2 * margin };
  const result = new Float32Array(size.width * size.height);
  for (let y = 1; y < size.height - 1; y++) {
    const row = Math.min(height - 1, Math.max(0, y - margin)) * width;
    for (let x = 1; x < size.width - 1; x++) {
      result[y * size.width + x] = data[row + Math.min(width - 1, Math.max(0, x - margin))] as number;
    }
  }
  return { ...size, data: result };
}

/** Pairs of sides (top, right, bottom, left) that a line runs between, with what is covered on its right. */
function crossings(index: number, middle: number): readonly (readonly [0 | 1 | 2 | 3, 0 | 1 | 2 | 3])[] {
  switch (index) {
    case 1:
      return [[0, 3]];
    case 2:
      return [[1, 0]];
    case 3:
      return [[1, 3]];
    case 4:
      return [[2, 1]];
    case 5:
      return middle >= 0.5
        ? [
            [0, 1],
            [2, 3],
          ]
        : [
            [0, 3],
            [2, 1],
          ];
    case 6:
      return [[2, 0]];
    case 7:
      return [[2, 3]];
    case 8:
      return [[3, 2]];
    case 9:
      return [[0, 2]];
    case 10:
      return middle >= 0.5
        ? [
            [3, 0],
            [1, 2],
          ]
        : [
            [1, 0],
            [3, 2],
          ];
    case 11:
      return [[1, 2]];
    case 12:
      return [[3, 1]];
    case 13:
      return [[0, 1]];
    default:
      return [[3, 0]];
  }
}

/** Follows each line round. */
function linked(next: Map<number, number>): number[][] {
  const loops: number[][] = [];
  for (const start of next.keys()) {
    const loop: number[] = [];
    for (let edge: number | undefined = start; edge !== undefined && next.has(edge);) {
      loop.push(edge);
      const following = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    if (loop.length > 2) {
      loops.push(loop);
    }
  }
  return loops;
}

/** Closed lines along the edges of the pixels that are covered, with a point at each corner only. */
export function hardContours({ width, height, data }: Coverage): Point[][] {
  const isIn = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] as number) >= 0.5;
  const columns = width + 1;
  // Directed edges with what is covered on their right; where two leave a corner, the sharper turn keeps diagonal neighbours apart.
  const leaving = new Map<number, number[]>();
  const add = (x: number, y: number, u: number, v: number): void => {
    const from = y * columns + x;
    leaving.set(from, [...(leaving.get(from) ?? []), v * columns + u]);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isIn(x, y)) {
        if (!isIn(x, y - 1)) {
          add(x, y, x + 1, y);
        }
        if (!isIn(x + 1, y)) {
          add(x + 1, y, x + 1, y + 1);
        }
        if (!isIn(x, y + 1)) {
          add(x + 1, y + 1, x, y + 1);
        }
        if (!isIn(x - 1, y)) {
          add(x, y + 1, x, y);
        }
      }
    }
  }
  const loops: Point[][] = [];
  for (const [start, ends] of leaving) {
    while (ends.length > 0) {
      loops.push(corners(walk(start, leaving, columns), columns));
    }
  }
  return loops;
}

function walk(start: number, leaving: Map<number, number[]>, columns: number): number[] {
  const loop: number[] = [];
  let came = 0;
  for (let at = start; loop.length === 0 || at !== start;) {
    loop.push(at);
    const ends = leaving.get(at) as number[];
    // To the right of where it came from: round the same pixel.
    const right = came === 1 ? columns : came === columns ? -1 : came === -1 ? -columns : 1;
    const index = Math.max(0, ends.indexOf(at + right));
    const to = ends[index] as number;
    ends.splice(index, 1);
    came = to - at;
    at = to;
  }
  return loop;
}

function corners(loop: readonly number[], columns: number): Point[] {
  return loop
    .filter((at, index) => {
      const before = loop[(index + loop.length - 1) % loop.length] as number;
      const after = loop[(index + 1) % loop.length] as number;
      return at - before !== after - at;
    })
    .map((at) => [at % columns, Math.floor(at / columns)] as const);
}
