import { ownPlace } from './places';
import { presets } from './presets/presets';
import { presetIds, type IconProject, type PresetId } from './set';

/** One set that can be chosen, with where it would go in this project. */
export interface PresetOffer {
  readonly id: PresetId;
  /** `Web, minimal`. */
  readonly name: string;
  /** What is in it, for the reader. */
  readonly detail: string;
  /** Folder that it goes to, relative to the workspace folder, and what in the project says so. */
  readonly folder: string;
  readonly reason: string;
  /** Whether the project asks for it: what it belongs to is there. */
  readonly suggested: boolean;
}

/** What is no site although it is built like one: its pages are seen in a window of its own. */
const apps: readonly PresetId[] = ['electron', 'tauri', 'vscode-extension', 'chrome-extension'];

/** All sets in the order in which they are offered. At least one is suggested. */
export function presetOffers(project: IconProject): PresetOffer[] {
  const places = new Map(presetIds.map((id) => [id, ownPlace(id, project)]));
  const isThere = (id: PresetId): boolean => places.get(id)?.found === true;
  const others = presetIds.filter((id) => !presets[id].web && isThere(id));
  const isSite = isThere('web-minimal') && !isThere('next-app') && !apps.some(isThere);
  const wanted = new Set<PresetId>(isSite || others.length === 0 ? ['web-minimal', ...others] : others);
  return presetIds.map((id) => {
    const { folder = '', reason = '' } = places.get(id) ?? {};
    const { name, detail } = presets[id];
    return { id, name, detail, folder, reason, suggested: wanted.has(id) };
  });
}
