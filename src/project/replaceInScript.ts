import type { Slot } from '../placeholders/finding';
import { stringText } from './escape';
import type { Additions } from './additions';
import { localName, type Script } from './imports';
import { literalUses, type LiteralUse } from './literalUse';
import { dotted, encodePath, parentOf, relativePath } from './paths';
import { isImported, sourceFor, stringFor, urlFor, type Place } from './place';
import { requireCall } from './scriptReference';
import { scriptSpot, stringEnd } from './scriptSpot';
import { isMovedToSheet, keep, keepInAttribute, textBefore, whole, withQuotes, type Target, type Written } from './target';
import { wayInto } from './way';

/** A script that addresses stand in. */
export interface Around {
  readonly script: Script;
  /** Whether the project's bundler reads it. */
  readonly bundled: boolean;
  /** Whether it can be read as a script from its start; the text of MDX cannot. */
  readonly readable: boolean;
  /** What a string holds that names the picture by its address. */
  readonly address: string;
}

/** A module, or the script of a component. */
export function moduleAround(place: Place, script: Script): Around {
  return { script, bundled: true, readable: true, address: stringFor(place) };
}

/** Names the picture where an address stands in a script. */
export function replaceInScript(target: Target, around: Around): Written {
  const { slot } = target;
  switch (slot.kind) {
    case 'attribute':
      return intoAttribute({ ...target, slot }, around);
    case 'srcset':
      return wayInto(target.place, around.bundled) === 'address'
        ? keepInAttribute(target, slot.quote, scriptUrl(target.place))
        : intoTemplateLiteral(target, around);
    case 'style':
      return intoStyle({ ...target, slot }, around);
    case 'import':
      return intoSource({ ...target, slot });
    case 'string':
      return intoLiteral({ ...target, slot }, around);
    case 'data':
    case 'markdown':
      return wayInto(target.place, around.bundled) === 'address' ? keep(target, scriptUrl(target.place)) : undefined;
  }
}

/** The address for an attribute or a style, which a page reads. A script is not what a page's addresses are relative to. */
function scriptUrl(place: Place): string {
  return place.root === undefined && place.served ? stringFor(place) : urlFor(place, isImported(place));
}

/** `src="…"` in JSX can only hold an address; a picture that is imported takes the place of the quotes too. */
function intoAttribute(target: Target<Slot & { kind: 'attribute' }>, around: Around): Written {
  const { place, slot } = target;
  const way = wayInto(place, around.bundled);
  if (way === 'address') {
    return keepInAttribute(target, slot.quote, scriptUrl(place));
  }
  if (around.readable && scriptSpot(place.text, place.start, true, around.script.start).kind === 'string') {
    return intoTemplateLiteral(target, around);
  }
  if (way === 'require') {
    return slot.attribute === 'source' ? whole(target, slot.quote, `{${requireCall(place, around.script)}}`) : undefined;
  }
  if (way === undefined || !withQuotes(place, slot.quote)) {
    return undefined;
  }
  return whole(target, slot.quote, `{${imported(target, around, slot.tag, slot.attribute)}}`);
}

function intoLiteral(target: Target<Slot & { kind: 'string' }>, around: Around): Written {
  const { place, slot } = target;
  const way = wayInto(place, around.bundled);
  const before = textBefore(place, slot.quote);
  const after = place.text.slice(place.end + slot.quote.length, place.end + slot.quote.length + 80);
  if (/\bnew\s+URL\(\s*$/.test(before) && /^\s*,\s*import\.meta\.url\b/.test(after)) {
    return keep(target, encodePath(dotted(relativePath(parentOf(place.path), place.asset))));
  }
  if (/\bnew\s+URL\(\s*$/.test(before) && /^\s*\)/.test(after)) {
    // Without a base only an address with a host is one.
    return undefined;
  }
  if (way === 'address') {
    return keep(target, stringText(around.address, slot.quote.charAt(0)));
  }
  const range = withQuotes(place, slot.quote);
  if (way === undefined || !range) {
    return undefined;
  }
  switch (useOf(target, around, range.start)) {
    case 'fixed':
      return undefined;
    case 'tagged':
      return intoTemplateLiteral(target, around);
    case 'value':
      break;
    case undefined: {
      // It is no literal of the script itself: a piece of markup in a string, of a comment, or in a text that cannot be read.
      const spot = around.readable ? scriptSpot(place.text, place.start, hasElements(place), around.script.start) : undefined;
      // A string that is not closed was none.
      if (spot?.kind === 'jsx-value' || (spot?.kind === 'string' && place.text.charAt(spot.end) === spot.quote)) {
        return spot.kind === 'string' ? intoTemplateLiteral(target, around) : undefined;
      }
      if (isFixed(before, after)) {
        return undefined;
      }
    }
  }
  if (way === 'require') {
    return intoNative(target, around, range);
  }
  const name = imported(target, around, slot.tag, slot.attribute);
  const lead = /[\p{ID_Continue}$]$/u.test(place.text.slice(0, range.start).slice(-1)) ? ' ' : '';
  const trail = /^[\p{ID_Continue}$]/u.test(place.text.slice(range.end)) ? ' ' : '';
  return [{ ...range, text: lead + name + trail }];
}

/** What the import gives where the element takes it so, else the address that it holds: a string is what stood there. */
function imported(target: Target, around: Around, tag: string | undefined, attribute: string | undefined): string {
  const picture = target.additions.pictureIn(target.place, around.script);
  return takesObject(target.place, around.script, tag, attribute) ? picture.expression : picture.address;
}

/** The picture elements of Next and Astro know a picture's size when they get all that its import gives. */
export function takesObject(place: Place, script: Script | undefined, tag: string | undefined, attribute: string | undefined): boolean {
  if (tag === undefined || attribute !== 'src' || !script) {
    return false;
  }
  const names =
    place.project.bundler === 'next'
      ? ['next/image', 'next/legacy/image'].map((source) => localName(place.text, script, source, 'default'))
      : ['Image', 'Picture'].map((name) => localName(place.text, script, 'astro:assets', name));
  return names.includes(tag);
}

/** By the document that is rewritten, and where its script begins: one reading tells of all literals. */
const read = new WeakMap<Additions, Map<number, ReadonlyMap<number, LiteralUse>>>();

/** What the literal with its quote at `at` is used for; undefined when the script has none there. */
function useOf({ place, additions }: Target, { script, readable }: Around, at: number): LiteralUse | undefined {
  if (!readable) {
    return undefined;
  }
  const scripts = read.get(additions) ?? new Map<number, ReadonlyMap<number, LiteralUse>>();
  read.set(additions, scripts);
  const uses = scripts.get(script.start) ?? literalUses(place.text, script.start, script.end, hasElements(place));
  scripts.set(script.start, uses);
  const end = stringEnd(place.text, at) + 1;
  const isConst = isFixed(place.text.slice(Math.max(0, at - 40), at), place.text.slice(end, end + 40));
  return isConst && uses.has(at) ? 'fixed' : uses.get(at);
}

/** In TypeScript without JSX `<` begins a type. */
function hasElements({ languageId }: Place): boolean {
  return !/^(?:typescript|svelte)$/.test(languageId);
}

/** Keys and `'…' as const`, as far as they can be told from what stands beside them. */
function isFixed(before: string, after: string): boolean {
  return (/[{,]\s*$/.test(before) && /^\s*:/.test(after)) || /^\s*as\s+const\b/.test(after) || /<\s*const\s*>\s*$/.test(before);
}

/** React Native takes what `require` gives for a whole source, and not for the `uri` of one. */
function intoNative(target: Target<Slot & { kind: 'string' }>, around: Around, range: { start: number; end: number }): Written {
  const { place, slot } = target;
  const call = requireCall(place, around.script);
  const open = /\{\s*uri\s*:\s*$/.exec(place.text.slice(Math.max(0, range.start - 80), range.start))?.[0].length;
  const close = /^\s*,?\s*\}/.exec(place.text.slice(range.end, range.end + 80))?.[0].length;
  if (open !== undefined && close !== undefined) {
    return [{ start: range.start - open, end: range.end + close, text: call }];
  }
  return slot.attribute === 'source' ? [{ ...range, text: call }] : undefined;
}

/** `url(…)` in a string. */
function intoStyle(target: Target<Slot & { kind: 'style' }>, around: Around): Written {
  const { place } = target;
  if (isMovedToSheet(place) && !place.root) {
    return undefined;
  }
  return wayInto(place, around.bundled) === 'address' ? keep(target, scriptUrl(place)) : intoTemplateLiteral(target, around);
}

/** Within more text only a template literal can hold the name of an import; a plain string of code becomes one. */
function intoTemplateLiteral(target: Target, around: Around): Written {
  const { place, slot } = target;
  if (wayInto(place, around.bundled) !== 'import' || !around.readable) {
    return undefined;
  }
  const spot = scriptSpot(place.text, place.start, true, around.script.start);
  if (spot.kind !== 'string' || useOf(target, around, spot.start - 1) === 'fixed') {
    return undefined;
  }
  const hole = (): string => `\${${target.additions.pictureIn(place, around.script).address}}`;
  if (spot.quote === '`') {
    return keep(target, hole());
  }
  const rest = place.text.slice(spot.start, place.start) + place.text.slice(place.end, spot.end);
  const closed = place.text.charAt(spot.end) === spot.quote;
  if (!/^(?:style|srcset)$/.test(slot.kind) || !closed || /`|\$\{/.test(rest)) {
    return undefined;
  }
  return [
    { start: spot.start - 1, end: spot.start, text: '`' },
    { start: place.start, end: place.end, text: hole() },
    { start: spot.end, end: spot.end + 1, text: '`' },
  ];
}

/** The source of an import: what it asks of the bundler stays. */
function intoSource(target: Target<Slot & { kind: 'import' }>): Written {
  const { place, raw, slot } = target;
  const query = /\?[\w&=-]+$/.exec(raw)?.[0] ?? '';
  const line =
    place.text
      .slice(Math.max(0, place.start - 200), place.start)
      .split(';')
      .pop() ?? '';
  if (!place.asset.endsWith('.svg') && (/^\?(?:react|component|raw|svgr)\b/.test(query) || /\bReactComponent\b/.test(line))) {
    // Only a drawing can be a component.
    return undefined;
  }
  const prefix = /^url:/.exec(raw)?.[0] ?? '';
  return keep(target, stringText(prefix + sourceFor(place) + query, slot.quote.charAt(0)));
}
