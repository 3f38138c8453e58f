import type { Size } from '../../core/sizes';
import { centreOf, type Drift } from './drift';
import type { Probes } from './probes';
import type { Level } from './pyramid';

/** What the answer shows at the probes under a drift. */
export interface Sampled {
  /** Brightness; -1 where the answer shows nothing opaque. */
  readonly seen: Float32Array;
  /** Its gradient in levels per pixel. */
  readonly gradientX: Float32Array;
  readonly gradientY: Float32Array;
  /** How many probes show something. */
  readonly count: number;
}

/** Bilinear samples of the answer and their derivatives. */
export function sampleAt(level: Level, crop: Size, probes: Probes, drift: Drift): Sampled {
  const { width, height, factor, answer } = level;
  const centre = centreOf(level, crop);
  const [left, top] = [centre.x + drift.dx / factor, centre.y + drift.dy / factor];
  const seen = new Float32Array(probes.count);
  const gradientX = new Float32Array(probes.count);
  const gradientY = new Float32Array(probes.count);
  let count = 0;
  for (let probe = 0; probe < probes.count; probe++) {
    const x = left + drift.scale * ((probes.x[probe] as number) - centre.x);
    const y = top + drift.scale * ((probes.y[probe] as number) - centre.y);
    seen[probe] = -1;
    if (x < 0 || y < 0 || x > width - 1 || y > height - 1) {
      continue;
    }
    const column = Math.min(width - 2, Math.floor(x));
    const row = Math.min(height - 2, Math.floor(y));
    const index = row * width + column;
    const a = answer[index] as number;
    const b = answer[index + 1] as number;
    const c = answer[index + width] as number;
    const d = answer[index + width + 1] as number;
    if (a < 0 || b < 0 || c < 0 || d < 0) {
      continue;
    }
    const u = x - column;
    const v = y - row;
    const above = a + u * (b - a);
    const below = c + u * (d - c);
    seen[probe] = above + v * (below - above);
    gradientX[probe] = (1 - v) * (b - a) + v * (d - c);
    gradientY[probe] = below - above;
    count++;
  }
  return { seen, gradientX, gradientY, count };
}

/** How what is seen relates to what is expected: expected = gain × seen + offset. */
export interface Likeness {
  readonly gain: number;
  readonly offset: number;
}

/** Fits gain and offset by least squares over all probes that see something, each with its weight if weights are given. */
export function likenessOf({ brightness }: Probes, { seen }: Sampled, weights?: Float32Array): Likeness {
  let [n, a, o, aa, ao] = [0, 0, 0, 0, 0];
  for (let probe = 0; probe < seen.length; probe++) {
    const s = seen[probe] as number;
    if (s >= 0) {
      const w = weights ? (weights[probe] as number) : 1;
      const e = brightness[probe] as number;
      n += w;
      a += w * s;
      o += w * e;
      aa += w * s * s;
      ao += w * s * e;
    }
  }
  const varianceSeen = aa - (a * a) / n;
  const covariance = ao - (a * o) / n;
  if (!(varianceSeen > 1e-6)) {
    return { gain: 1, offset: n > 0 ? (o - a) / n : 0 };
  }
  const gain = covariance / varianceSeen;
  return { gain, offset: (o - gain * a) / n };
}

/** How far what is seen is from what is expected. */
export interface Residuals {
  /** Absolute, in levels, of each probe; NaN where nothing is seen. */
  readonly each: Float32Array;
  readonly median: number;
}

/** So many residuals tell the median well enough. */
const enoughForMedian = 800;

export function residualsOf({ brightness }: Probes, { seen, count }: Sampled, { gain, offset }: Likeness): Residuals {
  const each = new Float32Array(seen.length).fill(NaN);
  const step = Math.max(1, Math.ceil(count / enoughForMedian));
  const some = new Float32Array(Math.ceil(count / step));
  let at = 0;
  for (let probe = 0; probe < seen.length; probe++) {
    const s = seen[probe] as number;
    if (s >= 0) {
      const residual = Math.abs(gain * s + offset - (brightness[probe] as number));
      each[probe] = residual;
      if (at % step === 0) {
        some[at / step] = residual;
      }
      at++;
    }
  }
  some.sort();
  return { each, median: some[some.length >> 1] ?? 0 };
}

/** The residuals of the plainest guess, that every probe has the mean brightness. */
export function plainResiduals({ brightness, count }: Probes): Residuals {
  const mean = brightness.reduce((sum, value) => sum + value, 0) / count;
  const each = brightness.map((value) => Math.abs(value - mean));
  return { each, median: each.toSorted()[count >> 1] ?? 0 };
}

/** Mean squared residual, each limited so that what the model changed does not rule. */
export function errorOf({ each }: Residuals, limit: number): number {
  let sum = 0;
  let count = 0;
  for (let probe = 0; probe < each.length; probe++) {
    const residual = each[probe] as number;
    if (residual >= 0) {
      sum += residual < limit ? residual * residual : limit * limit;
      count++;
    }
  }
  return sum / Math.max(1, count);
}

/** The limit beyond which a residual is a change and not noise: six times the median, with a floor for rounding and resampling. */
export function limitFor(all: readonly Residuals[]): number {
  return 6 * Math.max(1.5, Math.min(...all.map(({ median }) => median)));
}
