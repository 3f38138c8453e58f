import { baseOf, joinPath, liesIn, resolvePath } from '../project/paths';
import { electronPlace, tauriPlace } from './places/desktop';
import { chromePlace, vscodePlace } from './places/extensions';
import { androidPlace, iosPlace } from './places/native';
import { nextAppFolder } from './places/next';
import { iconsFolder, type Place } from './places/place';
import { siteOf, usualSite, type Site } from './places/web';
import { presets } from './presets/presets';
import type { IconProject, PresetId } from './set';

/** Where every chosen set goes. */
export interface Places {
  /** Of the sets for the web, which are one set: they share files, manifest and page. */
  readonly site: Site;
  readonly of: (id: PresetId) => Place;
}

/** @param chosen where all sets go instead, relative to the workspace folder */
export function placesFor(ids: readonly PresetId[], project: IconProject, chosen: string | undefined): Places {
  const folder = chosen === undefined ? undefined : resolvePath('', chosen);
  if (folder === undefined) {
    const site = usualSite(project);
    return { site, of: once((id) => (presets[id].web ? site : ownPlace(id, project))) };
  }
  const apart = clashes(ids, project);
  const under = (id: PresetId): string => (apart ? joinPath(folder, presets[id].web ? 'web' : id) : folder);
  const site = siteOf(project, under(ids.find((id) => presets[id].web) ?? 'web-minimal'));
  return { site, of: once((id) => (presets[id].web ? site : chosenPlace(id, under(id), project))) };
}

function once(find: (id: PresetId) => Place): (id: PresetId) => Place {
  const found = new Map<PresetId, Place>();
  return (id) => {
    const place = found.get(id) ?? find(id);
    found.set(id, place);
    return place;
  };
}

/** Where a set goes by what the project is. What it has no place for goes to a folder of its own at the top. */
export function ownPlace(id: PresetId, project: IconProject): Place {
  switch (id) {
    case 'ios':
      return iosPlace(project);
    case 'android':
      return androidPlace(project);
    case 'electron':
      return electronPlace(project);
    case 'tauri':
      return tauriPlace(project);
    case 'vscode-extension':
      return vscodePlace(project);
    case 'chrome-extension':
      return chromePlace(project);
    case 'next-app':
      return nextAppFolder(project) ?? { folder: `${iconsFolder}/next-app`, reason: 'No Next.js project was found here.', found: false };
    case 'web-minimal':
    case 'web-full':
    case 'pwa':
      return usualSite(project);
  }
}

/** The parts of a set that its platform wants in a folder with a name of its own. */
const inner: Partial<Record<PresetId, string>> = { ios: 'AppIcon.appiconset', android: 'res' };

/** Whoever chose that folder itself wants no other one in it. */
function innerFolder(id: PresetId, folder: string): string {
  const name = inner[id] ?? '';
  const there = id === 'ios' ? folder.endsWith('.appiconset') : baseOf(folder) === name;
  return there ? folder : joinPath(folder, name);
}

/** What is packaged from the folder of its manifest, and finds nothing outside of it. */
const sealed: readonly PresetId[] = ['vscode-extension', 'chrome-extension'];

function chosenPlace(id: PresetId, folder: string, project: IconProject): Place {
  const own = ownPlace(id, project);
  // Paths in these two lead through folders that only the project's own structure has; a file there is not named from elsewhere.
  const named = id === 'ios' || id === 'android' ? [] : (own.configs ?? []);
  const reachable = !sealed.includes(id) || named.every((path) => liesIn(resolvePath(path, '..') ?? '', folder));
  return {
    folder: innerFolder(id, folder),
    reason: 'You chose this folder.',
    found: own.found,
    configs: reachable ? named : [],
  };
}

/** Whether two sets that have nothing to do with each other would write one path. */
function clashes(ids: readonly PresetId[], project: IconProject): boolean {
  const owners = new Map<string, string>();
  return ids.some((id) => {
    const owner = presets[id].web ? 'web' : id;
    const folder = innerFolder(id, '');
    const place: Place = { folder, reason: '', found: false };
    return presets[id].pictures(place, project).some(({ path }) => {
      const key = (resolvePath(folder, path) ?? path).toLowerCase();
      const other = owners.get(key) ?? owner;
      owners.set(key, other);
      return other !== owner;
    });
  });
}
