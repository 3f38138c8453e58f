import { bracket, type Bracket, type Template } from './frames';
import { literalAt } from './literals';
import { beforeOperand, type CodeWalk } from './walk';

export function backtickStep(walk: CodeWalk, top: Bracket): void {
  if (walk.dialect.backtick === 'template') {
    walk.stack.push({ kind: 'template', start: walk.i + 1, piece: walk.i + 1, holes: 0, before: walk.last });
    walk.i += 1;
  } else if (walk.dialect.backtick === 'raw') {
    walk.stringStep(top, literalAt(walk.text, walk.i, walk.end, walk.dialect));
  } else {
    const close = walk.text.slice(walk.i + 1, walk.i + 130).indexOf('`');
    walk.word = close < 0 ? '' : walk.text.slice(walk.i + 1, walk.i + 1 + close);
    walk.sqlWord(walk.word);
    walk.token('`', close < 0 ? 1 : close + 2);
  }
}

/** Within a template literal: to its end, or into a hole. */
export function templateStep(walk: CodeWalk, top: Template): void {
  const { text } = walk;
  let i = walk.i;
  for (; i < walk.end; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 92) {
      i += 1;
    } else if (code === 36 && text.charCodeAt(i + 1) === 123) {
      top.holes += 1;
      walk.stack.push(bracket('${', { values: undefined, parent: undefined }));
      walk.i = i + 2;
      walk.last = '{';
      return;
    } else if (code === 96) {
      walk.stack.pop();
      const below = walk.stack[walk.stack.length - 1];
      walk.i = i;
      if (below?.kind === 'bracket' && walk.stack.length < 200) {
        walk.last = top.before;
        const tagged = /^\w/.test(top.before) && !beforeOperand.has(top.before);
        walk.stringStep(below, { start: top.start, end: i, next: i + 1, quote: '`' });
        below.sole = top.holes > 0 || tagged ? undefined : below.sole;
      } else {
        walk.token('"', 1);
      }
      return;
    }
  }
  walk.i = walk.end;
}
