import { readCode } from '../code/walk';
import { dialectOf } from '../code/dialects';
import { deepest, type Element } from '../sink';
import { offerAttributes, staticValue } from './attributes';
import { islandAt } from './islands';
import { braceAt, type MarkupState, readIsland, top } from './markup';
import { isBinding, isErrorHandler, plainName } from './use';

export interface TagRead {
  readonly element: Element;
  readonly selfClosing: boolean;
  readonly next: number;
}

const tagName = /[^\s"'<>/={}]+/y;
const attributeName = /(?:[^\s"'<>/={}]|\/(?!>))+/y;
const braces = new Set(['svelte', 'astro', 'mdx']);

/** Reads the tag at `at` and offers what its attributes say. A tag that is still being typed ends where the next one begins. */
export function readTag(state: MarkupState, at: number): TagRead {
  const { sink, end, flavour } = state;
  const { text } = sink;
  tagName.lastIndex = at + 1;
  const tag = tagName.exec(text)?.[0] ?? '';
  const element: Element = { tag, start: at, end, parent: top(state), attributes: [], open: false };
  let i = at + 1 + tag.length;
  let selfClosing = false;
  while (i < end) {
    const char = text.charAt(i);
    if (char === '>') {
      i += 1;
      break;
    }
    if (char === '/' && text.charAt(i + 1) === '>') {
      selfClosing = true;
      i += 2;
      break;
    }
    const island = islandAt(text, i, end, flavour, state.missing);
    if (island) {
      element.open = true;
      i = Math.max(i + 1, island.next);
    } else if (char === '<') {
      break;
    } else if (char === '{' && braces.has(flavour)) {
      element.open = true;
      i = braceAt(state, i, undefined);
    } else {
      i = char === '/' ? i + 1 : readAttribute(state, element, i);
    }
  }
  offerAttributes(sink, element, state.within.role);
  return { element, selfClosing, next: i };
}

function readAttribute(state: MarkupState, element: Element, at: number): number {
  const { sink, end } = state;
  const { text } = sink;
  attributeName.lastIndex = at;
  const name = attributeName.exec(text)?.[0] ?? '';
  if (name === '' || at + name.length > end) {
    return at + 1;
  }
  let i = at + name.length;
  const equals = /^\s{0,20}=[ \t\r\n]{0,20}/.exec(text.slice(i, Math.min(end, i + 42)));
  if (!equals) {
    element.attributes.push({ name, start: -1, end: -1, quote: '', value: '' });
    return i;
  }
  i += equals[0].length;
  const char = text.charAt(i);
  if (char === '{' && braces.has(state.flavour)) {
    return braceAt(state, i, { element, name });
  }
  // Markup in a string of a program has escaped quotes.
  const escaped = char === '\\' && state.flavour === 'string' && /["']/.test(text.charAt(i + 1));
  const quote = escaped ? text.charAt(i + 1) : char;
  if (quote === '"' || quote === "'") {
    return quoted(state, element, name, i + (escaped ? 2 : 1), quote, escaped);
  }
  const value = valueEnd(state, i, '');
  addAttribute(state, element, { name, start: i, end: value.end, quote: '', templated: value.templated });
  return Math.max(i, value.end);
}

function quoted(state: MarkupState, element: Element, name: string, start: number, quote: '"' | "'", escaped: boolean): number {
  const { text } = state.sink;
  const value = valueEnd(state, start, quote);
  if (escaped && text.charAt(value.end - 1) === '\\') {
    addAttribute(state, element, { name, start, end: value.end - 1, quote, templated: value.templated });
    return value.end + 1;
  }
  const raw = text.slice(start, value.end);
  // A quote that was never closed would swallow the rest of the document.
  const line = isBinding(name) ? -1 : raw.search(/[\r\n]/);
  const swallowed = line >= 0 && /[\r\n]\s*<[/a-zA-Z!]/.test(raw) && !value.templated;
  if (!value.closed || swallowed) {
    const cut = line >= 0 ? line : raw.length;
    const tagEnd = raw.slice(0, cut).indexOf('>');
    const length = tagEnd >= 0 ? tagEnd : cut;
    addAttribute(state, element, { name, start, end: start + length, quote, templated: true });
    return start + length;
  }
  addAttribute(state, element, { name, start, end: value.end, quote, templated: value.templated, island: value.island });
  return value.end + 1;
}

interface ValueEnd {
  readonly end: number;
  readonly closed: boolean;
  readonly templated: boolean;
  /** The only thing in the value. */
  readonly island: boolean;
}

function valueEnd(state: MarkupState, start: number, quote: string): ValueEnd {
  const { sink, end, flavour } = state;
  const { text } = sink;
  const stop = quote === '"' ? /["<{$]/g : quote === "'" ? /['<{$]/g : /[\s><{$]/g;
  let templated = false;
  let i = start;
  while (i < end) {
    stop.lastIndex = i;
    const match = stop.exec(text);
    if (!match || match.index >= end) {
      break;
    }
    const at = match.index;
    const island = islandAt(text, at, end, flavour, state.missing);
    if (island) {
      templated = true;
      i = Math.max(at + 1, island.next);
    } else if (match[0] === quote || (quote === '' && /[\s>]/.test(match[0]))) {
      return { end: at, closed: true, templated, island: templated };
    } else {
      templated ||= match[0] === '{' && braces.has(flavour) && text.slice(start, start + 5) !== 'data:';
      i = at + 1;
    }
  }
  return { end, closed: quote === '', templated, island: false };
}

interface ReadValue {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quote: '"' | "'" | '';
  readonly templated: boolean;
  readonly island?: boolean;
}

function addAttribute(state: MarkupState, element: Element, value: ReadValue): void {
  const { sink, flavour } = state;
  const { name, start, end, quote } = value;
  const raw = sink.text.slice(start, end);
  if (value.templated && value.island === true) {
    readFilled(state, element, name, start, end);
  }
  if (!value.templated && isBinding(name) && flavour !== 'xml' && sink.depth < deepest) {
    const handler = !/^(?::|v-bind|\[|x-data|x-bind|v-)/.test(name);
    const role = isErrorHandler(name) ? 'fallback' : state.within.role;
    const place = { role, element, attribute: handler ? undefined : plainName(name) };
    const read = readCode({ ...sink, depth: sink.depth + 1 }, start, end, dialectOf('jsx'), place);
    const plain = handler ? name : plainName(name);
    element.attributes.push({ name, start, end, quote, value: raw, read: true });
    if (!handler) {
      const { sole } = read;
      const { start: from = -1, end: to = -1 } = sole ?? {};
      element.attributes.push({ name: plain, start: from, end: to, quote: '', value: sole?.value, read: true });
    }
    return;
  }
  element.attributes.push({ name, start, end, quote, value: staticValue(raw, value.templated) });
}

/** `src="{{ photo ?? '…' }}"`: the value is no more than a program's, and the strings in that are whole addresses. */
function readFilled(state: MarkupState, element: Element, name: string, start: number, end: number): void {
  const { text } = state.sink;
  let from = start;
  while (from < end && /\s/.test(text.charAt(from))) {
    from += 1;
  }
  const island = islandAt(text, from, end, state.flavour, state.missing);
  if (island && text.slice(island.next, end).trim() === '') {
    readIsland(state, island, { element, name });
  }
}
