import { type Dialect } from './dialects';

/** A string literal: the limits of what it holds, and where to go on. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly quote: string;
}

/** The literal that begins with the quote at `open`. One that is not closed ends with its line. */
export function literalAt(text: string, open: number, limit: number, dialect: Dialect): Literal {
  const quote = text.charAt(open);
  const triple = quote + quote + quote;
  if (dialect.triple && text.startsWith(triple, open)) {
    const close = text.indexOf(triple, open + 3);
    const end = close < 0 || close > limit ? limit : close;
    return { start: Math.min(open + 3, end), end, next: Math.min(end + 3, limit), quote: triple };
  }
  if (dialect.chars && quote === "'") {
    const char = text.charAt(open + 1) === '\\' ? text.slice(open + 2, open + 12).indexOf("'") + 2 : 2;
    const next = text.charAt(open + char) === "'" ? open + char + 1 : open + 1;
    return { start: open + 1, end: open + 1, next, quote };
  }
  const code = quote.charCodeAt(0);
  const verbatim = text.charAt(open - 1) === '@';
  const backslash = quote !== '`' && !verbatim;
  const multiline = quote === '`' || dialect.name === 'sql' || dialect.name === 'php' || verbatim;
  let i = open + 1;
  for (; i < limit; i += 1) {
    const char = text.charCodeAt(i);
    if (char === 92 && backslash) {
      i += 1;
    } else if (char === code) {
      if ((dialect.doubled || verbatim) && text.charCodeAt(i + 1) === code) {
        i += 1;
      } else {
        return { start: open + 1, end: i, next: i + 1, quote };
      }
    } else if (!multiline && (char === 10 || char === 13)) {
      break;
    }
  }
  const end = Math.min(i, limit);
  return { start: open + 1, end: Math.max(open + 1, end), next: Math.max(open + 1, end), quote };
}

/** The index behind a regular expression, or `open` when none begins there. */
export function regexEnd(text: string, open: number, limit: number): number {
  let inClass = false;
  for (let i = open + 1; i < limit; i += 1) {
    const char = text.charCodeAt(i);
    if (char === 10 || char === 13) {
      return open;
    }
    if (char === 92) {
      i += 1;
    } else if (char === 91 || char === 93) {
      inClass = char === 91;
    } else if (char === 47 && !inClass) {
      return i + 1;
    }
  }
  return open;
}

/** The index behind the comment at `at`, or `at`. */
export function commentEnd(text: string, at: number, limit: number, dialect: Dialect): number {
  for (const [open, close] of dialect.blockComments) {
    if (text.startsWith(open, at)) {
      const end = text.indexOf(close, at + open.length);
      return end < 0 ? limit : Math.min(limit, end + close.length);
    }
  }
  if (dialect.lineComment) {
    dialect.lineComment.lastIndex = at;
    const line = dialect.lineComment.exec(text);
    return line ? Math.min(limit, at + line[0].length) : at;
  }
  return at;
}

/** The index of the first significant character. */
export function skipSpace(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit) {
    const char = text.charCodeAt(i);
    if (char !== 32 && char !== 10 && char !== 13 && char !== 9) {
      break;
    }
    i += 1;
  }
  return i;
}
