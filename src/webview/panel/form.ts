import { masterEdge, type IconOrder } from '../../core/icon';
import type { ImageModel } from '../../core/models/model';
import { parametersFor } from '../../core/models/parameters';
import { transparencyBy } from '../../core/request';
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
  const { defaults } = snapshot;
  const { parameters: kept, ...form }: PanelForm = { ...defaults, ...withoutGaps(changes) };
  const imageModel = modelAmong('generate', form.model, defaults.model);
  const iconModel = modelAmong('icon', form.iconModel, defaults.iconModel);
  const model = form.mode === 'icon' ? iconModel : imageModel;
  const parameters = parametersFor(kept, imageModel);
  return {
    ...form,
    model: imageModel.id,
    iconModel: iconModel.id,
    quality: model.qualities.includes(form.quality) ? form.quality : model.defaultQuality,
    format: imageModel.formats.includes(form.format) ? form.format : (imageModel.formats[0] ?? 'png'),
    count: Math.min(Math.max(1, Math.round(form.count)), model.maxCount),
    background: imageModel.backgrounds.includes(form.background) ? form.background : 'auto',
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    folder: snapshot.folders.some((folder) => folder.id === form.folder) ? form.folder : '',
  };
}

/** The model that the form would be run with. */
export function chosenModel(form: PanelForm): ImageModel {
  return form.mode === 'icon' ? modelAmong('icon', form.iconModel) : modelAmong('generate', form.model);
}

/** What the form asks for beyond a picture. */
export function iconOrderOf(form: PanelForm, model: ImageModel): IconOrder {
  const { style, ground, groundColour: colour, colours } = form;
  return {
    style,
    ground: ground === 'transparent' ? { kind: ground } : { kind: ground, colour },
    colours,
    transparency: transparencyBy(model),
  };
}

/** The size of the file: a picture's is given in CSS pixels, an icon's is always that of a master. */
export function fileSize(form: PanelForm): Size {
  const density = Number(form.density);
  return form.mode === 'icon' ? { width: masterEdge, height: masterEdge } : { width: form.width * density, height: form.height * density };
}

/** A field that is present but undefined must not hide the default. */
function withoutGaps(changes: FormChanges): Partial<PanelForm> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
