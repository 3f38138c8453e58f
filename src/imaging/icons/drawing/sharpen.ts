import type { LightLayer } from './resample';

/** How much of the difference from the neighbourhood is added. */
const amount = 0.35;

/**
 * How far a sample may go beyond its brightest neighbour, as a share of how much they differ, and below its darkest one, as a share of
 * that: enough for a thin line, too little for a halo. Light falls off to black so quickly for the eye that the two differ.
 */
const overshoot = 0.15;

/** Weights of the 3 × 3 neighbourhood, a narrow bell. */
const bell = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16);

/**
 * A light unsharp mask for pictures in which an edge is a large part of everything. Colour and alpha are treated alike, premultiplied, so
 * a plain colour stays what it is where its edge becomes steeper. Beyond the layer its edge is repeated.
 */
export function sharpened(layer: LightLayer): LightLayer {
  const { width, height } = layer;
  const source = withinAlpha(layer);
  const data = new Float32Array(source.length);
  for (let y = 0; y < height; y++) {
    const rows = [y - 1, y, y + 1].map((row) => Math.min(height - 1, Math.max(0, row)) * width);
    for (let x = 0; x < width; x++) {
      const columns = [x - 1, x, x + 1].map((column) => Math.min(width - 1, Math.max(0, column)));
      const places = rows.flatMap((row) => columns.map((column) => (row + column) * 4));
      for (let channel = 0; channel < 4; channel++) {
        const near = places.map((place) => source[place + channel] as number);
        data[(y * width + x) * 4 + channel] = steepened(near);
      }
    }
  }
  return { ...layer, data };
}

function steepened(near: readonly number[]): number {
  const value = near[4] as number;
  const mean = near.reduce((sum, one, index) => sum + one * (bell[index] as number), 0);
  const [least, most] = [Math.min(...near), Math.max(...near)];
  const steep = value + amount * (value - mean);
  return Math.min(most + (most - least) * overshoot, Math.max(least * (1 - overshoot), steep));
}

/** What the kernel shot over is cut off before its edges are made steeper: alpha to 0 to 1, and colour by as much. */
function withinAlpha({ data }: LightLayer): Float32Array {
  const result = data.slice();
  for (let at = 0; at < result.length; at += 4) {
    const alpha = data[at + 3] as number;
    const scale = alpha <= 0 ? 0 : alpha > 1 ? 1 / alpha : 1;
    for (let channel = 0; channel < 4; channel++) {
      result[at + channel] = Math.max(0, (data[at + channel] as number) * scale);
    }
  }
  return result;
}
