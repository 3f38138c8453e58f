import { joinPath } from '../../project/paths';
import { escaped, setAttributes } from '../markup/attributes';
import { tagsOf } from '../markup/tags';
import type { IconSetOptions } from '../set';
import type { TextTarget } from '../target';
import { applyEdits, lineEndOf, lineIndentAt, type TextChange } from '../textEdit';

const tiles = {
  square70x70logo: 'mstile-70x70.png',
  square150x150logo: 'mstile-150x150.png',
  wide310x150logo: 'mstile-310x150.png',
  square310x310logo: 'mstile-310x310.png',
};

/** The tiles of Windows. */
export function browserConfig(folder: string, address: (file: string) => string, { background }: IconSetOptions): TextTarget {
  const logos = Object.entries(tiles).map(([name, file]) => ({ name, src: address(file) }));
  const lines = logos.map(({ name, src }) => `      <${name} src="${escaped(src)}"/>`);
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<browserconfig>',
    '  <msapplication>',
    '    <tile>',
    ...lines,
    `      <TileColor>${background}</TileColor>`,
    '    </tile>',
    '  </msapplication>',
    '</browserconfig>',
    '',
  ].join('\n');
  return {
    path: joinPath(folder, 'browserconfig.xml'),
    presets: ['web-full'],
    create: text,
    change: (old) => changeTiles(old, logos, background),
    byHand: `the tiles ${Object.values(tiles).join(', ')}`,
  };
}

function changeTiles(text: string, logos: readonly { name: string; src: string }[], colour: string): TextChange | undefined {
  const tags = tagsOf(text, 'xml');
  const open = tags.findIndex((tag) => tag.name === 'tile' && tag.kind === 'open');
  const close = tags.findIndex((tag, index) => index > open && tag.name === 'tile' && tag.kind === 'close');
  const end = tags[close];
  if (open < 0 || end === undefined) {
    return undefined;
  }
  const inside = tags.slice(open + 1, close).filter((tag) => tag.kind !== 'close');
  const missing: string[] = [];
  const edits = logos.flatMap(({ name, src }) => {
    const tag = inside.find((one) => one.name === name);
    if (tag === undefined) {
      missing.push(`<${name} src="${escaped(src)}"/>`);
      return [];
    }
    return setAttributes(tag, { src });
  });
  const colourTag = inside.find((tag) => tag.name === 'TileColor' && tag.kind === 'open');
  if (colourTag === undefined) {
    missing.push(`<TileColor>${colour}</TileColor>`);
  } else {
    const until = text.indexOf('<', colourTag.end);
    if (text.slice(colourTag.end, until).trim().toLowerCase() !== colour) {
      edits.push({ start: colourTag.end, end: until, text: colour });
    }
  }
  const first = inside[0];
  const between = first ? lineEndOf(text) + lineIndentAt(text, first.start) : '';
  const last = tags[close - 1];
  if (missing.length > 0 && last) {
    edits.push({ start: last.end, end: last.end, text: missing.map((line) => between + line).join('') });
  }
  return { text: applyEdits(text, edits), summary: 'Names the tiles of Windows' };
}
