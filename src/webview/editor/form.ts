import type { EditForm, EditorSnapshot } from '../../protocol/imageEditor';
import { modelAmong } from '../common/modelFields';

/** Fields that were set by the user or handed over by a command. */
export type FormChanges = { readonly [K in keyof EditForm]?: EditForm[K] | undefined };

/** What stands in the form: the defaults under the changes, and every field a value that the model has. A kept form can name one that is gone. */
export function formFrom(snapshot: EditorSnapshot, changes: FormChanges): EditForm {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const form: EditForm = { ...snapshot.defaults, ...set };
  const model = modelAmong('edit', form.model, snapshot.defaults.model);
  return {
    ...form,
    model: model.id,
    quality: model.qualities.includes(form.quality) ? form.quality : model.defaultQuality,
    count: Math.min(Math.max(1, Math.round(form.count)), model.maxCount),
  };
}
