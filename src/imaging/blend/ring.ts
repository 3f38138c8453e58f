import type { Weights } from './weights';

/** Edge of the cells by which distance is measured, in pixels. */
export const cell = 8;

/** Cells of `cell` × `cell` pixels, cut off at the right and lower border. */
export interface Cells {
  readonly columns: number;
  /** Indices in reading order, row by row. */
  readonly indices: readonly number[];
}

/** The cells within `reach` pixels of the effective mask, those of the mask itself included; to within one cell. */
export function cellsNear(weights: Weights, reach: number): Cells {
  const columns = Math.ceil(weights.width / cell);
  const rows = Math.ceil(weights.height / cell);
  const near = spread(cellsOf(weights, columns, rows), columns, rows, Math.max(1, Math.round(reach / cell)));
  const indices: number[] = [];
  for (let index = 0; index < near.length; index++) {
    if (near[index] === 1) {
      indices.push(index);
    }
  }
  return { columns, indices };
}

/** The cells that hold a pixel of the effective mask. */
function cellsOf({ width, data, bounds }: Weights, columns: number, rows: number): Uint8Array {
  const cells = new Uint8Array(columns * rows);
  for (let y = bounds.top; y < bounds.top + bounds.height; y++) {
    const first = Math.floor(y / cell) * columns;
    for (let column = Math.floor(bounds.left / cell); column * cell < bounds.left + bounds.width; column++) {
      const end = y * width + Math.min(width, (column + 1) * cell);
      for (let index = y * width + column * cell; index < end && cells[first + column] === 0; index++) {
        cells[first + column] = data[index] === 0 ? 0 : 1;
      }
    }
  }
  return cells;
}

/** Every cell within `by` cells of a marked one, diagonals included. */
function spread(cells: Uint8Array, columns: number, rows: number, by: number): Uint8Array {
  const wide = new Uint8Array(cells.length);
  const grown = new Uint8Array(cells.length);
  for (let index = 0; index < cells.length; index++) {
    if (cells[index] === 1) {
      const column = index % columns;
      wide.fill(1, index - Math.min(by, column), index + Math.min(by, columns - 1 - column) + 1);
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let other = Math.max(0, row - by); other <= Math.min(rows - 1, row + by); other++) {
      for (let column = 0; column < columns; column++) {
        if (wide[other * columns + column] === 1) {
          grown[row * columns + column] = 1;
        }
      }
    }
  }
  return grown;
}
