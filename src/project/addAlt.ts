import { oneLine } from './altText';
import type { Insertion } from './edit';
import { attributeText, markdownText } from './escape';
import type { Replaced } from './target';

export interface AltInput {
  readonly documentText: string;
  readonly finding: Replaced;
  readonly alt: string;
}

/** A text alternative, and where the tag of its element begins: several addresses of one element share one. */
export interface AltInsertion extends Insertion {
  readonly element: number;
}

/** The text alternative for an element, or for a Markdown image, that has none. Undefined where there is one, or no place for it. */
export function addAlt(input: AltInput): AltInsertion | undefined {
  const { documentText: text, finding } = input;
  const alt = oneLine(input.alt);
  const { slot } = finding;
  if (alt === '' || !isMissing(finding)) {
    return undefined;
  }
  if (slot.kind === 'markdown') {
    const opening = /!\[[ \t]*(\]\([ \t]*<?)$/.exec(text.slice(Math.max(0, finding.start - 40), finding.start))?.[1];
    return opening === undefined ? undefined : atItself({ offset: finding.start - opening.length, text: markdownText(alt) });
  }
  if (slot.kind !== 'attribute' && slot.kind !== 'srcset' && slot.kind !== 'string') {
    return undefined;
  }
  const quote = slot.kind !== 'string' && slot.quote !== '' ? slot.quote : '"';
  // In HTML within a string of another language the quotes of attributes are escaped.
  const escape = slot.quote !== '' && text.charAt(finding.start - slot.quote.length - 1) === '\\' ? '\\' : '';
  const attribute = `alt=${escape}${quote}${attributeText(alt)}${escape}${quote}`;
  const end = attributeEnd(text, finding);
  const element = slot.tag === undefined || slot.tag === '' ? undefined : tagStart(text, slot.tag, finding.start);
  if (end !== undefined) {
    const insertion = { offset: end, text: gapBefore(text, finding) + attribute };
    return element === undefined ? atItself(insertion) : { ...insertion, element };
  }
  return element === undefined || slot.tag === undefined
    ? undefined
    : { offset: element + 1 + slot.tag.length, text: ` ${attribute}`, element };
}

function atItself(insertion: Insertion): AltInsertion {
  return { ...insertion, element: insertion.offset };
}

/** In markup an empty text says that the picture is decoration; between the brackets of Markdown it says nothing. */
function isMissing({ alt, slot }: Replaced): boolean {
  return alt === 'missing' || (slot.kind === 'markdown' && alt !== undefined && alt.text.trim() === '');
}

/** The end of the attribute that holds the address; undefined when it holds more than can be told at a glance. */
function attributeEnd(text: string, { slot, end }: Replaced): number | undefined {
  if (slot.kind === 'string') {
    const rest = text.slice(end + slot.quote.length, end + slot.quote.length + 40);
    const close = slot.tag !== undefined && text.startsWith(slot.quote, end) ? /^\s*[}"']/.exec(rest)?.[0].length : undefined;
    return close === undefined ? undefined : end + slot.quote.length + close;
  }
  if (slot.kind !== 'attribute' && slot.kind !== 'srcset') {
    return undefined;
  }
  const close = slot.quote === '' ? end : text.indexOf(slot.quote, end) + 1;
  return close > 0 ? close : undefined;
}

/** A space, or a line of its own where the attribute has one. */
function gapBefore(text: string, { slot, start }: Replaced): string {
  const line = /(\r\n|\r|\n)([ \t]*)([^\r\n]*)$/.exec(text.slice(Math.max(0, start - 200), start));
  const [, eol = '', indent = '', head = ''] = line ?? [];
  const alone = slot.kind === 'attribute' && eol !== '' && /^[:@\w.-]+\s*=\s*["']?$/.test(head);
  return alone ? eol + indent : ' ';
}

/** No tag is longer, but for pictures that are data. */
const longest = 20_000;

/** Where the tag begins that the offset is in: the nearest one of its name that is still open there. */
function tagStart(text: string, tag: string, at: number): number | undefined {
  const from = Math.max(0, at - longest);
  const name = new RegExp(`<${tag.replace(/[^\w-]/g, '\\$&')}(?=[\\s/<]|$)`, 'gi');
  const starts = [...text.slice(from, at).matchAll(name)].map(({ index }) => from + index).reverse();
  return starts.find((start) => isOpen(text, start, at)) ?? starts[0];
}

/** Whether the tag has not ended before the offset. What stands in quotes or in braces ends none. */
function isOpen(text: string, start: number, at: number): boolean {
  let depth = 0;
  for (const { 0: piece, index } of text.slice(start, at).matchAll(/\\?(["'`])(?:(?!\1)[^])*?(?:\1|$)|=>|[{}>]/g)) {
    if (piece === '>' && depth === 0 && index > 0) {
      return false;
    }
    depth += piece === '{' ? 1 : piece === '}' && depth > 0 ? -1 : 0;
  }
  return true;
}
