import { dialectOf } from './code/dialects';
import { readCode } from './code/walk';
import { type Finding, type ScanOptions } from './finding';
import { hostNames } from './hosts/hosts';
import { familyOf, type Family } from './languages';
import { readMarkup } from './markup/markup';
import { resolve } from './resolve';
import { type Sink } from './sink';
import { readStyle } from './style/style';
import { readFrontMatter } from './text/frontMatter';
import { readDocument, readMarkdown } from './text/markdown';
import { readYaml } from './text/yaml';

export { languageOf } from './languages';

/** Longer ones were written by a program. */
const longestLine = 20000;

/** What the names of hosts end in, after the last dot. */
const hostEnds = [...new Set(hostNames.map((name) => name.slice(name.lastIndexOf('.') + 1)))];
const pictureEnds = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'svg', 'ico'];

/**
 * Every sign has a dot, a colon or an equals sign in it. They are found quickly, few are followed by what can belong to a sign, and only
 * then what stands before is looked at.
 */
const signs = new RegExp(
  `[.:=](?:${[
    `(?<=[.])(?:(?:${pictureEnds.join('|')})\\b|${hostEnds.map(hostsIn).join('|')})`,
    '[,;](?<=data:.)|image/(?<=data:image/)',
    '(?:""|\'\'|\\{["\'])(?<=src=..)',
  ].join('|')})`,
  'i',
);

function hostsIn(end: string): string {
  const names = hostNames.filter((name) => name.endsWith(`.${end}`)).map((name) => name.replaceAll('.', '\\.'));
  return `${end}(?<=${names.join('|')})`;
}

/** Whether it is worth while to scan a text. Cheap: most files hold nothing. */
export function mayHold(text: string): boolean {
  return signs.test(text);
}

/** All placeholders in a text, in order. Takes any text, finished or not, and never throws. */
export function scan(text: string, options: ScanOptions): Finding[] {
  const family = familyOf(options.languageId, options.path);
  if (!family || !mayHold(text)) {
    return [];
  }
  const readable = withoutLongLines(text);
  if (readable !== text && !mayHold(readable)) {
    return [];
  }
  const sink: Sink = {
    text: readable,
    options,
    found: [],
    headings: [],
    page: { title: '', rules: new Map() },
    depth: 0,
    read: {
      markup: (inner, start, end, within) => readMarkup(inner, start, end, within, 'string'),
      style: readStyle,
      markdown: readMarkdown,
    },
  };
  read(sink, family);
  return resolve(sink, text);
}

function read(sink: Sink, family: Family): void {
  const { text } = sink;
  const role = 'picture';
  if (family.kind === 'style') {
    readStyle(sink, 0, text.length, { role }, family.lineComments);
  } else if (family.kind === 'code') {
    readCode(sink, 0, text.length, dialectOf(family.dialect), { role });
  } else if (family.kind === 'markdown') {
    readDocument(sink, 0, text.length, role, family.mdx);
  } else if (family.kind === 'yaml') {
    readYaml(sink, 0, text.length, { role });
  } else {
    const from = family.flavour === 'html' || family.flavour === 'template' ? readFrontMatter(sink, role) : 0;
    const front = family.flavour === 'astro' ? /^\s*---\r?\n([\s\S]*?)^---/m.exec(text) : null;
    if (front?.index === 0) {
      readCode(sink, front[0].indexOf('---') + 3, front[0].length - 3, dialectOf('script'), { role });
    }
    readMarkup(sink, front?.index === 0 ? front[0].length : from, text.length, { role }, family.flavour);
  }
}

/** Blanks take the place of what is not read, so that offsets stay. */
function withoutLongLines(text: string): string {
  if (text.length <= longestLine) {
    return text;
  }
  const parts: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    if (end - at > longestLine) {
      parts.push(text.slice(kept, at), ' '.repeat(end - at));
      kept = end;
    }
    at = end + 1;
  }
  return kept === 0 ? text : parts.join('') + text.slice(kept);
}
