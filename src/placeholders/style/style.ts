import { type Slot } from '../finding';
import { find, type Missing } from '../markup/islands';
import { densityOf } from '../markup/srcset';
import { offer, type Rule, type Sink, type Within } from '../sink';
import { fromHtml, fromStyle } from '../unescape';
import { splitName } from '../words';

/** Properties whose addresses are no pictures. */
const noPicture = /^(?:src|filter|backdrop-filter|behavior|clip-path|-webkit-filter|@import|@namespace|@use|@forward|@require|@charset)\b/;
const stops = /[{};"'/:()]|url\(|image-set\(|,/gi;
const longestStatement = 4000;

interface State {
  readonly sink: Sink;
  readonly end: number;
  readonly within: Within;
  readonly lineComments: boolean;
  /** In the value of a style attribute quotes and entities are those of markup. */
  readonly attribute: boolean;
  readonly missing: Missing;
  rule: Rule;
  statement: number;
  /** Where the value of the present declaration begins. */
  value: number;
}

/** Reads a style sheet, or the declarations of a style attribute when `within` has a quote. */
export function readStyle(sink: Sink, start: number, end: number, within: Within, lineComments = false): void {
  const rule: Rule = { selector: '', parent: undefined, declarations: new Map(), element: within.element };
  const attribute = within.quote !== undefined;
  const state: State = { sink, end, within, lineComments, attribute, missing: new Map(), rule, statement: start, value: -1 };
  let i = start;
  const pattern = new RegExp(stops);
  while (i < end) {
    pattern.lastIndex = i;
    const match = pattern.exec(sink.text);
    if (!match || match.index >= end) {
      break;
    }
    i = step(state, match.index, match[0]);
  }
  declare(state, end);
}

/** Takes what stands at `at`, and tells where to go on. */
function step(state: State, at: number, found: string): number {
  const { text } = state.sink;
  if (found === '/') {
    return comment(state, at);
  }
  if (found === '"' || found === "'") {
    const close = quoteEnd(text, at, state.end);
    if (text.charAt(close) === found) {
      offerUrl(state, at + 1, close, found, undefined);
    }
    return close + 1;
  }
  if (/^url\($/i.test(found)) {
    return address(state, at + found.length);
  }
  if (found === '{') {
    if (/[#@$]/.test(text.charAt(at - 1))) {
      const close = find(text, '}', at, state.end, state.missing);
      return close < 0 ? at + 1 : close + 1;
    }
    const selector = text.slice(Math.max(state.statement, at - longestStatement), at).trim();
    state.rule = { selector, parent: state.rule, declarations: new Map(), element: state.rule.element };
    begin(state, at + 1);
  } else if (found === '}') {
    declare(state, at);
    remember(state);
    state.rule = state.rule.parent ?? state.rule;
    begin(state, at + 1);
  } else if (found === ';') {
    declare(state, at);
    begin(state, at + 1);
  } else if (found === ':' && state.value < 0) {
    state.value = at + 1;
  }
  return at + found.length;
}

function begin(state: State, at: number): void {
  state.statement = at;
  state.value = -1;
}

function comment(state: State, at: number): number {
  const { text } = state.sink;
  const line = state.lineComments && text.charAt(at + 1) === '/';
  if (text.charAt(at + 1) !== '*' && !line) {
    return at + 1;
  }
  const close = line ? text.slice(at, at + 20000).search(/[\r\n]/) : text.indexOf('*/', at + 2);
  const end = close < 0 ? state.end : Math.min(state.end, line ? at + close : close + 2);
  if (text.slice(Math.max(state.statement, at - 200), at).trim() === '') {
    begin(state, end);
  }
  if (state.sink.options.examples === true && state.within.role !== 'example') {
    readStyle(state.sink, at + 2, end - (line ? 0 : 2), { ...state.within, role: 'example' });
  }
  return end;
}

/** Behind `url(`. */
function address(state: State, at: number): number {
  const { text } = state.sink;
  let start = at;
  while (start < state.end && /[\s]/.test(text.charAt(start))) {
    start += 1;
  }
  const quote = text.charAt(start);
  if (quote === '\\' && /["']/.test(text.charAt(start + 1))) {
    // In a string of a program, which escapes its own quotes.
    const close = text.slice(start + 2, Math.min(state.end, start + 3000)).indexOf(text.slice(start, start + 2));
    if (close >= 0) {
      offerUrl(state, start + 2, start + 2 + close, text.charAt(start + 1) === '"' ? '"' : "'", 'url');
      return start + close + 4;
    }
  }
  if (quote === '"' || quote === "'") {
    const close = quoteEnd(text, start, state.end);
    if (text.charAt(close) === quote) {
      offerUrl(state, start + 1, close, quote, 'url');
    }
    return close + 1;
  }
  // As an entity, where the quote of the attribute is the same.
  const entity = state.attribute ? /^&(?:quot|apos|#39|#34);/.exec(text.slice(start, start + 7))?.[0] : undefined;
  if (entity !== undefined) {
    const close = text.indexOf(entity, start + entity.length);
    if (close > 0 && close < state.end && close - start < 3000) {
      offerUrl(state, start + entity.length, close, '', 'url');
      return close + entity.length;
    }
  }
  let end = start;
  while (end < state.end && !/[\s)"'<>\r\n]/.test(text.charAt(end))) {
    end += text.charAt(end) === '\\' ? 2 : 1;
  }
  offerUrl(state, start, Math.min(end, state.end), '', 'url');
  return Math.max(at, Math.min(end, state.end));
}

function offerUrl(state: State, start: number, end: number, quote: '"' | "'" | '', call: 'url' | undefined): void {
  const { sink, within } = state;
  const { text } = sink;
  const raw = text.slice(start, end);
  const unescaped = fromStyle(state.attribute && /&/.test(raw) ? fromHtml(raw) : raw);
  const property = text
    .slice(state.statement, Math.min(end, state.statement + 200))
    .trimStart()
    .toLowerCase();
  if (noPicture.test(property) || /[+$]\s*$/.test(text.slice(Math.max(0, start - 4), start).replace(/["']$/, ''))) {
    return;
  }
  const from = state.value < 0 ? state.statement : state.value;
  const before = text.slice(Math.max(from, start - 600), start);
  const inSet = /image-set\(/i.test(before) && /image-set\([^;{}]*$/i.test(before);
  const after = /^["')\s]*([\d.]+x)\b/.exec(text.slice(end, end + 20));
  // `content: "…"` is a text that is shown.
  if (call === undefined && !inSet && (property.startsWith('content') || /^\s*\+/.test(text.slice(end + 1, end + 10)))) {
    return;
  }
  const { rule } = state;
  const variable = /^\s*((?:--|[$@])[\w-]+)\s*:/.exec(text.slice(state.statement, state.statement + 120))?.[1];
  const slot: Slot = call === 'url' || inSet ? { kind: 'style', quote, outer: within.quote ?? '' } : { kind: 'string', quote };
  offer(sink, unescaped, () => ({
    start,
    end,
    slot,
    position: call === 'url' || inSet ? 'picture' : 'named',
    role: within.role,
    element: within.element,
    mapping: within.mapping,
    rule,
    names: [...(variable === undefined ? [] : [variable]), ...selectorNames(rule), ...(within.names ?? [])],
    density: inSet ? densityOf(after?.[1] ?? '') : undefined,
    scope: inSet ? `s${text.lastIndexOf('image-set(', start)}` : undefined,
  }));
}

function declare(state: State, at: number): void {
  if (state.value > 0 && at - state.statement < longestStatement) {
    const { text } = state.sink;
    const property = text
      .slice(state.statement, state.value - 1)
      .trim()
      .toLowerCase();
    if (/^(?:width|height|aspect-ratio|inline-size|block-size)$/.test(property)) {
      const name = property === 'inline-size' ? 'width' : property === 'block-size' ? 'height' : property;
      state.rule.declarations.set(name, text.slice(state.value, at).trim());
    }
  }
}

/** Rules that belong to one class or one id wherever it stands. */
function remember({ sink, rule }: State): void {
  const { rules } = sink.page;
  if (rule.declarations.size > 1 && rules.size < 1000 && /^[a-z]*[.#][\w-]{1,80}$/.test(rule.selector) && rule.parent?.selector === '') {
    rules.set(rule.selector, rule.declarations);
  }
}

/** The names in a selector, the most telling first: what is selected, and in a nested rule what that stands in. */
function selectorNames(rule: Rule): string[] {
  const names: string[] = [];
  let suffix = '';
  for (let one: Rule | undefined = rule, depth = 0; one && depth < 4; one = one.parent, depth += 1) {
    const selector = (one.selector.split(',')[0] ?? '').replace(/::?[\w-]+(?:\([^)]*\))?/g, '');
    if (selector.startsWith('&') && /^&[\w-]+$/.test(selector)) {
      suffix = selector.slice(1) + suffix;
      continue;
    }
    const found = selector.match(/[.#][\w-]+/g)?.reverse() ?? [];
    names.push(...found.map((name) => (suffix === '' ? name.slice(1) : name.slice(1) + suffix)));
    suffix = '';
  }
  return names.filter((name) => splitName(name).length > 0);
}

function quoteEnd(text: string, open: number, limit: number): number {
  const quote = text.charAt(open);
  for (let i = open + 1; i < limit; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') {
      i += 1;
    } else if (char === quote || char === '\n' || char === '\r') {
      return i;
    }
  }
  return limit;
}
