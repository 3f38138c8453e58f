import { dialectOf } from '../code/dialects';
import { isConfiguration, setValue } from '../code/frames';
import { readCode } from '../code/walk';
import { readComment } from '../comments';
import { deepest, type Mapping, offer, type Sink, type Within } from '../sink';
import { fromDoubled, fromScript } from '../unescape';
import { anySaysPicture } from '../words';
import { readMarkdown } from './markdown';
import { maskCode } from './mask';
import { readMarkup } from '../markup/markup';

interface Level {
  readonly indent: number;
  readonly mapping: Mapping;
  key: string;
}

const keyed =
  /^((?:"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}'|[^\s#:[\]{},&*!|>'"%@`-][^:#\r\n]{0,200}|-[^\s:#\r\n][^:#\r\n]{0,200}))\s*:(?=\s|$)[ \t]*/;

/** Reads mappings and lists by their indentation, line by line. */
export function readYaml(sink: Sink, start: number, end: number, within: Within): void {
  const { text } = sink;
  const levels: Level[] = [];
  let block: { indent: number; start: number } | undefined;
  for (let at = start; at < end;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const line = text.slice(at, next).replace(/[\r\n]+$/, '');
    const content = line.trimStart();
    const indent = line.length - content.length;
    if (block && content !== '' && indent <= block.indent) {
      blockText(sink, block.start, at, within);
      block = undefined;
    }
    if (content.startsWith('#') && !block) {
      readComment(sink, at, next);
    } else if (content !== '' && !block) {
      const opened = readLine(sink, { at, line, indent, levels, within });
      block = opened === undefined ? undefined : { indent: opened, start: next };
    }
    at = next;
  }
  if (block) {
    blockText(sink, block.start, end, within);
  }
}

interface Line {
  readonly at: number;
  readonly line: string;
  readonly indent: number;
  readonly levels: Level[];
  readonly within: Within;
}

/** Returns the indentation of the key when a block of text begins behind it. */
function readLine(sink: Sink, { at, line, indent, levels, within }: Line): number | undefined {
  let column = indent;
  let rest = line.slice(column);
  let listed = false;
  while (/^-(?:\s|$)/.test(rest)) {
    // An item is a mapping of its own, and what is deeper belongs to the item before.
    while ((levels[levels.length - 1]?.indent ?? -1) > column) {
      levels.pop();
    }
    const gap = /^-\s*/.exec(rest)?.[0].length ?? 1;
    column += gap;
    rest = line.slice(column);
    listed = true;
  }
  const key = keyed.exec(rest);
  if (!key && !listed) {
    // The rest of a value that goes on.
    return undefined;
  }
  if (key) {
    const name = (key[1] ?? '').replace(/^["']|["']$/g, '').trim();
    levelAt(levels, column, listed).key = name;
    const value = column + key[0].length;
    return readValue(sink, { at, line, column: value, levels, within, indent: column });
  }
  return readValue(sink, { at, line, column, levels, within, indent: column - 1 });
}

function levelAt(levels: Level[], column: number, listed: boolean): Level {
  while ((levels[levels.length - 1]?.indent ?? -1) > column || (listed && levels[levels.length - 1]?.indent === column)) {
    levels.pop();
  }
  const top = levels[levels.length - 1];
  if (top?.indent === column) {
    return top;
  }
  const parent = listed ? undefined : top?.mapping;
  const level: Level = { indent: column, mapping: { values: undefined, parent }, key: '' };
  levels.push(level);
  return level;
}

function readValue(sink: Sink, { at, line, column, levels, within, indent }: Line & { readonly column: number }): number | undefined {
  const mark = /^(?:[&!][^\s]*\s+)*/.exec(line.slice(column))?.[0].length ?? 0;
  const from = column + mark;
  const rest = line.slice(from);
  const level = levels[levels.length - 1];
  const names = levels.map((one) => one.key).reverse();
  if (/^[|>][-+\d]*\s*(?:#.*)?$/.test(rest)) {
    return indent;
  }
  if (/^[[{]/.test(rest)) {
    readCode(sink, at + from, at + line.length, dialectOf('flow'), { ...within, mapping: level?.mapping, names });
    return undefined;
  }
  const quote = rest.startsWith('"') ? '"' : rest.startsWith("'") ? "'" : '';
  const body =
    quote === '"'
      ? /^"((?:[^"\\]|\\.)*)"/.exec(rest)
      : quote === "'"
        ? /^'((?:[^']|'')*)'/.exec(rest)
        : /^()((?:[^#]|(?<!\s)#)*)/.exec(rest);
  const raw = (quote === '' ? body?.[2] : body?.[1])?.trimEnd() ?? '';
  const comment = rest.indexOf(' #', body?.[0].length ?? 0);
  if (comment >= 0) {
    readComment(sink, at + from + comment, at + line.length);
  }
  if (raw === '') {
    return undefined;
  }
  const value = quote === '"' ? fromScript(raw) : quote === "'" ? fromDoubled(raw, "'") : raw;
  if (level) {
    setValue(level.mapping, level.key, value);
  }
  const start = at + from + quote.length;
  if (/<[a-z]/i.test(raw) && sink.depth < deepest) {
    readMarkup(
      { ...sink, depth: sink.depth + 1 },
      start,
      start + raw.length,
      { role: within.role, mapping: level?.mapping, names },
      'string',
    );
    return undefined;
  }
  if (raw.includes('![')) {
    readMarkdown(sink, start, start + raw.length, { role: within.role, mapping: level?.mapping, names });
    return undefined;
  }
  if (names.slice(0, 4).some(isConfiguration)) {
    return undefined;
  }
  offer(sink, value, () => ({
    start,
    end: start + raw.length,
    slot: { kind: 'data', quote, key: level?.key },
    position: anySaysPicture(names) ? 'named' : 'string',
    role: within.role,
    mapping: level?.mapping,
    names: [...names, ...(within.names ?? [])],
  }));
  return undefined;
}

/** A block of text: often Markdown or HTML. */
function blockText(sink: Sink, start: number, end: number, within: Within): void {
  const raw = sink.text.slice(start, end);
  if (sink.depth >= deepest || !/<[a-z]|!\[/i.test(raw)) {
    return;
  }
  const deeper = { ...sink, text: maskCode(sink.text, start, end, true).text, depth: sink.depth + 1 };
  readMarkdown(deeper, start, end, { role: within.role });
  readMarkup(deeper, start, end, { role: within.role }, 'html');
}
