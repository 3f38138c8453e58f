import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import { imageModelOf } from '../core/models/added/build';
import { describeModel, type ModelCard } from '../core/models/added/describe';
import type { AddedModel } from '../core/models/added/description';
import { allModels, catalogue } from '../core/models/catalogue';
import { parseEndpointId } from '../core/models/endpointId';
import type { Operation } from '../core/models/model';
import { formatMoney } from '../core/money';
import type { AddedModels } from './addedModels';
import { readArguments } from './commandArguments';

const modelArguments = z.strictObject({ id: z.optional(z.string()) });

/** What `easel.models.add` gives back to its caller. */
export interface Added {
  readonly id: string;
  readonly name: string;
  readonly operations: readonly Operation[];
  /** Names of the options that only this model has. */
  readonly parameters: readonly string[];
  /** Ready to be shown: `$0.03 for each image`, `price unknown`. */
  readonly price: string;
}

/**
 * `easel.models.add`, also with `{ id }`: looks the model up at the service and offers it from then on.
 * @returns `undefined` when the person named none
 * @throws ImageError when there is no such model, or it makes no images that Easel could ask for
 */
export async function addModel(
  added: AddedModels,
  fetchCard: (id: string) => Promise<ModelCard>,
  argument: unknown,
): Promise<Added | undefined> {
  const given = readArguments('easel.models.add', modelArguments, argument ?? {}).id;
  const text = given ?? (await askForId());
  if (text === undefined) {
    return undefined;
  }
  const fault = idFault(text);
  const id = parseEndpointId(text);
  if (fault !== undefined || id === undefined) {
    throw new ImageError('invalid-request', fault ?? notAnId(text));
  }
  const title = vscode.l10n.t('Looking up {0} at fal.ai', id);
  const card = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, () => fetchCard(id));
  const model = withOwnName(describeModel(card));
  await added.add(model);
  const told = toldOf(model);
  if (given === undefined) {
    void announce(model, told);
  }
  return told;
}

/**
 * `easel.models.remove`, also with `{ id }`. Requests that run go on, and what was made stays.
 * @returns whether one was removed
 * @throws ImageError for an id that was never added
 */
export async function removeModel(added: AddedModels, argument: unknown): Promise<boolean> {
  const given = readArguments('easel.models.remove', modelArguments, argument ?? {}).id;
  const id = given ?? (await pickAdded(added));
  if (id === undefined) {
    return false;
  }
  if (!(await added.remove(id))) {
    throw new ImageError('invalid-request', `No model “${id.slice(0, 200)}” was added.`);
  }
  return true;
}

function askForId(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Add Model'),
    prompt: vscode.l10n.t('Id of an image model at fal.ai, or the address of its page.'),
    placeHolder: 'fal-ai/flux/dev',
    ignoreFocusOut: true,
    validateInput: idFault,
  });
}

function idFault(text: string): string | undefined {
  const id = parseEndpointId(text);
  if (id === undefined) {
    return notAnId(text);
  }
  const known = catalogue.find((model) => model.id === id);
  return known && vscode.l10n.t('{0} is there already, under the name {1}.', id, known.name);
}

function notAnId(text: string): string {
  return text.trim() === ''
    ? vscode.l10n.t('Enter the id of a model, such as fal-ai/flux/dev.')
    : vscode.l10n.t(
        '“{0}” is no id of a model. Enter one such as fal-ai/flux/dev, or the address of its page at fal.ai/models.',
        text.trim().slice(0, 100),
      );
}

/** Two that read alike would be chosen for each other. */
function withOwnName(model: AddedModel): AddedModel {
  const taken = allModels().some(({ id, name }) => id !== model.id && name.toLowerCase() === model.name.toLowerCase());
  return taken ? { ...model, name: `${model.name.slice(0, 60)} (${model.id})`.slice(0, 120) } : model;
}

function toldOf(model: AddedModel): Added {
  const { operations } = imageModelOf(model);
  const { id, name, parameters, price } = model;
  const unit = price?.unit === 'image' ? vscode.l10n.t('for each image') : vscode.l10n.t('for each megapixel');
  return {
    id,
    name,
    operations,
    parameters: parameters.map((one) => one.name),
    price: price ? `${formatMoney(price.amount)} ${unit}` : vscode.l10n.t('price unknown'),
  };
}

async function announce(model: AddedModel, { operations, price }: Added): Promise<void> {
  const open = vscode.l10n.t('Open Generate Panel');
  const makes = operations.includes('generate');
  const does = makes
    ? operations.includes('edit')
      ? vscode.l10n.t('It makes and edits images.')
      : vscode.l10n.t('It makes images.')
    : vscode.l10n.t('It edits images; choose it in the image editor.');
  const cost = model.price
    ? vscode.l10n.t('Its price is {0}.', price)
    : vscode.l10n.t('The service does not tell its price, so Easel asks before every run.');
  const message = vscode.l10n.t('{0} was added. {1} {2}', model.name, does, cost);
  if ((await vscode.window.showInformationMessage(message, ...(makes ? [open] : []))) === open) {
    await vscode.commands.executeCommand('easel.openPanel', { model: model.id });
  }
}

async function pickAdded(added: AddedModels): Promise<string | undefined> {
  const items = added.offered.map(({ id, name }) => ({ label: name, description: name === id ? '' : id, id }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('You have added no models. Add one with “Easel: Add Model…”.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Remove Model'), matchOnDescription: true });
  return picked?.id;
}
