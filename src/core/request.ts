import * as z from 'zod/mini';
import { editOrder, type EditOrder } from './edit';
import { ImageError } from './errors';
import { iconOrder, type IconOrder } from './icon';
import { iconPrompt } from './iconPrompt';
import { describeIssue } from './issues';
import type { Price } from './money';
import { modelOf } from './models/catalogue';
import { backgrounds, qualities, type ImageModel } from './models/model';
import { checkParameters, parameterValues } from './models/parameters';
import { isEmptyPrompt, pricedLength } from './prompt';
import { isLegal, planSize, type Size, type SizePlan } from './sizes';

/** Where the finished files go. */
const target = z.object({
  /** URI of the folder, inside a workspace folder. */
  folder: z.string().check(z.minLength(1)),
  /** File name without extension, already safe on every system. A taken name gets a number. */
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** When the code names a file that is to be made, its extension as it is written there (`jpeg`, `PNG`); else the format's own. */
  extension: z.optional(z.string().check(z.regex(/^(?:png|jpe?g|webp)$/i))),
});

/**
 * The one request that every way in builds (command, panel, and what comes later) and hands to the runner. It holds everything
 * that is needed to go on after a crash, and no key.
 */
export const imageRequest = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{8,64}$/)),
  createdAt: z.number(),
  operation: z.enum(['generate', 'edit', 'icon']),
  model: z.string(),
  prompt: z.string(),
  width: z.number(),
  height: z.number(),
  count: z.number(),
  /** Pixels of the file for each CSS pixel; 1 when it is not given. */
  density: z.optional(z.number()),
  quality: z.enum(qualities),
  format: z.enum(['png', 'jpeg', 'webp']),
  background: z.optional(z.enum(backgrounds)),
  /** Quality of a JPEG or WebP file, 1 (smallest) to 100 (best); Easel's own when left out. */
  compression: z.optional(z.number()),
  /** Options that only this model has, by the names of its schema. */
  parameters: z.optional(parameterValues),
  /** Run outside the queue, with previews while the picture is made. */
  live: z.optional(z.boolean()),
  /** What is changed, and how the answer is joined to it; only with `edit`. Width and height are those of its box then. */
  edit: z.optional(editOrder),
  /** How the icon is to look; only with `icon`. Width and height are equal then. */
  icon: z.optional(iconOrder),
  target,
  /** URI of the workspace folder that the target lies in; only windows that have it open go on with the request. */
  workspace: z.string(),
});

export type ImageRequest = z.infer<typeof imageRequest>;

/** A request that has passed every check which needs nothing but the request. */
export interface CheckedRequest {
  readonly request: ImageRequest;
  readonly model: ImageModel;
  readonly plan: SizePlan;
  readonly price: Price;
}

/**
 * Checks a request and plans its size and price. Nothing has been spent or sent.
 * @throws ImageError `invalid-request` with the one sentence that says what to change.
 */
export function checkRequest(input: ImageRequest): CheckedRequest {
  const parsed = imageRequest.safeParse(input);
  if (!parsed.success) {
    throw new ImageError('invalid-request', `The request is not complete: ${describeIssue(parsed.error)}.`);
  }
  const request = { ...parsed.data, prompt: parsed.data.prompt.trim() };
  const model = modelOf(request.model);
  if (model.operations.length === 0) {
    throw new ImageError(
      'invalid-request',
      `The model “${model.id}” was removed. Add it again with “Easel: Add Model…”, or choose another.`,
    );
  }
  if (!model.operations.includes(request.operation)) {
    throw new ImageError('invalid-request', `${model.name} cannot ${abilities[request.operation]}. Choose another model.`);
  }
  if (isEmptyPrompt(request.prompt)) {
    throw new ImageError('invalid-request', 'The prompt is empty. Describe the image that you want.');
  }
  const told = promptOf(request, model);
  const promptLength = told.length;
  if (promptLength > model.promptLimit) {
    throw new ImageError(
      'invalid-request',
      `The prompt has ${promptLength.toLocaleString('en')} characters; ${model.name} takes ${model.promptLimit.toLocaleString('en')}. Shorten it.`,
    );
  }
  if (!Number.isInteger(request.count) || request.count < 1 || request.count > model.maxCount) {
    throw new ImageError('invalid-request', `${model.name} makes 1 to ${model.maxCount} images at a time. Choose a number in between.`);
  }
  if (!model.qualities.includes(request.quality)) {
    if (model.qualities.length < 2) {
      throw new ImageError('invalid-request', `${model.name} has no quality to choose. Leave it out.`);
    }
    throw new ImageError('invalid-request', `${model.name} has no quality "${request.quality}". Choose ${model.qualities.join(', ')}.`);
  }
  if (!model.formats.includes(request.format)) {
    throw new ImageError('invalid-request', `${model.name} does not make ${request.format} files. Choose ${model.formats.join(', ')}.`);
  }
  if (request.background !== undefined && request.background !== 'auto' && !model.backgrounds.includes(request.background)) {
    throw new ImageError('invalid-request', `${model.name} has no ${request.background} background. Choose another model.`);
  }
  checkFile(request);
  checkParameters(request.parameters, model);
  const { edit, icon } = request;
  checkIcon(request, model);
  if ((request.operation === 'edit') !== (edit !== undefined)) {
    throw new ImageError('invalid-request', 'The request is not complete: an edit needs a picture, and nothing else does.');
  }
  if (edit && model.needsMask && !sendsMask(edit, model)) {
    throw new ImageError('invalid-request', `${model.name} needs a mask. Say which part of the picture is to change.`);
  }
  const plan = edit ? planOf(edit, model) : planSize(request, model.sizes);
  const price = model.price({
    size: plan.render,
    quality: request.quality,
    count: request.count,
    promptLength: pricedLength(told),
    inputs: edit ? sentSizes(edit, model) : startsFromBlank(request, model) ? [plan.render] : [],
    ...(icon ? { fidelity: iconFidelity } : {}),
  });
  return { request, model, plan, price };
}

/** An icon that starts from an empty picture is not to keep to it. */
export const iconFidelity = 'low';

const abilities: Readonly<Record<ImageRequest['operation'], string>> = {
  generate: 'make an image from text alone',
  edit: 'edit images',
  icon: 'make icons',
};

/** What the model is told: the user's words, or an icon made of them. A draft draws the words themselves. */
export function promptOf({ prompt, icon }: Pick<ImageRequest, 'prompt' | 'icon'>, { service }: Pick<ImageModel, 'service'>): string {
  return icon && service !== 'draft' ? iconPrompt(prompt, icon) : prompt;
}

/** Whether an empty picture is sent along, because the model always needs one. */
export function startsFromBlank({ operation }: Pick<ImageRequest, 'operation'>, model: ImageModel): boolean {
  return operation === 'icon' && model.minInputs > 0;
}

/** How a model comes by transparency: `model` when it has the option, else its ground is taken away here. */
export function transparencyBy(model: ImageModel): IconOrder['transparency'] {
  return model.backgrounds.includes('transparent') ? 'model' : 'removal';
}

/** What the format of the file can hold. @throws ImageError `invalid-request` */
function checkFile({ format, background, compression, icon }: ImageRequest): void {
  if (background === 'transparent' && format === 'jpeg' && !icon) {
    throw new ImageError('invalid-request', 'JPEG has no transparency. Choose PNG or WebP for a transparent background.');
  }
  if (compression === undefined) {
    return;
  }
  if (format === 'png') {
    throw new ImageError('invalid-request', 'A PNG loses nothing, so there is no compression to choose. Choose JPEG or WebP.');
  }
  if (!Number.isInteger(compression) || compression < 1 || compression > 100) {
    throw new ImageError('invalid-request', 'The compression is a whole number from 1 (smallest file) to 100 (best quality).');
  }
}

function checkIcon({ operation, icon, width, height, format, background }: ImageRequest, model: ImageModel): void {
  if ((operation === 'icon') !== (icon !== undefined)) {
    throw new ImageError('invalid-request', 'The request is not complete: an icon needs a style and a background, and nothing else does.');
  }
  if (!icon) {
    return;
  }
  if (width !== height) {
    throw new ImageError('invalid-request', 'An icon is square. Choose the same width and height.');
  }
  if (format === 'jpeg') {
    throw new ImageError('invalid-request', 'JPEG has no transparency. Choose PNG or WebP for an icon.');
  }
  if (icon.transparency !== transparencyBy(model) || (icon.transparency === 'model') !== (background === 'transparent')) {
    throw new ImageError('invalid-request', `${model.name} has no such way to make a background transparent. Choose another model.`);
  }
}

function planOf({ placement, inputs }: EditOrder, model: ImageModel): SizePlan {
  const { box, render, scaled } = placement;
  if (inputs.length > model.maxInputs) {
    throw new ImageError(
      'invalid-request',
      `${model.name} takes ${model.maxInputs} pictures in all, the edited one among them. Remove some references.`,
    );
  }
  if (!isLegal(render, model.sizes)) {
    throw new ImageError('invalid-request', `${model.name} cannot render ${render.width}x${render.height}. Choose another region.`);
  }
  return { render, target: { width: box.width, height: box.height }, cropLoss: 0, upscale: box.width / scaled.width };
}

function sendsMask({ masked, convention }: Pick<EditOrder, 'masked' | 'convention'>, { takesMask }: ImageModel): boolean {
  return masked && takesMask && convention !== 'none';
}

/** What is sent along and may be billed: the pictures, and the mask as one more. */
export function sentSizes(edit: Pick<EditOrder, 'inputs' | 'masked' | 'convention' | 'placement'>, model: ImageModel): Size[] {
  return sendsMask(edit, model) ? [...edit.inputs, edit.placement.render] : [...edit.inputs];
}
