import { isErrorHandler } from '../markup/use';
import { type Mapping } from '../sink';
import { bracket, type Bracket } from './frames';
import { beforeOperand, type CodeWalk } from './walk';

/** No person nests so deep. */
const deepestBrackets = 1000;

/** A bracket opens: what it is says what the values in it belong to. */
export function openBracket(walk: CodeWalk, top: Bracket, open: string): void {
  if (walk.stack.length >= deepestBrackets) {
    walk.deeper += 1;
    walk.token(open, 1);
    return;
  }
  const sql = walk.dialect.name === 'sql';
  const called = open === '(' && walk.isWord() && !beforeOperand.has(walk.last) && walk.last !== 'if' && walk.last !== 'for';
  const into = sql && open === '(' && walk.stack.length === 1 && walk.columns.length === 0 && !/^values$/i.test(walk.last);
  const rows = sql && open === '(' && walk.stack.length === 1 && walk.columns.length > 0;
  const body = open === '{' && (walk.last === ')' || walk.last === '=>');
  const listed = open === '{' && top.open === '[';
  const mapping: Mapping = { values: undefined, parent: body || listed || sql ? undefined : top.mapping };
  const fallbackInside = body && (isErrorHandler(walk.declared) || (walk.last === ')' && isErrorHandler(walk.called)));
  walk.declared = open === '{' ? '' : walk.declared;
  walk.stack.push(
    bracket(open, mapping, {
      callee: into ? 'into' : called && !rows && walk.declared !== walk.last ? walk.last : '',
      columns: rows ? walk.columns : undefined,
      fallbackInside,
      subscript: open === '[' && walk.dialect.imports && !walk.wantsOperand() && /[\w$)\].]/.test(walk.text.charAt(walk.i - 1)),
      condition: open === '(' && walk.dialect.regex && /^(?:if|while|for)$/.test(walk.last) && walk.owner === '',
    }),
  );
  top.tokens += 1;
  walk.last = open;
  walk.i += 1;
  walk.newline = false;
}

/** Any bracket closes the last: code that is being typed has others missing. */
export function closeBracket(walk: CodeWalk, char: string): void {
  if (walk.deeper > 0) {
    walk.deeper -= 1;
    walk.token(char, 1);
    return;
  }
  const top = walk.stack[walk.stack.length - 1];
  if (walk.stack.length > 1) {
    walk.stack.pop();
    if (top?.kind === 'bracket') {
      closed(walk, top);
    }
  } else if (char === '}' && walk.place.untilBrace === true) {
    walk.closed = true;
    walk.i += 1;
    return;
  }
  walk.called = top?.kind === 'bracket' && top.open === '(' ? top.callee : '';
  // A statement begins behind a condition, as it does behind an arrow.
  walk.last = top?.kind === 'bracket' && top.condition ? '=>' : char;
  walk.i += 1;
  walk.newline = false;
}

function closed(walk: CodeWalk, top: Bracket): void {
  walk.closedFirst = top.open === '[' ? top.first : walk.closedFirst;
  const below = walk.stack[walk.stack.length - 1];
  if (top.open === '{' && below?.kind === 'bracket' && /style$/i.test(below.container?.attribute ?? '') && below.container?.element) {
    below.container.element.style = top.mapping;
  }
  const { container } = top;
  if (container?.element && container.attribute !== '') {
    const sole = top.tokens === 1 ? top.sole : undefined;
    const { start = -1, end = -1 } = sole ?? {};
    container.element.attributes.push({ name: container.attribute, start, end, quote: '', value: sole?.value, read: true });
  }
}
