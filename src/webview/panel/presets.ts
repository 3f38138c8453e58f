import { sizePresets } from '../../core/presets';
import { formatSize } from '../../core/sizes';
import { formatDimensions } from '../common/figures';
import type { MenuGroup } from '../common/menu';

/** The size presets as a menu; the id of an item is its size as one would type it. */
export const presetMenu: readonly MenuGroup[] = [...new Set(sizePresets.map((preset) => preset.group))].map((group) => ({
  title: group,
  items: sizePresets
    .filter((preset) => preset.group === group)
    .map((preset) => ({ id: formatSize(preset), label: preset.name, detail: formatDimensions(preset) })),
}));
