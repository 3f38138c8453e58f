/** The pixels around one, up to eight, those over an edge first. */
export function around(pixel: number, width: number, height: number): number[] {
  const x = pixel % width;
  const [before, after, above, below] = [x > 0, x < width - 1, pixel >= width, pixel < width * (height - 1)];
  if (before && after && above && below) {
    return [pixel - width, pixel - 1, pixel + 1, pixel + width, pixel - width - 1, pixel - width + 1, pixel + width - 1, pixel + width + 1];
  }
  return [
    ...(above ? [pixel - width] : []),
    ...(before ? [pixel - 1] : []),
    ...(after ? [pixel + 1] : []),
    ...(below ? [pixel + width] : []),
    ...(above && before ? [pixel - width - 1] : []),
    ...(above && after ? [pixel - width + 1] : []),
    ...(below && before ? [pixel + width - 1] : []),
    ...(below && after ? [pixel + width + 1] : []),
  ];
}

/** Whether any of the pixels around one is marked with 1. */
export function touches(marks: Uint8Array, pixel: number, width: number, height: number): boolean {
  const x = pixel % width;
  for (let row = pixel < width ? pixel : pixel - width, last = Math.min(pixel + width, width * height - 1); row <= last; row += width) {
    if (marks[row] === 1 || (x > 0 && marks[row - 1] === 1) || (x < width - 1 && marks[row + 1] === 1)) {
      return true;
    }
  }
  return false;
}
