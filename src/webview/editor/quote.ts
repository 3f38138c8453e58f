import type { Placement } from '../../core/edit';
import type { ImageModel } from '../../core/models/model';
import { formatPrice, type Price } from '../../core/money';
import { isGrown, planPlacement } from '../../core/placement';
import { isEmptyPrompt, pricedLength } from '../../core/prompt';
import type { Rectangle } from '../../core/sizes';
import type { EditForm, EditorSnapshot } from '../../protocol/imageEditor';
import { formatDimensions } from '../common/figures';
import { modelAmong } from '../common/modelFields';
import { contains, wantedBox, type MaskFacts, type Region } from './region';

/** Why the form cannot be run, and where the user can change that. */
export interface Problem {
  readonly at: 'blocked' | 'picture' | 'region' | 'mask' | 'references' | 'prompt' | 'key';
  readonly message: string;
}

/** What a run will send, make and cost, worked out on the page so that it follows every key and stroke. */
export interface Quote {
  readonly model: ImageModel;
  /** The box that is asked for; `placement.box` is what is sent. */
  readonly box: Rectangle;
  readonly placement: Placement | undefined;
  readonly price: Price | undefined;
  /** Nothing is painted, and the model needs more around the box of the user than is to change: only the box changes. */
  readonly grown: boolean;
  /** Only a part of the picture can change. */
  readonly partial: boolean;
  /** Whether there is a mask to send. */
  readonly masked: boolean;
  readonly problem: Problem | undefined;
}

export interface Situation {
  readonly form: EditForm;
  readonly snapshot: EditorSnapshot;
  readonly mask: MaskFacts;
  readonly region: Region;
  /** The picture is on the page, is on its way, or could not be shown. */
  readonly picture: 'shown' | 'coming' | 'failed';
}

export function quoteFor(situation: Situation): Quote {
  const { form, snapshot, mask, region } = situation;
  const model = modelAmong('edit', form.model);
  const box = wantedBox(region, mask, snapshot, form.settings);
  const planned = plan(box, snapshot, model);
  const placement = typeof planned === 'string' ? undefined : planned;
  const grown = mask.bounds === undefined && placement !== undefined && isGrown(box, placement, snapshot);
  return {
    model,
    box,
    placement,
    price: placement && priceOf(situation, model, placement, grown),
    grown,
    masked: (mask.bounds !== undefined || grown) && snapshot.convention !== 'none',
    partial: mask.bounds !== undefined || grown || (placement !== undefined && !isWhole(placement.box, snapshot)),
    problem: problemOf(situation, model, planned, grown),
  };
}

function plan(box: Rectangle, snapshot: EditorSnapshot, model: ImageModel): Placement | string {
  try {
    return planPlacement(box, { width: snapshot.width, height: snapshot.height }, model.sizes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Everything that is sent along counts: the cut, the references, and the mask where the model is given one; a box can be one. */
function priceOf({ form, snapshot, mask }: Situation, model: ImageModel, { render }: Placement, grown: boolean): Price {
  const sendsMask = (mask.bounds !== undefined || grown) && model.takesMask && snapshot.convention !== 'none';
  const references = snapshot.references.map(({ width, height }) => ({ width, height }));
  return model.price({
    size: render,
    quality: form.quality,
    count: form.count,
    promptLength: pricedLength(form.prompt.trim()),
    inputs: [render, ...references, ...(sendsMask ? [render] : [])],
  });
}

function problemOf(
  { form, snapshot, mask, picture }: Situation,
  model: ImageModel,
  planned: Placement | string,
  grown: boolean,
): Problem | undefined {
  if (snapshot.blocked) {
    return { at: 'blocked', message: snapshot.blocked.message };
  }
  if (picture !== 'shown') {
    return { at: 'picture', message: picture === 'coming' ? 'The picture is being loaded.' : 'There is no picture to edit.' };
  }
  if (typeof planned === 'string') {
    return { at: 'region', message: planned };
  }
  const length = form.prompt.trim().length;
  if (length > model.promptLimit) {
    const [has, takes] = [length.toLocaleString('en'), model.promptLimit.toLocaleString('en')];
    return { at: 'prompt', message: `The prompt has ${has} characters; ${model.name} takes ${takes}. Shorten it.` };
  }
  const room = referenceLimit(model);
  if (snapshot.references.length > room) {
    const many = room === 0 ? 'no references' : room === 1 ? 'one reference' : `${room} references`;
    return { at: 'references', message: `${model.name} takes ${many}. Remove ${snapshot.references.length - room}.` };
  }
  return (
    maskProblem(form, snapshot, mask, planned) ??
    (model.needsMask && ((mask.bounds === undefined && !grown) || snapshot.convention === 'none')
      ? { at: 'mask', message: `${model.name} needs a mask. Paint over what is to change.` }
      : undefined) ??
    keyProblem(snapshot, model) ??
    (isEmptyPrompt(form.prompt) ? { at: 'prompt', message: 'Describe the change that you want.' } : undefined)
  );
}

function maskProblem(form: EditForm, snapshot: EditorSnapshot, mask: MaskFacts, placement: Placement): Problem | undefined {
  if (form.settings.edge === 'exact' && mask.area === snapshot.width * snapshot.height) {
    return { at: 'mask', message: 'The mask covers the whole picture, so nothing would be kept. Clear it to edit the whole image.' };
  }
  if (mask.bounds && !contains(placement.box, mask.bounds)) {
    return { at: 'mask', message: 'A part of the mask lies outside the region that is sent. Make the region larger.' };
  }
  return undefined;
}

function keyProblem(snapshot: EditorSnapshot, model: ImageModel): Problem | undefined {
  return snapshot.key === 'none' && model.service === 'fal' ? { at: 'key', message: `${model.name} needs a fal.ai key.` } : undefined;
}

/** How many references fit beside the picture itself. */
export function referenceLimit(model: ImageModel): number {
  return Math.max(0, model.maxInputs - 1);
}

/** `Edit region · about $0.06`, `Edit image 3 times · about $0.15`, `Draft region · free`. */
export function runLabel(quote: Quote, count: number): string {
  const verb = quote.model.service === 'draft' ? 'Draft' : 'Edit';
  const what = `${verb} ${quote.partial ? 'region' : 'image'}${count > 1 ? ` ${count} times` : ''}`;
  return quote.price ? `${what} · ${formatPrice(quote.price)}` : what;
}

/**
 * `Sends 640 × 480 as 1024 × 768`: what leaves the machine, in pixels, and what of it changes if that is less. Nothing leaves it for a
 * draft.
 */
export function sentText({ model, box: asked, grown }: Quote, { box, render }: Placement): string {
  if (model.service === 'draft') {
    return `Draws ${formatDimensions(box)}`;
  }
  const isSame = box.width === render.width && box.height === render.height;
  const sent = `Sends ${formatDimensions(box)}${isSame ? ' as it is' : ` as ${formatDimensions(render)}`}`;
  return grown ? `${sent}; changes only your ${formatDimensions(asked)}` : sent;
}

function isWhole(box: Rectangle, { width, height }: EditorSnapshot): boolean {
  return box.width === width && box.height === height;
}
