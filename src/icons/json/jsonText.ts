import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { lineEndOf } from '../textEdit';

/** A JSON document as it is written, to be changed at single places. Comments and trailing commas are taken as they are. */
export interface JsonText {
  readonly text: string;
  readonly root: Node;
  /** One level of indentation; empty for a document on one line. */
  readonly unit: string;
  readonly lineEnd: string;
  /** What stands between a name and its value: `: `, `:`, or ` : ` as Xcode writes it. */
  readonly colon: string;
  /** Whether a space stands between things on one line. */
  readonly spaced: boolean;
}

/** @returns nothing when the text is not whole JSON. */
export function readJson(text: string): JsonText | undefined {
  const errors: ParseError[] = [];
  // A byte order mark is no JSON, but stands before some; a space has the same length.
  const root = treeOf(text.replace(/^\uFEFF/, ' '), errors);
  if (root === undefined || errors.length > 0) {
    return undefined;
  }
  const colon = /"([ \t]*:[ \t]*)/.exec(text)?.[1] ?? ': ';
  return {
    text,
    root,
    colon,
    unit: /\n([ \t]+)["{[]/.exec(text)?.[1] ?? (text.trim().includes('\n') ? '  ' : ''),
    lineEnd: lineEndOf(text),
    spaced: colon !== ':',
  };
}

function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  } catch {
    // Nested so deeply that no reader gets through.
    return undefined;
  }
}

/** The value of a member; of several with one name the last counts, as for every reader. */
export function memberOf(object: Node | undefined, name: string): Node | undefined {
  return object?.type === 'object' ? object.children?.findLast((one) => one.children?.[0]?.value === name)?.children?.[1] : undefined;
}

/** The value at a path of names. */
export function valueAt(root: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((node, name) => memberOf(node, name), root);
}

export function stringAt(node: Node | undefined, name: string): string | undefined {
  const value: unknown = memberOf(node, name)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function endOf(node: Node): number {
  return node.offset + node.length;
}

/** Where the comma after a member or an item is, behind remarks too; nothing after one that has none. */
export function commaAfter({ text }: JsonText, node: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  const at = scanner.getTokenOffset();
  return text[at] === ',' ? at : undefined;
}

/**
 * A value in the document's own style.
 * @param indent what stands before the line that the value begins in; `undefined` for a value on one line
 */
export function written(json: JsonText, value: unknown, indent: string | undefined): string {
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const deeper = indent === undefined ? undefined : indent + (json.unit === '' ? '  ' : json.unit);
  const parts = partsOf(json, value, deeper);
  if (parts === undefined || open === undefined || close === undefined) {
    return JSON.stringify(value);
  }
  if (parts.length === 0) {
    return open + close;
  }
  if (indent === undefined || deeper === undefined) {
    const pad = json.spaced && open === '{' ? ' ' : '';
    return open + pad + parts.join(json.spaced ? ', ' : ',') + pad + close;
  }
  const line = json.lineEnd + deeper;
  return open + line + parts.join(`,${line}`) + json.lineEnd + indent + close;
}

/** Items or members as they are written; nothing of a value without such. */
function partsOf(json: JsonText, value: unknown, indent: string | undefined): string[] | undefined {
  if (Array.isArray(value)) {
    return value.map((one) => written(json, one, indent));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, one]) => memberText(json, name, one, indent))
    : undefined;
}

export function memberText(json: JsonText, name: string, value: unknown, indent: string | undefined): string {
  return JSON.stringify(name) + json.colon + written(json, value, indent);
}
