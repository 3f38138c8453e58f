import { captionCloses, captionComputed, captionOpens, type Captions, captionText } from '../captions';
import { readCode } from '../code/walk';
import { dialectOf } from '../code/dialects';
import { deepest, type Element, offer, type Sink, type Within } from '../sink';
import { setValue } from '../code/frames';
import { fromHtml } from '../unescape';
import { anySaysPicture } from '../words';
import { trimmed } from './attributes';
import { find, type Flavour, type Island, islandAt, type Missing } from './islands';
import { readRaw } from './raw';
import { readTag } from './tag';
import { isErrorHandler, isVoid } from './use';

/** What the reader of a piece of markup carries along. */
export interface MarkupState {
  readonly sink: Sink;
  readonly end: number;
  readonly flavour: Flavour;
  readonly within: Within;
  readonly missing: Missing;
  readonly captions: Captions;
  readonly stack: Element[];
  /** Braces that were never closed: after a few, they are just braces. */
  unclosed: number;
}

const stops = /[<{@]/g;
const braces = new Set<Flavour>(['svelte', 'astro', 'mdx']);

export function readMarkup(sink: Sink, start: number, end: number, within: Within, flavour: Flavour): void {
  const state: MarkupState = { sink, end, flavour, within, missing: new Map(), captions: { open: [] }, stack: [], unclosed: 0 };
  const pattern = new RegExp(stops);
  let i = start;
  while (i < end) {
    pattern.lastIndex = i;
    const match = pattern.exec(sink.text);
    const at = match && match.index < end ? match.index : end;
    if (state.captions.open.length > 0 && at > i) {
      captionText(state.captions, sink.text.slice(i, at));
    }
    i = at < end ? Math.max(at + 1, step(state, at)) : end;
  }
}

export function top(state: MarkupState): Element | undefined {
  return state.stack[state.stack.length - 1] ?? state.within.element;
}

/** Takes what begins at `at`, and tells where to go on. */
function step(state: MarkupState, at: number): number {
  const { sink, end, flavour } = state;
  const { text } = sink;
  const char = text.charAt(at);
  const island = islandAt(text, at, end, flavour, state.missing);
  if (island) {
    captionComputed(state.captions);
    readIsland(state, island, undefined);
    return island.next;
  }
  if (char === '{') {
    return braces.has(flavour) ? braceAt(state, at, undefined) : at + 1;
  }
  if (char === '@') {
    return atSign(state, at);
  }
  if (text.startsWith('<!--', at)) {
    const close = find(text, '-->', at + 4, end, state.missing);
    const next = close < 0 ? end : close + 3;
    if (sink.options.examples === true && sink.depth < deepest) {
      const within = { ...state.within, role: 'example' as const };
      readMarkup({ ...sink, depth: sink.depth + 1 }, at + 4, close < 0 ? end : close, within, flavour);
    }
    return next;
  }
  const next = text.charAt(at + 1);
  if (next === '!' || next === '?') {
    const close = text.startsWith('<![CDATA[', at) ? at + 9 : find(text, '>', at, end, state.missing) + 1;
    return close <= 0 ? end : close;
  }
  if (next === '/') {
    return closeTag(state, at);
  }
  return /[a-zA-Z]/.test(next) ? openTag(state, at) : at + 1;
}

/** What an at sign begins in Blade and Razor. */
function atSign(state: MarkupState, at: number): number {
  const { sink, flavour, end, missing } = state;
  const { text } = sink;
  if (flavour === 'php' && text.startsWith('@php', at) && text.charAt(at + 4) !== '(') {
    const close = find(text, '@endphp', at, end, missing);
    if (close >= 0) {
      readIsland(state, { start: at + 4, end: close, next: close, dialect: 'php' }, undefined);
      return close + 7;
    }
  } else if (flavour === 'template' && text.charAt(at + 1) === '*') {
    const close = find(text, '*@', at + 2, end, missing);
    return close < 0 ? at + 1 : close + 2;
  } else if (flavour === 'template' && /^@(?:code\s*)?\{/.test(text.slice(at, at + 10)) && state.unclosed < 3 && sink.depth < deepest) {
    const open = text.indexOf('{', at) + 1;
    const before = sink.found.length;
    const place = { role: state.within.role, untilBrace: true };
    const read = readCode({ ...sink, depth: sink.depth + 1 }, open, end, dialectOf('chars'), place);
    if (read.closed) {
      return read.next;
    }
    state.unclosed += 1;
    sink.found.length = before;
  }
  return at + 1;
}

function openTag(state: MarkupState, at: number): number {
  const read = readTag(state, at);
  const { element } = read;
  const tag = element.tag.toLowerCase();
  if (read.selfClosing || (isVoid(tag) && state.flavour !== 'xml')) {
    element.end = read.next;
    return read.next;
  }
  if (tag === 'script' || tag === 'style' || tag === 'textarea' || tag === 'xmp') {
    return readRaw(state, element, read.next);
  }
  state.stack.push(element);
  captionOpens(state.captions, element);
  if (state.flavour === 'xml') {
    readText(state, element, read.next);
  }
  return read.next;
}

/** In data, the text of an element is a value with the element's name. */
function readText(state: MarkupState, element: Element, start: number): void {
  const { sink } = state;
  const { text } = sink;
  let from = start;
  let close = find(text, '<', start, state.end, state.missing);
  let cdata = false;
  if (close >= 0 && text.startsWith('<![CDATA[', close) && text.slice(start, close).trim() === '') {
    from = close + 9;
    close = find(text, ']]>', from, state.end, state.missing);
    cdata = true;
  }
  if (close < 0 || close - from > 3000 || (!cdata && text.charAt(close + 1) !== '/')) {
    return;
  }
  const limits = trimmed(text, from, close);
  const raw = text.slice(limits.start, limits.end);
  const value = cdata ? raw : fromHtml(raw);
  const { parent } = element;
  if (parent) {
    parent.mapping ??= { values: undefined, parent: undefined };
    setValue(parent.mapping, element.tag, value);
  }
  const names = [element.tag, ...(parent ? [parent.tag] : [])];
  offer(sink, value, () => ({
    ...limits,
    slot: { kind: 'data', quote: '', key: element.tag },
    position: anySaysPicture(names) ? 'named' : 'string',
    role: state.within.role,
    mapping: parent?.mapping,
    names,
  }));
}

function closeTag(state: MarkupState, at: number): number {
  const { sink, end, stack } = state;
  const close = find(sink.text, '>', at, end, state.missing);
  const name = /^[^\s>/]*/.exec(sink.text.slice(at + 2, at + 82))?.[0].toLowerCase() ?? '';
  for (let depth = stack.length - 1; depth >= 0 && stack.length - depth < 40; depth -= 1) {
    if (stack[depth]?.tag.toLowerCase() === name) {
      for (const element of stack.splice(depth)) {
        element.end = at;
        captionCloses(sink, state.captions, element);
      }
      break;
    }
  }
  return close < 0 ? end : close + 1;
}

/** Reads the code of another language, as a value of `attribute` when it stands in one. */
export function readIsland(state: MarkupState, island: Island, attribute: { element: Element; name: string } | undefined): void {
  const { sink, within } = state;
  if (island.dialect === '' || sink.depth >= deepest) {
    return;
  }
  const element = attribute?.element ?? top(state);
  const place = { role: within.role, element, attribute: attribute?.name, names: within.names, filled: true };
  readCode({ ...sink, depth: sink.depth + 1 }, island.start, island.end, dialectOf(island.dialect), place);
}

/** Reads the expression in braces at `open` and tells where to go on. */
export function braceAt(state: MarkupState, open: number, attribute: { element: Element; name: string } | undefined): number {
  const { sink, within } = state;
  if (state.unclosed > 3 || sink.depth >= deepest) {
    return open + 1;
  }
  captionComputed(state.captions);
  const before = sink.found.length;
  const element = attribute?.element ?? top(state);
  // `{#if …}`, `{:else}`, `{/if}`, `{@html …}` are expressions behind a mark.
  const mark = /^\{\s*(?:[#:@]|\/(?![*/]))\w*/.exec(sink.text.slice(open, open + 20))?.[0].length ?? 1;
  const start = sink.text.startsWith('{/*', open) ? open + 1 : open + mark;
  const role = attribute && isErrorHandler(attribute.name) ? 'fallback' : within.role;
  const place = { role, element, attribute: attribute?.name, untilBrace: true };
  const read = readCode({ ...sink, depth: sink.depth + 1 }, start, state.end, dialectOf('jsx'), place);
  if (!read.closed) {
    state.unclosed += 1;
    sink.found.length = before;
    return open + 1;
  }
  if (attribute) {
    const { sole } = read;
    const { start: from = -1, end: to = -1 } = sole ?? {};
    attribute.element.attributes.push({ name: attribute.name, start: from, end: to, quote: '', value: sole?.value, read: true });
  }
  return read.next;
}
