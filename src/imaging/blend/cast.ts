import type { Rgb } from './oklab';
import type { RingSamples } from './ringSamples';

/** How the colours of an answer went astray, measured where the picture stayed what it was. Channels are red, green, blue. */
export interface Cast {
  /** Slope that takes the answer's samples back to the original's. */
  readonly gain: Rgb;
  readonly meanOriginal: Rgb;
  readonly meanAnswer: Rgb;
  /** What the answer's mean is to become: the original's, within the largest offset. */
  readonly target: Rgb;
  /** How often the answer has each sample value, per channel. */
  readonly histograms: readonly Uint32Array[];
}

const leastGain = 0.8;
const mostGain = 1.25;

/** A mean that is further off, in levels of 255, is no cast but another picture; that much of it is taken away. */
const mostOffset = 48;

/** Below this deviation, in levels, a picture is flat and says nothing about a gain. */
const flatDeviation = 2.5;

/** Blocks that differ by more levels than this from the line are left out, from round to round. */
const tolerances = [56, 36, 24, 16, 16];

/** Fewer blocks than this share on one line, or a weaker correlation on it, and the answer is not like the original. */
const leastShare = 0.4;
const leastCorrelation = 0.6;
const leastOverallCorrelation = 0.25;

/**
 * Fits one line per channel through the block means by trimmed moments: what the model changed lies off the lines and is left out.
 * The gain is the ratio of the deviations (reduced major axis), which noise on either side bends less than a regression.
 * @returns `undefined` when the answer does not resemble the original.
 */
export function castOf(samples: RingSamples): Cast | undefined {
  const count = samples.at.length;
  const inliers = new Uint8Array(count).fill(1);
  let lines = [0, 1, 2].map((channel) => startLine(samples, channel));
  const overall = [0, 1, 2].map((channel) => momentsOf(samples, inliers, channel));
  if (overall.every((moments) => isUnlike(moments, leastOverallCorrelation))) {
    return undefined;
  }
  let moments = overall;
  for (const tolerance of tolerances) {
    if (markInliers(samples, lines, tolerance, inliers) < leastShare * count) {
      return undefined;
    }
    moments = [0, 1, 2].map((channel) => momentsOf(samples, inliers, channel));
    lines = moments.map((found) => ({ gain: gainOf(found), x: found.meanAnswer, y: found.meanOriginal }));
  }
  if (moments.every((found) => isUnlike(found, leastCorrelation))) {
    return undefined;
  }
  return measured(samples, inliers, lines.map(({ gain }) => gain) as unknown as Rgb);
}

/** The line with this slope through (x, y), x a sample of the answer. */
interface Line {
  readonly gain: number;
  readonly x: number;
  readonly y: number;
}

interface Moments {
  readonly meanOriginal: number;
  readonly meanAnswer: number;
  readonly deviationOriginal: number;
  readonly deviationAnswer: number;
  readonly correlation: number;
}

/** Slope 1 through the median difference, which holds as long as half of the ring stayed what it was. */
function startLine({ originals, answers }: RingSamples, channel: number): Line {
  const differences = new Float32Array(originals.length / 3);
  for (let block = 0; block < differences.length; block++) {
    differences[block] = (originals[block * 3 + channel] as number) - (answers[block * 3 + channel] as number);
  }
  differences.sort();
  return { gain: 1, x: 0, y: differences[differences.length >> 1] ?? 0 };
}

function markInliers({ originals, answers }: RingSamples, lines: readonly Line[], tolerance: number, inliers: Uint8Array): number {
  let marked = 0;
  for (let block = 0; block < inliers.length; block++) {
    let worst = 0;
    for (let channel = 0; channel < 3; channel++) {
      const { gain, x, y } = lines[channel] as Line;
      const expected = y + gain * ((answers[block * 3 + channel] as number) - x);
      worst = Math.max(worst, Math.abs(expected - (originals[block * 3 + channel] as number)));
    }
    inliers[block] = worst <= tolerance ? 1 : 0;
    marked += inliers[block] as number;
  }
  return marked;
}

function momentsOf({ originals, answers }: RingSamples, inliers: Uint8Array, channel: number): Moments {
  let [count, a, o, aa, oo, ao] = [0, 0, 0, 0, 0, 0];
  for (let block = 0; block < inliers.length; block++) {
    if (inliers[block] === 1) {
      const answer = answers[block * 3 + channel] as number;
      const original = originals[block * 3 + channel] as number;
      count++;
      a += answer;
      o += original;
      aa += answer * answer;
      oo += original * original;
      ao += answer * original;
    }
  }
  [a, o] = [a / count, o / count];
  const deviationAnswer = Math.sqrt(Math.max(0, aa / count - a * a));
  const deviationOriginal = Math.sqrt(Math.max(0, oo / count - o * o));
  const correlation = (ao / count - a * o) / Math.max(1e-9, deviationAnswer * deviationOriginal);
  return { meanOriginal: o, meanAnswer: a, deviationOriginal, deviationAnswer, correlation };
}

function isFlat({ deviationOriginal, deviationAnswer }: Moments): boolean {
  return deviationOriginal < flatDeviation || deviationAnswer < flatDeviation;
}

function isUnlike(moments: Moments, least: number): boolean {
  return !isFlat(moments) && moments.correlation < least;
}

function gainOf(moments: Moments): number {
  if (isFlat(moments) || moments.correlation < leastCorrelation) {
    return 1;
  }
  return Math.min(mostGain, Math.max(leastGain, moments.deviationOriginal / moments.deviationAnswer));
}

/** Means and histograms of the single pixels of the blocks that lie on the lines. */
function measured({ original, answer, at, edge }: RingSamples, inliers: Uint8Array, gain: Rgb): Cast {
  const histograms = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let block = 0; block < at.length; block++) {
    if (inliers[block] === 0) {
      continue;
    }
    for (let pixel = 0; pixel < edge * edge; pixel++) {
      const index = (at[block] as number) + Math.floor(pixel / edge) * original.width + (pixel % edge);
      count++;
      for (let channel = 0; channel < 3; channel++) {
        const histogram = histograms[channel] as Uint32Array;
        const sample = answer.data[index * answer.channels + channel] as number;
        histogram[sample] = (histogram[sample] as number) + 1;
        sums[channel as 0 | 1 | 2] += original.data[index * original.channels + channel] as number;
      }
    }
  }
  const meanOriginal: Rgb = [sums[0] / count, sums[1] / count, sums[2] / count];
  const meanAnswer = histograms.map((histogram) => meanOfHistogram(histogram, count)) as unknown as Rgb;
  const target = meanAnswer.map((mean, channel) => {
    const offset = (meanOriginal[channel] as number) - mean;
    return mean + Math.min(mostOffset, Math.max(-mostOffset, offset));
  }) as unknown as Rgb;
  return { gain, meanOriginal, meanAnswer, target, histograms };
}

function meanOfHistogram(histogram: Uint32Array, count: number): number {
  return histogram.reduce((sum, times, value) => sum + times * value, 0) / count;
}
