import { captionCloses, captionComputed, captionOpens, captionText } from '../captions';
import { offerAttributes, staticValue } from '../markup/attributes';
import { isErrorHandler, isVoid } from '../markup/use';
import { readComment } from '../comments';
import { type Element } from '../sink';
import { bracket, type Children, type Tag } from './frames';
import { type CodeWalk } from './walk';

const tagName = /[\p{L}$_][\p{L}\p{N}$_.:-]*/uy;
const attributeName = /[^\s"'{}<>/=]+/y;
/** `<T,>(x) => x`, `<T extends U>(x) => x` and the type `<T>(x: T) => T` have type parameters, not elements. */
const generic = /<[\w$]{1,60}(?:\s*,|\s+extends\s)|<[A-Z]\w?>\s*\(/y;
/** `<List<string> items={…}>`: what follows the name is no tag of its own. */
const typeArguments = /<[^<>(){};]{0,100}(?:<[^<>(){};]{0,100}>[^<>(){};]{0,100})?>/y;

export function startsElement(text: string, at: number): boolean {
  generic.lastIndex = at;
  return /[\p{L}_$>]/u.test(text.charAt(at + 1)) && !generic.test(text);
}

export function openTag(walk: CodeWalk, at: number): void {
  const { text } = walk;
  const closing = text.charAt(at + 1) === '/';
  tagName.lastIndex = at + (closing ? 2 : 1);
  const tag = tagName.exec(text)?.[0] ?? '';
  const element: Element = { tag, start: at, end: walk.end, parent: walk.element(), attributes: [], open: false };
  walk.stack.push({ kind: 'tag', element, closing, attribute: '' });
  typeArguments.lastIndex = at + (closing ? 2 : 1) + tag.length;
  walk.i = typeArguments.lastIndex + (typeArguments.exec(text)?.[0].length ?? 0);
}

/** One step among the attributes of a tag. */
export function tagStep(walk: CodeWalk, tag: Tag): void {
  const { text, i } = walk;
  const char = text.charAt(i);
  const container = { element: tag.element, attribute: tag.attribute };
  if (char === '"' || char === "'") {
    const close = text.indexOf(char, i + 1);
    const line = close < 0 || close > walk.end ? text.slice(i, i + 20000).search(/[\r\n]/) : -1;
    const end = close >= 0 && close <= walk.end ? close : line < 0 ? walk.end : i + line;
    if (tag.attribute !== '') {
      const value = staticValue(text.slice(i + 1, end), false);
      tag.element.attributes.push({ name: tag.attribute, start: i + 1, end, quote: char, value });
    }
    tag.attribute = '';
    walk.i = end + 1;
  } else if (char === '{') {
    const fallbackInside = isErrorHandler(tag.attribute) || /^fallback/i.test(tag.attribute);
    tag.element.open ||= /^\{\s*\.\.\./.test(text.slice(i, i + 20));
    walk.stack.push(bracket('{', { values: undefined, parent: undefined }, { container, fallbackInside }));
    tag.attribute = '';
    walk.last = '{';
    walk.i += 1;
  } else if (char === '>' || (char === '/' && text.charAt(i + 1) === '>')) {
    tagEnds(walk, tag, char === '/');
  } else if (char === '/' && (text.charAt(i + 1) === '*' || text.charAt(i + 1) === '/')) {
    const close = text.charAt(i + 1) === '*' ? text.indexOf('*/', i + 2) + 2 : i + text.slice(i, i + 20000).search(/[\r\n]|$/);
    const end = close < i + 2 ? walk.end : close;
    readComment(walk.sink, i, end);
    walk.i = end;
  } else if (char === '<' && /[a-zA-Z/]/.test(text.charAt(i + 1)) && tag.attribute === '') {
    // A tag that is still being typed ends where the next begins.
    tagEnds(walk, tag, true);
    walk.i = i;
  } else {
    attributeName.lastIndex = i;
    const name = attributeName.exec(text)?.[0] ?? '';
    if (name !== '') {
      const next = /^\s*=/.test(text.slice(i + name.length, i + name.length + 40));
      if (!next) {
        tag.element.attributes.push({ name, start: -1, end: -1, quote: '', value: '' });
      }
      tag.attribute = next ? name : '';
    }
    walk.i += Math.max(1, name.length);
  }
}

function tagEnds(walk: CodeWalk, tag: Tag, selfClosing: boolean): void {
  const { stack } = walk;
  stack.pop();
  const below = stack[stack.length - 1];
  if (tag.closing) {
    if (below?.kind === 'children') {
      stack.pop();
      below.element.end = walk.i;
      captionCloses(walk.sink, walk.captions, below.element);
    }
  } else {
    offerAttributes(walk.sink, tag.element, walk.role);
    if (selfClosing || isVoid(tag.element.tag)) {
      tag.element.end = walk.i;
    } else {
      stack.push({ kind: 'children', element: tag.element });
      captionOpens(walk.captions, tag.element);
    }
  }
  walk.token(')', selfClosing ? 2 : 1);
}

/** One step among the children of an element. */
export function childrenStep(walk: CodeWalk, top: Children): void {
  const { text, i } = walk;
  const char = text.charAt(i);
  if (char === '{') {
    const parts = { container: { element: top.element, attribute: '' } };
    if (!/^\{\s*(?:\/\*|['"`]\s)/.test(text.slice(i, i + 12))) {
      captionComputed(walk.captions);
    }
    walk.stack.push(bracket('{', { values: undefined, parent: undefined }, parts));
    walk.last = '{';
    walk.i += 1;
  } else if (text.startsWith('<!--', i)) {
    const close = text.indexOf('-->', i);
    walk.i = close < 0 ? walk.end : close + 3;
  } else if (char === '<') {
    openTag(walk, i);
  } else {
    let end = i + 1;
    while (end < walk.end && text.charCodeAt(end) !== 123 && text.charCodeAt(end) !== 60) {
      end += 1;
    }
    captionText(walk.captions, text.slice(i, end));
    walk.i = end;
  }
}
