import type { ImageModel } from '../../core/models/model';
import { formatPrice, type Price } from '../../core/money';
import { isEmptyPrompt, pricedLength } from '../../core/prompt';
import { iconFidelity, promptOf, startsFromBlank } from '../../core/request';
import { planSize, type SizePlan } from '../../core/sizes';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { chosenModel, fileSize, iconOrderOf } from './form';

/** Why the form cannot be run, and where the user can change that. */
export interface Problem {
  readonly at: 'prompt' | 'size' | 'colour' | 'background' | 'parameter' | 'key' | 'blocked';
  readonly message: string;
}

/** What a form will be made of and cost, worked out on the page so that it follows every key. */
export interface Quote {
  readonly model: ImageModel;
  readonly plan: SizePlan | undefined;
  readonly price: Price | undefined;
  readonly problem: Problem | undefined;
  /** What is wrong with the model's own options, by name. */
  readonly wrongParameters: Readonly<Record<string, string>>;
}

/** What stands in a field while it is nothing that the form could take over. */
export interface WrongTexts {
  readonly size?: string | undefined;
  readonly colour?: string | undefined;
  /** Of the model's own options: what is wrong, by name. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export function quoteFor(form: PanelForm, snapshot: PanelSnapshot, wrong: WrongTexts): Quote {
  const model = chosenModel(form);
  const isIcon = form.mode === 'icon';
  const size = isIcon || wrong.size === undefined ? planned(form, model) : notASize(wrong.size);
  const plan = typeof size === 'string' ? undefined : size;
  const own = form.prompt.trim();
  const told = promptOf({ prompt: own, ...(isIcon ? { icon: iconOrderOf(form, model) } : {}) }, model);
  const price =
    plan &&
    model.price({
      size: plan.render,
      quality: form.quality,
      count: form.count,
      promptLength: pricedLength(told),
      inputs: isIcon && startsFromBlank({ operation: 'icon' }, model) ? [plan.render] : [],
      ...(isIcon ? { fidelity: iconFidelity } : {}),
    });
  const problem =
    blockedBy(snapshot) ??
    (typeof size === 'string' ? { at: 'size', message: size } : undefined) ??
    (isIcon && form.ground !== 'transparent' && wrong.colour !== undefined ? notAColour(wrong.colour) : undefined) ??
    (isIcon ? undefined : (cannotBeTransparent(form) ?? wrongParameter(model, wrong))) ??
    tooLong(own.length, told.length - own.length, model) ??
    withoutKey(snapshot, model) ??
    (isEmptyPrompt(own) ? { at: 'prompt', message: `Describe the ${isIcon ? 'icon' : 'image'} that you want.` } : undefined);
  return { model, plan, price, problem, wrongParameters: wrong.parameters ?? {} };
}

/** What to say to a text that is no size. */
function notASize(text: string): string {
  const hint = 'Enter a size such as 1200x630, 512 or 16:9 1200.';
  return text.trim() === '' ? hint : `“${text}” is no size. ${hint}`;
}

function notAColour(text: string): Problem {
  const hint = 'Enter a background colour such as #1188cc.';
  return { at: 'colour', message: text.trim() === '' ? hint : `“${text}” is no colour. ${hint}` };
}

function cannotBeTransparent({ background, format }: PanelForm): Problem | undefined {
  return background === 'transparent' && format === 'jpeg'
    ? { at: 'background', message: 'JPEG has no transparency. Choose PNG or WebP, or another background.' }
    : undefined;
}

function wrongParameter(model: ImageModel, { parameters = {} }: WrongTexts): Problem | undefined {
  const one = model.parameters?.find(({ name }) => Object.hasOwn(parameters, name));
  return one && { at: 'parameter', message: `${one.label} must be ${parameters[one.name] ?? ''}.` };
}

function planned(form: PanelForm, model: ImageModel): SizePlan | string {
  try {
    return planSize(fileSize(form), model.sizes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function blockedBy({ blocked }: PanelSnapshot): Problem | undefined {
  return blocked && { at: 'blocked', message: blocked.message };
}

/** `added` is what the model is told beside the user's words; the limit is for both. */
function tooLong(length: number, added: number, model: ImageModel): Problem | undefined {
  const room = model.promptLimit - added;
  if (length <= room) {
    return undefined;
  }
  const [has, takes] = [length.toLocaleString('en'), room.toLocaleString('en')];
  return {
    at: 'prompt',
    message: `The prompt has ${has} characters; ${model.name} takes ${takes}${added > 0 ? ' for an icon' : ''}. Shorten it.`,
  };
}

function withoutKey({ key }: PanelSnapshot, model: ImageModel): Problem | undefined {
  return key === 'none' && model.service === 'fal' ? { at: 'key', message: `${model.name} needs a fal.ai key.` } : undefined;
}

/** `Generate 2 images · about $0.10`, `Generate icon · about $0.05`, `Generate draft · free`. */
export function generateLabel(quote: Quote, { mode, count }: Pick<PanelForm, 'mode' | 'count'>): string {
  const noun = quote.model.service === 'draft' ? 'draft' : mode;
  const what = count > 1 ? `Generate ${count} ${noun}s` : noun === 'image' ? 'Generate' : `Generate ${noun}`;
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
