import { ImageError } from '../errors';
import { draft } from './draft';
import { gptImage1, gptImage15Edit, gptImage1Edit, gptImage1Mini } from './gptImage1';
import { gptImage2, gptImage2Edit } from './gptImage2';
import { gptImage25 } from './gptImage25';
import type { ImageModel, Operation } from './model';

/** Every model that Easel brings. The first that can do a task is what the task starts with. */
export const catalogue: readonly ImageModel[] = [
  gptImage2,
  gptImage2Edit,
  ...gptImage25,
  gptImage1,
  gptImage1Edit,
  gptImage15Edit,
  ...gptImage1Mini,
  draft,
];

let added: () => readonly ImageModel[] = () => [];

/**
 * Says where the models come from that the user has added: the extension reads what it keeps, a page what the extension told it. Asked
 * anew every time, because another window may have added one.
 */
export function addModelsFrom(source: () => readonly ImageModel[]): void {
  added = source;
}

/** Every model on offer: those of the catalogue, then those of the user. */
export function allModels(): readonly ImageModel[] {
  return [...catalogue, ...added().filter((model) => model.operations.length > 0)];
}

/** Also one that the user has taken away, of which a request may still run. */
export function findModel(id: string): ImageModel | undefined {
  return catalogue.find((model) => model.id === id) ?? added().find((model) => model.id === id);
}

/** @throws ImageError `invalid-request` for an id that neither the catalogue nor the user has. */
export function modelOf(id: string): ImageModel {
  const model = findModel(id);
  if (!model) {
    const known = allModels().map((one) => one.id);
    throw new ImageError('invalid-request', `There is no model "${id.slice(0, 200)}". Choose one of: ${known.join(', ')}.`);
  }
  return model;
}

/** The models on offer that can do the task, in the order of the catalogue. */
export function modelsFor(operation: Operation): readonly ImageModel[] {
  return allModels().filter((model) => model.operations.includes(operation));
}
