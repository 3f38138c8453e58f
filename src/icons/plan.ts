import { resolvePath } from '../project/paths';
import { drawingsOf, type IconDrawing, type IconPicture } from './drawing';
import { pathInTexts } from './known';
import { placesFor, type Places } from './places';
import type { Preset, PresetPicture } from './presets/preset';
import { presets } from './presets/presets';
import { presetIds, type IconProject, type IconSetOptions, type IconSetPlan, type PlannedFile, type PresetId } from './set';
import { settleTexts, type TextTarget } from './target';
import { webTexts, type WebTexts } from './webTexts';

/** Everything that the chosen sets would write into this project. The same path is never planned twice. */
export function planIconSet(options: IconSetOptions, project: IconProject): IconSetPlan {
  const { chosen, places, web, targets } = settingOf(options, project);
  const texts = settleTexts(targets, project);
  return {
    files: [...picturesOf(chosen, places, project), ...texts.files],
    patches: texts.patches,
    snippet: web.snippet,
    notes: [...new Set([...web.notes, ...texts.notes, ...chosen.flatMap((preset) => preset.notes?.(places.of(preset.id), project) ?? [])])],
  };
}

/**
 * The paths of all texts that the plan writes, changes or looks at, each once. One that is not in `project.texts` may be on disk all the
 * same; with its text in there, the next plan changes it or says why it cannot, and never replaces it.
 */
export function textPaths(options: IconSetOptions, project: IconProject): string[] {
  const paths = settingOf(options, project).targets.map(({ path }) => pathInTexts(project, path) ?? path);
  return [...new Map(paths.map((path) => [path.toLowerCase(), path])).values()];
}

/** From this share of the edge on, the content fills the picture. On a startup screen it is much smaller. */
const filled = 0.5;

/**
 * How many pixels the largest icon of a set needs across: the shorter edge of the largest picture that the content fills. 0 without such.
 * A master with fewer is enlarged for it.
 */
export function largestEdge(files: readonly PlannedFile[]): number {
  const drawings = files.flatMap(({ content }) => (content.kind === 'picture' ? drawingsOf(content.picture) : []));
  return drawings.filter(isFilled).reduce((largest, { width, height }) => Math.max(largest, Math.min(width, height)), 0);
}

function isFilled({ zone }: IconDrawing): boolean {
  return zone.kind !== 'box' || zone.share >= filled;
}

interface Setting {
  readonly chosen: readonly Preset[];
  readonly places: Places;
  readonly web: WebTexts;
  readonly targets: readonly TextTarget[];
}

function settingOf(options: IconSetOptions, project: IconProject): Setting {
  const ids = presetIds.filter((id) => options.presets.includes(id));
  const chosen = ids.map((id) => presets[id]);
  const places = placesFor(ids, project, options.folder);
  const web = webTexts(chosen, places.site, options, project);
  const own = chosen.flatMap((preset) => preset.texts?.(places.of(preset.id), options, project) ?? []);
  return { chosen, places, web, targets: [...web.targets, ...own] };
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
