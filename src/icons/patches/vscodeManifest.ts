import { joinPath, parentOf, relativePath } from '../../project/paths';
import { setMembers } from '../json/jsonEdits';
import { readJson } from '../json/jsonText';
import type { Place } from '../places/place';
import type { TextTarget } from '../target';
import { applyEdits } from '../textEdit';

/** Names the icon in the manifest of a VS Code extension. */
export function extensionIcon({ folder, file = 'icon.png', configs = [] }: Place): TextTarget[] {
  return configs.map((path) => {
    const icon = relativePath(parentOf(path), joinPath(folder, file));
    return {
      path,
      presets: ['vscode-extension'],
      change: (text) => {
        const json = readJson(text);
        if (json?.root.type !== 'object') {
          return undefined;
        }
        return { text: applyEdits(text, setMembers(json, json.root, { icon })), summary: `Names ${icon} as the icon` };
      },
      byHand: `"icon": ${JSON.stringify(icon)}`,
    };
  });
}
