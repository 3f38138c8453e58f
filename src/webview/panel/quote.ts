import type { ImageModel } from '../../core/models/model';
import { formatPrice, type Price } from '../../core/money';
import { isEmptyPrompt } from '../../core/prompt';
import { planSize, type SizePlan } from '../../core/sizes';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { modelAmong } from '../common/modelFields';
import { fileSize } from './form';

/** Why the form cannot be run, and where the user can change that. */
export interface Problem {
  readonly at: 'prompt' | 'size' | 'key' | 'blocked';
  readonly message: string;
}

/** What a form will be made of and cost, worked out on the page so that it follows every key. */
export interface Quote {
  readonly model: ImageModel;
  readonly plan: SizePlan | undefined;
  readonly price: Price | undefined;
  readonly problem: Problem | undefined;
}

/** `sizeText` is what stands in the size field when it is no size. */
export function quoteFor(form: PanelForm, snapshot: PanelSnapshot, sizeText: string | undefined): Quote {
  const model = modelAmong('generate', form.model);
  const size = sizeText === undefined ? planned(form, model) : notASize(sizeText);
  const plan = typeof size === 'string' ? undefined : size;
  const promptLength = form.prompt.trim().length;
  const price = plan && model.price({ size: plan.render, quality: form.quality, count: form.count, promptLength, inputs: [] });
  return { model, plan, price, problem: problemOf(form, snapshot, model, typeof size === 'string' ? size : undefined) };
}

/** What to say to a text that is no size. */
function notASize(text: string): string {
  const hint = 'Enter a size such as 1200x630, 512 or 16:9 1200.';
  return text.trim() === '' ? hint : `“${text}” is no size. ${hint}`;
}

function planned(form: PanelForm, model: ImageModel): SizePlan | string {
  try {
    return planSize(fileSize(form), model.sizes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function problemOf(form: PanelForm, snapshot: PanelSnapshot, model: ImageModel, size: string | undefined): Problem | undefined {
  if (snapshot.blocked) {
    return { at: 'blocked', message: snapshot.blocked.message };
  }
  if (size !== undefined) {
    return { at: 'size', message: size };
  }
  const length = form.prompt.trim().length;
  if (length > model.promptLimit) {
    const [has, takes] = [length.toLocaleString('en'), model.promptLimit.toLocaleString('en')];
    return { at: 'prompt', message: `The prompt has ${has} characters; ${model.name} takes ${takes}. Shorten it.` };
  }
  if (snapshot.key === 'none' && model.service === 'fal') {
    return { at: 'key', message: `${model.name} needs a fal.ai key.` };
  }
  return isEmptyPrompt(form.prompt) ? { at: 'prompt', message: 'Describe the image that you want.' } : undefined;
}

/** `Generate 2 images · about $0.10`, `Generate draft · free`. */
export function generateLabel(quote: Quote, count: number): string {
  const noun = quote.model.service === 'draft' ? 'draft' : 'image';
  const what = count > 1 ? `Generate ${count} ${noun}s` : noun === 'draft' ? 'Generate draft' : 'Generate';
  return quote.price ? `${what} · ${formatPrice(quote.price)}` : what;
}

/** Above this share the user sees that a part of the rendering is cut away. */
const telling = 0.15;

/** What becomes of the rendering on its way to the file, when it is not what one expects. */
export function planNote(plan: SizePlan): string | undefined {
  const render = `${plan.render.width} × ${plan.render.height}`;
  const notes: string[] = [];
  if (plan.cropLoss > telling) {
    const wide = plan.target.width * plan.render.height > plan.target.height * plan.render.width;
    notes.push(`The model draws ${render}; the middle ${wide ? 'band' : 'strip'} is kept.`);
  }
  if (plan.upscale > 1.001) {
    notes.push(
      `${notes.length > 0 ? 'It' : `The model draws ${render}, which`} is enlarged ${plan.upscale.toFixed(plan.upscale < 1.1 ? 2 : 1)} times.`,
    );
  }
  return notes.length > 0 ? notes.join(' ') : undefined;
}
