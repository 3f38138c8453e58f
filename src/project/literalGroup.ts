/** What stands between brackets. Nothing in `types` and `names` is ever a value. */
export type Role = 'statements' | 'class' | 'object' | 'values' | 'types' | 'names';

export interface Group {
  readonly opener: string;
  readonly role: Role;
  /** The body of a statement or of a member: what comes behind it is another one. */
  readonly body: boolean;
  /** The word that says what the present statement is. */
  head: string;
  /** A type is being read; that of what a function returns ends with an arrow. */
  type: '' | 'annotation' | 'returned' | 'alias' | 'asserted';
  /** Tokens of the type so far. */
  count: number;
  /** The type has a condition, so that question marks and colons belong to it. */
  conditional: boolean;
  /** Conditions of values whose other branch is still to come. */
  ternaries: number;
  last: string;
}

const wantsMore =
  /^(?:|return|throw|typeof|case|do|else|in|of|new|delete|void|await|yield|default|instanceof|const|let|var|as|satisfies|extends|implements)$/;
const typeWantsMore = /^(?:|typeof|in|new|as|is|satisfies|extends|keyof|infer|readonly|unique|asserts)$/;

export function readHead(top: Group, value: string, last: string): void {
  if (value === 'const' || value === 'let' || value === 'var') {
    top.head = 'variable';
  } else if (value === 'class' || (value === 'enum' && top.role === 'statements')) {
    top.head = value;
  } else if (top.role === 'statements' && /^(?:|export|declare|default)$/.test(last) && /^(?:type|interface)$/.test(value)) {
    top.head = value;
  } else if (top.role === 'statements' && last === '' && /^(?:case|default)$/.test(value)) {
    top.head = 'case';
  }
}

export function group(opener: string, role: Role, body = false): Group {
  return { opener, role, body, head: '', type: '', count: 0, conditional: false, ternaries: 0, last: '' };
}

export function restart(top: Group): void {
  begin(top, '');
  top.head = '';
  top.ternaries = 0;
  top.last = '';
}

export function begin(top: Group, type: Group['type']): void {
  top.type = type;
  top.count = 0;
  top.conditional = false;
}

/** Whether the token can be the end of a value, or of a type. */
export function isOperand(last: string, type: Group['type'] = ''): boolean {
  return !(type === '' ? wantsMore : typeWantsMore).test(last) && /^(?:[\p{ID_Start}$_\d"`)\]}]|\(\))/u.test(last);
}

/** The index behind the `>` that closes the `<`, or -1. */
export function argumentsEnd(text: string, open: number): number {
  const brackets: string[] = [];
  const pieces = /(["'`])(?:\\.|(?!\1)[^\\])*\1|=>|&&|\|\||[<>(){}[\];]/gy;
  const limit = Math.min(text.length, open + 2000);
  for (let i = open; i < limit; i += 1) {
    pieces.lastIndex = i;
    const piece = pieces.exec(text)?.[0];
    if (piece === undefined) {
      continue;
    }
    i += piece.length - 1;
    if ('<({['.includes(piece)) {
      brackets.push(piece);
    } else if ('>)}]'.includes(piece)) {
      if (brackets.pop() !== '<({['.charAt('>)}]'.indexOf(piece))) {
        return -1;
      }
      if (brackets.length === 0) {
        return i + 1;
      }
    } else if (piece === '&&' || piece === '||' || (piece === ';' && !brackets.includes('{'))) {
      return -1;
    }
  }
  return -1;
}
