import type { Size } from '../../core/sizes';
import { centreOf } from './drift';
import type { Probes } from './probes';
import type { Level } from './pyramid';
import type { Likeness, Sampled } from './sampled';

/** Shift in pixels of the level, scale as displacement at `radius` pixels from the centre, gain, offset. */
export const unknowns = 5;

export interface NormalEquations {
  /** Lower triangle, row by row. */
  readonly normal: Float64Array;
  readonly right: Float64Array;
  readonly radius: number;
}

/**
 * Linearises the residuals of the probes around a drift and weighs them by Tukey's biweight, for the next step of Gauss-Newton.
 * @param median of the absolute residuals.
 * @param weights receives the weight of each probe.
 */
export function normalEquations(
  level: Level,
  crop: Size,
  probes: Probes,
  sampled: Sampled,
  { gain, offset }: Likeness,
  median: number,
  weights: Float32Array,
): NormalEquations {
  const centre = centreOf(level, crop);
  const radius = Math.hypot(level.width, level.height) / 2;
  // Tukey's constant over the deviation that the median tells; a level and a half is what rounding and resampling leave.
  const limit = 4.685 * Math.max(1.5, 1.4826 * median);
  const normal = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const row = new Float64Array(unknowns);
  for (let probe = 0; probe < probes.count; probe++) {
    const seen = sampled.seen[probe] as number;
    const residual = gain * seen + offset - (probes.brightness[probe] as number);
    const share = residual / limit;
    const weight = seen >= 0 && share * share < 1 ? (1 - share * share) ** 2 : 0;
    weights[probe] = weight;
    if (weight === 0) {
      continue;
    }
    const gx = 0.5 * (gain * (sampled.gradientX[probe] as number) + (probes.gradientX[probe] as number));
    const gy = 0.5 * (gain * (sampled.gradientY[probe] as number) + (probes.gradientY[probe] as number));
    const x = ((probes.x[probe] as number) - centre.x) / radius;
    const y = ((probes.y[probe] as number) - centre.y) / radius;
    row[0] = gx;
    row[1] = gy;
    row[2] = gx * x + gy * y;
    row[3] = seen;
    row[4] = 1;
    for (let i = 0; i < unknowns; i++) {
      const weighted = weight * (row[i] as number);
      right[i] = (right[i] as number) - weighted * residual;
      for (let j = 0; j <= i; j++) {
        normal[i * unknowns + j] = (normal[i * unknowns + j] as number) + weighted * (row[j] as number);
      }
    }
  }
  return { normal, right, radius };
}
