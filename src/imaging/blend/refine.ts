import type { Size } from '../../core/sizes';
import { reachOf, type Drift } from './drift';
import { normalEquations, unknowns } from './normal';
import type { Probes } from './probes';
import type { Level } from './pyramid';
import { likenessOf, residualsOf, sampleAt, type Likeness, type Residuals, type Sampled } from './sampled';
import { solve } from './solver';

/** A drift that fits best in its neighbourhood. */
export interface Fit {
  readonly drift: Drift;
  /** Share of the probes that meet the answer. */
  readonly overlap: number;
  readonly residuals: Residuals;
}

/** A direction of unit length. */
interface Direction {
  readonly x: number;
  readonly y: number;
}

interface Freedom {
  /** Whether the scale is looked for too. */
  readonly scale: boolean;
  /** The direction along which nothing can be seen. */
  readonly blind?: Direction | undefined;
}

const mostSteps = 14;

/** A step of less than this many pixels of the level is none. */
const settled = 0.004;

/** A step of more than a pixel or so leaves the range in which gradients mean anything. */
const longestStep = 1.5;

/**
 * Refines a drift at a level: robust Gauss-Newton on the brightness of the probes with gain and offset (Baker and Matthews, Lucas-Kanade
 * 20 Years On, 2004), gradients averaged from both pictures, Tukey's weights. Along a direction in which both pictures show no common
 * gradient, as with stripes, the shift is 0.
 */
export function refine(level: Level, crop: Size, probes: Probes, start: Drift, scale = true): Fit {
  const found = descend(level, crop, probes, start, { scale });
  const blind = blindDirection(probes, sampleAt(level, crop, probes, found.drift));
  if (!blind) {
    return found;
  }
  const along = found.drift.dx * blind.x + found.drift.dy * blind.y;
  const still = { ...found.drift, dx: found.drift.dx - along * blind.x, dy: found.drift.dy - along * blind.y };
  return descend(level, crop, probes, still, { scale, blind });
}

/** A drift as it is, judged without moving it. */
export function fitOf(level: Level, crop: Size, probes: Probes, drift: Drift, weights?: Float32Array): Fit {
  const sampled = sampleAt(level, crop, probes, drift);
  const residuals = residualsOf(probes, sampled, likenessOf(probes, sampled, weights));
  return { drift, overlap: sampled.count / Math.max(1, probes.count), residuals };
}

function descend(level: Level, crop: Size, probes: Probes, start: Drift, freedom: Freedom): Fit {
  let drift = start;
  const weights = new Float32Array(probes.count).fill(1);
  for (let step = 0; step < mostSteps; step++) {
    const sampled = sampleAt(level, crop, probes, drift);
    const likeness = likenessOf(probes, sampled, weights);
    if (sampled.count < 8 || likeness.gain < 0.2 || likeness.gain > 5) {
      break;
    }
    const next = stepped(level, crop, probes, drift, sampled, likeness, weights, freedom);
    if (!next) {
      break;
    }
    const moved = reachOf({ dx: next.dx - drift.dx, dy: next.dy - drift.dy, scale: 1 + next.scale - drift.scale }, crop);
    drift = next;
    if (moved < settled * level.factor) {
      break;
    }
  }
  return fitOf(level, crop, probes, drift, weights);
}

function stepped(
  level: Level,
  crop: Size,
  probes: Probes,
  drift: Drift,
  sampled: Sampled,
  likeness: Likeness,
  weights: Float32Array,
  freedom: Freedom,
): Drift | undefined {
  const { median } = residualsOf(probes, sampled, likeness);
  const { normal, right, radius } = normalEquations(level, crop, probes, sampled, likeness, median, weights);
  hold(normal, freedom);
  if (!solve(normal, right)) {
    return undefined;
  }
  const [dx, dy, stretch] = [right[0] as number, right[1] as number, freedom.scale ? (right[2] as number) : 0];
  const length = Math.hypot(dx, dy) + Math.abs(stretch);
  const damping = length > longestStep ? longestStep / length : 1;
  return {
    dx: drift.dx + damping * dx * level.factor,
    dy: drift.dy + damping * dy * level.factor,
    scale: drift.scale + (damping * stretch) / radius,
  };
}

/** Makes what must not move, or cannot be seen to move, so stiff that it stays. */
function hold(normal: Float64Array, { scale, blind }: Freedom): void {
  const stiff = 1e6 * ((normal[0] as number) + (normal[unknowns + 1] as number) + 1);
  const add = (index: number, value: number): void => {
    normal[index] = (normal[index] as number) + value;
  };
  for (let i = 0; i < unknowns; i++) {
    add(i * unknowns + i, 1e-6 * (normal[i * unknowns + i] as number) + 1e-6);
  }
  if (!scale) {
    add(2 * unknowns + 2, stiff);
  }
  if (blind) {
    add(0, stiff * blind.x * blind.x);
    add(unknowns, stiff * blind.x * blind.y);
    add(unknowns + 1, stiff * blind.y * blind.y);
  }
}

/**
 * The standard error of the shift at the centre in pixels of the crop, by the curvature of the error around the drift; what cannot be
 * seen to move does not count.
 */
export function uncertaintyOf(level: Level, crop: Size, probes: Probes, { drift, residuals }: Fit, scale: boolean): number {
  const sampled = sampleAt(level, crop, probes, drift);
  const likeness = likenessOf(probes, sampled);
  const blind = blindDirection(probes, sampled);
  const weights = new Float32Array(probes.count);
  // Neighbouring probes share what smoothing spread, and what rounding left is never less than this.
  const deviation = 2 * Math.max(0.5, 1.4826 * residuals.median);
  let square = 0;
  for (const axis of [0, 1]) {
    const { normal, right } = normalEquations(level, crop, probes, sampled, likeness, residuals.median, weights);
    hold(normal, { scale, blind });
    right.fill(0)[axis] = 1;
    square += solve(normal, right) ? (right[axis] as number) : Infinity;
  }
  return deviation * Math.sqrt(square) * level.factor;
}

/** Below this share of the strongest direction's gradient energy, a direction shows nothing to go by. */
const blindShare = 0.01;

/**
 * The direction in which the two pictures share next to no gradient. Products of one picture's gradient with the other's leave out what
 * is noise in either.
 */
function blindDirection(probes: Probes, sampled: Sampled): Direction | undefined {
  let [xx, xy, yy] = [0, 0, 0];
  for (let probe = 0; probe < probes.count; probe++) {
    if ((sampled.seen[probe] as number) >= 0) {
      const [ox, oy] = [probes.gradientX[probe] as number, probes.gradientY[probe] as number];
      const [ax, ay] = [sampled.gradientX[probe] as number, sampled.gradientY[probe] as number];
      xx += ox * ax;
      xy += (ox * ay + oy * ax) / 2;
      yy += oy * ay;
    }
  }
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  if (middle - half >= blindShare * (middle + half)) {
    return undefined;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2 + Math.PI / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}
