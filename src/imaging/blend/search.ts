import type { Size } from '../../core/sizes';
import { detailOf } from './detail';
import { centreOf, reachOf, type Drift } from './drift';
import type { Probes } from './probes';
import type { Level } from './pyramid';

/** Peaks of the correlation; more are of no use. */
const mostPeaks = 12;

/** Peaks of this share of the highest are as good as it: between whole pixels a peak loses some of its height. */
const nearlyBest = 0.8;

interface Peak {
  readonly drift: Drift;
  readonly score: number;
}

/** Fewer of the probes than this share in the picture, and a shift is not judged. */
export const leastOverlap = 0.5;

/**
 * Tries all whole shifts within `radius` pixels of the level around each drift, and gives those that match better than all their
 * neighbours.
 */
export function searchShifts(level: Level, crop: Size, probes: Probes, around: readonly Drift[], radius: number): readonly Drift[] {
  const peaks: Peak[] = [];
  const edge = 2 * radius + 1;
  const shown = detailOf(level.answer, level);
  const all = detailOf(level.original, level);
  const expected = Float32Array.from({ length: probes.count }, (_, probe) => {
    return all[(probes.y[probe] as number) * level.width + (probes.x[probe] as number)] as number;
  });
  for (const start of around) {
    const scores = correlations(level, crop, probes, expected, shown, start, radius);
    for (let row = 0; row < edge; row++) {
      for (let column = 0; column < edge; column++) {
        const score = scores[row * edge + column] as number;
        if (score > 0.05 && isPeak(scores, edge, column, row)) {
          const dx = start.dx + (column - radius) * level.factor;
          const dy = start.dy + (row - radius) * level.factor;
          peaks.push({ drift: { dx, dy, scale: start.scale }, score });
        }
      }
    }
  }
  // Of a repeating pattern the peaks are alike: the nearest must be among those that are kept.
  peaks.sort((a, b) => b.score - a.score);
  const least = nearlyBest * (peaks[0]?.score ?? 0);
  const rank = ({ drift, score }: Peak): number => (score >= least ? -1 / (1 + reachOf(drift, crop)) : 1 - score);
  const distinct = distinctShifts(peaks, level.factor).sort((a, b) => rank(a) - rank(b));
  return distinct.slice(0, mostPeaks).map(({ drift }) => drift);
}

/** Of the scales that peak at about the same shift, the best one; `peaks` are sorted. */
function distinctShifts(peaks: readonly Peak[], factor: number): Peak[] {
  const distinct: Peak[] = [];
  for (const peak of peaks) {
    const isNew = ({ drift }: Peak): boolean => Math.hypot(drift.dx - peak.drift.dx, drift.dy - peak.drift.dy) > 1.5 * factor;
    if (distinct.length < 5 * mostPeaks && distinct.every(isNew)) {
      distinct.push(peak);
    }
  }
  return distinct;
}

function isPeak(scores: Float32Array, edge: number, column: number, row: number): boolean {
  const score = scores[row * edge + column] as number;
  for (let y = Math.max(0, row - 1); y <= Math.min(edge - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(edge - 1, column + 1); x++) {
      if ((scores[y * edge + x] as number) > score) {
        return false;
      }
    }
  }
  return true;
}

/**
 * Zero-mean normalised correlation of the detail expected at the probes with the detail that the answer shows, for each shift, row by
 * row; -1 where too few probes meet the answer.
 */
function correlations(
  level: Level,
  crop: Size,
  probes: Probes,
  expected: Float32Array,
  shown: Float32Array,
  start: Drift,
  radius: number,
): Float32Array {
  const { width, height, factor, answer } = level;
  const { count } = probes;
  const centre = centreOf(level, crop);
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  for (let probe = 0; probe < count; probe++) {
    x[probe] = Math.round(centre.x + start.scale * ((probes.x[probe] as number) - centre.x) + start.dx / factor);
    y[probe] = Math.round(centre.y + start.scale * ((probes.y[probe] as number) - centre.y) + start.dy / factor);
  }
  const scores = new Float32Array((2 * radius + 1) ** 2);
  let at = 0;
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      let [n, a, o, aa, oo, ao] = [0, 0, 0, 0, 0, 0];
      for (let probe = 0; probe < count; probe++) {
        const column = (x[probe] as number) + dx;
        const row = (y[probe] as number) + dy;
        if (column >= 0 && row >= 0 && column < width && row < height) {
          const index = row * width + column;
          if ((answer[index] as number) >= 0) {
            const wanted = expected[probe] as number;
            const found = shown[index] as number;
            n++;
            a += found;
            o += wanted;
            aa += found * found;
            oo += wanted * wanted;
            ao += found * wanted;
          }
        }
      }
      const spread = (aa - (a * a) / n) * (oo - (o * o) / n);
      scores[at++] = n >= leastOverlap * count && spread > 0 ? (ao - (a * o) / n) / Math.sqrt(spread) : -1;
    }
  }
  return scores;
}
