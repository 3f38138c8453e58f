import assert from 'node:assert/strict';
import type { IconDrawing } from '../../../src/icons/drawing';
import { planIconSet } from '../../../src/icons/plan';
import { presetIds, type IconProject, type IconSetOptions, type IconSetPlan, type PresetId } from '../../../src/icons/set';
import { projectWith } from '../projectFacts';

/** A project of a few texts; every text is also a file that exists. */
export function project(
  texts: Readonly<Record<string, string>> = {},
  folders: readonly string[] = [],
  files: readonly string[] = [],
): IconProject {
  return { facts: projectWith([...files, ...Object.keys(texts)], folders, texts), texts };
}

export const options: IconSetOptions = { presets: presetIds, name: 'Field Notes', background: '#fef3c7', theme: '#b45309' };

export function plan(presets: readonly PresetId[], from: IconProject = project(), more: Partial<IconSetOptions> = {}): IconSetPlan {
  return planIconSet({ ...options, ...more, presets }, from);
}

export function paths(made: IconSetPlan): string[] {
  return made.files.map(({ path }) => path);
}

export function textOf(made: IconSetPlan, path: string): string {
  const content = made.files.find((file) => file.path === path)?.content;
  return content?.kind === 'text' ? content.text : assert.fail(`${path} is no text of the plan`);
}

export function patchOf(made: IconSetPlan, path: string): string {
  return made.patches.find((patch) => patch.path === path)?.text ?? assert.fail(`${path} is not patched`);
}

export function drawingsOf(made: IconSetPlan, path: string): readonly IconDrawing[] {
  const content = made.files.find((file) => file.path === path)?.content;
  if (content?.kind !== 'picture' || content.picture.kind === 'svg') {
    return assert.fail(`${path} is no picture of the plan`);
  }
  return content.picture.kind === 'png' ? [content.picture.drawing] : content.picture.drawings;
}

/** `icon.png 512x512`, `favicon.ico 16,32,48`. */
export function sizes(made: IconSetPlan): string[] {
  return made.files.map(({ path, content }) => {
    if (content.kind === 'text') {
      return path;
    }
    const drawings = drawingsOf(made, path);
    const edges = drawings.map(({ width, height }) => (content.picture.kind === 'png' ? `${width}x${height}` : String(width)));
    return `${path} ${edges.join(',')}`;
  });
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Reads XML strictly: every fault of form throws. */
export function readXml(xml: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const token =
    /<\?[^>]*\?>|<!--(?:(?!--)[^])*-->|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml) ?? assert.fail(`not XML at ${xml.slice(at, at + 40)}`);
    const [whole, close, name, list = '', empty] = match;
    const inner = open.at(-1) ?? assert.fail('closed too often');
    assert.ok(!/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(whole), `bare & in ${whole}`);
    if (close !== undefined) {
      assert.equal(inner.name, close);
      open.pop();
    } else if (name !== undefined) {
      const pairs = [...list.matchAll(/([\w:-]+)\s*=\s*(["'])([^]*?)\2/g)].map(([, key = '', , value = '']) => [key, value] as const);
      assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, `an attribute twice in ${whole}`);
      const element: XmlElement = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      inner.children.push(element);
      if (empty !== '/') {
        open.push(element);
      }
    } else if (!whole.startsWith('<')) {
      inner.text += whole;
    }
  }
  assert.equal(open.length, 1, 'not closed');
  assert.equal(top.text.trim(), '', 'text beside the root');
  return top.children.length === 1 && top.children[0] ? top.children[0] : assert.fail('not one root');
}

export const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};
