import type { Size } from '../../core/sizes';
import { apart, noDrift, reachOf, type Drift } from './drift';
import { probesOf, type Probes } from './probes';
import { pyramidOf, type Level } from './pyramid';
import type { Raster } from './raster';
import { fitOf, refine, uncertaintyOf, type Fit } from './refine';
import { errorOf, limitFor, plainResiduals } from './sampled';
import { leastOverlap, searchShifts } from './search';

/** The drift that is to be undone; without one, no shift, scale 1 and why. */
export interface Alignment extends Drift {
  readonly applied: boolean;
  readonly reason?: 'nothing-kept' | 'flat' | 'unlike' | 'no-gain' | 'in-place' | undefined;
}

/** The largest drift that is looked for: a shift of this share of the longer edge or so many pixels, and a scale. */
const most = { share: 0.03, pixels: 12, scale: 0.03 };

const leastKept = 200;
const leastProbes = 40;
const probesToCompare = 2500;
const probesToRefine = 20_000;

/** With less of the kept pixels' variation explained, 0 to 1, the answer shows something else. */
const leastExplained = 0.25;

/** The kept pixels' error must fall to this share at most. */
const clearGain = 0.75;

/** The largest standard error, in pixels, of a shift that is worth undoing. */
const mostUncertain = 0.12;

/** A drift that moves no pixel by more, in pixels, is none; a shift that is so near to whole pixels is taken for whole. */
const inPlace = 0.2;
const nearlyWhole = 0.12;

/** A scale must be that much likelier than none. */
const leastEvidence = 16;

/** A drift whose error is at most this many times the least one matches just as well. */
const rivalError = 1.5;

/** A drift is certain only when the next one that matches as well lies this many times as far away. */
const rivalDistance = 4;

const mostCandidates = 6;

/**
 * Finds the shift and the small scale by which an answer missed its place, from kept pixels alone, whatever its colours. Nothing is
 * applied unless it clearly lowers their error; of a pattern that repeats itself, no period is jumped over.
 * @param original 8 bit, of the same size as the answer; what is not opaque in either does not count.
 * @param kept one byte a pixel, nonzero for pixels that should look the same in both.
 */
export function findAlignment(original: Raster, answer: Raster, kept: Uint8Array): Alignment {
  const levels = pyramidOf(original, answer, kept);
  const base = levels[0] as Level;
  if (base.keptCount * base.factor * base.factor < leastKept || Math.min(base.width, base.height) < 8) {
    return none('nothing-kept');
  }
  const crop = { width: original.width, height: original.height };
  let candidates: readonly Candidate[] = [];
  let finest: { level: Level; probes: Probes } | undefined;
  for (const level of levels.toReversed()) {
    const probes = probesOf(level, probesToCompare);
    if (probes.count >= leastProbes) {
      const starts = [noDrift, ...candidates.map(({ drift }) => drift)];
      const peaks = searchShifts(level, crop, probes, ...searchPlan(level, crop, candidates));
      candidates = compared(refineAll(level, crop, probes, [...starts, ...peaks]), probes, level, crop);
      finest = { level, probes };
    }
  }
  if (!finest) {
    return none('flat');
  }
  const chosen = candidates[0];
  if (!chosen || chosen.explained < leastExplained) {
    return none('unlike');
  }
  if (reachOf(chosen.drift, crop) < inPlace) {
    return none('in-place');
  }
  if (!isCertain(candidates, crop)) {
    return none('no-gain');
  }
  return judged(chosen.drift, finest.level, crop);
}

/** A drift in comparison with the others. */
interface Candidate {
  readonly drift: Drift;
  readonly explained: number;
  readonly isRival: boolean;
}

function none(reason: Alignment['reason']): Alignment {
  return { applied: false, ...noDrift, reason };
}

/** Everything at first; then, around no drift and around the best, what only a finer level shows. */
function searchPlan(level: Level, crop: Size, candidates: readonly Candidate[]): [around: readonly Drift[], radius: number] {
  const best = candidates[0];
  if (best) {
    return [apart(best.drift, noDrift, crop) > 2 * level.factor ? [noDrift, best.drift] : [noDrift], 8];
  }
  const shift = Math.max(most.pixels, most.share * Math.max(crop.width, crop.height));
  // A pixel of the level is the most that two neighbouring scales may differ by in a corner.
  const steps = Math.max(1, Math.ceil((most.scale * Math.hypot(level.width, level.height)) / 2));
  const scales = Array.from({ length: 2 * steps + 1 }, (_, index) => 1 + (most.scale * (index - steps)) / steps);
  return [scales.map((scale) => ({ ...noDrift, scale })), Math.ceil(shift / level.factor) + 1];
}

/** Refines each start and leaves out what meets another on the way. */
function refineAll(level: Level, crop: Size, probes: Probes, starts: readonly Drift[]): readonly Fit[] {
  const tried: Drift[] = [];
  const fits: Fit[] = [];
  for (const start of starts) {
    if (tried.every((other) => apart(start, other, crop) > level.factor)) {
      tried.push(start);
      const fit = refine(level, crop, probes, start);
      const isLegal = Math.abs(fit.drift.scale - 1) < 1.25 * most.scale && fit.overlap >= leastOverlap;
      if (isLegal && fits.every((other) => apart(fit.drift, other.drift, crop) > level.factor / 2)) {
        fits.push(fit);
      }
    }
  }
  return fits;
}

/** The drifts that match about as well as the best, the shortest first, then the others by how well they match. */
function compared(fits: readonly Fit[], probes: Probes, level: Level, crop: Size): readonly Candidate[] {
  const limit = limitFor(fits.map(({ residuals }) => residuals));
  const plain = errorOf(plainResiduals(probes), limit);
  const judgedFits = fits.map(({ drift, residuals }) => ({ drift, error: errorOf(residuals, limit) })).sort((a, b) => a.error - b.error);
  const best = judgedFits[0];
  // Around the best one there are lesser fits on its slope; they are no rivals.
  const isRival = ({ drift, error }: { drift: Drift; error: number }): boolean =>
    best !== undefined &&
    (drift === best.drift || (error <= rivalError * best.error + 1 && apart(drift, best.drift, crop) > 2 * level.factor));
  const candidates = judgedFits.map((fit) => ({ drift: fit.drift, explained: 1 - fit.error / plain, isRival: isRival(fit) }));
  const rivals = candidates.filter((candidate) => candidate.isRival).sort((a, b) => reachOf(a.drift, crop) - reachOf(b.drift, crop));
  return [...rivals, ...candidates.filter((candidate) => !candidate.isRival)].slice(0, mostCandidates);
}

function isCertain([first, ...others]: readonly Candidate[], crop: Size): boolean {
  const least = first ? rivalDistance * reachOf(first.drift, crop) : 0;
  return others.every(({ drift, isRival }) => !isRival || reachOf(drift, crop) > least);
}

/** Takes the simplest drift that explains the answer, if it is clearly better than none. */
function judged(start: Drift, level: Level, crop: Size): Alignment {
  const probes = probesOf(level, probesToRefine);
  const scaled = refine(level, crop, probes, start);
  const shifted = refine(level, crop, probes, { ...scaled.drift, scale: 1 }, false);
  const still = fitOf(level, crop, probes, noDrift);
  const limit = limitFor([scaled.residuals, shifted.residuals]);
  const [withScale, withShift, without] = [scaled, shifted, still].map(({ residuals }) => errorOf(residuals, limit)) as Three;
  // Twice the logarithm of the likelihoods' ratio, with a quarter of the probes independent of each other; a tight limit, because a few
  // changed pixels outweigh what a small scale does.
  const tight = limit / 4;
  const evidence = (probes.count / 4) * Math.log(errorOf(shifted.residuals, tight) / errorOf(scaled.residuals, tight));
  const isScaled = evidence > leastEvidence && reachOf({ ...noDrift, scale: scaled.drift.scale }, crop) > inPlace / 2;
  const found = isScaled ? scaled.drift : whole(shifted.drift);
  if (reachOf(found, crop) < inPlace) {
    return none('in-place');
  }
  const isClear = (isScaled ? withScale : withShift) < clearGain * without;
  const isSharp = uncertaintyOf(level, crop, probes, isScaled ? scaled : shifted, isScaled) < mostUncertain;
  return isClear && isSharp ? { applied: true, ...found } : none('no-gain');
}

type Three = [number, number, number];

/** Whole pixels can be moved without resampling. */
function whole(shift: Drift): Drift {
  const [dx, dy] = [Math.round(shift.dx), Math.round(shift.dy)];
  return Math.abs(shift.dx - dx) < nearlyWhole && Math.abs(shift.dy - dy) < nearlyWhole ? { dx, dy, scale: 1 } : shift;
}
