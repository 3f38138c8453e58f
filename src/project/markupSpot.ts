/** Where a cursor stands in HTML or in a template language around it. */
export type MarkupSpot =
  | { readonly kind: 'text' }
  | { readonly kind: 'comment' }
  /** Among the attributes of the tag that begins at `start`. */
  | { readonly kind: 'tag'; readonly tag: string; readonly start: number }
  /** In an attribute's value; `quote` is empty when it has none. */
  | {
      readonly kind: 'value';
      readonly tag: string;
      readonly attribute: string;
      readonly quote: string;
      readonly start: number;
      readonly end: number;
    }
  /** In the text of a script or style element; `start` and `end` are its limits, `opening` its tag. */
  | { readonly kind: 'raw'; readonly tag: string; readonly opening: string; readonly start: number; readonly end: number }
  /** In a piece of another language: `<?php …`, `<% …`, `{{ …`, `{% …`, or a `{…}` of Svelte. `start` is where its code begins. */
  | { readonly kind: 'island'; readonly open: string; readonly start: number; readonly attribute: string; readonly quote: string };

/** What opens a piece of another language, and what ends it. */
const islands: readonly (readonly [string, string])[] = [
  ['<?', '?>'],
  ['<%', '%>'],
  ['{{', '}}'],
  ['{%', '%}'],
  ['{!!', '!!}'],
];

const name = /[^\s"'<>/={]+/y;

/** Reads the text from `from` to the cursor. `braces`: a single brace begins an expression, as in Svelte and Astro. */
export function markupSpot(text: string, offset: number, braces: boolean, from = 0): MarkupSpot {
  let i = from;
  let tag: { name: string; start: number } | undefined;
  let attribute = '';
  while (i < offset) {
    const island = islandAt(text, i, braces);
    if (island) {
      if (offset < island.end && offset >= i + island.open.length) {
        return { kind: 'island', open: island.open, start: i + island.open.length, attribute: tag ? attribute : '', quote: '' };
      }
      i = Math.min(island.end, offset);
    } else if (!tag) {
      if (text.startsWith('<!--', i)) {
        const close = text.indexOf('-->', i + 4);
        if (close < 0 || offset < close + 3) {
          return { kind: 'comment' };
        }
        i = close + 3;
      } else if (text.charAt(i) === '<' && /[a-z/]/i.test(text.charAt(i + 1))) {
        const open = i + (text.charAt(i + 1) === '/' ? 2 : 1);
        const read = nameAt(text, open);
        tag = { name: read, start: i };
        attribute = '';
        i = Math.min(open + read.length, offset);
      } else {
        i += 1;
      }
    } else if (text.charAt(i) === '>') {
      const raw = text.charAt(i - 1) !== '/' && /^(?:script|style)$/i.test(tag.name) && text.charAt(tag.start + 1) !== '/';
      i += 1;
      if (raw) {
        const end = i + closingTag(text.slice(i), tag.name);
        if (offset <= end) {
          return { kind: 'raw', tag: tag.name.toLowerCase(), opening: text.slice(tag.start, i), start: i, end };
        }
        i = end;
      }
      tag = undefined;
    } else if (text.charAt(i) === '=') {
      const start = i + 1 + (/^[ \t]*/.exec(text.slice(i + 1, i + 200))?.[0].length ?? 0);
      const quote = /["']/.test(text.charAt(start)) ? text.charAt(start) : '';
      const value = start + quote.length;
      const spot = valueAt(text, offset, braces, { tag: tag.name, attribute, quote, start: value });
      if (typeof spot !== 'number') {
        return spot;
      }
      i = Math.max(i + 1, spot);
    } else {
      const read = nameAt(text, i);
      attribute = read === '' ? attribute : read;
      i += Math.max(1, read.length);
    }
  }
  return tag ? { kind: 'tag', tag: tag.name, start: tag.start } : { kind: 'text' };
}

/** The spot when the cursor lies in the value, else the index behind the value. */
function valueAt(
  text: string,
  offset: number,
  braces: boolean,
  value: { tag: string; attribute: string; quote: string; start: number },
): MarkupSpot | number {
  const ends = value.quote === '' ? /[\s>]/ : value.quote === '"' ? /"/ : /'/;
  let i = value.start;
  let inside: MarkupSpot | undefined;
  while (i < text.length && !ends.test(text.charAt(i))) {
    const island = islandAt(text, i, braces);
    if (island && offset >= i + island.open.length && offset < island.end) {
      inside = { kind: 'island', open: island.open, start: i + island.open.length, attribute: value.attribute, quote: value.quote };
    }
    // A quote that was never closed would swallow the rest of the document.
    if (
      !island &&
      value.quote !== '' &&
      text.charAt(i) === '<' &&
      /[\r\n]/.test(text.slice(value.start, i)) &&
      /^<\/?[a-z][^<>"']*>/i.test(text.slice(i, i + 80))
    ) {
      break;
    }
    i = island ? Math.max(i + 1, island.end) : i + 1;
  }
  if (inside) {
    return inside;
  }
  return offset >= value.start && offset <= Math.min(i, text.length)
    ? { kind: 'value', ...value, end: Math.min(i, text.length) }
    : i + value.quote.length;
}

function islandAt(text: string, at: number, braces: boolean): { open: string; end: number } | undefined {
  const pair = islands.find(([open]) => text.startsWith(open, at) && !(braces && open.startsWith('{')));
  if (pair) {
    const close = text.indexOf(pair[1], at + pair[0].length);
    // PHP at the end of a file is not closed; a brace of another language that is not closed is just a brace.
    return close < 0
      ? pair[0] === '<?'
        ? { open: '<?', end: text.length + 1 }
        : undefined
      : { open: pair[0], end: close + pair[1].length };
  }
  return braces && text.charAt(at) === '{' ? { open: '{', end: braceEnd(text, at) } : undefined;
}

/**
 * The index behind the brace that closes, or just behind the opening one for an expression that holds tags: `{items.map((i) => <li>…)}`
 * is read on as markup.
 */
function braceEnd(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '{') {
      depth += 1;
    } else if (char === '}') {
      depth -= 1;
      if (depth === 0) {
        return i + 1;
      }
    } else if (char === '<' && /[a-z]/i.test(text.charAt(i + 1))) {
      return open + 1;
    } else if (char === '"' || char === "'" || char === '`') {
      const close = text.indexOf(char, i + 1);
      const line = text.slice(i, close < 0 ? i : close);
      i = close < 0 || /[\r\n]/.test(line) ? i : close;
    }
  }
  return open + 1;
}

function closingTag(text: string, tag: string): number {
  const at = text.search(new RegExp(`</${tag}\\b`, 'i'));
  return at < 0 ? text.length : at;
}

function nameAt(text: string, at: number): string {
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? '';
}
