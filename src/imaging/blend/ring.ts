import type { Weights } from './weights';

/** Edge of the cells by which distance is measured, in pixels. */
const cell = 8;

/**
 * The kept pixels near the effective mask, one byte a pixel, 1 for those. Nearness is measured in cells of 8 pixels, so the ring is
 * `reach` wide to within a cell.
 */
export function ringOf(weights: Weights, reach: number): Uint8Array {
  const { width, height, data } = weights;
  const ring = new Uint8Array(width * height);
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const near = spread(cellsOf(weights, columns, rows), columns, rows, Math.max(1, Math.round(reach / cell)));
  for (let y = 0; y < height; y++) {
    const cells = Math.floor(y / cell) * columns;
    for (let column = 0; column < columns; column++) {
      if (near[cells + column] === 1) {
        const start = y * width + column * cell;
        const end = y * width + Math.min(width, (column + 1) * cell);
        for (let index = start; index < end; index++) {
          ring[index] = data[index] === 0 ? 1 : 0;
        }
      }
    }
  }
  return ring;
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
