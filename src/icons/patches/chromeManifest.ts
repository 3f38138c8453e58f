import type { Node } from 'jsonc-parser';
import { joinPath, parentOf, relativePath } from '../../project/paths';
import { setMembers } from '../json/jsonEdits';
import { memberOf, readJson, type JsonText } from '../json/jsonText';
import type { Place } from '../places/place';
import type { TextTarget } from '../target';
import { applyEdits, counted, type TextEdit } from '../textEdit';

/** Pixels that Chrome asks for, on the toolbar, in its lists and in the store. */
export const chromeEdges = [16, 32, 48, 128] as const;

const toolbarEdges = [16, 32];

/** Names the icons in the manifest of an extension, and on its button when it has one. */
export function chromeManifest({ folder, configs = [] }: Place): TextTarget[] {
  return configs.map((path) => {
    const iconOf = (edge: number): string => relativePath(parentOf(path), joinPath(folder, `icon${edge}.png`));
    const icons = byEdge(chromeEdges, iconOf);
    return {
      path,
      presets: ['chrome-extension'],
      change: (text) => {
        const json = readJson(text);
        if (json?.root.type !== 'object') {
          return undefined;
        }
        const button = ['action', 'browser_action', 'page_action']
          .map((name) => memberOf(json.root, name))
          .find((one) => one?.type === 'object');
        const edits = [...namedIn(json, json.root, 'icons', icons), ...(button ? onButton(json, button, iconOf) : [])];
        return { text: applyEdits(text, edits), summary: `Names ${counted(chromeEdges.length, 'icon')}` };
      },
      byHand: `"icons": ${JSON.stringify(icons)}`,
    };
  });
}

function onButton(json: JsonText, button: Node, iconOf: (edge: number) => string): TextEdit[] {
  const old = memberOf(button, 'default_icon');
  const edges = chromeEdges.filter((edge) => toolbarEdges.includes(edge) || memberOf(old, String(edge)) !== undefined);
  return namedIn(json, button, 'default_icon', byEdge(edges, iconOf));
}

/** Sizes that are not ours stay. */
function namedIn(json: JsonText, object: Node, name: string, icons: Readonly<Record<string, string>>): TextEdit[] {
  const old = memberOf(object, name);
  return old?.type === 'object' ? setMembers(json, old, icons) : setMembers(json, object, { [name]: icons });
}

function byEdge(edges: readonly number[], iconOf: (edge: number) => string): Record<string, string> {
  return Object.fromEntries(edges.map((edge) => [String(edge), iconOf(edge)]));
}
