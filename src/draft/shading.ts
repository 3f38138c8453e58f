import type { Size } from '../core/sizes';

/** Where a gradient runs: 0 at one left corner, then so much for the full width and so much for the full height; both add up to 1. */
interface Course {
  readonly from: 'top' | 'bottom';
  readonly across: number;
  readonly down: number;
}

/**
 * A gradient from one colour to the other, opaque and as fine as eight bits can show it. Drawn as flat bands, because the
 * WebAssembly rasterizer takes ten times as long for every pixel of a real gradient.
 */
export function blend(area: Size, first: string, last: string): string {
  const [start, end] = [channels(first), channels(last)];
  const steps = 1 + Math.max(...start.map((value, index) => Math.abs(value - (end[index] ?? 0))));
  const colourAt = (t: number) =>
    `#${start
      .map((value, index) =>
        Math.round(value + ((end[index] ?? 0) - value) * t)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
  // Each band reaches below the next one, so no gap can open between two of them.
  return bands(area, { from: 'top', across: 0.5, down: 0.5 }, steps, 1, (t) => `fill="${colourAt(t)}"`);
}

/** Darkens the lower left, where the words are, and fades out to the upper right. */
export function shade(area: Size, colour: string): string {
  const opacityAt = (t: number) => (t < 0.36 ? 0.85 - t * 0.7 : Math.max(0, (0.7 - t) * 1.76));
  return bands(area, { from: 'bottom', across: 0.62, down: 0.38 }, 72, 0, (t) =>
    opacityAt(t) < 0.005 ? undefined : `fill="${colour}" fill-opacity="${opacityAt(t).toFixed(3)}"`,
  );
}

function bands({ width, height }: Size, course: Course, steps: number, overlap: number, paint: (t: number) => string | undefined): string {
  const xAt = (t: number) => ((t / course.across) * width).toFixed(1);
  const yAt = (t: number) => (course.from === 'top' ? (t / course.down) * height : height - (t / course.down) * height).toFixed(1);
  const edge = course.from === 'top' ? 0 : height;
  let svg = '';
  for (let step = 0; step < steps; step++) {
    const style = paint(steps === 1 ? 0 : step / (steps - 1));
    const [near, far] = [step / steps, (step + 1 + overlap) / steps];
    if (style !== undefined) {
      svg += `<path ${style} d="M${xAt(near)} ${edge}H${xAt(far)}L0 ${yAt(far)}V${yAt(near)}Z"/>`;
    }
  }
  return `<g shape-rendering="crispEdges">${svg}</g>`;
}

function channels(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
