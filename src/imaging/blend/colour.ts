import { castOf, type Cast } from './cast';
import { deltaE, type Rgb } from './oklab';
import type { Raster } from './raster';
import { cellsNear } from './ring';
import { gatherRing } from './ringSamples';
import type { Weights } from './weights';

/** The colour cast of an answer as it was found, and what takes it away. */
export interface ColourMatch {
  readonly applied: boolean;
  /** Oklab ΔE × 100 between the ring's mean colours in the original and in the answer, before and after. */
  readonly before: number;
  readonly after: number;
  readonly reason?: 'nothing-kept' | 'unlike' | 'transparent' | undefined;
  /** New sample for each old one of red, green and blue; `undefined` when nothing is to be changed. */
  readonly tables?: readonly [Uint8Array, Uint8Array, Uint8Array] | undefined;
}

/** Fewer pixels than this say nothing reliable about a colour. */
const leastPixels = 64;

/** A cast smaller than this, in ΔE × 100, is not seen and not touched. */
const leastCast = 0.1;

/** Width of the ring in pixels: this share of the effective mask's longer edge, within limits. */
const ringShare = 0.25;
const ringWidth = { least: 24, most: 96 };

/**
 * Finds the cast of an answer against the original: a gain and an offset for each channel, measured on the ring of kept pixels around
 * the effective mask that are opaque in both, without those that the model changed. The means of the ring are matched exactly, after
 * clipping. Both rasters are 8 bit and of the weights' size, the answer already aligned.
 * @param strength how much of the cast is taken away, 0 to 1.
 */
export function matchColour(original: Raster, answer: Raster, weights: Weights, strength: number): ColourMatch {
  const { bounds } = weights;
  const reach = Math.min(ringWidth.most, Math.max(ringWidth.least, ringShare * Math.max(bounds.width, bounds.height)));
  const samples = gatherRing(original, answer, cellsNear(weights, reach), weights);
  if (samples.opaque < leastPixels) {
    return { applied: false, before: 0, after: 0, reason: samples.pixels < leastPixels ? 'nothing-kept' : 'transparent' };
  }
  const cast = castOf(samples);
  const before = deltaE(samples.meanOriginal, samples.meanAnswer);
  if (!cast) {
    return { applied: false, before, after: before, reason: 'unlike' };
  }
  const start = deltaE(cast.meanOriginal, cast.meanAnswer);
  if (start < leastCast || strength === 0) {
    return { applied: false, before: start, after: start };
  }
  const tables = tablesOf(cast, strength);
  const matched = [0, 1, 2].map((channel) => meanThrough(cast.histograms[channel] as Uint32Array, tables[channel] as Uint8Array));
  const after = deltaE(cast.meanOriginal, matched as unknown as Rgb);
  // Clipping can leave nothing to gain.
  return after < start ? { applied: true, before: start, after, tables } : { applied: false, before: start, after: start };
}

/** Takes the cast away in place, where the weights are above 0; alpha stays. */
export function applyColour(answer: Raster, { tables }: ColourMatch, weights: Weights): void {
  if (!tables) {
    return;
  }
  const [red, green, blue] = tables;
  const { data, channels } = answer;
  const { bounds, width } = weights;
  for (let y = bounds.top; y < bounds.top + bounds.height; y++) {
    for (let index = y * width + bounds.left, end = index + bounds.width; index < end; index++) {
      if (weights.data[index] !== 0) {
        const sample = index * channels;
        data[sample] = red[data[sample] as number] as number;
        data[sample + 1] = green[data[sample + 1] as number] as number;
        data[sample + 2] = blue[data[sample + 2] as number] as number;
      }
    }
  }
}

function tablesOf(cast: Cast, strength: number): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const table = (channel: 0 | 1 | 2): Uint8Array => {
    const gain = cast.gain[channel];
    const from = cast.meanAnswer[channel];
    const wanted = from + strength * (cast.target[channel] - from);
    const histogram = cast.histograms[channel] as Uint32Array;
    let centre = wanted;
    let best = lineTable(from, gain, centre, strength);
    let miss = wanted - meanThrough(histogram, best);
    // What clips at black or white pulls the mean away: the line is moved until the mean is right, or clipping allows no more.
    for (let round = 0; round < 6 && Math.abs(miss) > 0.02; round++) {
      centre += miss;
      const table = lineTable(from, gain, centre, strength);
      const left = wanted - meanThrough(histogram, table);
      if (Math.abs(left) >= Math.abs(miss)) {
        break;
      }
      [best, miss] = [table, left];
    }
    return best;
  };
  return [table(0), table(1), table(2)];
}

/** The line through (`from`, `to`) whose slope goes from 1 to `gain` with the strength. */
function lineTable(from: number, gain: number, to: number, strength: number): Uint8Array {
  const slope = 1 + strength * (gain - 1);
  const table = new Uint8Array(256);
  for (let value = 0; value < 256; value++) {
    table[value] = Math.min(255, Math.max(0, Math.round(to + slope * (value - from))));
  }
  return table;
}

function meanThrough(histogram: Uint32Array, table: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let value = 0; value < 256; value++) {
    sum += (histogram[value] as number) * (table[value] as number);
    count += histogram[value] as number;
  }
  return sum / count;
}
