import { baseOf, joinPath, parentOf } from '../../project/paths';
import { attributeOf, escaped, setAttributes } from '../markup/attributes';
import { tagsOf, type Tag } from '../markup/tags';
import { knownFiles, textIn } from '../known';
import type { Place } from '../places/place';
import type { IconProject, IconSetOptions } from '../set';
import type { TextTarget } from '../target';
import { applyEdits, lineEndOf, lineIndentAt, type TextChange, type TextEdit } from '../textEdit';

const header = '<?xml version="1.0" encoding="utf-8"?>';
const namespace = 'http://schemas.android.com/apk/res/android';
const colourName = 'ic_launcher_background';

const layers = {
  background: `@color/${colourName}`,
  foreground: '@mipmap/ic_launcher_foreground',
  monochrome: '@mipmap/ic_launcher_monochrome',
};

/** The texts around the pictures: how layers make an icon, the colour of the background, and the manifest that names the icon. */
export function androidTexts({ folder, configs = [] }: Place, { background }: IconSetOptions, project: IconProject): TextTarget[] {
  return [
    ...['ic_launcher.xml', 'ic_launcher_round.xml'].flatMap((file) => adaptivePaths(folder, file, project).map(adaptive)),
    colour(folder, background, project),
    ...configs.map(manifest),
  ];
}

/**
 * Wherever the icon is made of layers: a phone takes the newest version that it knows, so one that is left would show the old icon.
 * Projects for Android 8 and up keep it without a version; what is only for later phones leaves those of Android 8 without one.
 */
function adaptivePaths(folder: string, file: string, project: IconProject): string[] {
  const [forAll, fromEight] = ['mipmap-anydpi', 'mipmap-anydpi-v26'].map((one) => joinPath(folder, one, file));
  const there = knownFiles(project).filter(
    (path) => parentOf(parentOf(path)) === folder && baseOf(path) === file && baseOf(parentOf(path)).startsWith('mipmap-anydpi'),
  );
  const serves = there.some((path) => path === forAll || path === fromEight);
  return serves || fromEight === undefined ? there : [fromEight, ...there];
}

function adaptive(path: string): TextTarget {
  const lines = Object.entries(layers).map(([name, drawable]) => `    <${name} android:drawable="${drawable}"/>`);
  return {
    path,
    presets: ['android'],
    create: [header, `<adaptive-icon xmlns:android="${namespace}">`, ...lines, '</adaptive-icon>', ''].join('\n'),
    change: changeLayers,
    byHand: 'the layers ic_launcher_background, ic_launcher_foreground and ic_launcher_monochrome',
  };
}

function changeLayers(text: string): TextChange | undefined {
  const tags = tagsOf(text, 'xml');
  const root = tags.find((tag) => tag.name === 'adaptive-icon' && tag.kind === 'open');
  const end = tags.findLast((tag) => tag.name === 'adaptive-icon' && tag.kind === 'close');
  if (root === undefined || end === undefined) {
    return undefined;
  }
  const prefix = prefixOf(root);
  const edits: TextEdit[] = [];
  let after = root.end;
  let indent = `${lineIndentAt(text, root.start)}    `;
  for (const [name, drawable] of Object.entries(layers)) {
    const tag = tags.find((one) => one.name === name && one.kind !== 'close');
    const close = tag?.kind === 'open' ? tags.find((one) => one.name === name && one.kind === 'close' && one.start > tag.start) : undefined;
    if (tag === undefined) {
      edits.push({ start: after, end: after, text: `${lineEndOf(text)}${indent}<${name} ${prefix}:drawable="${drawable}"/>` });
    } else if (close === undefined) {
      edits.push(...setAttributes(tag, { [`${prefix}:drawable`]: drawable }));
    } else {
      // What lies within, such as an inset, would shrink the layer once more.
      edits.push({ start: tag.start, end: close.end, text: `<${name} ${prefix}:drawable="${drawable}"/>` });
    }
    if (tag) {
      after = (close ?? tag).end;
      indent = lineIndentAt(text, tag.start);
    }
  }
  return { text: applyEdits(text, edits), summary: 'Names the layers of the icon' };
}

function prefixOf(root: Tag): string {
  return root.attributes.find((one) => one.value === namespace)?.name.replace(/^xmlns:/, '') ?? 'android';
}

/** Where the colour is defined already: twice would not build. */
function colour(folder: string, value: string, project: IconProject): TextTarget {
  const own = joinPath(folder, 'values', `${colourName}.xml`);
  const other = knownFiles(project).find(
    (path) => parentOf(path) === joinPath(folder, 'values') && colourTag(textIn(project, path) ?? '') !== undefined,
  );
  return {
    path: other ?? own,
    presets: ['android'],
    create: [header, '<resources>', `    <color name="${colourName}">${value}</color>`, '</resources>', ''].join('\n'),
    change: (text) => changeColour(text, value),
    byHand: `the colour ${colourName}, ${value},`,
  };
}

function colourTag(text: string): { readonly tag: Tag; readonly close: Tag } | undefined {
  const tags = tagsOf(text, 'xml');
  const index = tags.findIndex(
    (one) => one.kind === 'open' && ['color', 'item'].includes(one.name) && attributeOf(one, 'name') === colourName,
  );
  const [tag, close] = [tags[index], tags[index + 1]];
  return tag && close?.kind === 'close' ? { tag, close } : undefined;
}

function changeColour(text: string, value: string): TextChange | undefined {
  const summary = 'Sets the colour of the background';
  const there = colourTag(text);
  if (there) {
    const { tag, close } = there;
    const same = text.slice(tag.end, close.start).trim().toLowerCase() === value;
    return { text: same ? text : applyEdits(text, [{ start: tag.end, end: close.start, text: value }]), summary };
  }
  const end = tagsOf(text, 'xml').findLast((tag) => tag.name === 'resources' && tag.kind === 'close');
  if (end === undefined) {
    return undefined;
  }
  const line = `    <color name="${colourName}">${escaped(value)}</color>${lineEndOf(text)}`;
  return { text: applyEdits(text, [{ start: end.start, end: end.start, text: line }]), summary };
}

function manifest(path: string): TextTarget {
  return {
    path,
    presets: ['android'],
    change: (text) => {
      const tags = tagsOf(text, 'xml');
      const root = tags.find((tag) => tag.name === 'manifest');
      const application = tags.find((tag) => tag.name === 'application' && tag.kind !== 'close');
      if (root === undefined || application === undefined) {
        return undefined;
      }
      const prefix = prefixOf(root);
      const values = { [`${prefix}:icon`]: '@mipmap/ic_launcher', [`${prefix}:roundIcon`]: '@mipmap/ic_launcher_round' };
      return { text: applyEdits(text, attributesInLines(text, application, values)), summary: 'Names the icon of the app' };
    },
    byHand: 'android:icon="@mipmap/ic_launcher" android:roundIcon="@mipmap/ic_launcher_round"',
  };
}

/** Where each attribute has a line, so has a new one. */
function attributesInLines(text: string, tag: Tag, values: Readonly<Record<string, string>>): TextEdit[] {
  const last = tag.attributes.at(-1);
  const indent = last && /\n[ \t]*$/.test(text.slice(0, last.start)) ? lineIndentAt(text, last.start) : undefined;
  return setAttributes(tag, values).map((edit) =>
    edit.start === tag.last && edit.start === edit.end && indent !== undefined
      ? { ...edit, text: edit.text.replace(/ (?=\S+=")/g, lineEndOf(text) + indent) }
      : edit,
  );
}
