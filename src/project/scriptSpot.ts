/** Where a cursor stands in JavaScript or TypeScript, with or without JSX. */
export type ScriptSpot =
  | { readonly kind: 'comment' }
  /** Between the quotes; `start` and `end` are the limits of what they hold. */
  | { readonly kind: 'string'; readonly quote: string; readonly start: number; readonly end: number }
  | { readonly kind: 'jsx-text' }
  /** Among the attributes of the tag that begins at `start`. */
  | { readonly kind: 'jsx-tag'; readonly tag: string; readonly start: number }
  | {
      readonly kind: 'jsx-value';
      readonly tag: string;
      readonly attribute: string;
      readonly quote: string;
      readonly start: number;
      readonly end: number;
    }
  /** `tag` is the element whose attribute the code is the value of; `top` says that it is in no brackets at all. */
  | { readonly kind: 'code'; readonly expects: 'element' | 'expression' | 'statement'; readonly top: boolean; readonly tag: string };

type Frame =
  /** `tag` is the element whose attribute the code is the value of; `top` says that it is in no brackets at all. */
  | { readonly kind: 'code'; readonly opener: string; readonly container: '' | 'attribute' | 'child' }
  | { readonly kind: 'template'; readonly start: number }
  | { readonly kind: 'tag'; readonly name: string; readonly start: number; readonly closing: boolean; attribute: string }
  | { readonly kind: 'children' };

/** Hears of the tokens of the code on the way, of JSX only that there is some. */
export interface ScriptListener {
  /** A bracket, a template, or with `${` a hole for a value in a template or in JSX. */
  opens(opener: string, at: number): void;
  closes(end: number): void;
  token(value: string, at: number, end: number): void;
}

/** Words after which an operand begins, so that a slash starts a regular expression and `<` an element. */
const beforeOperand = /^(?:return|typeof|case|do|else|in|of|new|delete|void|throw|await|yield|default|instanceof)$/;
const punctuators = /=>|&&|\|\||\?\?|\?\.|===?|!==?|<=|>=|\+\+|--|\.\.\.|[^\s]/y;
const word = /[\p{ID_Start}$_\d][\p{ID_Continue}$\u200c\u200d]*/uy;
/** `<T,>(x) => x`, `<T extends U>(x) => x` and the type `<T>(x: T) => T` have type parameters, not elements. */
const generic = /<[\w$]+(?:\s*,|\s+extends\s)|<[A-Z]\w?>\s*\(/y;
/** `<List<string> items={…}>`: what follows the name is no tag of its own. */
const typeArguments = /<[^<>(){};]*(?:<[^<>(){};]*>[^<>(){};]*)*>/y;
const tagName = /[\p{ID_Start}$_][\p{ID_Continue}$.:-]*/uy;

/**
 * Reads the text from `from` to the cursor. It is a reader for places, not a parser: it never fails, and a quote that was not closed
 * spoils no more than its own line. `jsx` says whether `<` may begin an element.
 */
export function scriptSpot(text: string, offset: number, jsx: boolean, from = 0, heard?: ScriptListener): ScriptSpot {
  const stack: Frame[] = [{ kind: 'code', opener: '', container: '' }];
  let last = '';
  let before = '';
  let i = from;
  const token = (value: string, length = value.length): void => {
    before = last;
    last = value;
    i += length;
  };
  const plain = (value: string, length = value.length): void => {
    heard?.token(value, i, i + length);
    token(value, length);
  };
  const open = (frame: Frame, value: string, length = 1): void => {
    heard?.opens(frame.kind === 'code' && frame.container !== '' ? '${' : text.slice(i, i + length), i);
    stack.push(frame);
    token(value, length);
  };
  while (i < offset) {
    const top = stack[stack.length - 1] ?? { kind: 'code', opener: '', container: '' };
    const char = text.charAt(i);
    if (top.kind === 'template') {
      if (char === '`') {
        stack.pop();
        heard?.closes(i + 1);
        token('`');
      } else if (text.startsWith('${', i)) {
        open({ kind: 'code', opener: '${', container: '' }, '{', 2);
      } else {
        i += char === '\\' ? 2 : 1;
      }
    } else if (top.kind === 'children') {
      if (char === '{') {
        open({ kind: 'code', opener: '{', container: 'child' }, '{');
      } else if (char === '<' && !text.startsWith('<!--', i)) {
        i = openTag(text, i, stack);
      } else if (char === '<') {
        i = endOf(text, '-->', i);
        if (i > offset) {
          return { kind: 'comment' };
        }
      } else {
        i += 1;
      }
    } else if (top.kind === 'tag') {
      if (char === '"' || char === "'") {
        const close = text.indexOf(char, i + 1);
        const end = close < 0 ? lineEnd(text, i) : close;
        if (offset <= end) {
          return { kind: 'jsx-value', tag: top.name, attribute: top.attribute, quote: char, start: i + 1, end };
        }
        i = end + 1;
      } else if (char === '{') {
        open({ kind: 'code', opener: '{', container: 'attribute' }, '{');
      } else if (char === '>' || text.startsWith('/>', i)) {
        stack.pop();
        if (char === '>' && !top.closing) {
          stack.push({ kind: 'children' });
        } else if (top.closing && stack[stack.length - 1]?.kind === 'children') {
          stack.pop();
        }
        plain(')', char === '>' ? 1 : 2);
      } else {
        const name = match(tagName, text, i);
        top.attribute = name === '' ? top.attribute : name;
        i += Math.max(1, name.length);
      }
    } else if (/\s/.test(char)) {
      i += 1;
    } else if (text.startsWith('//', i) || (i === 0 && text.startsWith('#!'))) {
      const end = lineEnd(text, i);
      if (offset <= end) {
        return { kind: 'comment' };
      }
      i = end;
    } else if (text.startsWith('/*', i)) {
      i = endOf(text, '*/', i + 2);
      if (offset < i) {
        return { kind: 'comment' };
      }
    } else if (char === '"' || char === "'") {
      const end = stringEnd(text, i);
      if (offset <= end) {
        return { kind: 'string', quote: char, start: i + 1, end };
      }
      plain('"', end + 1 - i);
    } else if (char === '`') {
      open({ kind: 'template', start: i + 1 }, '`');
    } else if (char === '/' && wantsOperand(last)) {
      const length = regexLength(text, i);
      plain(length > 1 ? '"' : '/', length);
    } else if (
      char === '<' &&
      jsx &&
      wantsOperand(last) &&
      /[\p{ID_Start}$_>]/u.test(text.charAt(i + 1)) &&
      match(generic, text, i) === ''
    ) {
      i = openTag(text, i, stack);
    } else if ('({['.includes(char)) {
      open({ kind: 'code', opener: char, container: '' }, char);
    } else if (')}]'.includes(char)) {
      if (stack.length > 1) {
        stack.pop();
        heard?.closes(i + 1);
      }
      token(char);
    } else {
      const name = match(word, text, i);
      plain(name === '' ? match(punctuators, text, i) || char : name);
    }
  }
  return spotOf(stack, text, offset, last, before);
}

function spotOf(stack: readonly Frame[], text: string, offset: number, last: string, before: string): ScriptSpot {
  const top = stack[stack.length - 1];
  if (top?.kind === 'template') {
    const close = text.indexOf('`', offset);
    return { kind: 'string', quote: '`', start: top.start, end: close < 0 ? offset : close };
  }
  if (top?.kind === 'children') {
    return { kind: 'jsx-text' };
  }
  if (top?.kind === 'tag') {
    return { kind: 'jsx-tag', tag: top.name, start: top.start };
  }
  const block = top?.opener === '' || (top?.opener === '{' && top.container === '');
  return { kind: 'code', expects: expected(stack, text, offset, last, before, block), top: stack.length === 1, tag: tagOf(stack) };
}

function tagOf(stack: readonly Frame[]): string {
  const top = stack[stack.length - 1];
  const below = stack[stack.length - 2];
  return top?.kind === 'code' && top.container === 'attribute' && below?.kind === 'tag' ? below.name : '';
}

function expected(
  stack: readonly Frame[],
  text: string,
  offset: number,
  last: string,
  before: string,
  block: boolean,
): 'element' | 'expression' | 'statement' {
  const top = stack[stack.length - 1];
  if (top?.kind === 'code' && top.container === 'child' && last === '{') {
    return 'element';
  }
  // An element can stand where it is returned, or behind a condition within other elements.
  const inElement = [...stack].reverse().find((frame) => frame.kind !== 'code' || frame.container !== '');
  const conditional = inElement?.kind === 'code' && inElement.container === 'child' ? /^(?:\?|:|&&|\|\|)$/ : /^&&$/;
  const opening = last === '(' ? before : last;
  if (
    /^(?:return|=>)$/.test(opening) ||
    (conditional.test(opening) && !(inElement?.kind === 'code' && inElement.container === 'attribute'))
  ) {
    return 'element';
  }
  if (!block) {
    return 'expression';
  }
  const startsLine = /(?:^|[\r\n])[ \t]*$/.test(text.slice(0, offset));
  const ended =
    last === '' || last === ';' || (last === '{' && /^(?:\)|=>|else|try|finally|do)$/.test(before)) || (startsLine && !wantsOperand(last));
  return ended || (last === '}' && startsLine) ? 'statement' : 'expression';
}

/** Whether an operand comes next, and not an operator. */
function wantsOperand(last: string): boolean {
  return beforeOperand.test(last) || !(/^[\p{ID_Start}$_\d]/u.test(last) || /^(?:["`)\]}]|\+\+|--)$/.test(last));
}

function openTag(text: string, at: number, stack: Frame[]): number {
  const closing = text.charAt(at + 1) === '/';
  const name = match(tagName, text, at + (closing ? 2 : 1));
  stack.push({ kind: 'tag', name, start: at, closing, attribute: '' });
  const end = at + (closing ? 2 : 1) + name.length;
  return end + match(typeArguments, text, end).length;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The index of the closing quote, or of the end of the line when there is none. */
export function stringEnd(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let i = open + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\' && !/[\r\n]/.test(text.charAt(i + 1))) {
      i += 1;
    } else if (char === quote || char === '\n' || char === '\r') {
      return i;
    }
  }
  return text.length;
}

function regexLength(text: string, open: number): number {
  let inClass = false;
  for (let i = open + 1; i < text.length && !/[\r\n]/.test(text.charAt(i)); i += 1) {
    const char = text.charAt(i);
    if (char === '\\') {
      i += 1;
    } else if (char === '[' || char === ']') {
      inClass = char === '[';
    } else if (char === '/' && !inClass) {
      return i + 1 - open;
    }
  }
  return 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/);
  return end < 0 ? text.length : from + end;
}

function endOf(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length + 1 : at + closing.length;
}
