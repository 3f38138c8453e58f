/** An attribute as it is written. */
export interface Attribute {
  /** Lower case in HTML. */
  readonly name: string;
  /** Between the quotes, with entities as they stand; empty without a value. */
  readonly value: string;
  /** From the first character of the name to behind the closing quote. */
  readonly start: number;
  readonly end: number;
}

export interface Tag {
  /** Lower case in HTML. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: readonly Attribute[];
  /** Behind the last attribute, or the name without one: where another one goes. */
  readonly last: number;
}

/** Elements whose text is no markup of this page, or not of every reader. */
const opaque = new Set([
  'script',
  'style',
  'template',
  'textarea',
  'title',
  'noscript',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'svg',
  'math',
]);

/** What is passed over as a whole, wherever it stands: comments and the code of template languages. */
const spans = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<%', '%>'],
  ['<?', '?>'],
  ['{{!--', '--}}'],
  ['{#', '#}'],
] as const;

/**
 * The tags of a page or an XML document in order, without those in comments, scripts, templates and the like.
 * @param text what cannot be read as a tag is text
 */
export function tagsOf(text: string, language: 'html' | 'xml'): Tag[] {
  const tags: Tag[] = [];
  const stop = language === 'html' ? /<|\{\{!--|\{#(?![a-z])/g : /</g;
  let at = 0;
  for (;;) {
    stop.lastIndex = at;
    const found = stop.exec(text);
    if (!found) {
      return tags;
    }
    at = found.index;
    const span = spanAt(text, at);
    if (span !== undefined) {
      at = span;
    } else if (/[a-z/]/i.test(text.charAt(at + 1))) {
      const tag = readTag(text, at, language);
      tags.push(tag);
      at = tag.end;
      if (language === 'html' && tag.kind === 'open' && opaque.has(tag.name)) {
        at = closeOf(text, tag.name, at);
      }
    } else {
      at += 1;
    }
  }
}

/** Where a comment or a piece of code that begins here ends; what is never closed reaches to the end. */
function spanAt(text: string, at: number): number | undefined {
  const span = spans.find(([open]) => text.startsWith(open, at));
  if (span === undefined) {
    return undefined;
  }
  const end = text.indexOf(span[1], at + span[0].length);
  return end < 0 ? text.length : end + span[1].length;
}

/** Where the closing tag of an element begins; templates lie in templates. */
function closeOf(text: string, name: string, from: number): number {
  const pattern = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'gi');
  pattern.lastIndex = from;
  let depth = 1;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    depth += found[1] === '/' ? -1 : name === 'template' || name === 'svg' ? 1 : 0;
    if (depth === 0) {
      return found.index;
    }
  }
  return text.length;
}

function readTag(text: string, start: number, language: 'html' | 'xml'): Tag {
  const closing = text.charAt(start + 1) === '/';
  const cased = (name: string): string => (language === 'html' ? name.toLowerCase() : name);
  const namePattern = /[^\s<>/]+/y;
  namePattern.lastIndex = start + (closing ? 2 : 1);
  const name = namePattern.exec(text)?.[0] ?? '';
  const attributes: Attribute[] = [];
  let at = start + (closing ? 2 : 1) + name.length;
  let last = at;
  let kind: Tag['kind'] = closing ? 'close' : 'open';
  while (at < text.length) {
    const char = text.charAt(at);
    const span = spanAt(text, at);
    if (span !== undefined) {
      at = span;
    } else if (char === '>') {
      return { name: cased(name), start, end: at + 1, kind, attributes, last };
    } else if (char === '<') {
      break;
    } else if (char === '/' && text.charAt(at + 1) === '>') {
      kind = 'empty';
      at += 1;
    } else if (/[\s/]/.test(char)) {
      at += 1;
    } else {
      const attribute = readAttribute(text, at);
      attributes.push({ ...attribute, name: cased(attribute.name) });
      at = attribute.end;
      last = at;
    }
  }
  // Still being typed.
  return { name: cased(name), start, end: at, kind, attributes, last };
}

function readAttribute(text: string, start: number): Attribute {
  const pattern = /[^\s=>]([^\s=/>]|\/(?!>))*/y;
  pattern.lastIndex = start;
  const name = pattern.exec(text)?.[0] ?? text.charAt(start);
  const nameEnd = start + name.length;
  const equals = /\s*=\s*/y;
  equals.lastIndex = nameEnd;
  const sign = equals.exec(text);
  if (!sign) {
    return { name, value: '', start, end: nameEnd };
  }
  const at = nameEnd + sign[0].length;
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'") {
    const end = quoteEnd(text, at + 1, quote);
    return { name, value: text.slice(at + 1, end), start, end: Math.min(text.length, end + 1) };
  }
  const bare = /[^\s>]*/y;
  bare.lastIndex = at;
  const value = bare.exec(text)?.[0] ?? '';
  // `<link href=x.png/>` is an empty element to those who write it so.
  const slash = value.length > 1 && value.endsWith('/') && text.charAt(at + value.length) === '>' && /\.\w+\/$/.test(value) ? 1 : 0;
  return { name, value: value.slice(0, value.length - slash), start, end: at + value.length - slash };
}

/** Template code in a value may hold quotes of its own. */
function quoteEnd(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && text.charAt(at) !== quote) {
    at = text.startsWith('<%', at) || text.startsWith('<?', at) ? (spanAt(text, at) ?? at + 1) : at + 1;
  }
  return at;
}
