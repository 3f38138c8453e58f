import { usualFeather, type BlendSettings } from '../../core/edit';
import { draftModelId } from '../../core/models/draft';
import { modelOf, modelsFor } from '../../core/models/catalogue';
import type { SourceFacts } from '../../imaging/messages';
import type { EditForm } from '../../protocol/imageEditor';
import type { Settings } from '../settings';

/**
 * Photographs get a soft edge; screenshots, icons and everything with text one that stays inside the mask. The colours of sprites are
 * meant as they are, and around them there is little to match with.
 */
export function defaultBlend({ type, width, height, hasAlpha }: SourceFacts, edge?: BlendSettings['edge']): BlendSettings {
  const chosen = edge ?? (type === 'image/jpeg' ? 'soft' : 'exact');
  // A fade of the usual width would be all of an icon.
  const feather = Math.min(usualFeather[chosen], Math.floor(Math.min(width, height) / 32));
  return { edge: chosen, feather, align: true, match: hasAlpha ? 0 : 1 };
}

/** The model that an edit starts with: a draft when that was chosen or there is no key, else the best. */
export function defaultEditModel(settings: Settings, hasKey: boolean): string {
  const [best] = modelsFor('edit');
  return hasKey && settings.model !== draftModelId && best ? best.id : draftModelId;
}

export function defaultEditForm(settings: Settings, hasKey: boolean, facts: SourceFacts): EditForm {
  const model = modelOf(defaultEditModel(settings, hasKey));
  return {
    prompt: '',
    model: model.id,
    quality: model.qualities.includes(settings.quality) ? settings.quality : model.defaultQuality,
    count: 1,
    settings: defaultBlend(facts),
  };
}
