import type { BlendSettings } from '../core/edit';
import { ImageError } from '../core/errors';
import { findAlignment } from './blend/align';
import { shareChanged } from './blend/compare';
import type { Raster } from './blend/raster';
import { warp } from './blend/warp';
import { effectiveWeights, type Weights } from './blend/weights';
import { readAnswer } from './answer';
import { checkPlacement, cropRaster, isWhole } from './crop';
import { boundsOf, cropMask, type Mask } from './mask/mask';
import { decodeMask } from './mask/maskCode';
import type { BlendInput, BlendReport } from './messages';
import { isSameBytes } from './sameBytes';
import { readSamples, readSource, type Source } from './source';

/** What is the same for all settings of one edit. Every raster has the size of the box; none of them is ever changed. */
export interface Stage {
  readonly source: Source;
  /** The box in the picture's own samples. */
  readonly crop: Raster;
  /** The same in 8-bit sRGB, as the model saw it. */
  readonly seen: Raster;
  /** The answer in 8-bit sRGB. */
  readonly answer: Raster;
  readonly asOrdered: boolean;
  readonly painted: Mask;
  readonly changedOutside: number | undefined;
  readonly changedInside: number;
  /** For the last settings. */
  weights: Weighed;
  aligned: Aligned | undefined;
}

interface Weighed {
  readonly edge: BlendSettings['edge'];
  readonly feather: number;
  readonly weights: Weights;
}

interface Aligned {
  readonly alignment: BlendReport['alignment'];
  readonly picture: Raster;
}

/** The last stage, for the next settings of the same edit; it goes with the thread when that was idle. */
let last: { readonly input: BlendInput; readonly stage: Stage } | undefined;

/** A larger box is prepared anew each time: keeping it would hold more memory than it saves time. */
const keptPixels = 12_000_000;

/**
 * Decodes and measures what an edit is made of.
 * @throws ImageError `not-an-image`, `too-large`, `invalid-request`
 */
export async function stageOf(input: BlendInput): Promise<Stage> {
  return (await staged(input, (source) => readSamples(source, input.placement.box))).stage;
}

/** As `stageOf`, with the samples of the whole picture, which are decoded once for both. */
export async function wholeStageOf(input: BlendInput): Promise<{ readonly stage: Stage; readonly original: Raster }> {
  let original: Raster | undefined;
  const { box } = input.placement;
  const { stage } = await staged(input, async (source) => {
    original = await readSamples(source);
    return isWhole(box, source.facts) ? original : cropRaster(original, box);
  });
  return { stage, original: original ?? (isWhole(box, stage.source.facts) ? stage.crop : await readSamples(stage.source)) };
}

async function staged(input: BlendInput, cropOf: (source: Source) => Promise<Raster>): Promise<{ readonly stage: Stage }> {
  if (last && isSameEdit(last.input, input)) {
    return last;
  }
  last = undefined;
  const stage = await prepared(input, cropOf);
  if (stage.crop.width * stage.crop.height <= keptPixels) {
    last = { input, stage };
  }
  return { stage };
}

async function prepared(input: BlendInput, cropOf: (source: Source) => Promise<Raster>): Promise<Stage> {
  const source = await readSource(input.base);
  const { placement, settings } = input;
  checkPlacement(placement, source.facts);
  const painted = paintedIn(input, source);
  // libvips decodes in threads of its own, one for each file; meanwhile this one is free for the weights.
  const decoding = Promise.all([cropOf(source), readAnswer(input.answer, placement)]);
  const weights = weighed(painted, settings);
  const [crop, { picture: answer, asOrdered }] = await decoding;
  const seen = source.colour.toSrgb(crop);
  return { source, crop, seen, answer, asOrdered, painted, ...changesOf(seen, answer, painted), weights, aligned: undefined };
}

/** The painted mask inside the box; all of the box when there is no mask. */
function paintedIn({ mask, placement: { box } }: BlendInput, { facts }: Source): Mask {
  if (mask === undefined) {
    return { width: box.width, height: box.height, data: new Uint8Array(box.width * box.height).fill(255) };
  }
  const painted = cropMask(decodeMask(mask, facts), box);
  if (!boundsOf(painted)) {
    throw new ImageError('invalid-request', 'Nothing is painted in the region that was sent. Paint over what is to change.');
  }
  return painted;
}

/** What the model was told to keep, one byte a pixel. */
function keptOf(data: Uint8Array): Uint8Array {
  const kept = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) {
    kept[index] = 255 - (data[index] ?? 0);
  }
  return kept;
}

/** Enough pixels for a share. */
const sampledPixels = 250_000;

/** What the model had changed, told by so many rows that it is quick. */
function changesOf(seen: Raster, answer: Raster, painted: Mask): Pick<Stage, 'changedOutside' | 'changedInside'> {
  const step = Math.max(1, Math.floor(painted.data.length / sampledPixels));
  const [before, after] = [everyNthRow(seen, step), everyNthRow(answer, step)];
  const { data } = everyNthRow({ ...painted, channels: 1 }, step);
  return {
    changedOutside: shareChanged(before, after, keptOf(data)),
    changedInside: shareChanged(before, after, data) ?? 0,
  };
}

function everyNthRow<T extends { width: number; height: number; channels: number; data: Uint8Array | Uint16Array }>(
  picture: T,
  step: number,
): T {
  const line = picture.width * picture.channels;
  const height = Math.ceil(picture.height / step);
  const data = new Uint8Array(line * height);
  for (let y = 0; y < height; y++) {
    data.set(picture.data.subarray(y * step * line, (y * step + 1) * line), y * line);
  }
  return { ...picture, height, data };
}

function weighed(painted: Mask, { edge, feather }: BlendSettings): Weighed {
  return { edge, feather, weights: effectiveWeights(painted, { edge, feather }) };
}

/** Weights for these settings. The effective mask is cut off at the box: a halo never reaches beyond what the model saw. */
export function weightsOf(stage: Stage, settings: BlendSettings): Weights {
  if (stage.weights.edge !== settings.edge || stage.weights.feather !== settings.feather) {
    stage.weights = weighed(stage.painted, settings);
  }
  return stage.weights.weights;
}

/**
 * The answer in its place. It is looked for on what the model was told to keep, whatever the edge is, so that it stays where it is
 * while the feather changes.
 */
export function alignedAnswer(stage: Stage, isWanted: boolean): Aligned {
  if (!isWanted) {
    return { alignment: { applied: false, dx: 0, dy: 0, scale: 1, reason: 'off' }, picture: stage.answer };
  }
  stage.aligned ??= align(stage);
  return stage.aligned;
}

function align({ seen, answer, painted }: Stage): Aligned {
  const alignment = findAlignment(seen, answer, keptOf(painted.data));
  return { alignment, picture: alignment.applied ? warp(answer, alignment) : answer };
}

function isSameEdit(a: BlendInput, b: BlendInput): boolean {
  return (
    a.mask === b.mask &&
    JSON.stringify(a.placement) === JSON.stringify(b.placement) &&
    isSameBytes(a.answer, b.answer) &&
    isSameBytes(a.base, b.base)
  );
}
