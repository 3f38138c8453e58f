/** A piece of another language in markup. `start` and `end` are the limits of its code. */
export interface Island {
  readonly start: number;
  readonly end: number;
  readonly next: number;
  readonly dialect: 'php' | 'ruby' | 'template' | 'script' | '';
}

export type Flavour = 'html' | 'vue' | 'svelte' | 'astro' | 'mdx' | 'php' | 'erb' | 'template' | 'xml' | 'string';

/** Where a closing mark was looked for in vain: it is not looked for again. */
export type Missing = Map<string, number>;

/** As `indexOf`, but never beyond `limit`, and fast when it failed before. */
export function find(text: string, mark: string, from: number, limit: number, missing: Missing): number {
  const failed = missing.get(mark);
  if (failed !== undefined && failed <= from) {
    return -1;
  }
  const at = text.indexOf(mark, from);
  if (at < 0 || at + mark.length > limit) {
    missing.set(mark, from);
    return -1;
  }
  return at;
}

/** `braces` that hold JavaScript are not an island: their end is found by reading them. */
export function islandAt(text: string, at: number, limit: number, flavour: Flavour, missing: Missing): Island | undefined {
  const char = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (char === 60 && next === 63 && flavour !== 'xml') {
    const head = /^<\?(?:php\b|=)?/i.exec(text.slice(at, at + 6))?.[0].length ?? 2;
    const close = find(text, '?>', at, limit, missing);
    // PHP at the end of a file is not closed.
    return { start: at + head, end: close < 0 ? limit : close, next: close < 0 ? limit : close + 2, dialect: 'php' };
  }
  if (char === 60 && next === 37) {
    return closed(text, at, '%>', text.startsWith('<%--', at) || text.startsWith('<%#', at) ? '' : 'ruby', limit, missing, /^<%[=\-_!]*/);
  }
  if (char === 36 && next === 123) {
    return flavour === 'string' ? holeAt(text, at, limit) : undefined;
  }
  if (char !== 123 || flavour === 'svelte' || flavour === 'astro' || flavour === 'mdx' || flavour === 'xml') {
    return undefined;
  }
  if (next === 123) {
    if (text.startsWith('{{--', at)) {
      return closed(text, at, '--}}', '', limit, missing, /^\{\{--/);
    }
    if (text.startsWith('{{!--', at)) {
      return closed(text, at, '--}}', '', limit, missing, /^\{\{!--/);
    }
    if (/^\{\{-?\s*\/\*/.test(text.slice(at, at + 8))) {
      return closed(text, at, '*/', '', limit, missing, /^\{\{/);
    }
    const comment = text.startsWith('{{!', at);
    const dialect = comment ? '' : flavour === 'vue' ? 'script' : flavour === 'php' ? 'php' : 'template';
    return closed(text, at, '}}', dialect, limit, missing, /^\{\{\{?-?/);
  }
  if (next === 37) {
    const verbatim = /^\{%-?\s*(?:comment|raw)\b/.test(text.slice(at, at + 20));
    if (verbatim) {
      const end = /\{%-?\s*end(?:comment|raw)\s*-?%\}/g;
      end.lastIndex = at;
      const close = missing.has('endcomment') ? null : end.exec(text);
      if (close && close.index < limit) {
        return { start: at, end: close.index, next: Math.min(limit, end.lastIndex), dialect: '' };
      }
      missing.set('endcomment', at);
    }
    return closed(text, at, '%}', 'template', limit, missing, /^\{%-?/);
  }
  if (next === 35) {
    return flavour === 'template' || flavour === 'html' ? closed(text, at, '#}', '', limit, missing, /^\{#/) : undefined;
  }
  return next === 33 && text.charCodeAt(at + 2) === 33 ? closed(text, at, '!!}', 'php', limit, missing, /^\{!!/) : undefined;
}

/** A brace of another language that is not closed is just a brace. */
function closed(
  text: string,
  at: number,
  mark: string,
  dialect: Island['dialect'],
  limit: number,
  missing: Missing,
  head: RegExp,
): Island | undefined {
  const start = at + (head.exec(text.slice(at, at + 6))?.[0].length ?? 2);
  const close = find(text, mark, start, limit, missing);
  return close < 0 ? undefined : { start, end: close, next: close + mark.length, dialect };
}

/** `${…}` in a template literal, by its braces. */
function holeAt(text: string, at: number, limit: number): Island {
  let depth = 0;
  for (let i = at + 1; i < limit; i += 1) {
    const char = text.charCodeAt(i);
    if (char === 123) {
      depth += 1;
    } else if (char === 125) {
      depth -= 1;
      if (depth === 0) {
        return { start: at, end: at, next: i + 1, dialect: '' };
      }
    }
  }
  return { start: at, end: at, next: limit, dialect: '' };
}
