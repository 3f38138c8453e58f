import type { IconSetForm, IconSetSnapshot } from '../../protocol/iconSet';
import type { FormChanges } from './keptState';

/** Where the slider stands when the margin is first set by hand. */
export const firstPadding = 0.1;

/** The defaults under what the user has set. A kept set that is not offered any more counts for nothing. */
export function formFrom({ defaults, presets }: IconSetSnapshot, changes: FormChanges): IconSetForm {
  const { padding = defaults.padding, presets: ticked = defaults.presets } = changes;
  const form = {
    // In the order in which they are offered, so that the same choice always asks the same question.
    presets: presets.map((preset) => preset.id).filter((id) => ticked.includes(id)),
    name: changes.name?.trim() || defaults.name,
    background: changes.background ?? defaults.background,
    theme: changes.theme ?? defaults.theme,
    sharpen: changes.sharpen ?? defaults.sharpen,
    folder: changes.folder ?? defaults.folder,
    overwrite: changes.overwrite ?? defaults.overwrite,
    withoutPatches: changes.withoutPatches ?? defaults.withoutPatches,
  };
  return typeof padding === 'number' ? { ...form, padding } : form;
}

/** Everything that the list of files depends on. */
export function aboutPlan(version: string, { presets, name, background, theme, folder }: IconSetForm): string {
  return JSON.stringify([version, presets, name, background, theme, folder]);
}

/** Everything that the pictures depend on. */
export function aboutPreviews(version: string, { presets, background, padding, sharpen }: IconSetForm): string {
  return JSON.stringify([version, presets, background, padding ?? null, sharpen]);
}
