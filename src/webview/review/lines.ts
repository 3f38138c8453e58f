import { priceOfOrder } from '../../core/batchPrice';
import type { Format, ImageModel, Quality } from '../../core/models/model';
import type { Price } from '../../core/money';
import { isEmptyPrompt } from '../../core/prompt';
import type { ReviewOrder, ReviewRow, ReviewSnapshot } from '../../protocol/review';
import { modelAmong } from '../common/modelFields';
import type { KeptState, RowChanges } from './keptState';

/** What is chosen above the table, for all rows that do not say otherwise. */
export interface Choices {
  readonly model: ImageModel;
  readonly quality: Quality;
  readonly format: Format;
  /** Whether a text alternative is written where there is none. */
  readonly addAlt: boolean;
}

/** Why a row cannot be run as it stands, and which of its fields changes that. */
export interface LineProblem {
  readonly at: 'size' | 'prompt';
  readonly message: string;
}

/** One row of the table with what the user made of it. */
export interface Line {
  readonly row: ReviewRow;
  /** Its tick and fields can be used. */
  readonly editable: boolean;
  readonly ticked: boolean;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  /** The row's own model; empty when it is the one above. */
  readonly ownModel: string;
  readonly model: ImageModel;
  readonly quality: Quality;
  /** Undefined as long as the size is none. */
  readonly price: Price | undefined;
  readonly problem: LineProblem | undefined;
}

/** The defaults under the choices, and each a value that the model has: a kept one can be gone. */
export function choicesFrom({ defaults }: ReviewSnapshot, kept: KeptState): Choices {
  const model = modelAmong('generate', kept.model ?? '', defaults.model);
  const format = kept.format ?? defaults.format;
  return {
    model,
    quality: qualityOf(model, kept.quality ?? defaults.quality),
    format: model.formats.includes(format) ? format : (model.formats[0] ?? 'png'),
    addAlt: kept.addAlt ?? false,
  };
}

/** What the row is ordered as. */
export function orderOf(line: Line): ReviewOrder {
  const { row, width, height, model, quality } = line;
  return { id: row.id, prompt: line.prompt.trim(), width, height, model: model.id, quality };
}

/** The code does not tell the size, so the user does. */
export function asksForSize(row: ReviewRow): boolean {
  return row.width === 0 || row.height === 0;
}

interface Made {
  readonly from: readonly unknown[];
  readonly line: Line;
}

/** Makes the lines, and the same object again while nothing about a row has changed: planning and drawing 200 rows anew for each key is slow. */
export class Lines {
  private made = new Map<string, Made>();

  of(snapshot: ReviewSnapshot, kept: KeptState, choices: Choices): Line[] {
    const before = this.made;
    this.made = new Map();
    return snapshot.rows.map((row) => {
      const changes = kept.rows[row.id];
      const again = kept.again.includes(row.id);
      const from = [row, changes, again, snapshot.phase, choices.model, choices.quality];
      const old = before.get(row.id);
      const same = old?.from.every((one, index) => one === from[index]) === true;
      const made = same && old ? old : { from, line: lineFrom(row, changes ?? {}, again, snapshot.phase, choices) };
      this.made.set(row.id, made);
      return made.line;
    });
  }
}

function lineFrom(row: ReviewRow, changes: RowChanges, again: boolean, phase: ReviewSnapshot['phase'], choices: Choices): Line {
  const model = changes.model === undefined ? choices.model : modelAmong('generate', changes.model, choices.model.id);
  const asked = {
    prompt: changes.prompt ?? row.prompt,
    width: asksForSize(row) ? (changes.width ?? row.width) : row.width,
    height: asksForSize(row) ? (changes.height ?? row.height) : row.height,
    quality: qualityOf(model, choices.quality),
  };
  const price = priceOf({ ...asked, model: model.id });
  const ticks = { scanning: false, review: changes.ticked ?? row.included, running: row.state !== 'skipped', done: again };
  return {
    row,
    editable: phase === 'review' ? row.state !== 'done' : phase === 'done' && /^(?:failed|cancelled|skipped)$/.test(row.state),
    ticked: ticks[phase],
    ...asked,
    ownModel: changes.model === undefined ? '' : model.id,
    model,
    price: typeof price === 'string' ? undefined : price,
    problem: problemOf(asked, model, typeof price === 'string' ? price : undefined),
  };
}

function priceOf(order: Parameters<typeof priceOfOrder>[0]): Price | string {
  if (order.width === 0 || order.height === 0) {
    return 'The code does not tell the size. Enter it.';
  }
  try {
    return priceOfOrder(order);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function problemOf({ prompt }: { prompt: string }, model: ImageModel, size: string | undefined): LineProblem | undefined {
  if (size !== undefined) {
    return { at: 'size', message: size };
  }
  if (isEmptyPrompt(prompt)) {
    return { at: 'prompt', message: 'Describe the picture.' };
  }
  const { length } = prompt.trim();
  if (length > model.promptLimit) {
    const [has, takes] = [length.toLocaleString('en'), model.promptLimit.toLocaleString('en')];
    return { at: 'prompt', message: `The prompt has ${has} characters; ${model.name} takes ${takes}. Shorten it.` };
  }
  return undefined;
}

function qualityOf(model: ImageModel, wanted: Quality): Quality {
  return model.qualities.includes(wanted) ? wanted : model.defaultQuality;
}
