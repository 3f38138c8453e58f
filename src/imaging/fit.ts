import type { Rectangle, Size } from '../core/sizes';

/** How a picture becomes another size: first cut, then resampled to exactly `target` if `resample` says so. */
export interface FitPlan {
  readonly crop: Rectangle;
  readonly target: Size;
  /** `false` when cutting is enough and every pixel stays as it was. */
  readonly resample: boolean;
}

/**
 * Plans the largest central cut that has the target's ratio. The cut is rounded to whole pixels, so it may miss the ratio by less
 * than half a pixel; resampling it to exactly the target evens that out, and nothing downstream ever rounds a size again.
 */
export function planFit(source: Size, target: Size): FitPlan {
  const wide = source.width * target.height > source.height * target.width;
  const width = wide ? atLeastOne(Math.round((source.height * target.width) / target.height), source.width) : source.width;
  const height = wide ? source.height : atLeastOne(Math.round((source.width * target.height) / target.width), source.height);
  const crop = { left: Math.floor((source.width - width) / 2), top: Math.floor((source.height - height) / 2), width, height };
  return { crop, target, resample: width !== target.width || height !== target.height };
}

/** The size within a square of `maxEdge`, never enlarged, with both edges at least one pixel. */
export function fitInside(source: Size, maxEdge: number): Size {
  const scale = Math.min(1, maxEdge / Math.max(source.width, source.height));
  return {
    width: atLeastOne(Math.round(source.width * scale), source.width),
    height: atLeastOne(Math.round(source.height * scale), source.height),
  };
}

function atLeastOne(value: number, most: number): number {
  return Math.min(most, Math.max(1, value));
}
