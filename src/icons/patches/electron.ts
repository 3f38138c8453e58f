import type { Node } from 'jsonc-parser';
import { baseOf, joinPath, parentOf, relativePath } from '../../project/paths';
import { setMembers } from '../json/jsonEdits';
import { memberOf, readJson, stringAt, valueAt, type JsonText } from '../json/jsonText';
import { looseJson, member, textIn } from '../known';
import type { Place } from '../places/place';
import type { IconProject } from '../set';
import type { TextTarget } from '../target';
import { applyEdits, type TextEdit } from '../textEdit';

/** Which file each platform takes. */
const platforms = { mac: 'icon.icns', win: 'icon.ico', linux: 'icons' };

/** Names the icons where the app is packaged: for electron-builder and electron-forge in JSON; other languages are left to the reader. */
export function electronTexts(place: Place, project: IconProject): TextTarget[] {
  return (place.configs ?? []).flatMap((path): TextTarget[] => {
    const from = (file: string): string => relativePath(parentOf(path), joinPath(place.folder, file));
    const common = { path, presets: ['electron'] as const, byHand: `the icon ${from('icon.png')}` };
    if (!path.endsWith('.json')) {
      return namesIcon(textIn(project, path) ?? '') ? [{ ...common, change: () => undefined }] : [];
    }
    const build = baseOf(path) === 'package.json' ? ['build'] : [];
    const value = looseJson(textIn(project, path));
    const change = (edits: (json: JsonText, section: Node) => TextEdit[], section: readonly string[]): TextTarget['change'] => {
      return (text) => {
        const json = readJson(text);
        const node = json && valueAt(json.root, section);
        return json && node?.type === 'object'
          ? { text: applyEdits(text, edits(json, node)), summary: 'Names the icon of the app' }
          : undefined;
      };
    };
    return [
      ...(isBuilder(member(value, ...build)) ? [{ ...common, change: change((json, node) => forBuilder(json, node, from), build) }] : []),
      ...(member(value, 'config', 'forge', 'packagerConfig') === undefined
        ? []
        : [
            {
              ...common,
              change: change((json, node) => setMembers(json, node, { icon: from('icon') }), ['config', 'forge', 'packagerConfig']),
            },
          ]),
    ];
  });
}

/** Whether a configuration names an icon, and so does not take the one that it would find. */
function namesIcon(text: string): boolean {
  return /^\s*["']?icon["']?\s*:/m.test(text);
}

/** A section called `build` belongs to others too. */
function isBuilder(value: unknown): boolean {
  return ['appId', 'productName', 'directories', 'mac', 'win', 'linux', 'icon', 'nsis', 'dmg', 'files', 'asar'].some(
    (name) => member(value, name) !== undefined,
  );
}

function forBuilder(json: JsonText, build: Node, from: (file: string) => string): TextEdit[] {
  const general = stringAt(build, 'icon') === undefined ? [] : setMembers(json, build, { icon: from('icon.png') });
  const missing: Record<string, unknown> = {};
  const edits = Object.entries(platforms).flatMap(([name, file]) => {
    const section = memberOf(build, name);
    if (section === undefined) {
      missing[name] = { icon: from(file) };
    }
    return section?.type === 'object' ? setMembers(json, section, { icon: from(file) }) : [];
  });
  return [...general, ...edits, ...setMembers(json, build, missing)];
}
