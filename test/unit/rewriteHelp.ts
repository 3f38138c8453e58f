import assert from 'node:assert/strict';
import type { AltText, Slot } from '../../src/placeholders/finding';
import type { ProjectFacts } from '../../src/project/facts';
import type { Replaced, TextEdit } from '../../src/project/replaceReference';
import { rewriteDocument, type Replacement, type Rewrite } from '../../src/project/rewriteDocument';

export const placeholder = 'https://placehold.co/600x400';

/** A finding for each time that the address stands in the text. */
export function findingsIn(text: string, slot: Slot, address = placeholder, alt?: AltText | 'missing'): Replaced[] {
  const found: Replaced[] = [];
  for (let start = text.indexOf(address); start >= 0; start = text.indexOf(address, start + Math.max(1, address.length))) {
    const end = start + address.length;
    found.push({ start, end, raw: text.slice(start, end), slot, kind: 'host', alt });
  }
  assert.ok(found.length > 0, `${address} does not stand in ${text}`);
  return found;
}

/** Makes all changes at once, and proves that they can be made so and taken back. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  const back: TextEdit[] = [];
  for (const edit of edits) {
    assert.ok(
      edit.start >= at && (edit.start > at || at === 0) && edit.end >= edit.start && edit.end <= text.length,
      JSON.stringify(edits),
    );
    result += text.slice(at, edit.start);
    back.push({ start: result.length, end: result.length + edit.text.length, text: text.slice(edit.start, edit.end) });
    result += edit.text;
    at = edit.end;
  }
  result += text.slice(at);
  const undone = back.reduceRight((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), result);
  assert.equal(undone, text);
  return result;
}

export interface Document {
  readonly language: string;
  readonly path: string;
  readonly facts: ProjectFacts;
  readonly asset: string;
}

export function rewrite(document: Document, text: string, findings: readonly Replaced[], alt?: string): Rewrite<Replaced> {
  const replacements = findings.map((finding): Replacement<Replaced> => ({
    finding,
    assetPath: document.asset,
    size: { width: 300, height: 200 },
    alt,
  }));
  return rewriteDocument({ languageId: document.language, path: document.path, text }, replacements, { facts: document.facts });
}

/** The slots by short names. */
export const slots = {
  attribute: (tag = 'img', attribute = 'src', quote: '"' | "'" | '' = '"'): Slot => ({ kind: 'attribute', tag, attribute, quote }),
  srcset: (tag = 'img', attribute = 'srcset', quote: '"' | "'" = '"'): Slot => ({
    kind: 'srcset',
    tag,
    attribute,
    quote,
    descriptor: '1x',
  }),
  style: (quote: '"' | "'" | '' = '', outer: '"' | "'" | '' = ''): Slot => ({ kind: 'style', quote, outer }),
  markdown: (angled = false): Slot => ({ kind: 'markdown', angled }),
  string: (quote = "'", tag?: string, attribute?: string): Slot => ({ kind: 'string', quote, tag, attribute }),
  import: (quote = "'"): Slot => ({ kind: 'import', quote }),
  data: (quote: '"' | "'" | '' = '"', key = 'image'): Slot => ({ kind: 'data', quote, key }),
} as const;
