import { ImageError } from '../errors';
import { draft } from './draft';
import { gptImage1, gptImage15Edit, gptImage1Edit, gptImage1Mini } from './gptImage1';
import { gptImage2, gptImage2Edit } from './gptImage2';
import { gptImage25 } from './gptImage25';
import type { ImageModel, Operation } from './model';

/** Every model that Easel knows. The first that can do a task is what the task starts with. */
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

export function findModel(id: string): ImageModel | undefined {
  return catalogue.find((model) => model.id === id);
}

/** @throws ImageError `invalid-request` for an id that is not in the catalogue. */
export function modelOf(id: string): ImageModel {
  const model = findModel(id);
  if (!model) {
    throw new ImageError('invalid-request', `There is no model "${id}". Choose one of: ${catalogue.map((one) => one.id).join(', ')}.`);
  }
  return model;
}

/** The models that can do the task, in the order of the catalogue. */
export function modelsFor(operation: Operation): readonly ImageModel[] {
  return catalogue.filter((model) => model.operations.includes(operation));
}
