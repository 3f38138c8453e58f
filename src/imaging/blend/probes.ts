import type { Level } from './pyramid';

/** Kept pixels of a level that show where the picture is, because its brightness changes there. */
export interface Probes {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly brightness: Float32Array;
  /** Gradient of the original in levels per pixel. */
  readonly gradientX: Float32Array;
  readonly gradientY: Float32Array;
}

/** A weaker gradient, in levels per pixel, drowns in noise. */
const leastGradient = 1;

/** Takes the pixel with the strongest gradient of each of at most `most` equal cells. */
export function probesOf(level: Level, most: number): Probes {
  const { width, height, original, kept } = level;
  const cell = Math.max(1, Math.sqrt((width * height) / most));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const strongest = new Int32Array(columns * rows).fill(-1);
  const strengths = new Float32Array(columns * rows).fill(leastGradient * leastGradient);
  for (let y = 1; y < height - 1; y++) {
    const cells = Math.floor(y / cell) * columns;
    for (let x = 1; x < width - 1; x++) {
      const index = y * width + x;
      if (kept[index] === 1) {
        const across = ((original[index + 1] as number) - (original[index - 1] as number)) / 2;
        const down = ((original[index + width] as number) - (original[index - width] as number)) / 2;
        const strength = across * across + down * down;
        const at = cells + Math.floor(x / cell);
        if (strength > (strengths[at] as number)) {
          strengths[at] = strength;
          strongest[at] = index;
        }
      }
    }
  }
  return gathered(
    level,
    strongest.filter((index) => index >= 0),
  );
}

function gathered({ width, original }: Level, indices: Int32Array): Probes {
  const empty = (): Float32Array => new Float32Array(indices.length);
  const probes = { count: indices.length, x: empty(), y: empty(), brightness: empty(), gradientX: empty(), gradientY: empty() };
  indices.forEach((index, probe) => {
    probes.x[probe] = index % width;
    probes.y[probe] = Math.floor(index / width);
    probes.brightness[probe] = original[index] as number;
    probes.gradientX[probe] = ((original[index + 1] as number) - (original[index - 1] as number)) / 2;
    probes.gradientY[probe] = ((original[index + width] as number) - (original[index - width] as number)) / 2;
  });
  return probes;
}
