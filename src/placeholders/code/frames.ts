import { isErrorHandler } from '../markup/use';
import { type Element, type Mapping } from '../sink';
import { saysPicture } from '../words';

/** Brackets, or the text as a whole. */
export interface Bracket {
  readonly kind: 'bracket';
  readonly open: string;
  mapping: Mapping;
  /** The name of the present value: a key, a variable, a parameter. */
  key: string | undefined;
  /** What the key is a member of: `hero` of `hero.src = …`. */
  owner: string;
  /** The key was followed by a type, and its value is still to come. */
  typed: boolean;
  /** A comma was read since the last key: the next one stands beside it. */
  comma: boolean;
  /** Conditions whose other branch is still to come. */
  ternaries: number;
  /** What is called, for an argument list. */
  readonly callee: string;
  /** What stands in it is the name of a member. */
  readonly subscript: boolean;
  /** What stands in it decides on the statement behind it. */
  readonly condition: boolean;
  /** Commas so far: the position of an argument or a column. */
  index: number;
  /** Names of the columns, for a row of SQL. */
  readonly columns: readonly string[] | undefined;
  fallback: boolean;
  fallbackInside: boolean;
  config: boolean;
  /** `{…}` as the value of an attribute, or among the children of an element. */
  readonly container: { readonly element: Element | undefined; readonly attribute: string } | undefined;
  /** The only token in a container, if it is a plain value. */
  sole: { readonly value: string; readonly start: number; readonly end: number } | undefined;
  tokens: number;
  first: string;
}

export interface Template {
  readonly kind: 'template';
  readonly start: number;
  /** Where the present piece without holes begins. */
  piece: number;
  holes: number;
  readonly before: string;
}

export interface Tag {
  readonly kind: 'tag';
  readonly element: Element;
  readonly closing: boolean;
  attribute: string;
}

export interface Children {
  readonly kind: 'children';
  readonly element: Element;
}

export type Frame = Bracket | Template | Tag | Children;

const configNames =
  /^(?:remotePatterns|directives|contentSecurityPolicy|content-security-policy|csp|cspHeader|[\w-]*(?:domains|hosts|hostnames|origins)|allowlist|whitelist|hostname|connectSrc|defaultSrc|scriptSrc|remote_patterns|proxy|preconnect|dns-?prefetch)$/i;

export function isConfiguration(name: string): boolean {
  return configNames.test(name);
}

export function bracket(open: string, mapping: Mapping, parts: Partial<Bracket> = {}): Bracket {
  return {
    kind: 'bracket',
    open,
    mapping,
    key: undefined,
    owner: '',
    typed: false,
    comma: true,
    ternaries: 0,
    callee: '',
    condition: false,
    subscript: false,
    index: 0,
    columns: undefined,
    fallback: false,
    fallbackInside: false,
    config: false,
    container: undefined,
    sole: undefined,
    tokens: 0,
    first: '',
    ...parts,
  };
}

/** A key begins, beside the one before it or in a new statement. */
export function beginKey(frame: Bracket, key: string): void {
  if (!frame.comma && frame.mapping.values) {
    frame.mapping = { values: undefined, parent: frame.mapping.parent };
  }
  frame.key = key;
  frame.owner = '';
  frame.comma = false;
  frame.fallback = isErrorHandler(key);
  frame.config = isConfiguration(key);
}

/** What was beside the last value is not beside the next. */
export function beginStatement(frame: Bracket): void {
  endValue(frame);
  frame.comma = true;
  frame.mapping = { values: undefined, parent: frame.mapping.parent };
}

export function endValue(frame: Bracket): void {
  frame.key = undefined;
  frame.typed = false;
  frame.fallback = false;
  frame.config = false;
  frame.ternaries = 0;
}

/** Names of what holds the value, nearest first. */
export function namesIn(stack: readonly Frame[]): string[] {
  const names: string[] = [];
  for (let depth = stack.length - 1; depth >= 0 && names.length < 5 && stack.length - depth < 12; depth -= 1) {
    const frame = stack[depth];
    if (frame?.kind === 'bracket') {
      const column = frame.columns?.[frame.index];
      names.push(
        ...[
          frame.key ?? '',
          frame.key === undefined ? '' : frame.owner,
          column ?? '',
          frame.callee !== '' && saysPicture(frame.callee) === true && !/(?:screen|snap)shot$/i.test(frame.callee) ? frame.callee : '',
          frame.container?.attribute ?? '',
        ].filter((name) => name !== ''),
      );
    } else if (frame?.kind === 'children') {
      break;
    }
  }
  return names;
}

export function setValue(mapping: Mapping, key: string, value: string): void {
  mapping.values ??= new Map();
  if (value.length < 2000 && mapping.values.size < 200) {
    mapping.values.set(key.toLowerCase(), value);
  }
}
