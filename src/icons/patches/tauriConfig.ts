import { joinPath, parentOf, relativePath } from '../../project/paths';
import { setAt, replaceValue } from '../json/jsonEdits';
import { spliceItems } from '../json/jsonItems';
import { memberOf, readJson, valueAt } from '../json/jsonText';
import { knownFiles } from '../known';
import type { Place } from '../places/place';
import type { IconProject } from '../set';
import type { TextTarget } from '../target';
import { applyEdits, counted, type TextChange } from '../textEdit';

/** In the order in which Tauri itself lists them. */
const listed = ['32x32.png', '128x128.png', '128x128@2x.png', 'icon.icns', 'icon.ico'];

/** Names the icons in the configuration that bundles the app. */
export function tauriConfig(place: Place, project: IconProject): TextTarget[] {
  return knownFiles(project)
    .filter((path) => place.configs?.includes(path) === true)
    .map((path) => {
      const paths = listed.map((file) => relativePath(parentOf(path), joinPath(place.folder, file)));
      const json = path.endsWith('.json');
      return {
        path,
        presets: ['tauri'],
        change: (text) => (json ? change(text, paths) : alreadyNamed(text, paths)),
        byHand: `bundle.icon = ${JSON.stringify(paths)}`,
      };
    });
}

function change(text: string, paths: readonly string[]): TextChange | undefined {
  const json = readJson(text);
  if (json?.root.type !== 'object') {
    return undefined;
  }
  // Version 1 has everything one level deeper.
  const path = memberOf(json.root, 'tauri')?.type === 'object' ? ['tauri', 'bundle', 'icon'] : ['bundle', 'icon'];
  const list = valueAt(json.root, path);
  const summary = `Lists ${counted(paths.length, 'icon')}`;
  if (list?.type !== 'array') {
    const edits = setAt(json, path, paths);
    return edits && { text: applyEdits(text, edits), summary };
  }
  const items = list.children ?? [];
  const missing = new Set(paths.filter((one) => !items.some(({ value }) => value === one)));
  const edits = items.flatMap((item) => {
    // Of these two formats only the first counts.
    const format = /\.(?:ico|icns)$/.exec(String(item.value))?.[0];
    const ours = format === undefined ? undefined : paths.find((one) => one.endsWith(format));
    return ours !== undefined && missing.delete(ours) ? replaceValue(json, item, ours) : [];
  });
  return { text: applyEdits(text, [...edits, ...spliceItems(json, list, new Set(), [...missing])]), summary };
}

/** A configuration in another language is only read. */
function alreadyNamed(text: string, paths: readonly string[]): TextChange | undefined {
  return paths.every((path) => text.includes(path)) ? { text, summary: '' } : undefined;
}
