/** One line of what `npm run bench` prints. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly limit?: string;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function printFigures(figures: readonly Figure[]): void {
  const widest = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, value, limit } of figures) {
    console.log(`${what.padEnd(widest)}  ${value.padStart(9)}${limit ? `  (${limit})` : ''}`);
  }
}
