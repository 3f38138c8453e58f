import type { Node } from 'jsonc-parser';
import { indentAt, lineIndentAt, type TextEdit } from '../textEdit';
import { endOf, memberOf, memberText, written, type JsonText } from './jsonText';

type Members = Readonly<Record<string, unknown>>;

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
  const added = (indent: string | undefined): string[] => missing.map(([name, value]) => memberText(json, name, value, indent));
  return missing.length === 0 ? edits : [...edits, ...addChildren(json, object, added)];
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

/** Adds values at the end of an array, each written like the one before it: on one line or on several. */
export function addItems(json: JsonText, array: Node, values: readonly unknown[]): TextEdit[] {
  const last = array.children?.at(-1);
  const onLine = last?.type === 'object' && !json.text.slice(last.offset, endOf(last)).includes('\n');
  return values.length === 0
    ? []
    : addChildren(json, array, (indent) => values.map((one) => written(json, one, onLine ? undefined : indent)));
}

/** Takes an item out, with the comma that belongs to it. */
export function removeItem(array: Node, index: number): TextEdit {
  const children = array.children ?? [];
  const [before, node, after] = [children[index - 1], children[index], children[index + 1]];
  if (node === undefined) {
    throw new RangeError('no such item');
  }
  if (before) {
    return { start: endOf(before), end: endOf(node), text: '' };
  }
  return { start: node.offset, end: after?.offset ?? endOf(node), text: '' };
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

/** Adds members or items after the last one, on lines of their own where the others have such. */
function addChildren(json: JsonText, container: Node, added: (indent: string | undefined) => string[]): TextEdit[] {
  const { text, lineEnd, unit } = json;
  const last = container.children?.at(-1);
  if (last === undefined) {
    return [intoEmpty(json, container, added)];
  }
  const indent = indentAt(text, last.offset);
  // A container that begins in the line of its last child is written on one line.
  const lines = indent !== undefined && unit !== '' && text.slice(container.offset, last.offset).includes('\n');
  const separator = lines ? lineEnd + indent : json.spaced ? ' ' : '';
  const rest = added(lines ? indent : undefined).map((one) => separator + one);
  const at = endOf(last);
  const remark = lines ? /^[ \t]*,?[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*(?=\r?\n))/.exec(text.slice(at))?.[0] : undefined;
  if (remark === undefined) {
    return [{ start: at, end: at, text: `,${rest.join(',')}` }];
  }
  // What is remarked on the last line stays with it.
  const trailing = /^[ \t]*,/.test(remark);
  return [
    { start: at, end: at, text: trailing ? '' : ',' },
    { start: at + remark.length, end: at + remark.length, text: rest.join(',') + (trailing ? ',' : '') },
  ];
}

function intoEmpty(json: JsonText, container: Node, added: (indent: string | undefined) => string[]): TextEdit {
  const { text, lineEnd, unit } = json;
  const inside = text.slice(container.offset + 1, endOf(container) - 1);
  if (unit === '' && !inside.includes('\n')) {
    const pad = container.type === 'object' && json.spaced ? ' ' : '';
    const at = container.offset + 1;
    return {
      start: at,
      end: inside.trim() === '' ? at + inside.length : at,
      text: pad + added(undefined).join(json.spaced ? ', ' : ',') + pad,
    };
  }
  const outer = lineIndentAt(text, container.offset);
  const indent = outer + (unit === '' ? '  ' : unit);
  const body = added(indent)
    .map((one) => lineEnd + indent + one)
    .join(',');
  const at = container.offset + 1;
  // Remarks stay; blanks are not worth it.
  return inside.trim() === '' ? { start: at, end: at + inside.length, text: body + lineEnd + outer } : { start: at, end: at, text: body };
}
