import { ImageError } from '../core/errors';
import type { Format } from '../core/models/model';
import type { Rectangle } from '../core/sizes';
import { blendInto } from './blend/blend';
import { applyColour, matchColour } from './blend/colour';
import { countChanged } from './blend/compare';
import type { Raster } from './blend/raster';
import type { Weights } from './blend/weights';
import { withDepth } from './colourSpace';
import { cropRaster } from './crop';
import type { BlendInput, BlendNote, BlendPreview, BlendReport, BlendResult, SizedImage, Tasks } from './messages';
import { formatOf, onWhite, writeFile } from './output';
import { readSamples, readSource, type Source } from './source';
import { alignedAnswer, stageOf, weightsOf, wholeStageOf, type Stage } from './stage';
import { encodePng } from './writing';

/** The answer as it is laid over the box, in the samples of the picture. */
interface Joint {
  readonly patch: Raster;
  readonly weights: Weights;
  readonly report: Omit<BlendReport, 'changedOutside' | 'changedInFile' | 'notes'>;
  readonly notes: readonly BlendNote[];
}

function join(stage: Stage, { settings }: BlendInput): Joint {
  const { source, crop, seen } = stage;
  const weights = weightsOf(stage, settings);
  const { alignment, picture } = alignedAnswer(stage, settings.align);
  const { tables, ...colour } = matchColour(seen, picture, weights, settings.match);
  const keepsAlpha = settings.alpha !== 'answer' && crop.channels === 4 && picture.channels === 3;
  const matched = tables ? { ...picture, data: picture.data.slice() } : picture;
  applyColour(matched, { ...colour, tables }, weights);
  return {
    patch: source.colour.fromSrgb(keepsAlpha ? withAlphaOf(crop, matched) : matched, source.facts.depth),
    weights,
    report: {
      effective: weights.area,
      pixels: source.facts.width * source.facts.height,
      modelChangedOutside: stage.changedOutside,
      modelChangedInside: stage.changedInside,
      alignment,
      colour: settings.match === 0 ? { ...colour, reason: 'off' } : colour,
      feather: weights.feather,
    },
    notes: [
      ...(stage.asOrdered ? [] : (['answer-size'] as const)),
      ...(weights.feather < settings.feather ? (['feather-shrunk'] as const) : []),
      ...(keepsAlpha && staysClear(crop, weights) ? (['stays-transparent'] as const) : []),
      ...(source.colour.isApproximate ? (['profile-approximated'] as const) : []),
    ],
  };
}

/** Whether any of what is edited is not seen at all when it keeps its alpha. */
function staysClear({ data }: Raster, weights: Weights): boolean {
  return weights.data.some((weight, index) => weight !== 0 && data[index * 4 + 3] === 0);
}

/** A model that knows no transparency must not fill the surroundings of a sprite: an opaque answer takes the alpha that was there. */
function withAlphaOf(crop: Raster, answer: Raster): Raster {
  const { width, height } = answer;
  const samples = new Uint8Array(width * height * 4);
  const isDeep = crop.data instanceof Uint16Array;
  for (let from = 0, to = 0; to < samples.length; from += 3, to += 4) {
    const alpha = crop.data[to + 3] ?? 0;
    samples[to] = answer.data[from] ?? 0;
    samples[to + 1] = answer.data[from + 1] ?? 0;
    samples[to + 2] = answer.data[from + 2] ?? 0;
    samples[to + 3] = isDeep ? alpha >> 8 : alpha;
  }
  return { width, height, channels: 4, data: samples };
}

/** @throws ImageError like `blend` */
export async function preview(input: BlendInput): Promise<BlendPreview> {
  const stage = await stageOf(input);
  const { patch, weights, report, notes } = join(stage, input);
  const { width, height } = stage.crop;
  const inside = { left: 0, top: 0, width, height };
  const result = { ...stage.crop, data: stage.crop.data.slice() };
  blendInto(result, inside, patch, weights);
  const changed = countChanged(stage.crop, result, inside, weights);
  const { box } = input.placement;
  const shown = cropRaster(result, weights.bounds);
  return {
    bytes: await encodePng(stage.source.colour.toSrgb(shown), true),
    box: { ...weights.bounds, left: box.left + weights.bounds.left, top: box.top + weights.bounds.top },
    report: { ...report, changedOutside: changed, changedInFile: changed, notes: [...notes, ...baseNotes(stage.source)] },
  };
}

/** @throws ImageError `not-an-image`, `too-large`, `invalid-request`; `bad-response` when the file fails its proof */
export async function blend(input: Tasks['blend']['takes']): Promise<BlendResult> {
  const { stage, original } = await wholeStageOf(input);
  const { source } = stage;
  const { box } = input.placement;
  const { patch, weights, report, notes } = join(stage, input);
  const result = { ...original, data: original.data.slice() };
  blendInto(result, box, patch, weights);
  const like = input.like ? await readSource(input.like) : source;
  const format = input.format ?? formatOf(like);
  const { icc } = source.metadata;
  const file = await writeFile(result, format, icc, like);
  const lossy = fileNotes(source, like, format);
  const isLossless = format === 'png' || (format === 'webp' && source.facts.depth === 8);
  const master = isLossless ? undefined : (await writeFile(result, 'png', icc, like)).bytes;
  const changedOutside = await proven(original, master ?? file.bytes, box, weights);
  const changedInFile = isLossless ? changedOutside : await changedIn(file, original, box, weights);
  return { file, master, report: { ...report, changedOutside, changedInFile, notes: [...notes, ...baseNotes(source), ...lossy] } };
}

/** @returns 0. @throws ImageError when it would be anything else */
async function proven(original: Raster, bytes: Uint8Array, box: Rectangle, weights: Weights): Promise<number> {
  const changed = countChanged(original, await readSamples(await readSource(bytes)), box, weights);
  if (changed > 0) {
    throw new ImageError(
      'bad-response',
      `The result was not used: ${changed} pixels outside the mask had changed. This is a fault of Easel; please report it.`,
    );
  }
  return changed;
}

/** What a lossy file changed of what it can show at all. */
async function changedIn(file: SizedImage, original: Raster, box: Rectangle, weights: Weights): Promise<number> {
  const decoded = await readSamples(await readSource(file.bytes));
  const expected = withDepth(original, 8);
  return countChanged(file.type === 'image/jpeg' ? onWhite(expected) : expected, decoded, box, weights);
}

function baseNotes({ facts }: Source): BlendNote[] {
  return facts.kind === 'rgb' ? [] : [`${facts.kind}-became-rgb`];
}

function fileNotes({ facts }: Source, like: Source, format: Format): BlendNote[] {
  return [
    ...(format === 'jpeg' ? (['jpeg-encoded-again'] as const) : []),
    ...(format === 'jpeg' && facts.hasAlpha ? (['transparency-lost'] as const) : []),
    ...(format !== 'png' && facts.depth === 16 ? (['depth-reduced'] as const) : []),
    ...(format === 'webp' && like.facts.type === 'image/webp' && !like.facts.lossless ? (['webp-became-lossless'] as const) : []),
  ];
}
