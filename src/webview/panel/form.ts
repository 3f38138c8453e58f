import type { Size } from '../../core/sizes';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { modelAmong } from '../common/modelFields';

/** Fields that were set by the user or handed over by a command. */
export type FormChanges = { readonly [K in keyof PanelForm]?: PanelForm[K] | undefined };

/**
 * What stands in the form: the defaults under the changes, and every field a value that the model and the project have. A kept
 * form can name a model or a folder that is gone.
 */
export function formFrom(snapshot: PanelSnapshot, changes: FormChanges): PanelForm {
  const form: PanelForm = { ...snapshot.defaults, ...withoutGaps(changes) };
  const model = modelAmong('generate', form.model, snapshot.defaults.model);
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

/** A field that is present but undefined must not hide the default. */
function withoutGaps(changes: FormChanges): Partial<PanelForm> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
