import { baseOf, joinPath, parentOf, resolvePath } from '../../project/paths';
import { dependsOn, knownFiles, knownFolders, member, packagesOf, textIn } from '../known';
import type { IconProject } from '../set';
import { iconsFolder, type Place } from './place';
import { byUse } from './rank';

const builderConfig = /^(?:electron-builder\.(?:json|ya?ml|config\.\w+)|forge\.config\.\w+)$/;

/** Where electron-builder looks for icons: `build/`, unless its configuration says otherwise. */
export function electronPlace(project: IconProject): Place {
  const apps = packagesOf(project).filter(({ value }) =>
    ['electron', 'electron-nightly', 'electron-builder', '@electron-forge/cli', 'electron-vite'].some((name) => dependsOn(value, name)),
  );
  const [app] = byUse(apps, ({ path }) => parentOf(path));
  if (app === undefined) {
    return { folder: `${iconsFolder}/electron`, reason: 'No Electron app was found here.', found: false };
  }
  const home = parentOf(app.path);
  const configs = knownFiles(project).filter((path) => parentOf(path) === home && (path === app.path || builderConfig.test(baseOf(path))));
  const own = member(app.value, 'build', 'directories', 'buildResources');
  const named =
    typeof own === 'string' ? own : configs.map((path) => resourcesIn(path, textIn(project, path) ?? '')).find((one) => one !== undefined);
  const folder = named === undefined ? undefined : resolvePath(home, named);
  if (folder !== undefined) {
    return { folder, reason: `electron-builder takes icons from ${folder}.`, found: true, configs };
  }
  const forge =
    ['@electron-forge/cli', '@electron-forge/core'].some((name) => dependsOn(app.value, name)) && !dependsOn(app.value, 'electron-builder');
  return forge
    ? { folder: joinPath(home, 'assets'), reason: 'electron-forge packages the app.', found: true, configs }
    : { folder: joinPath(home, 'build'), reason: 'electron-builder takes icons from build by itself.', found: true, configs };
}

/** In JSON, YAML and JavaScript alike. */
function resourcesIn(path: string, text: string): string | undefined {
  return baseOf(path) === 'package.json' ? undefined : /\bbuildResources["']?\s*:\s*["']?([\w./-]+)/.exec(text)?.[1];
}

export function tauriPlace(project: IconProject): Place {
  const configs = knownFiles(project).filter((path) => /(?:^|\/)(?:tauri\.conf\.json5?|Tauri\.toml)$/.test(path));
  const homes = [...new Set([...configs.map(parentOf), ...knownFolders(project).filter((folder) => baseOf(folder) === 'src-tauri')])];
  const [home] = byUse(
    homes,
    (folder) => folder,
    (folder) => Number(!configs.some((path) => parentOf(path) === folder)),
  );
  if (home === undefined) {
    return { folder: `${iconsFolder}/tauri`, reason: 'No Tauri app was found here.', found: false };
  }
  return {
    folder: joinPath(home, 'icons'),
    reason: `Tauri takes icons from ${joinPath(home, 'icons')}.`,
    found: true,
    configs: configs.filter((path) => parentOf(path) === home),
  };
}
