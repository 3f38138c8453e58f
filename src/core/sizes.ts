import { ImageError } from './errors';

/** A picture's size in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of whole pixels inside a picture. */
export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** The sizes that a model can render. */
export type SizeRule =
  | {
      /** Any size within limits, as GPT Image 2 has them. */
      readonly kind: 'free';
      readonly multiple: number;
      readonly maxEdge: number;
      readonly maxRatio: number;
      readonly minPixels: number;
      readonly maxPixels: number;
    }
  | { readonly kind: 'fixed'; readonly sizes: readonly Size[] }
  /** Every size can be rendered as it is (drafts). */
  | { readonly kind: 'exact' };

/** The largest edge that Easel writes; above it no web page or store asks for a file, and memory becomes the limit. */
export const maxTargetEdge = 8192;

/** The largest picture that Easel writes, in pixels. */
export const maxTargetPixels = 64_000_000;

/** How a file of the asked size is made from one legal rendering. */
export interface SizePlan {
  /** What the model is asked for; always legal for the model. */
  readonly render: Size;
  /** What lies on disk. */
  readonly target: Size;
  /** The share of the rendering that is cut away to reach the target's ratio, 0 to 1. */
  readonly cropLoss: number;
  /** Above 1, the factor by which the rendering must be enlarged. */
  readonly upscale: number;
}

/** @throws ImageError `invalid-request` when the size is no size at all or beyond what Easel writes. */
export function checkTarget(target: Size): void {
  const { width, height } = target;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new ImageError('invalid-request', 'Width and height must be whole numbers of pixels, at least 1. Enter a size such as 1200x630.');
  }
  if (width > maxTargetEdge || height > maxTargetEdge || width * height > maxTargetPixels) {
    throw new ImageError(
      'invalid-request',
      `${width}x${height} is too large: Easel writes up to ${maxTargetEdge} pixels an edge and ${maxTargetPixels / 1_000_000} megapixels. Choose a smaller size.`,
    );
  }
}

/**
 * Plans the legal rendering from which the target can be cut with the least waste: first one that needs no enlarging,
 * then the one that loses least to the crop, then the smallest.
 * @throws ImageError `invalid-request` for an impossible target.
 */
export function planSize(target: Size, rule: SizeRule): SizePlan {
  checkTarget(target);
  let best: SizePlan | undefined;
  let bestScore = Infinity;
  for (const render of candidates(target, rule)) {
    const plan = planFrom(render, target);
    const score = scoreOf(plan);
    if (score < bestScore) {
      best = plan;
      bestScore = score;
    }
  }
  if (!best) {
    throw new ImageError('invalid-request', `The model has no size from which ${target.width}x${target.height} could be made.`);
  }
  return best;
}

function planFrom(render: Size, target: Size): SizePlan {
  const upscale = Math.max(target.width / render.width, target.height / render.height);
  const used = (target.width / upscale) * (target.height / upscale);
  return { render, target, upscale, cropLoss: Math.max(0, 1 - used / (render.width * render.height)) };
}

/**
 * Lower is better. Enlarging weighs most, a doubling of the rendered area as much as five percent of crop; a rendering that needs
 * no resampling at all (1920x1088 for 1920x1080) is worth three percent, because its pixels stay as sharp as the model drew them.
 */
function scoreOf(plan: SizePlan): number {
  const enlarging = Math.max(0, Math.log2(plan.upscale));
  const area = Math.log2(plan.render.width * plan.render.height);
  const untouched = plan.upscale === 1 ? 0.03 : 0;
  return enlarging * 10 + plan.cropLoss + area * 0.05 - untouched;
}

function* candidates(target: Size, rule: SizeRule): Generator<Size> {
  if (rule.kind === 'exact') {
    yield target;
    return;
  }
  if (rule.kind === 'fixed') {
    yield* rule.sizes;
    return;
  }
  const ratio = target.width / target.height;
  for (let width = rule.multiple; width <= rule.maxEdge; width += rule.multiple) {
    const ideal = Math.min(Math.max(width / ratio, width / rule.maxRatio), width * rule.maxRatio) / rule.multiple;
    for (const steps of new Set([Math.floor(ideal), Math.ceil(ideal)])) {
      const size = { width, height: steps * rule.multiple };
      if (isLegal(size, rule)) {
        yield size;
      }
    }
  }
}

/** Whether the model accepts the size as it is. */
export function isLegal(size: Size, rule: SizeRule): boolean {
  const { width, height } = size;
  if (rule.kind === 'exact') {
    return true;
  }
  if (rule.kind === 'fixed') {
    return rule.sizes.some((one) => one.width === width && one.height === height);
  }
  const pixels = width * height;
  return (
    width % rule.multiple === 0 &&
    height % rule.multiple === 0 &&
    width > 0 &&
    height > 0 &&
    Math.max(width, height) <= rule.maxEdge &&
    Math.max(width, height) <= rule.maxRatio * Math.min(width, height) &&
    pixels >= rule.minPixels &&
    pixels <= rule.maxPixels
  );
}

/**
 * Reads a size as a person types it: `1200x630`, `1200 630`, `1200×630`, `1200*630`, `512` (a square) or `16:9 1200`
 * (ratio and width). `undefined` when the text is none of these.
 */
export function parseSize(text: string): Size | undefined {
  const clean = text.toLowerCase().replace(/px/g, '').trim();
  const pair = /^(\d{1,5})\s*(?:[x×*,;]|\s)\s*(\d{1,5})$/.exec(clean);
  if (pair) {
    return { width: Number(pair[1]), height: Number(pair[2]) };
  }
  const square = /^(\d{1,5})$/.exec(clean);
  if (square) {
    return { width: Number(square[1]), height: Number(square[1]) };
  }
  const ratio = /^(\d{1,3})\s*:\s*(\d{1,3})\s+(\d{1,5})$/.exec(clean);
  if (ratio && Number(ratio[1]) > 0 && Number(ratio[2]) > 0) {
    const width = Number(ratio[3]);
    return { width, height: Math.max(1, Math.round((width * Number(ratio[2])) / Number(ratio[1]))) };
  }
  return undefined;
}

export function formatSize(size: Size): string {
  return `${size.width}x${size.height}`;
}
