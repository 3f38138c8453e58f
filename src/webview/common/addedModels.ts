import { imageModelOf } from '../../core/models/added/build';
import type { AddedModel } from '../../core/models/added/description';
import { addModelsFrom } from '../../core/models/catalogue';

let known = '[]';

/** Takes over the user's own models as the extension tells them; the same ones stay the same objects. */
export function takeAddedModels(models: readonly AddedModel[] = []): void {
  const text = JSON.stringify(models);
  if (text !== known) {
    known = text;
    const made = models.map(imageModelOf);
    addModelsFrom(() => made);
  }
}
