import { insertAt, insertIntoValue, type ReferenceEdit } from './edit';
import { attributeText, quoted, stringText } from './escape';
import { below } from './paths';
import { stringFor, urlFor, type Place } from './place';
import { stringEnd } from './scriptSpot';

/** What a language without places of its own for pictures wants: its strings, and what an unquoted path would be there. */
interface TextLanguage {
  /** The quotes that begin a string; the first is written where there is none. */
  readonly quotes: string;
  /** Whether a path outside of a string is put into one. */
  readonly quoted: boolean;
  /** Programs look for files from the top of their project, data from where it lies. */
  readonly fromProject: boolean;
}

const json: TextLanguage = { quotes: '"', quoted: true, fromProject: false };
const program: TextLanguage = { quotes: '"\'', quoted: true, fromProject: true };
const plain: TextLanguage = { quotes: '"\'', quoted: false, fromProject: false };

const languages: ReadonlyMap<string, TextLanguage> = new Map(
  Object.entries<TextLanguage>({
    json,
    jsonc: json,
    json5: json,
    jsonl: json,
    toml: { ...json, quotes: '"\'' },
    sql: { quotes: "'", quoted: true, fromProject: false },
    python: program,
    ruby: { ...program, quotes: '\'"' },
    dart: { ...program, quotes: '\'"' },
    java: { ...program, quotes: '"' },
    kotlin: { ...program, quotes: '"' },
    swift: { ...program, quotes: '"' },
    csharp: { ...program, quotes: '"' },
    fsharp: { ...program, quotes: '"' },
    go: { ...program, quotes: '"`' },
    rust: { ...program, quotes: '"' },
    c: { ...program, quotes: '"' },
    cpp: { ...program, quotes: '"' },
    elixir: { ...program, quotes: '"' },
    lua: program,
    r: program,
    scala: { ...program, quotes: '"' },
  }),
);

/** Names the picture in data, in programs that are not for the web, in the short forms of HTML, and in plain text. */
export function textReference(place: Place): ReferenceEdit {
  const language = languages.get(place.languageId) ?? plain;
  const path = textPath(place);
  const string = stringAround(place, language.quotes);
  if (string) {
    return insertIntoValue(place, string, written(path, string.quote, place.languageId));
  }
  if (isShort(place.languageId)) {
    return insertAt(place, shortElement(place));
  }
  if (place.languageId === 'dart' && place.project.frameworks.some(({ id }) => id === 'flutter')) {
    const label = place.alt === '' ? '' : `, semanticLabel: ${dartString(place.alt)}`;
    return insertAt(place, `Image.asset(${dartString(path)}, width: ${place.width}, height: ${place.height}${label})`);
  }
  if (place.languageId === 'yaml' || place.languageId === 'dockercompose') {
    return insertAt(place, isPlainScalar(path) ? path : quoted(path, '"'));
  }
  const quote = language.quotes.charAt(0);
  return insertAt(place, language.quoted ? quote + written(path, quote, place.languageId) + quote : path);
}

/** The path that the language's programs want, not yet escaped. */
export function textPath(place: Place): string {
  if (isShort(place.languageId)) {
    return urlFor(place);
  }
  return isProgram(place.languageId) && !place.root ? below(place.project.folder, place.asset) : stringFor(place);
}

/** A program, which looks for files from the top of its project. */
export function isProgram(languageId: string): boolean {
  return languages.get(languageId)?.fromProject === true;
}

/** A short form of HTML. */
export function isShort(languageId: string): boolean {
  return /^(?:jade|pug|haml|slim)$/.test(languageId);
}

/** Whether YAML takes the path without quotes, in a block and in brackets. */
export function isPlainScalar(path: string): boolean {
  return /^[\w./][\w./-]*$|^[\p{L}\p{N}./][\p{L}\p{N}\p{M}._/ -]*[\p{L}\p{N}]$/u.test(path);
}

/** The path as the text of a string with these quotes. */
export function written(path: string, quote: string, languageId: string): string {
  if (languageId === 'sql' || (languageId === 'yaml' && quote === "'")) {
    return path.replaceAll("'", "''");
  }
  // Most languages do without a path's own text only for what ends the string; plain text knows no escapes at all.
  return languages.has(languageId) || languageId === 'yaml' ? stringText(path, quote) : path;
}

/** The string of the cursor's line that the cursor is in. */
function stringAround(place: Place, quotes: string): { quote: string; start: number; end: number } | undefined {
  const { text, start } = place;
  let i = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  for (; i < start; i += 1) {
    const quote = text.charAt(i);
    // An apostrophe within a word quotes nothing.
    if (quotes.includes(quote) && !(quote === "'" && /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, i - 2), i)))) {
      const end = stringEnd(text, i);
      if (start <= end) {
        const closed = text.charAt(end) === quote;
        return closed || languages.get(place.languageId) ? { quote, start: i + 1, end: closed ? end : start } : undefined;
      }
      i = end;
    }
  }
  return undefined;
}

function shortElement(place: Place): string {
  const src = urlFor(place);
  const alt = attributeText(place.alt);
  switch (place.languageId) {
    case 'haml':
      return `%img{ src: "${src}", width: ${place.width}, height: ${place.height}, alt: "${alt}" }`;
    case 'slim':
      return `img src="${src}" width="${place.width}" height="${place.height}" alt="${alt}"`;
    default:
      return `img(src="${src}" width="${place.width}" height="${place.height}" alt="${alt}")`;
  }
}

function dartString(text: string): string {
  return quoted(text, "'").replaceAll('$', '\\$');
}
