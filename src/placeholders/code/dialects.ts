/** What differs between languages that are read alike: a value is a string literal, in brackets, beside a name. */
export interface Dialect {
  readonly name: string;
  /** Begins a comment that ends with its line. */
  readonly lineComment: RegExp | undefined;
  readonly blockComments: readonly (readonly [string, string])[];
  readonly triple: boolean;
  /** A quote that stands in its own string is doubled. */
  readonly doubled: boolean;
  /** A single quote holds one character, or begins a lifetime. */
  readonly chars: boolean;
  readonly backtick: 'template' | 'raw' | 'name';
  readonly regex: boolean;
  readonly jsx: boolean;
  /** `key => value`. */
  readonly arrowKeys: boolean;
  /** Joins two strings. */
  readonly concat: RegExp;
  /** Two literals beside each other are one. */
  readonly adjacent: boolean;
  /** `?` and `:` as an operator, so that a colon may be no key's. */
  readonly ternary: boolean;
  readonly imports: boolean;
  readonly slot: 'string' | 'data';
}

const base: Dialect = {
  name: 'generic',
  lineComment: /(?:\/\/|#(?![\w{[])|--\s)[^\r\n]*/y,
  blockComments: [['/*', '*/']],
  triple: true,
  doubled: false,
  chars: false,
  backtick: 'raw',
  regex: false,
  jsx: false,
  arrowKeys: true,
  concat: /\+(?!\+)|\.\.|<>|&(?!&)/y,
  adjacent: false,
  ternary: false,
  imports: false,
  slot: 'string',
};

const script: Dialect = {
  ...base,
  name: 'script',
  lineComment: /\/\/[^\r\n]*/y,
  triple: false,
  backtick: 'template',
  regex: true,
  arrowKeys: false,
  concat: /\+(?!\+)/y,
  ternary: true,
  imports: true,
};

const dialects: ReadonlyMap<string, Dialect> = new Map(
  [
    base,
    script,
    { ...script, name: 'jsx', jsx: true },
    { ...script, name: 'json', regex: false, backtick: 'raw' as const, ternary: false, imports: false, slot: 'data' as const },
    {
      ...script,
      name: 'flow',
      lineComment: undefined,
      blockComments: [],
      regex: false,
      backtick: 'raw' as const,
      ternary: false,
      imports: false,
      slot: 'data' as const,
    },
    {
      ...base,
      name: 'php',
      lineComment: /(?:\/\/|#(?!\[))(?:(?!\?>)[^\r\n])*/y,
      triple: false,
      concat: /\.(?![\d.])/y,
      ternary: true,
    },
    { ...base, name: 'python', lineComment: /#[^\r\n]*/y, blockComments: [], concat: /\+|%(?=\s*[\w(])/y, adjacent: true },
    {
      ...base,
      name: 'ruby',
      lineComment: /#[^\r\n]*/y,
      blockComments: [],
      concat: /\+|%(?=\s*[\w([])|<<|<>/y,
      adjacent: true,
      ternary: true,
    },
    {
      ...base,
      name: 'sql',
      lineComment: /(?:--|#)[^\r\n]*/y,
      triple: false,
      doubled: true,
      backtick: 'name' as const,
      concat: /\|\||\+/y,
    },
    { ...base, name: 'dart', lineComment: /\/\/[^\r\n]*/y, concat: /\+(?!\+)/y, adjacent: true, ternary: true },
    { ...base, name: 'chars', lineComment: /\/\/[^\r\n]*/y, chars: true, concat: /\+(?!\+)/y, ternary: true },
    { ...base, name: 'rust', lineComment: /\/\/[^\r\n]*/y, triple: false, chars: true, concat: /\+/y },
    { ...base, name: 'toml', lineComment: /#[^\r\n]*/y, blockComments: [], slot: 'data' as const },
    { ...base, name: 'template', lineComment: undefined, blockComments: [], triple: false, concat: /~|\+|\.(?=\s*\$)/y, ternary: true },
  ].map((dialect) => [dialect.name, dialect]),
);

export function dialectOf(name: string): Dialect {
  return dialects.get(name) ?? base;
}
