import { attributeOf, dropAttributes, setAttributes } from '../markup/attributes';
import { elementText, isApart, isSvg, kindOf, type HeadElement, type HeadKind } from '../markup/head';
import { tagsOf, type Tag } from '../markup/tags';
import { applyEdits, counted, indentAt, lineEndOf, lineIndentAt, type TextChange, type TextEdit } from '../textEdit';

interface There {
  readonly tag: Tag;
  /** One of those of which a set replaces all, unless a line names its very file. */
  readonly inList: boolean;
  readonly kind: HeadKind;
}

interface Wanted {
  readonly element: HeadElement;
  readonly kind: HeadKind;
}

/** Of these a page has several, and an old one that is left would show the old icon. */
const lists: readonly HeadKind[] = ['icon', 'apple-touch-icon'];

/** What a page says of itself, and not of its icons: it may stay. */
const kept = /^meta:(?:application-name|mobile-web-app-capable|apple-mobile-web-app-.*)$/;

/**
 * Brings lines into the head of a page: those that say so already stay as they are written, those that say otherwise are changed in
 * place, missing ones come after the last link or meta. Nothing else changes.
 * @param sameFile whether two addresses name one file
 * @returns nothing when the page has no head
 */
export function changeHead(
  text: string,
  elements: readonly HeadElement[],
  sameFile: (a: string, b: string) => boolean,
): TextChange | undefined {
  const head = headOf(text);
  if (head === undefined) {
    return undefined;
  }
  const there = head.tags.flatMap((tag): There[] => {
    const kind = kindOf(tag.name, (name) => attributeOf(tag, name));
    return kind === undefined ? [] : [{ tag, kind, inList: lists.includes(kind) && !isApart((name) => attributeOf(tag, name)) }];
  });
  const wanted = elements.flatMap((element): Wanted[] => {
    const kind = kindOf(element.tag, (name) => element.attributes[name]);
    return kind === undefined ? [] : [{ element, kind }];
  });
  const pairs = paired(there, wanted, sameFile);
  const edits: TextEdit[] = [];
  const removed = new Set<Tag>();
  let changes = 0;
  let replaced = 0;
  for (const { tag, kind, inList } of there) {
    const element = pairs.get(tag);
    if (element) {
      const inPlace = changed(text, tag, kind, element, sameFile);
      const isOther = inList && !sameFile(attributeOf(tag, 'href') ?? '', element.attributes['href'] ?? '');
      edits.push(...inPlace);
      replaced += isOther ? 1 : 0;
      changes += inPlace.length > 0 && !isOther ? 1 : 0;
    } else if (inList && wanted.some((one) => one.kind === kind)) {
      removed.add(tag);
      edits.push(removal(text, tag));
    }
  }
  const used = new Set(pairs.values());
  const missing = wanted.filter(({ element, kind }) => !used.has(element) && !isSaid(kind, there)).map(({ element }) => element);
  if (missing.length > 0) {
    edits.push(insertion(text, head, removed, missing));
  }
  const keepsSvg =
    wanted.some(({ kind }) => kind === 'icon') &&
    there.some(({ tag, kind }) => kind === 'icon' && !pairs.has(tag) && isSvg((name) => attributeOf(tag, name)));
  return {
    text: applyEdits(text, edits),
    summary: summaryOf(missing.length, changes, replaced + removed.size),
    note: keepsSvg ? 'The page keeps its SVG icon, which browsers show before others. Remove its line if it is the old icon.' : undefined,
  };
}

interface Head {
  readonly start: number;
  /** Links and metas that count. */
  readonly tags: readonly Tag[];
  /** Where the head ends: its closing tag, or what begins the body. */
  readonly end: number;
}

function headOf(text: string): Head | undefined {
  const tags = tagsOf(text, 'html');
  const open = tags.findIndex((tag) => tag.name === 'head' && tag.kind !== 'close');
  const end = tags.findIndex((tag, index) => index > open && ((tag.name === 'head' && tag.kind === 'close') || tag.name === 'body'));
  const last = tags[end];
  if (open < 0 || last === undefined) {
    return undefined;
  }
  const inside = tags.slice(open + 1, end).filter((tag) => (tag.name === 'link' || tag.name === 'meta') && tag.kind !== 'close');
  return { start: tags[open]?.end ?? 0, tags: inside, end: last.start };
}

/** Which element of the page becomes which line: the one that names the same file, else one of the same size, else the next. */
function paired(there: readonly There[], wanted: readonly Wanted[], sameFile: (a: string, b: string) => boolean): Map<Tag, HeadElement> {
  const pairs = new Map<Tag, HeadElement>();
  const open = new Set(wanted);
  const match = (fits: (tag: Tag, element: HeadElement, kind: HeadKind, inList: boolean) => boolean): void => {
    for (const one of open) {
      const found = there.find(({ tag, kind, inList }) => kind === one.kind && !pairs.has(tag) && fits(tag, one.element, kind, inList));
      if (found) {
        pairs.set(found.tag, one.element);
        open.delete(one);
      }
    }
  };
  const same = (name: string) => (tag: Tag, element: HeadElement) => attributeOf(tag, name) === element.attributes[name];
  match(
    (tag, { attributes }) =>
      sameFile(attributeOf(tag, 'href') ?? '', attributes['href'] ?? '-') && same('media')(tag, { tag: 'link', attributes }),
  );
  match((tag, element, kind) => kind === 'apple-touch-startup-image' && same('media')(tag, element));
  match((tag, element, _kind, inList) => inList && same('sizes')(tag, element) && same('type')(tag, element));
  match((_tag, _element, _kind, inList) => inList);
  // A colour for light or dark alone stays; the one without a condition is ours.
  match(
    (tag, _element, kind) =>
      !kept.test(kind) && !lists.includes(kind) && kind !== 'apple-touch-startup-image' && attributeOf(tag, 'media') === undefined,
  );
  return pairs;
}

/** Whether the page has an element that a missing line would only repeat or contradict. */
function isSaid(kind: HeadKind, there: readonly There[]): boolean {
  return (kept.test(kind) || kind === 'meta:theme-color') && there.some((one) => one.kind === kind);
}

function changed(
  text: string,
  tag: Tag,
  kind: HeadKind,
  { attributes }: HeadElement,
  sameFile: (a: string, b: string) => boolean,
): TextEdit[] {
  if (kind.startsWith('meta:')) {
    const { content = '' } = attributes;
    const same = kind.endsWith('color') && attributeOf(tag, 'content')?.toLowerCase() === content;
    return same ? [] : setAttributes(tag, { content });
  }
  const { rel = '', href = '', ...others } = attributes;
  const address = sameFile(attributeOf(tag, 'href') ?? '', href) ? {} : { href };
  if (!lists.includes(kind)) {
    return setAttributes(tag, address);
  }
  const rels = attributeOf(tag, 'rel')?.toLowerCase();
  const named = rels === rel || rels === `shortcut ${rel}` ? {} : { rel };
  const obsolete = ['type', 'sizes', 'media', 'color'].filter((name) => !(name in others));
  return [...dropAttributes(text, tag, obsolete), ...setAttributes(tag, { ...named, ...others, ...address })];
}

/** The element with its line, when it has one of its own. */
function removal(text: string, tag: Tag): TextEdit {
  const indent = indentAt(text, tag.start);
  const rest = /^[ \t]*\r?\n/.exec(text.slice(tag.end))?.[0];
  return indent !== undefined && rest !== undefined
    ? { start: tag.start - indent.length, end: tag.end + rest.length, text: '' }
    : { start: tag.start, end: tag.end, text: '' };
}

/** Code of a template language that may leave out or repeat what stands in it. */
const blocks = /<%(?![=-])|\{%|\{\{#|<\?(?!=)|@(?:if|foreach|for|section)\b/;

function insertion(text: string, head: Head, removed: ReadonlySet<Tag>, missing: readonly HeadElement[]): TextEdit {
  const tags = head.tags.filter((tag) => !removed.has(tag));
  const first = tags[0] ?? head.tags[0];
  const close = first && / \/>$/.test(text.slice(first.start, first.end)) ? ' />' : first?.kind === 'empty' ? '/>' : '>';
  const lines = missing.map((element) => elementText(element, close));
  const anchor = blocks.test(text.slice(head.start, head.end)) ? undefined : tags.at(-1);
  if (anchor) {
    const indent = indentAt(text, anchor.start);
    const between = indent === undefined ? '' : lineEndOf(text.slice(Math.max(0, anchor.start - indent.length - 2))) + indent;
    return { start: anchor.end, end: anchor.end, text: lines.map((line) => between + line).join('') };
  }
  const indent = indentAt(text, head.end);
  if (indent === undefined) {
    return { start: head.end, end: head.end, text: lines.join('') };
  }
  const inner =
    first && indentAt(text, first.start) !== undefined ? lineIndentAt(text, first.start) : indent + (indent.includes('\t') ? '\t' : '  ');
  const at = head.end - indent.length;
  return { start: at, end: at, text: lines.map((line) => inner + line + lineEndOf(text)).join('') };
}

/** `Adds 2 lines to the head, changes 2, replaces 3 icons`: the icons are old ones that the page names no more. */
function summaryOf(added: number, changes: number, replaced: number): string {
  const parts = [
    ...(added > 0 ? [`adds ${counted(added, 'line')} to the head`] : []),
    ...(changes > 0 ? [added > 0 ? `changes ${changes}` : `changes ${counted(changes, 'line')} of the head`] : []),
    ...(replaced > 0 ? [`replaces ${counted(replaced, 'icon')}`] : []),
  ].join(', ');
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
