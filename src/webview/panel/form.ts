import { modelsFor } from '../../core/models/catalogue';
import type { ImageModel } from '../../core/models/model';
import type { Size } from '../../core/sizes';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';

/** Fields that were set by the user or handed over by a command. */
export type FormChanges = { readonly [K in keyof PanelForm]?: PanelForm[K] | undefined };

/**
 * What stands in the form: the defaults under the changes, and every field a value that the model and the project have. A kept
 * form can name a model or a folder that is gone.
 */
export function formFrom(snapshot: PanelSnapshot, changes: FormChanges): PanelForm {
  const form: PanelForm = { ...snapshot.defaults, ...withoutGaps(changes) };
  const model = modelOfForm(form.model, snapshot.defaults.model);
  return {
    ...form,
    model: model.id,
    quality: model.qualities.includes(form.quality) ? form.quality : model.defaultQuality,
    format: model.formats.includes(form.format) ? form.format : (model.formats[0] ?? 'png'),
    count: Math.min(Math.max(1, Math.round(form.count)), model.maxCount),
    folder: snapshot.folders.some((folder) => folder.id === form.folder) ? form.folder : '',
  };
}

/** The size of the file: the form's size is in CSS pixels. */
export function fileSize(form: PanelForm): Size {
  const density = Number(form.density);
  return { width: form.width * density, height: form.height * density };
}

/** A draft looks the same at every quality, so it has none to choose. */
export function hasQuality(model: ImageModel): boolean {
  return model.service !== 'draft' && model.qualities.length > 1;
}

export function modelOfForm(...ids: readonly string[]): ImageModel {
  const models = modelsFor('generate');
  const found = ids.map((id) => models.find((model) => model.id === id)).find((model) => model !== undefined) ?? models[0];
  if (!found) {
    throw new Error('The catalogue has no model that makes an image from text.');
  }
  return found;
}

/** A field that is present but undefined must not hide the default. */
function withoutGaps(changes: FormChanges): Partial<PanelForm> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
