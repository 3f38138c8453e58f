import { baseOf, joinPath, parentOf, resolvePath } from '../../project/paths';
import { knownFiles, looseJson, member, packagesOf, textIn } from '../known';
import type { IconProject } from '../set';
import { iconsFolder, type Place } from './place';
import { byUse } from './rank';

/** The icon that the manifest names when it is a PNG, else `images/icon.png`. */
export function vscodePlace(project: IconProject): Place {
  const extensions = packagesOf(project).filter(({ value }) => typeof member(value, 'engines', 'vscode') === 'string');
  const [extension] = byUse(extensions, ({ path }) => parentOf(path));
  if (extension === undefined) {
    return { folder: `${iconsFolder}/vscode-extension`, reason: 'No VS Code extension was found here.', found: false };
  }
  const home = parentOf(extension.path);
  const icon = member(extension.value, 'icon');
  const named = typeof icon === 'string' && /\.png$/i.test(icon) ? resolvePath(home, icon) : undefined;
  const configs = [extension.path];
  return named === undefined
    ? { folder: joinPath(home, 'images'), reason: `${extension.path} is an extension of VS Code.`, found: true, configs }
    : { folder: parentOf(named), file: baseOf(named), reason: `${extension.path} names ${named}.`, found: true, configs };
}

/** Beside the manifest of the extension, so that its paths stay within it. */
export function chromePlace(project: IconProject): Place {
  const manifests = knownFiles(project).filter(
    (path) => /(?:^|\/)manifest\.json$/.test(path) && typeof member(looseJson(textIn(project, path)), 'manifest_version') === 'number',
  );
  const [manifest] = byUse(manifests, parentOf);
  if (manifest === undefined) {
    return { folder: `${iconsFolder}/chrome-extension`, reason: 'No manifest of a browser extension was found here.', found: false };
  }
  const folder = joinPath(parentOf(manifest), 'icons');
  return { folder, reason: `${manifest} is a browser extension’s.`, found: true, configs: [manifest] };
}
