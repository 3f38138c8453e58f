import { stringEnd } from './scriptSpot';

/** One import statement at the head of a script. */
interface ImportLine {
  readonly start: number;
  readonly end: number;
  /** The name of the default import, when it has one. */
  readonly name: string | undefined;
  readonly source: string;
  readonly quote: string;
  readonly semicolon: boolean;
}

/** A script within a document: the whole of a module, or what stands between the tags of a component. */
export interface Script {
  readonly start: number;
  readonly end: number;
}

/** An import to be written, and the name that it gives. */
export interface NewImport {
  readonly name: string;
  readonly statement: string;
  readonly offset: number;
  /** The statement with the line breaks that it needs at that place. */
  readonly text: string;
}

const importStatement =
  /import\s+(?:type\s+)?(?:([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:,|\s+from\b)|[*{])?[^'";]*?(['"])((?:\\.|(?!\2)[^\\\r\n])*)\2(?:\s*(?:with|assert)\s*\{[^}]*\})?[ \t]*(;?)/uy;
const plainImport = /import\s*(['"])((?:\\.|(?!\1)[^\\\r\n])*)\1[ \t]*(;?)/uy;

/** The name under which the script already imports a file, tested by the source as it is written. */
export function importedName(text: string, script: Script, isFile: (source: string) => boolean): string | undefined {
  return readHead(text, script).imports.find((one) => one.name !== undefined && isFile(one.source))?.name;
}

/** The local name of a default or named import, such as `Image` of `next/image`. */
export function localName(text: string, script: Script, source: string, imported: string): string | undefined {
  for (const one of readHead(text, script).imports.filter((line) => line.source === source)) {
    if (imported === 'default' && one.name !== undefined) {
      return one.name;
    }
    const braces = /\{([^}]*)\}/.exec(text.slice(one.start, one.end))?.[1] ?? '';
    const found = new RegExp(`(?:^|,)\\s*${imported}(?:\\s+as\\s+([\\w$]+))?\\s*(?=,|$)`).exec(braces);
    if (found) {
      return found[1] ?? imported;
    }
  }
  return undefined;
}

/** Writes an import as the script writes its own: quotes, semicolons, indentation, after the last one. */
export function newImport(text: string, script: Script, wanted: { name: string; source: string; named?: boolean }, eol: string): NewImport {
  const head = readHead(text, script);
  const last = head.imports[head.imports.length - 1];
  const quote = last?.quote ?? /(?:^|[\r\n])(["'])use /.exec(text.slice(script.start, head.insertAt))?.[1] ?? "'";
  const lines = text.slice(script.start, script.end).split(/\s*[\r\n]+/);
  // Nothing to go by in a short script; a longer one without any is written without.
  const semicolon = last?.semicolon ?? (lines.length < 4 || lines.some((line) => line.endsWith(';')));
  const source = wanted.source.replace(/[\\\u0000-\u001f\u2028\u2029]/g, escapeCharacter).replaceAll(quote, `\\${quote}`);
  const statement = `import ${wanted.named === true ? `{ ${wanted.name} }` : wanted.name} from ${quote}${source}${quote}${semicolon ? ';' : ''}`;
  const indent = indentOf(text, last?.start ?? firstCode(text, script));
  const whole = script.start === 0 && script.end === text.length;
  const offset = head.insertAt;
  const rest = text.slice(offset, script.end);
  const startsLine = offset === 0 || /[\r\n]/.test(text.charAt(offset - 1));
  // In a component the tag's own line ends before the script begins; in an empty one there is no line at all.
  const lead = startsLine ? '' : eol;
  const blank = head.imports.length === 0 && rest.trim() !== '' && !/^\s*[\r\n]/.test(rest) ? eol : '';
  const tail = whole || startsLine || !/^[ \t]*\r?\n/.test(rest) ? eol + blank : blank;
  return { name: wanted.name, statement, offset, text: `${lead}${indent}${statement}${tail}` };
}

/** A name for the picture that the document does not use yet: `heroImage`, `heroImage2`. */
export function importName(text: string, fileName: string): string {
  const words = fileName.replace(/\.[^.]*$/, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const camel = words
    .slice(0, 4)
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('')
    .replace(/[^\p{ID_Continue}]/gu, '');
  const lettered = /^[\p{ID_Start}]/u.test(camel) ? camel : `image${camel}`;
  const base = /(?:image|img|icon|logo|photo|picture|banner|background|illustration|avatar|thumbnail)\d*$/i.test(lettered)
    ? lettered
    : `${lettered}Image`;
  const used = new Set(text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  let name = base;
  for (let n = 2; used.has(name); n += 1) {
    name = `${base}${/\d$/.test(base) ? '_' : ''}${n}`;
  }
  return name;
}

/** Walks over what stands at the head of a module: hashbang, comments, directives, imports. Stops at the first other statement. */
function readHead(text: string, script: Script): { imports: ImportLine[]; insertAt: number } {
  const imports: ImportLine[] = [];
  let insertAt = script.start;
  let i = script.start;
  const toLineEnd = (from: number): number => from + (/^[^\r\n]*(?:\r\n|\r|\n)?/.exec(text.slice(from, script.end))?.[0].length ?? 0);
  while (i < script.end) {
    const rest = text.slice(i, script.end);
    const space = /^[\s\ufeff]+/.exec(rest)?.[0];
    if (space !== undefined) {
      i += space.length;
      if (i === script.start + space.length && script.start === insertAt) {
        // The line break after the tag that opens a component's script, or after a byte order mark.
        insertAt += /^(?:\ufeff|[ \t]*(?:\r\n|\r|\n))?/.exec(rest)?.[0].length ?? 0;
      }
      continue;
    }
    if (rest.startsWith('#!') && i === 0) {
      i = insertAt = toLineEnd(i);
    } else if (/^(?:\/\/|\/\*)/.test(rest)) {
      const close = rest.indexOf('*/');
      const end = rest.startsWith('//') ? toLineEnd(i) : close < 0 ? script.end : toLineEnd(i + close + 2);
      const after = text.slice(end, script.end);
      // A comment belongs to the file when a blank line follows it, or when it speaks to a tool; else to the statement below it.
      if (
        /^[ \t]*(?:\r?\n|$)/.test(after) ||
        /^(?:\/\/|\/\*)[!\s*]*(?:eslint|@ts-|prettier|biome|@license|@jsx|copyright|<reference)/i.test(rest)
      ) {
        insertAt = end;
      }
      i = rest.startsWith('//') || close < 0 ? end : i + close + 2;
    } else if (/^["']/.test(rest)) {
      const end = stringEnd(text, i) + 1;
      // A directive is a statement of its own, not the beginning of an expression.
      if (end > script.end || !/^[ \t]*(?:;|\r|\n|\/\/|$)/.test(text.slice(end, script.end))) {
        break;
      }
      i = insertAt = toLineEnd(end);
    } else {
      const line = /^import[\s"'{*]/.test(rest) ? readImport(text, i, script.end) : undefined;
      if (!line) {
        break;
      }
      imports.push(line);
      i = line.end;
      insertAt = /^[ \t]*(?:\/\/|\r|\n|\/\*[^\r\n]*\*\/[ \t]*[\r\n]|$)/.test(text.slice(i, script.end)) ? toLineEnd(i) : i;
    }
  }
  return { imports, insertAt };
}

function readImport(text: string, at: number, end: number): ImportLine | undefined {
  plainImport.lastIndex = at;
  const plain = plainImport.exec(text);
  importStatement.lastIndex = at;
  const full = plain ? undefined : importStatement.exec(text);
  const found = plain ?? full;
  if (!found || at + found[0].length > end) {
    return undefined;
  }
  return {
    start: at,
    end: at + found[0].length,
    name: full?.[1],
    quote: (plain ? plain[1] : full?.[2]) ?? "'",
    source: unescaped((plain ? plain[2] : full?.[3]) ?? ''),
    semicolon: found[0].endsWith(';'),
  };
}

function firstCode(text: string, script: Script): number {
  return script.start + (/^\s*/.exec(text.slice(script.start, script.end))?.[0].length ?? 0);
}

function indentOf(text: string, at: number): string {
  return /[ \t]*$/.exec(text.slice(0, at))?.[0] ?? '';
}

function unescaped(source: string): string {
  return source.replace(/\\(?:u([\da-f]{4})|(.))/gi, (_, code: string | undefined, character: string | undefined) =>
    code === undefined ? (character ?? '') : String.fromCharCode(parseInt(code, 16)),
  );
}

function escapeCharacter(character: string): string {
  return character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
