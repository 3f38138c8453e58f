import type { Node } from 'jsonc-parser';
import { indentAt, type TextEdit } from '../textEdit';
import { addAfter, intoEmpty, styleOf, type Added } from './jsonEdits';
import { commaAfter, endOf, written, type JsonText } from './jsonText';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Takes items out of an array and adds others at its end. What stays keeps its form, its remarks and, where there is one, the comma
 * after the last; what is added is written like the last that stays: on one line or on several.
 * @param removed indexes of items; nothing may be changed within these at the same time
 */
export function spliceItems(json: JsonText, array: Node, removed: ReadonlySet<number>, values: readonly unknown[]): TextEdit[] {
  const items = array.children ?? [];
  const [first, end] = [items[0], items.at(-1)];
  const last = items.findLast((_, index) => !removed.has(index));
  const like = last ?? first;
  const onLine = like?.type === 'object' && !json.text.slice(like.offset, endOf(like)).includes('\n');
  const added: Added = (indent) => values.map((one) => written(json, one, onLine ? undefined : indent));
  if (first === undefined || end === undefined) {
    return values.length === 0 ? [] : intoEmpty(json, array, added);
  }
  const trailing = commaAfter(json, end) !== undefined;
  const stays = (node: Node, index: number): boolean => !removed.has(index) || (node === first && last === undefined);
  if (values.length === 0) {
    const cuts = cutsOf(json, items, last === undefined ? () => false : stays, trailing);
    return last === undefined ? emptied(json, array, cuts) : cuts.map((one) => withBlanks(json.text, one));
  }
  if (last) {
    // The comma after the last that stays is needed for what follows.
    const cuts = cutsOf(json, items, stays, true);
    return [...cuts.map((one) => withBlanks(json.text, one)), ...addAfter(json, array, last, added, trailing)];
  }
  // Nothing stays: what is new takes the place of the first.
  const { indent, separator } = styleOf(json, array, first);
  const text = added(indent).join(`,${separator}`);
  const cuts = cutsOf(json, items, stays, trailing).map((one) => withBlanks(json.text, one));
  return [{ start: first.offset, end: endOf(first), text }, ...cuts];
}

/** What goes: items, each with the comma after it, and the comma after the last that stays unless that is kept. In order, joined over blanks. */
function cutsOf(json: JsonText, items: readonly Node[], stays: (node: Node, index: number) => boolean, keepsComma: boolean): Range[] {
  const last = items.findLast(stays);
  const cuts: Range[] = [];
  const cut = (start: number, end: number): void => {
    const before = cuts.at(-1);
    const joined = before && json.text.slice(before.end, start).trim() === '' ? cuts.pop() : undefined;
    cuts.push({ start: joined?.start ?? start, end });
  };
  for (const [index, node] of items.entries()) {
    const comma = commaAfter(json, node);
    const goes = !stays(node, index);
    if (goes) {
      cut(node.offset, endOf(node));
    }
    if (comma !== undefined && (goes || (node === last && !keepsComma))) {
      cut(comma, comma + 1);
    }
  }
  return cuts;
}

/** An array of which nothing is left; with remarks in it, these are. */
function emptied({ text }: JsonText, array: Node, cuts: readonly Range[]): TextEdit[] {
  const inside = { start: array.offset + 1, end: endOf(array) - 1, text: '' };
  const [only] = cuts;
  const isBare =
    only !== undefined &&
    cuts.length === 1 &&
    text.slice(inside.start, only.start).trim() === '' &&
    text.slice(only.end, inside.end).trim() === '';
  return isBare ? [inside] : cuts.map((one) => withBlanks(text, one));
}

/** What may follow something in its last line: a remark on it. */
const restOfLine = /^[ \t]*(?:\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*)?(?:\/\/[^\r\n]*)?\r?\n/;

/** What goes takes the lines along that were its own, with remarks on them; else the blanks on one side. */
function withBlanks(text: string, { start, end }: Range): TextEdit {
  const indent = indentAt(text, start);
  const rest = restOfLine.exec(text.slice(end))?.[0];
  if (indent !== undefined && rest !== undefined) {
    return { start: start - indent.length, end: end + rest.length, text: '' };
  }
  const before = /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0].length ?? 0;
  return indent !== undefined || text[start - before - 1] === '['
    ? { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0), text: '' }
    : { start: start - before, end, text: '' };
}
