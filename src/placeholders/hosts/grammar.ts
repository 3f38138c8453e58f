/**
 * Paths are described as people describe them: `/{W}[x{H}][/(any|all)]`. Square brackets hold what may be missing, parentheses what
 * there is a choice of, braces a part from the list below or, after a colon, one word of several. A `?` at the end says that there
 * must be a query. Upper and lower case are the same, and a slash at the end is always allowed.
 */
export interface Grammar {
  readonly pattern: RegExp;
  /** Names of the pattern's groups, in their order. */
  readonly names: readonly string[];
  readonly needsQuery: boolean;
}

/** What the parts of a path say: their names, and all that was found by one name, as written. */
export type Captures = ReadonlyMap<string, readonly string[]>;

const hex = String.raw`[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8}`;

/** Each is bounded or ends at a slash, so that no address can make the search long. */
const kept: Readonly<Record<string, string>> = {
  W: String.raw`\d{1,5}`,
  H: String.raw`\d{1,5}`,
  /** The sides of a ratio. */
  A: String.raw`\d{1,4}`,
  B: String.raw`\d{1,4}`,
  scale: '[23]',
  text: '[^/]+',
  keywords: '[^/]+',
  emoji: String.raw`(?:[^\0-\x7f]|%[89a-f][\da-f]){1,64}`,
};

const passed: Readonly<Record<string, string>> = {
  hex,
  shade: String.raw`[\da-f]{1,2}|${hex}`,
  colour: `${hex}|[a-z]{3,24}`,
  alpha: String.raw`25[0-5]|2[0-4]\d|1?\d?\d`,
  number: String.raw`\d{1,9}`,
  word: '[a-z][a-z_-]{0,31}',
  any: '[^/]+',
  /** A name of one's own, before an extension; a site's own files are none. */
  slug: String.raw`(?!(?:favicon|robots|sitemap|apple-touch-icon)\b)[^/]+?`,
  photo: String.raw`[\w-]{11,64}`,
};

const signs: Readonly<Record<string, string>> = { '[': '(?:', ']': ')?', '(': '(?:', ')': ')', '|': '|' };

export function grammar(notation: string): Grammar {
  const needsQuery = notation.endsWith('?');
  const path = notation.replace(/\/?\??$/, '');
  const names: string[] = [];
  const source = path.replace(/\{(\w+)(?::([\w|]+))?\}|[^{}]/g, (token: string, name?: string, choice?: string) => {
    if (name === undefined) {
      return signs[token] ?? token.replace(/[\\^$.*+?/-]/, String.raw`\$&`);
    }
    const keep = choice ?? kept[name];
    if (keep !== undefined) {
      names.push(name);
      return `(${keep})`;
    }
    const part = passed[name];
    if (part === undefined) {
      throw new Error(`No part of a path is called ${name}.`);
    }
    return `(?:${part})`;
  });
  return { pattern: new RegExp(String.raw`^${source}\/?$`, 'i'), names, needsQuery };
}

export function matchPath({ pattern, names, needsQuery }: Grammar, path: string, query: string): Captures | undefined {
  const match = needsQuery && query === '' ? null : pattern.exec(path);
  if (!match) {
    return undefined;
  }
  const captures = new Map<string, string[]>();
  names.forEach((name, index) => {
    const text = match[index + 1];
    if (text !== undefined) {
      captures.set(name, [...(captures.get(name) ?? []), text]);
    }
  });
  return captures;
}
