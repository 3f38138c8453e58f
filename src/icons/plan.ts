import { resolvePath } from '../project/paths';
import type { IconPicture } from './drawing';
import { placesFor, type Places } from './places';
import type { Preset, PresetPicture } from './presets/preset';
import { presets } from './presets/presets';
import { presetIds, type IconProject, type IconSetOptions, type IconSetPlan, type PlannedFile, type PresetId } from './set';
import { settleTexts } from './target';
import { webTexts } from './webTexts';

/** Everything that the chosen sets would write into this project. The same path is never planned twice. */
export function planIconSet(options: IconSetOptions, project: IconProject): IconSetPlan {
  const ids = presetIds.filter((id) => options.presets.includes(id));
  const chosen = ids.map((id) => presets[id]);
  const places = placesFor(ids, project, options.folder);
  const web = webTexts(chosen, places.site, options, project);
  const own = chosen.flatMap((preset) => preset.texts?.(places.of(preset.id), options, project) ?? []);
  const texts = settleTexts([...web.targets, ...own], project);
  return {
    files: [...picturesOf(chosen, places, project), ...texts.files],
    patches: texts.patches,
    snippet: web.snippet,
    places: Object.fromEntries(ids.map((id) => [id, { folder: places.of(id).folder, reason: places.of(id).reason }])),
    notes: [...new Set([...web.notes, ...texts.notes, ...chosen.flatMap((preset) => preset.notes?.(places.of(preset.id), project) ?? [])])],
  };
}

interface Draft {
  readonly path: string;
  readonly presets: PresetId[];
  picture: IconPicture;
}

function picturesOf(chosen: readonly Preset[], places: Places, project: IconProject): PlannedFile[] {
  const drafts = new Map<string, Draft>();
  for (const preset of chosen) {
    const place = places.of(preset.id);
    for (const picture of preset.pictures(place, project)) {
      const path = pathOf(preset, picture, places);
      const key = path.toLowerCase();
      const draft = drafts.get(key) ?? { path, presets: [], picture: picture.picture };
      draft.picture = merged(draft.picture, picture.picture);
      if (!draft.presets.includes(preset.id)) {
        draft.presets.push(preset.id);
      }
      drafts.set(key, draft);
    }
  }
  return [...drafts.values()].map((draft) => ({
    path: draft.path,
    presets: draft.presets,
    content: { kind: 'picture', picture: draft.picture },
  }));
}

function pathOf(preset: Preset, { path }: PresetPicture, { site, of }: Places): string {
  return preset.web ? site.pathOf(path) : (resolvePath(of(preset.id).folder, path) ?? path);
}

/** A file with several sizes takes those of both sets; of two pictures the first stays. */
function merged(first: IconPicture, second: IconPicture): IconPicture {
  if (first === second || first.kind !== 'ico' || second.kind !== 'ico') {
    return first;
  }
  const added = second.drawings.filter(({ width }) => !first.drawings.some((one) => one.width === width));
  const drawings = [...first.drawings, ...added];
  return { kind: 'ico', drawings: added.length === 0 ? drawings : drawings.sort((a, b) => a.width - b.width) };
}
