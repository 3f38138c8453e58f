import type { BlendSettings, Placement } from './edit';
import { ImageError } from './errors';
import type { Rectangle, Size, SizeRule } from './sizes';

/** The context is the mask's bounds and this share of their longer edge on each side: the model needs to see what it paints into. */
const contextShare = 0.4;

/** Less context than this many pixels on a side says nothing about the surroundings. */
const leastContext = 32;

/** How far an edge reaches out of the mask, in pixels: a soft one fades out over its feather. */
export function haloOf({ edge, feather }: Pick<BlendSettings, 'edge' | 'feather'>): number {
  return edge === 'soft' ? Math.ceil(feather) : 0;
}

/**
 * The box that is sent unless the user drags another: the mask's bounds with context around them, inside the picture.
 * @param halo what the edge needs beyond the mask, in pixels; it is cut off at the box.
 */
export function contextBox(bounds: Rectangle, image: Size, halo: number): Rectangle {
  const share = Math.round(Math.max(bounds.width, bounds.height) * contextShare);
  const margin = Math.max(leastContext, share, halo + leastContext / 2);
  return clampBox(
    { left: bounds.left - margin, top: bounds.top - margin, width: bounds.width + 2 * margin, height: bounds.height + 2 * margin },
    image,
  );
}

/** The part of the box that lies in the picture, at least one pixel. */
export function clampBox(box: Rectangle, image: Size): Rectangle {
  const left = Math.min(Math.max(0, Math.round(box.left)), image.width - 1);
  const top = Math.min(Math.max(0, Math.round(box.top)), image.height - 1);
  const right = Math.max(left + 1, Math.min(image.width, Math.round(box.left + box.width)));
  const bottom = Math.max(top + 1, Math.min(image.height, Math.round(box.top + box.height)));
  return { left, top, width: right - left, height: bottom - top };
}

export function wholeImage(image: Size): Rectangle {
  return { left: 0, top: 0, width: image.width, height: image.height };
}

/**
 * Plans how a box is sent: grown to a legal size with real surroundings first, then enlarged or reduced as a whole, then padded to the
 * model's steps; never stretched.
 * @throws ImageError `invalid-request` when the model has no size for it.
 */
export function planPlacement(wanted: Rectangle, image: Size, rule: SizeRule): Placement {
  const box = clampBox(wanted, image);
  switch (rule.kind) {
    case 'exact':
      return { box, scaled: sizeOf(box), render: sizeOf(box), left: 0, top: 0 };
    case 'fixed':
      return planFixed(box, image, rule.sizes);
    case 'free':
      return planFree(grown(box, image, rule), rule);
  }
}

/** Whether the plan takes in more of the picture than the box that was asked for. */
export function isGrown(wanted: Rectangle, { box }: Placement, image: Size): boolean {
  const asked = clampBox(wanted, image);
  return asked.width !== box.width || asked.height !== box.height;
}

type FreeRule = Extract<SizeRule, { kind: 'free' }>;

/** Grows towards a legal ratio, then towards the least area and to whole steps, as far as the picture reaches. */
function grown(box: Rectangle, image: Size, rule: FreeRule): Rectangle {
  let width = Math.max(box.width, Math.ceil(box.height / rule.maxRatio));
  let height = Math.max(box.height, Math.ceil(box.width / rule.maxRatio));
  width = Math.min(width, image.width);
  height = Math.min(height, image.height);
  const lack = rule.minPixels / (width * height);
  if (lack > 1) {
    width = Math.min(image.width, Math.ceil(width * Math.sqrt(lack)));
    // What one edge could not give, the other does.
    height = Math.min(image.height, Math.max(height, Math.ceil(rule.minPixels / width)));
    width = Math.min(image.width, Math.max(width, Math.ceil(rule.minPixels / height)));
  }
  width = Math.min(image.width, roundUp(width, rule.multiple));
  height = Math.min(image.height, roundUp(height, rule.multiple));
  return spread(box, { width, height }, image);
}

/** The larger box around the same centre, moved inside the picture. */
function spread(box: Rectangle, size: Size, image: Size): Rectangle {
  const place = (start: number, length: number, wider: number, limit: number): number =>
    Math.min(Math.max(0, Math.round(start + (length - wider) / 2)), limit - wider);
  return {
    left: place(box.left, box.width, size.width, image.width),
    top: place(box.top, box.height, size.height, image.height),
    ...size,
  };
}

function planFree(box: Rectangle, rule: FreeRule): Placement {
  // Padding must never carry a legal picture over a limit, so the limits are those of whole steps.
  const edge = Math.floor(rule.maxEdge / rule.multiple) * rule.multiple;
  let scale = Math.min(1, edge / Math.max(box.width, box.height));
  if (box.width * box.height * scale * scale > rule.maxPixels) {
    scale = Math.sqrt(rule.maxPixels / (box.width * box.height));
  }
  if (box.width * box.height * scale * scale < rule.minPixels) {
    scale = Math.min(Math.sqrt(rule.minPixels / (box.width * box.height)), edge / Math.max(box.width, box.height));
  }
  // Rounding may miss a limit by a step: try a little smaller, then a little larger.
  for (const factor of [1, 0.995, 1.005, 0.99, 1.01, 0.98, 1.02, 0.96, 1.04]) {
    const planned = padded(box, scale * factor, rule);
    if (planned) {
      return planned;
    }
  }
  throw new ImageError(
    'invalid-request',
    `No legal size was found for a region of ${box.width} × ${box.height} pixels. Choose another region.`,
  );
}

function padded(box: Rectangle, scale: number, rule: FreeRule): Placement | undefined {
  const scaled = {
    width: scale === 1 ? box.width : Math.max(1, Math.round(box.width * scale)),
    height: scale === 1 ? box.height : Math.max(1, Math.round(box.height * scale)),
  };
  let width = roundUp(scaled.width, rule.multiple);
  let height = roundUp(scaled.height, rule.multiple);
  width = Math.max(width, roundUp(Math.ceil(height / rule.maxRatio), rule.multiple));
  height = Math.max(height, roundUp(Math.ceil(width / rule.maxRatio), rule.multiple));
  if (width * height < rule.minPixels) {
    // A strip at the end of its edge: only padding is left.
    if (width >= height) {
      height = roundUp(Math.ceil(rule.minPixels / width), rule.multiple);
    } else {
      width = roundUp(Math.ceil(rule.minPixels / height), rule.multiple);
    }
  }
  const isAllowed = Math.max(width, height) <= rule.maxEdge && width * height <= rule.maxPixels;
  return isAllowed ? centred(box, scaled, { width, height }) : undefined;
}

/** The rendering whose ratio is nearest after the box has grown as far as the picture allows. */
function planFixed(box: Rectangle, image: Size, sizes: readonly Size[]): Placement {
  let best: Placement | undefined;
  let least = Infinity;
  for (const render of sizes) {
    const grownBox = toRatio(box, render, image);
    const scale = Math.min(render.width / grownBox.width, render.height / grownBox.height);
    const scaled = {
      width: Math.min(render.width, Math.max(1, Math.round(grownBox.width * scale))),
      height: Math.min(render.height, Math.max(1, Math.round(grownBox.height * scale))),
    };
    // Padding costs and shows the model nothing; more surroundings than asked for cost resolution.
    const waste = 1 - (scaled.width * scaled.height) / (render.width * render.height);
    const spent = 1 - (box.width * box.height) / (grownBox.width * grownBox.height);
    if (waste * 2 + spent < least) {
      least = waste * 2 + spent;
      best = centred(grownBox, scaled, render);
    }
  }
  if (!best) {
    throw new ImageError('invalid-request', 'The model has no size for this region.');
  }
  return best;
}

function toRatio(box: Rectangle, ratio: Size, image: Size): Rectangle {
  const width = Math.min(image.width, Math.max(box.width, Math.round((box.height * ratio.width) / ratio.height)));
  const height = Math.min(image.height, Math.max(box.height, Math.round((box.width * ratio.height) / ratio.width)));
  return spread(box, { width, height }, image);
}

function centred(box: Rectangle, scaled: Size, render: Size): Placement {
  const left = Math.floor((render.width - scaled.width) / 2);
  const top = Math.floor((render.height - scaled.height) / 2);
  return { box, scaled, render, left, top };
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}
