import { resample, type LightLayer, type LightSource } from './resample';
import type { Placed } from './zones';

/** A part of a master at the size at which it is drawn. Not to be changed: others may get the same. */
export type Resampler = (source: LightSource, placed: Placed) => LightLayer;

/** Samples that are kept for the next pictures, 48 MB. */
const keptSamples = 12_000_000;

/** Resamples, and remembers what it made last: a set has many pictures that differ only in what is around the same icon. */
export function resampler(): Resampler {
  const kept: { readonly source: LightSource; readonly key: string; readonly layer: LightLayer }[] = [];
  return (source, { at, window, bounds }) => {
    const { width, height } = at;
    const key = JSON.stringify([width, height, window, bounds]);
    const known = kept.find((one) => one.source === source && one.key === key);
    const layer = known?.layer ?? resample(source, window, bounds, { width, height });
    if (!known) {
      kept.push({ source, key, layer });
      // The newest one always stays.
      while (kept.length > 1 && kept.reduce((sum, one) => sum + one.layer.data.length, 0) > keptSamples) {
        kept.shift();
      }
    }
    return layer;
  };
}
