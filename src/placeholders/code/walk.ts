import { type Place, type Element, type Sink, type Within } from '../sink';
import { saysPicture } from '../words';
import { type Captions } from '../captions';
import { readComment } from '../comments';
import { closeBracket, openBracket } from './brackets';
import { type Dialect } from './dialects';
import { beginKey, beginStatement, bracket, type Bracket, endValue, type Frame, setValue } from './frames';
import { childrenStep, openTag, startsElement, tagStep } from './jsx';
import { commentEnd, type Literal, literalAt, regexEnd, skipSpace } from './literals';
import { isComputed, offerString, unescapeLiteral } from './strings';
import { backtickStep, templateStep } from './templates';

/** Words after which an operand begins, so that a slash starts a regular expression and `<` an element. */
export const beforeOperand = new Set(
  'return typeof case do else in of new delete void throw await yield default instanceof and or not'.split(' '),
);
const beginsStatement = new Set('const let var return val final import export case def class static'.split(' '));
const continues = new Set('as in of instanceof satisfies extends if else unless and or not is for do end then where on'.split(' '));
const telling = /^sizes?$|alt|title|name|label|caption|desc|hint|width|height|ratio|^[wh]$|headline|heading/i;
const identifier = /[\p{L}\p{N}_$\u200c\u200d]+/uy;
/** Of the type of a variable: its commas separate no values. */
const typeArguments = /<[^<>(){};]{0,200}(?:<[^<>(){};]{0,100}>[^<>(){};]{0,100}){0,4}>/y;
const pairs = new Set('== != <= >= => && || ?? ?. ++ -- += -= -> :: := << >> .. .= *= /= |> <> <-'.split(' '));

/** Where the code stands, when it is a piece of something else. */
export interface CodePlace extends Within {
  readonly attribute?: string | undefined;
  /** The code ends with the brace that closes what was opened before it. */
  readonly untilBrace?: boolean | undefined;
}

export interface CodeEnd {
  readonly next: number;
  /** The code is no more than this value. */
  readonly sole: { readonly value: string; readonly start: number; readonly end: number } | undefined;
  readonly closed: boolean;
}

export function readCode(sink: Sink, start: number, end: number, dialect: Dialect, place: CodePlace): CodeEnd {
  return new CodeWalk(sink, start, end, dialect, place).run();
}

/** Reads a program for the values in it. It is no parser: it never fails, and a quote that was not closed spoils only its own line. */
export class CodeWalk {
  readonly text: string;
  readonly stack: Frame[];
  i: number;
  /** The last token: a word, punctuation, or a quote for any literal. */
  last = '';
  word = '';
  owner = '';
  quoted = '';
  closedFirst = '';
  /** Headings and captions of elements that are open. */
  readonly captions: Captions = { open: [] };
  /** Brackets that are open beyond those that are looked at. */
  deeper = 0;
  declared = '';
  /** What the last parentheses were the arguments, or the parameters, of. */
  called = '';
  newline = true;
  private noRegexUntil = -1;
  columns: string[] = [];
  readonly root: Bracket;
  closed = false;

  constructor(
    readonly sink: Sink,
    start: number,
    readonly end: number,
    readonly dialect: Dialect,
    readonly place: CodePlace,
  ) {
    this.text = sink.text;
    this.i = start;
    const container = place.attribute === undefined ? undefined : { element: place.element, attribute: place.attribute };
    this.root = bracket('', { values: undefined, parent: place.mapping }, { container });
    this.stack = [this.root];
  }

  get role(): Place['role'] {
    return this.place.role;
  }

  run(): CodeEnd {
    while (this.i < this.end && !this.closed) {
      const top = this.stack[this.stack.length - 1] ?? this.root;
      const before = this.i;
      if (top.kind === 'bracket') {
        this.codeStep(top);
      } else if (top.kind === 'template') {
        templateStep(this, top);
      } else if (top.kind === 'tag') {
        tagStep(this, top);
      } else {
        childrenStep(this, top);
      }
      // Whatever was not understood is passed over.
      this.i = Math.max(this.i, before + (this.stack[this.stack.length - 1] === top ? 1 : 0));
    }
    return { next: Math.min(this.i, this.end), sole: this.root.tokens === 1 ? this.root.sole : undefined, closed: this.closed };
  }

  token(value: string, length: number): void {
    this.last = value;
    this.i += length;
    this.newline = false;
    const top = this.stack[this.stack.length - 1];
    if (top?.kind === 'bracket') {
      top.tokens += 1;
    }
  }

  element(): Element | undefined {
    for (let depth = this.stack.length - 1; depth >= 0; depth -= 1) {
      const frame = this.stack[depth];
      if (frame?.kind === 'tag' || frame?.kind === 'children') {
        return frame.element;
      }
      if (this.stack.length - depth > 60) {
        break;
      }
    }
    return this.place.element;
  }

  private codeStep(top: Bracket): void {
    const { text, i, dialect } = this;
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9 || code === 10 || code === 13) {
      this.newline ||= code === 10 || code === 13;
      this.i = i + 1;
      return;
    }
    if (dialect.name === 'flow' && this.plainComes(top, text.charAt(i))) {
      this.plainScalar(top);
      return;
    }
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 127) {
      this.wordStep(top);
      return;
    }
    if (code === 34 || code === 39) {
      this.stringStep(top, literalAt(text, i, this.end, dialect));
      return;
    }
    if (code === 96) {
      backtickStep(this, top);
      return;
    }
    if (code === 47 || code === 35 || code === 45) {
      const end = commentEnd(text, i, this.end, dialect);
      if (end > i) {
        readComment(this.sink, i, end);
        this.i = end;
        return;
      }
      if (code === 47 && dialect.regex && this.wantsOperand() && i >= this.noRegexUntil) {
        const behind = regexEnd(text, i, this.end);
        if (behind > i) {
          this.token('"', behind - i);
          return;
        }
        const line = text.indexOf('\n', i);
        this.noRegexUntil = line < 0 ? this.end : line;
      }
    }
    if (code === 60 && dialect.jsx && this.wantsOperand() && startsElement(text, i)) {
      openTag(this, i);
      return;
    }
    if (code >= 48 && code <= 57) {
      identifier.lastIndex = i;
      const number = identifier.exec(text)?.[0] ?? '0';
      this.literal(top, number, i, i + number.length);
      this.token('"', number.length);
      return;
    }
    this.punctuation(top, text.charAt(i));
  }

  private wordStep(top: Bracket): void {
    identifier.lastIndex = this.i;
    const word = identifier.exec(this.text)?.[0];
    if (word === undefined) {
      this.token('?', 1);
      return;
    }
    const statement = top.open === '' || top.open === '{';
    if (statement && top.container === undefined && this.dialect.name !== 'sql' && this.dialect.name !== 'toml') {
      if ((beginsStatement.has(word) && this.last !== '.') || (this.newline && this.isOperand() && !continues.has(word))) {
        beginStatement(top);
      }
    }
    if (this.last === 'function' || this.last === 'fun' || this.last === 'def') {
      this.declared = word;
    }
    if (this.dialect.name === 'sql') {
      this.sqlWord(word);
    }
    this.owner = this.last === '.' || this.last === '?.' || this.last === '->' ? this.word : '';
    this.word = word;
    if (top.first === '') {
      top.first = word;
    }
    this.token(word, word.length);
  }

  private plainComes(top: Bracket, char: string): boolean {
    const value = this.last === ':' || (top.open === '[' && (this.last === '[' || this.last === ','));
    return value && /[\p{L}\p{N}/.~@_]/u.test(char);
  }

  /** In a flow of YAML, values need no quotes. */
  private plainScalar(top: Bracket): void {
    const length =
      /^(?:[^,{}[\]\r\n"#:]|:(?!\s)|(?<!\s)#)*/.exec(this.text.slice(this.i, Math.min(this.end, this.i + 2000)))?.[0].trimEnd().length ?? 0;
    if (length === 0) {
      this.token('"', 1);
      return;
    }
    this.stringStep(top, { start: this.i, end: this.i + length, next: this.i + length, quote: '' });
  }

  sqlWord(word: string): void {
    if (/^(?:insert|replace|update)$/i.test(word)) {
      this.columns = [];
    }
    const top = this.stack[this.stack.length - 1];
    if (top?.kind === 'bracket' && top.open === '(' && top.callee === 'into' && this.columns.length < 300) {
      this.columns.push(word);
    }
  }

  stringStep(top: Bracket, literal: Literal): void {
    const { text, dialect } = this;
    const next = skipSpace(text, literal.next, this.end);
    const behind = text.charAt(next);
    const raw = text.slice(literal.start, literal.end);
    if (dialect.name === 'sql' && literal.quote === '"' && top.callee === 'into') {
      this.sqlWord(raw);
    }
    const isKey =
      (behind === ':' &&
        text.charAt(next + 1) !== ':' &&
        (this.last === '{' || this.last === ',' || this.last === '[' || this.last === '(')) ||
      (behind === '=' && (dialect.name === 'toml' || (dialect.arrowKeys && text.charAt(next + 1) === '>')));
    if (isKey) {
      this.quoted = raw;
    } else {
      // A literal that is not closed is still being typed.
      const open = literal.next === literal.end && literal.quote !== '';
      const computed = open || top.subscript || isComputed(text, literal, this.last, dialect, next);
      this.quoted = raw.length < 200 ? raw : '';
      if (raw === 'error' && top.callee !== '' && /^(?:addEventListener|on|one|bind|once)$/.test(top.callee)) {
        top.fallbackInside = true;
      }
      if (!computed) {
        this.literal(top, raw, literal.start, literal.end, literal.quote);
      }
      offerString({
        sink: this.sink,
        dialect,
        literal,
        stack: this.stack,
        mapping: top.mapping,
        role: this.role,
        element:
          this.place.filled === true || (this.place.attribute === undefined && this.place.untilBrace !== true)
            ? this.place.element
            : undefined,
        names: this.dialect.name === 'ruby' && saysPicture(this.last) === true ? [this.last] : (this.place.names ?? []),
        imported: dialect.imports && this.isImport(top),
        computed,
        filled: this.place.filled === true && this.place.attribute !== undefined,
      });
    }
    if (top.first === '') {
      top.first = raw.slice(0, 100);
    }
    this.token('"', literal.next - this.i);
  }

  private isImport(top: Bracket): boolean {
    return (
      this.last === 'from' || this.last === 'import' || (top.open === '(' && this.last === '(' && /^(?:require|import)$/.test(top.callee))
    );
  }

  /** Remembers a value beside its key. */
  private literal(top: Bracket, raw: string, start: number, end: number, quote = ''): void {
    top.sole = { value: quote === '' ? raw : unescapeLiteral(raw, quote, this.dialect), start, end };
    const column = top.columns?.[top.index];
    const key = column ?? (this.last === ':' || this.last === '=' || this.last === '=>' || this.last === ':=' ? top.key : undefined);
    if (key !== undefined && telling.test(key) && raw.length < 2000) {
      setValue(top.mapping, key, top.sole.value);
    }
  }

  private punctuation(top: Bracket, char: string): void {
    const { text, i } = this;
    if (char === '[' && this.newline && this.dialect.name === 'toml' && this.stack.length === 1) {
      // A table begins; its name is no value.
      beginStatement(top);
      const line = text.slice(i, i + 500).search(/[\r\n]/);
      this.token(']', line < 0 ? 1 : line);
    } else if (char === '(' || char === '{' || char === '[') {
      openBracket(this, top, char);
    } else if (char === ')' || char === '}' || char === ']') {
      closeBracket(this, char);
    } else if (char === ',') {
      endValue(top);
      top.comma = true;
      top.index += 1;
      this.token(',', 1);
    } else if (char === ';') {
      beginStatement(top);
      this.token(';', 1);
    } else if (char === '!' && this.dialect.regex && this.isOperand() && /[\w$)\]]!(?!=)/.test(text.slice(i - 1, i + 2))) {
      // `found!` is as much an operand as before.
      this.i += 1;
    } else {
      typeArguments.lastIndex = i;
      const skipped = char === '<' && top.typed && this.isWord() ? typeArguments.exec(text) : null;
      if (skipped) {
        this.i += skipped[0].length;
        return;
      }
      const pair = text.slice(i, i + 2);
      const operator = pairs.has(pair) ? pair : char;
      this.operator(top, operator);
      this.token(operator, operator.length);
    }
  }

  private operator(top: Bracket, operator: string): void {
    const named = this.isWord() || this.last === '"' || this.last === '`';
    const name = this.last === '"' ? this.quoted : this.last === ']' ? this.closedFirst : this.word;
    if (operator === ':' && top.ternaries > 0) {
      top.ternaries -= 1;
    } else if (operator === ':' && (named || this.last === '?' || this.last === ']')) {
      beginKey(top, name);
      top.typed = true;
    } else if (operator === '=>' && this.dialect.arrowKeys && named) {
      beginKey(top, name);
    } else if (operator === '=' || operator === ':=') {
      if (!(top.typed && top.key !== undefined) && (named || this.last === ']' || this.last === '??' || this.last === '||')) {
        const { owner } = this;
        top.comma ||= this.dialect.name === 'toml';
        beginKey(top, name);
        top.owner = owner;
      }
      top.typed = false;
    } else if (operator === '?' && this.dialect.ternary && !/[:,)=]/.test(this.text.charAt(this.i + 1))) {
      top.ternaries += 1;
    }
  }

  wantsOperand(): boolean {
    const { last } = this;
    return last === '' || beforeOperand.has(last) || !this.isOperand();
  }

  private isOperand(): boolean {
    return this.isWord() || /^(?:["`)\]}]|\+\+|--)$/.test(this.last);
  }

  isWord(): boolean {
    const code = this.last.charCodeAt(0);
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || (code >= 48 && code <= 57) || code > 127
    );
  }
}
