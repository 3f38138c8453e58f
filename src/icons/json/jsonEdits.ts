import type { Node } from 'jsonc-parser';
import { indentAt, lineIndentAt, type TextEdit } from '../textEdit';
import { commaAfter, endOf, memberOf, memberText, written, type JsonText } from './jsonText';

type Members = Readonly<Record<string, unknown>>;

/** What is added, each written to stand behind an indentation, or on one line without such. */
export type Added = (indent: string | undefined) => string[];

/** Sets members of an object: those that are there keep their place, the others come after the last one. Equal values are left alone. */
export function setMembers(json: JsonText, object: Node, members: Members): TextEdit[] {
  const missing: [string, unknown][] = [];
  const edits = Object.entries(members).flatMap(([name, value]) => {
    const node = memberOf(object, name);
    if (node === undefined) {
      missing.push([name, value]);
      return [];
    }
    return replaceValue(json, node, value);
  });
  const added: Added = (indent) => missing.map(([name, value]) => memberText(json, name, value, indent));
  const last = object.children?.at(-1);
  if (missing.length === 0) {
    return edits;
  }
  return [...edits, ...(last ? addAfter(json, object, last, added, commaAfter(json, last) !== undefined) : intoEmpty(json, object, added))];
}

/** Puts another value where one stands. */
export function replaceValue(json: JsonText, node: Node, value: unknown): TextEdit[] {
  const old = json.text.slice(node.offset, endOf(node));
  if (sameValue(old, value)) {
    return [];
  }
  const onLine = !old.includes('\n') && (node.type === 'object' || node.type === 'array') && (node.children?.length ?? 0) > 0;
  const indent = json.unit === '' || onLine ? undefined : lineIndentAt(json.text, node.offset);
  return [{ start: node.offset, end: endOf(node), text: written(json, value, indent) }];
}

function sameValue(old: string, value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(old)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

/**
 * Sets the value at a path, and makes the objects on the way to it.
 * @returns nothing when something else than an object is in the way.
 */
export function setAt(json: JsonText, path: readonly string[], value: unknown): TextEdit[] | undefined {
  let object = json.root;
  for (const [depth, name] of path.entries()) {
    if (object.type !== 'object') {
      return undefined;
    }
    const next = memberOf(object, name);
    if (depth === path.length - 1 || next === undefined) {
      const inner = path.slice(depth + 1).reduceRight<unknown>((nested, one) => ({ [one]: nested }), value);
      return setMembers(json, object, { [name]: inner });
    }
    object = next;
  }
  return undefined;
}

/** How a child of a container is set off from the one before it. */
export interface ChildStyle {
  /** What stands before it in its line; `undefined` when it shares the line with others. */
  readonly indent: string | undefined;
  readonly separator: string;
}

export function styleOf({ text, lineEnd, unit, spaced }: JsonText, container: Node, child: Node): ChildStyle {
  const indent = indentAt(text, child.offset);
  // A container that begins in the line of its child is written on one line.
  return indent !== undefined && unit !== '' && text.slice(container.offset, child.offset).includes('\n')
    ? { indent, separator: lineEnd + indent }
    : { indent: undefined, separator: spaced ? ' ' : '' };
}

/** What is remarked on the last line of something, up to the end of that line. */
const remark = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*(?=\r?\n))/;

/**
 * Adds members or items after the last one that stays, on lines of their own where that has one.
 * @param trailing whether a comma stands after the last of all, which the last one added then gets
 */
export function addAfter(json: JsonText, container: Node, last: Node, added: Added, trailing: boolean): TextEdit[] {
  const { indent, separator } = styleOf(json, container, last);
  const comma = commaAfter(json, last);
  const from = comma === undefined ? endOf(last) : comma + 1;
  // What is remarked on the last line stays with it.
  const at = from + (indent === undefined ? 0 : (remark.exec(json.text.slice(from))?.[0].length ?? 0));
  const text = added(indent)
    .map((one) => separator + one)
    .join(',');
  return [
    ...(comma === undefined ? [{ start: from, end: from, text: ',' }] : []),
    { start: at, end: at, text: text + (trailing ? ',' : '') },
  ];
}

/** Fills an object or array that has nothing in it but blanks and remarks. */
export function intoEmpty(json: JsonText, container: Node, added: Added): TextEdit[] {
  const { text, lineEnd, unit } = json;
  const inside = text.slice(container.offset + 1, endOf(container) - 1);
  const start = container.offset + 1;
  // Remarks stay; blanks are not worth it.
  const end = inside.trim() === '' ? start + inside.length : start;
  if (unit === '' && !inside.includes('\n')) {
    const pad = container.type === 'object' && json.spaced ? ' ' : '';
    return [{ start, end, text: pad + added(undefined).join(json.spaced ? ', ' : ',') + pad }];
  }
  const outer = lineIndentAt(text, container.offset);
  const indent = outer + (unit === '' ? '  ' : unit);
  const body = added(indent)
    .map((one) => lineEnd + indent + one)
    .join(',');
  return [{ start, end, text: end > start || inside === '' ? body + lineEnd + outer : body }];
}
