import { readComment } from '../comments';
import { dialectOf } from '../code/dialects';
import { readCode } from '../code/walk';
import { readMarkup } from '../markup/markup';
import { type AltText, type Slot } from '../finding';
import { offer, type Place, type Sink, type Within } from '../sink';
import { fromHtml } from '../unescape';
import { cleanText } from '../words';
import { readFrontMatter } from './frontMatter';
import { maskCode } from './mask';

const longestAlt = 1000;

/** A document: front matter, prose with pictures, HTML. */
export function readDocument(sink: Sink, start: number, end: number, role: Place['role'], mdx: boolean): void {
  const from = start === 0 ? readFrontMatter(sink, role) : start;
  const { text, shown } = maskCode(sink.text, from, end, mdx);
  for (const range of shown) {
    readComment(sink, range.start, range.end);
  }
  const masked: Sink = { ...sink, text };
  readHeadings(masked, from, end);
  const modules = mdx ? readModules(masked, from, end, role) : text;
  const rest: Sink = { ...sink, text: modules };
  readMarkdown(rest, from, end, { role });
  readMarkup(rest, from, end, { role }, mdx ? 'mdx' : 'html');
}

/** Images and the definitions of references. */
export function readMarkdown(sink: Sink, start: number, end: number, within: Within): void {
  const { text } = sink;
  for (let i = text.indexOf('![', start); i >= 0 && i < end; i = text.indexOf('![', i)) {
    const escaped = text.charAt(i - 1) === '\\' && text.charAt(i - 2) !== '\\';
    i = Math.max(i + 2, escaped ? 0 : image(sink, i, end, within));
  }
  definitions(sink, start, end, within);
}

/** The image at `at`; tells where to go on. */
function image(sink: Sink, at: number, end: number, within: Within): number {
  const { text } = sink;
  let depth = 0;
  let close = at + 2;
  const limit = Math.min(end, at + longestAlt);
  for (; close < limit; close += 1) {
    const char = text.charCodeAt(close);
    if (char === 92) {
      close += 1;
    } else if (char === 91) {
      depth += 1;
    } else if (char === 93) {
      if (depth === 0) {
        break;
      }
      depth -= 1;
    }
  }
  if (close >= limit || text.charAt(close + 1) !== '(') {
    // Not closed: the next one may begin inside, unless nothing is closed there.
    return close < limit ? close : text.slice(at + 2, limit).includes(']') ? at + 2 : limit;
  }
  const target = destination(text, close + 2, end);
  if (!target?.closed) {
    return close + 2;
  }
  const raw = text.slice(at + 2, close);
  const alt: AltText = { text: unescapeText(raw), start: at + 2, end: close };
  offerAt(sink, target, within, { alt, title: target.title });
  return target.next;
}

interface Destination {
  readonly start: number;
  readonly end: number;
  readonly angled: boolean;
  readonly title: string | undefined;
  /** A parenthesis follows. */
  readonly closed: boolean;
  readonly next: number;
}

function destination(text: string, from: number, limit: number): Destination | undefined {
  const window = text.slice(from, Math.min(limit, from + 6000));
  const match =
    /^[ \t]*(?:\r?\n[ \t]*)?(?:<([^<>\r\n]*)>|((?:[^\s()<]|\((?:[^\s()]|\([^\s()]*\))*\))(?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*))/.exec(
      window,
    );
  if (!match) {
    return undefined;
  }
  const angled = match[1] !== undefined;
  const length = (match[1] ?? match[2] ?? '').length;
  const end = from + match[0].length - (angled ? 1 : 0);
  const rest = window.slice(match[0].length, match[0].length + 1000);
  const title = /^\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(([^()]*)\))/.exec(rest);
  const value = title?.[1] ?? title?.[2] ?? title?.[3];
  const closed = /^\s*\)/.test(rest.slice(title?.[0].length ?? 0));
  const written = value === undefined ? undefined : unescapeText(value);
  return { start: end - length, end, angled, title: written, closed, next: from + match[0].length };
}

/** `[id]: address "title"`, which only a picture refers to when it is one. */
function definitions(sink: Sink, start: number, end: number, within: Within): void {
  const { text } = sink;
  const pattern = /^ {0,3}\[([^\]\r\n^][^\]\r\n]{0,300})\]:[ \t]*/gm;
  pattern.lastIndex = start;
  const uses = { images: new Map<string, AltText>(), read: false };
  for (let match = pattern.exec(text); match && match.index < end; match = pattern.exec(text)) {
    const target = destination(text, pattern.lastIndex, end);
    if (!target) {
      continue;
    }
    if (!uses.read) {
      uses.read = true;
      collectUses(text, start, end, uses.images);
    }
    const alt = uses.images.get(label(match[1] ?? ''));
    // Nothing shows it as a picture: a link's target.
    if (alt) {
      offerAt(sink, target, within, { alt, title: target.title });
    }
    pattern.lastIndex = Math.max(target.end, pattern.lastIndex);
  }
}

/** `![alt][id]`, `![id][]`, `![id]`. */
function collectUses(text: string, start: number, end: number, images: Map<string, AltText>): void {
  const pattern = /!\[([^\][\r\n]{0,500})\](?:\[([^\][\r\n]{0,300})\])?(?!\()/g;
  pattern.lastIndex = start;
  for (let match = pattern.exec(text); match && match.index < end; match = pattern.exec(text)) {
    const alt = match[1] ?? '';
    const id = label(match[2] === undefined || match[2] === '' ? alt : match[2]);
    if (!images.has(id)) {
      const from = match.index + 2;
      images.set(id, { text: unescapeText(alt), start: from, end: from + alt.length });
    }
  }
}

function label(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function offerAt(sink: Sink, target: Destination, within: Within, beside: { alt: AltText; title: string | undefined }): void {
  const slot: Slot = { kind: 'markdown', angled: target.angled };
  const raw = sink.text.slice(target.start, target.end);
  offer(sink, fromHtml(raw.replace(/\\([!-/:-@[-`{-~])/g, '$1')), () => ({
    start: target.start,
    end: target.end,
    slot,
    position: 'picture',
    role: within.role,
    mapping: within.mapping,
    names: within.names,
    ...beside,
  }));
}

function readHeadings(sink: Sink, start: number, end: number): void {
  const pattern = /^ {0,3}(?:#{1,6}[ \t]+([^\r\n]{0,2000})|([^\s#>|<`\-=+*][^\r\n]{0,500})\r?\n {0,3}(?:={2,}|-{2,})[ \t]*$)/gm;
  pattern.lastIndex = start;
  for (let match = pattern.exec(sink.text); match && match.index < end; match = pattern.exec(sink.text)) {
    const text = plain(match[1]?.replace(/\s+#+\s*$/, '') ?? match[2] ?? '');
    if (text !== '') {
      sink.headings.push({ start: match.index, text });
    }
  }
}

/** The text of a heading without its marks. */
function plain(raw: string): string {
  return cleanText(
    unescapeText(
      raw
        .slice(0, 500)
        .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/<[^>]*>|\{#[^}]*\}|[*`]|__/g, ''),
    ),
  );
}

function unescapeText(raw: string): string {
  return fromHtml(raw.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

/** `import` and `export` at the beginning of a line are code; returns the text without them. */
function readModules(sink: Sink, start: number, end: number, role: Place['role']): string {
  const pattern = /^(?:import|export)\b[^\r\n]*(?:\r?\n(?![ \t]*\r?\n)[^\r\n]+)*/gm;
  pattern.lastIndex = start;
  const parts: string[] = [];
  let at = 0;
  for (let match = pattern.exec(sink.text); match && match.index < end; match = pattern.exec(sink.text)) {
    readCode(sink, match.index, match.index + match[0].length, dialectOf('jsx'), { role });
    parts.push(sink.text.slice(at, match.index), match[0].replace(/[^\r\n]/g, ' '));
    at = match.index + match[0].length;
  }
  return parts.join('') + sink.text.slice(at);
}
