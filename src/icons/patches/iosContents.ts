import type { Node } from 'jsonc-parser';
import { joinPath } from '../../project/paths';
import { setMembers } from '../json/jsonEdits';
import { spliceItems } from '../json/jsonItems';
import { memberOf, readJson, stringAt } from '../json/jsonText';
import type { TextTarget } from '../target';
import { applyEdits, counted, type TextChange } from '../textEdit';

/** The pictures of the set by their appearance. */
export const iosFiles = { any: 'icon-1024.png', dark: 'icon-1024-dark.png', tinted: 'icon-1024-tinted.png' } as const;
type Appearance = keyof typeof iosFiles;

const appearances = Object.keys(iosFiles) as Appearance[];

/** The list of pictures of an app icon for Xcode. Those for other devices than iPhone and iPad stay, and so does every file. */
export function iosContents(folder: string): TextTarget {
  const whole = { images: appearances.map(entryOf), info: { author: 'xcode', version: 1 } };
  return {
    path: joinPath(folder, 'Contents.json'),
    presets: ['ios'],
    create: `${JSON.stringify(whole, null, 2)}\n`,
    change,
    byHand: `the images ${Object.values(iosFiles).join(', ')}`,
  };
}

function entryOf(appearance: Appearance): Record<string, unknown> {
  const named = appearance === 'any' ? {} : { appearances: [{ appearance: 'luminosity', value: appearance }] };
  return { ...named, filename: iosFiles[appearance], idiom: 'universal', platform: 'ios', size: '1024x1024' };
}

function change(text: string): TextChange | undefined {
  const json = readJson(text);
  if (json?.root.type !== 'object') {
    return undefined;
  }
  const summary = `Names ${counted(appearances.length, 'picture')}`;
  const images = memberOf(json.root, 'images');
  if (images?.type !== 'array') {
    return { text: applyEdits(text, setMembers(json, json.root, { images: appearances.map(entryOf) })), summary };
  }
  const left = new Set(appearances);
  const removed = new Set<number>();
  const edits = (images.children ?? []).flatMap((image, index) => {
    if (!isForIos(image)) {
      return [];
    }
    const appearance = appearanceOf(image);
    const single = stringAt(image, 'size') === '1024x1024' && [undefined, '1x'].includes(stringAt(image, 'scale'));
    if (appearance !== undefined && single && left.delete(appearance)) {
      return setMembers(json, image, { filename: iosFiles[appearance], idiom: 'universal', platform: 'ios' });
    }
    // Sizes one by one would be taken before the picture that all are made from.
    removed.add(index);
    return [];
  });
  return { text: applyEdits(text, [...edits, ...spliceItems(json, images, removed, [...left].map(entryOf))]), summary };
}

/** Watches, cars and Macs have icons of their own, and so does every platform that is named and is another one. */
function isForIos(image: Node): boolean {
  return stringAt(image, 'idiom') === 'universal' && [undefined, 'ios'].includes(stringAt(image, 'platform'));
}

function appearanceOf(image: Node): Appearance | undefined {
  const listed = memberOf(image, 'appearances')?.children ?? [];
  const value = listed.length === 0 ? 'any' : stringAt(listed[0], 'value');
  return appearances.find((one) => one === value);
}
