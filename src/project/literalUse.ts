import { argumentsEnd, begin, group, isOperand, readHead, restart, type Group, type Role } from './literalGroup';
import { scriptSpot, stringEnd, type ScriptListener } from './scriptSpot';

/** `fixed`: a type, a key, a member of an enum or a directive, which has to stay a literal. `tagged`: a template that a function reads. */
export type LiteralUse = 'value' | 'fixed' | 'tagged';

const continuesLine = /^(?:as|is|satisfies|in|of|instanceof|extends|implements|else|from)$/;
const endsAssertion = /^(?:&&|\|\||\?\?|[!=]==?|[<>]=?|[+*/%-]|in|instanceof)$/;

/** The uses of the string literals of a script by the offsets of their opening quotes. */
export function literalUses(text: string, from: number, end: number, jsx: boolean): ReadonlyMap<number, LiteralUse> {
  const reader = new LiteralReader(text);
  scriptSpot(text, end, jsx, from, reader);
  return reader.uses;
}

/** Reads along for what is a type. Like the reader of places it is no parser, and what it does not understand is a value. */
class LiteralReader implements ScriptListener {
  readonly uses = new Map<number, LiteralUse>();
  private readonly groups: Group[] = [];
  private top = group('', 'statements');
  private end = 0;

  constructor(private readonly text: string) {}

  opens(opener: string, at: number): void {
    this.breakLine(opener, at);
    const { top } = this;
    if (opener === '`') {
      this.literal(at, isOperand(top.last));
    }
    const role = this.roleOf(opener);
    const body = role === 'statements' || role === 'class' || (opener === '{' && top.head !== '' && role !== 'object' && top.type === '');
    if (opener === '{' && body) {
      top.type = '';
      top.head = '';
    }
    this.groups.push(top);
    this.top = group(opener, role, body);
    this.end = at + 1;
  }

  closes(end: number): void {
    // What was taken for the beginning of type arguments was none.
    while (this.top.opener === '<' && this.groups.length > 1) {
      this.top = this.groups.pop() ?? this.top;
    }
    this.pop();
    this.end = end;
  }

  token(value: string, at: number, end: number): void {
    if (value.startsWith('>') && this.top.opener === '<') {
      this.pop();
      this.end = at + 1;
      if (value === '>=') {
        this.token('=', at + 1, end);
      }
      return;
    }
    this.breakLine(value, at);
    const { top } = this;
    if (value === '<' && this.beginsArguments(at)) {
      this.groups.push(top);
      this.top = group('<', 'types');
    } else {
      if (/["']/.test(this.text.charAt(at))) {
        this.literal(at, false);
      }
      this.read(value, at);
    }
    this.end = end;
  }

  private read(value: string, at: number): void {
    const { top } = this;
    const { last } = top;
    if (value === '!' && isOperand(last, top.type)) {
      // `found!` is as much an operand as before.
      return;
    }
    top.last = value;
    top.count += 1;
    if (value === ';' || value === ',') {
      const { head } = top;
      restart(top);
      top.head = value === ',' && top.role === 'statements' ? head : '';
    } else if (value === ':') {
      this.colon(last);
    } else if (value === '?') {
      if (top.type === 'asserted' && !top.conditional) {
        top.type = '';
      }
      // Behind a name it only says that there may be none.
      const optional = top.role === 'class' ? /^\?\s*[:;(=]/ : /^\?\s*[:,)]/;
      top.ternaries += top.type === '' && !optional.test(this.text.slice(at, at + 20)) ? 1 : 0;
    } else if (value === '=') {
      begin(top, top.head === 'type' && last !== 'type' ? 'alias' : '');
      top.head = top.head === 'type' ? '' : top.head;
    } else if (value === '=>') {
      // `(a): () => void` returns a function; the first arrow belongs to the type.
      top.type = top.type === 'returned' && !(last === '()' && top.count === 2) ? '' : top.type;
    } else if (top.type === 'asserted' && endsAssertion.test(value)) {
      top.type = '';
    } else if (top.type !== '') {
      top.conditional ||= value === 'extends';
    } else if ((value === 'as' || value === 'satisfies') && isOperand(last)) {
      begin(top, 'asserted');
    } else if (last !== '.' && last !== '?.') {
      readHead(top, value, last);
    }
  }

  private colon(last: string): void {
    const { top } = this;
    if (top.type !== '' && top.conditional) {
      return;
    }
    begin(top, '');
    if (top.ternaries > 0) {
      top.ternaries -= 1;
    } else if (top.role === 'statements' && (top.head === 'case' || !(last === '()' || top.head === 'variable'))) {
      restart(top);
    } else if (last === '()') {
      begin(top, 'returned');
    } else if (top.role === 'object') {
      top.head = '';
    } else {
      begin(top, 'annotation');
    }
  }

  private literal(at: number, tagged: boolean): void {
    const { role, type, last } = this.top;
    const key =
      (role === 'object' && /^(?:|get|set|async|\*)$/.test(last)) ||
      (role === 'class' && (last === '' || last === '*' || isOperand(last))) ||
      (role === 'statements' && (/^(?:module|from|import)$/.test(last) || (last === '' && this.isAlone(at))));
    const fixed = role === 'types' || role === 'names' || type !== '' || (key && !tagged);
    this.uses.set(at, fixed ? 'fixed' : tagged ? 'tagged' : 'value');
  }

  /** A statement of its own is a directive. */
  private isAlone(at: number): boolean {
    const behind = stringEnd(this.text, at) + 1;
    return /^(?:[ \t]*[\r\n]|\s*[;}]|\s*$)/.test(this.text.slice(behind, behind + 80));
  }

  private roleOf(opener: string): Role {
    const { role, type, head, last } = this.top;
    if (role === 'types' || role === 'names') {
      return role;
    }
    if (opener !== '{') {
      return type === '' ? 'values' : 'types';
    }
    if (type !== '' && !isOperand(last, type)) {
      return 'types';
    }
    if (/^(?:class|interface|enum)$/.test(head)) {
      return head === 'class' ? 'class' : head === 'enum' ? 'names' : 'types';
    }
    if (role === 'statements' && /^(?:import|export)$/.test(last)) {
      return 'names';
    }
    const begins = role === 'statements' && (last === '' || isOperand(last));
    return type !== '' || begins || /^(?:\(\)|=>|else|try|finally|do|static)$/.test(last) ? 'statements' : 'object';
  }

  private pop(): void {
    const closed = this.top;
    this.top = this.groups.pop() ?? this.top;
    const { top } = this;
    top.last = closed.opener === '(' ? '()' : closed.opener === '<' ? top.last : '"';
    top.count += 1;
    if (closed.body && (top.role === 'statements' || top.role === 'class')) {
      restart(top);
    }
  }

  /** Where a line ends, so does a statement that can. */
  private breakLine(value: string, at: number): void {
    const { top } = this;
    if (
      !(top.role === 'statements' || top.role === 'class') ||
      !isOperand(top.last, top.type) ||
      !/[\r\n]/.test(this.text.slice(this.end, at))
    ) {
      return;
    }
    const begins = /^[\p{ID_Start}$_\d"@]/u.test(value) && !continuesLine.test(value);
    if (begins || ((top.type !== '' || top.role === 'class') && /^[({[`*]$/.test(value))) {
      restart(top);
    }
  }

  /** Whether `<` begins the arguments or the parameters of a type: what follows is closed, and then goes on as nothing compared would. */
  private beginsArguments(at: number): boolean {
    const { text, top } = this;
    const close = argumentsEnd(text, at);
    const known = top.type !== '' || top.role === 'types' || !isOperand(top.last);
    return close > 0 && (known || /^\s*(?:[()[\]{},;:=`.|&?>]|extends\b|implements\b|[\r\n]|$)/.test(text.slice(close, close + 80)));
  }
}
