import { stringEnd } from './scriptSpot';

/** Where a cursor stands in a style sheet. */
export type StyleSpot =
  | { readonly kind: 'comment' }
  | { readonly kind: 'string'; readonly quote: string; readonly start: number; readonly end: number }
  /** In `url(…)` without quotes. */
  | { readonly kind: 'url'; readonly start: number; readonly end: number }
  /** After the colon of a declaration. */
  | { readonly kind: 'value' }
  /** In a rule, where a declaration begins. */
  | { readonly kind: 'declaration' }
  /** Outside all rules. */
  | { readonly kind: 'outside' };

/** The kinds of style sheet that differ in reading: `//` comments, and blocks by indentation instead of braces. */
export interface StyleSyntax {
  readonly lineComments: boolean;
  readonly indented: boolean;
}

/** Reads the text from `from` to the cursor. `depth` is 1 for the declarations of a style attribute, which stand in no braces. */
export function styleSpot(text: string, offset: number, syntax: StyleSyntax, from = 0, depth = 0): StyleSpot {
  let open = depth;
  /** Where the present declaration or selector begins. */
  let statement = from;
  /** End of the last `url(` that was opened and has no closing parenthesis yet. */
  let url = -1;
  let i = from;
  const afterComment = (end: number): void => {
    // A comment between two statements is a part of neither.
    statement = text.slice(statement, i).trim() === '' ? end : statement;
    i = end;
  };
  while (i < offset) {
    const char = text.charAt(i);
    if (text.startsWith('/*', i)) {
      const close = text.indexOf('*/', i + 2);
      if (close < 0 || offset < close + 2) {
        return { kind: 'comment' };
      }
      afterComment(close + 2);
    } else if (syntax.lineComments && url < 0 && text.startsWith('//', i)) {
      const end = i + (/^[^\r\n]*/.exec(text.slice(i))?.[0].length ?? 0);
      if (offset <= end) {
        return { kind: 'comment' };
      }
      afterComment(end);
    } else if (char === '"' || char === "'") {
      const end = stringEnd(text, i);
      if (offset <= end) {
        return { kind: 'string', quote: char, start: i + 1, end };
      }
      i = end + 1;
    } else if (/^url\($/i.test(text.slice(i, i + 4)) && i + 4 <= offset) {
      i += 4;
      url = i;
    } else {
      if (char === ')' || /[\r\n]/.test(char)) {
        url = -1;
      }
      if (text.startsWith('#{', i)) {
        // Interpolation is no block.
        const close = text.indexOf('}', i);
        i = close < 0 || close >= offset ? offset : close + 1;
        continue;
      }
      if (char === '{' || char === '}') {
        open = Math.max(depth, open + (char === '{' ? 1 : -1));
      }
      if ('{};'.includes(char) || (syntax.indented && /[\r\n]/.test(char))) {
        statement = i + 1;
      }
      i += 1;
    }
  }
  if (url >= 0 && !/["']/.test(text.slice(url, offset))) {
    const rest = /^[^)\r\n;]*/.exec(text.slice(offset))?.[0] ?? '';
    const start = url + (/^\s*/.exec(text.slice(url, offset))?.[0].length ?? 0);
    return { kind: 'url', start, end: offset + rest.trimEnd().length };
  }
  const written = text.slice(statement, offset).replace(/\/\*[\s\S]*?\*\//g, '');
  // `a:hover` on a line of its own is a selector only while a brace follows; a cursor right after a colon wants a value.
  if (/^\s*(?:--|[$@])?[\w-]+\s*:(?!:)/.test(written)) {
    return { kind: 'value' };
  }
  const inBlock = syntax.indented ? /^[ \t]+$/.test(/[^\r\n]*$/.exec(text.slice(from, offset))?.[0] ?? '') : open > 0;
  return { kind: inBlock ? 'declaration' : 'outside' };
}
