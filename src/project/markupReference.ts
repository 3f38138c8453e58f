import { frontmatter, pictureInTemplate, templateScript } from './component';
import { insertAt, insertIntoValue, isReplaceable, type Insertion, type ReferenceEdit } from './edit';
import { attributeUrl, quoted, stringText } from './escape';
import { localName } from './imports';
import { markupSpot, type MarkupSpot } from './markupSpot';
import { encodePath } from './paths';
import { isImported, sourceFor, stringFor, urlFor, type Place } from './place';
import { padded, scriptReference } from './scriptReference';
import { scriptSpot, stringEnd } from './scriptSpot';
import { styleReference, styleSyntax } from './styleReference';
import { attributesOf, templateHelper } from './templateHelper';

/** Attributes that hold a picture's address, by the tag that has them. */
const addressOf: ReadonlyMap<string, string> = new Map([
  ['a', 'href'],
  ['link', 'href'],
  ['image', 'href'],
  ['use', 'href'],
  ['video', 'poster'],
  ['object', 'data'],
  ['meta', 'content'],
]);

/** Behind a template's function that takes a path and gives its address. */
export const called = /(?:\basset|\bstatic|\bfilename\s*=|\b(?:image|asset)_(?:tag|path|url))\W*$/;

/** Names the picture in a page, a template or a component: an `<img>`, the attributes that one lacks, or the address alone. */
export function markupReference(place: Place): ReferenceEdit {
  const from = markupStart(place);
  if (place.start < from) {
    return scriptReference(place, frontmatter(place.text) ?? { start: 0, end: place.text.length }, false);
  }
  const spot = markupSpot(place.text, place.start, hasBraces(place), from);
  switch (spot.kind) {
    case 'raw':
      return intoRaw(place, spot);
    case 'comment':
      return insertAt(place, urlFor(place));
    case 'island':
      return intoIsland(place, spot);
    case 'value':
      return intoValue(place, spot);
    case 'tag':
      return intoTag(place, spot);
    case 'text':
      return element(place);
  }
}

function hasBraces(place: Place): boolean {
  return place.languageId === 'svelte' || place.languageId === 'astro';
}

/** Behind the frontmatter; in other languages the markup begins at once. */
function markupStart(place: Place): number {
  const front = place.languageId === 'astro' ? frontmatter(place.text) : undefined;
  return front ? front.end + 3 : 0;
}

/** Whether an import is the only way: Vue resolves a static `src` by itself, and so does a page that a bundler reads. */
function needsImport(place: Place): boolean {
  return hasBraces(place) && isImported(place);
}

function element(place: Place): ReferenceEdit {
  const helper = templateHelper(place);
  if (helper?.element !== undefined) {
    return insertAt(place, helper.element, helper.additional);
  }
  const script = templateScript(place);
  const component = place.project.bundler === 'astro' && script ? localName(place.text, script, 'astro:assets', 'Image') : undefined;
  const { src, additional } = sourceAttribute(place, component !== undefined);
  const list = attributesOf(place, src).map(([, text]) => text);
  return insertAt(place, `<${component ?? 'img'} ${list.join(' ')}${closes(place) ? ' />' : '>'}`, additional);
}

/** The value of `src` with its quotes or braces. `object`: the tag takes what the import gives, and not its address. */
function sourceAttribute(place: Place, object: boolean): { src: string; additional: readonly Insertion[] } {
  const helper = templateHelper(place);
  if (helper) {
    return { src: helper.braces === true ? `{${helper.value('"')}}` : `"${helper.value("'")}"`, additional: helper.additional };
  }
  if (needsImport(place)) {
    const picture = pictureInTemplate(place);
    return { src: `{${object ? picture.expression : picture.address}}`, additional: picture.additional };
  }
  return { src: `"${attributeUrl(addressFor(place))}"`, additional: [] };
}

/** The address for an attribute of markup, not yet escaped for it. */
export function addressFor(place: Place): string {
  // Vue's compiler takes only what begins with a dot, or with an alias, for a file.
  const bundled = place.languageId === 'vue' && isImported(place);
  return bundled && !sourceFor(place).startsWith('.') ? encodePath(sourceFor(place)) : urlFor(place, bundled || hasBraces(place));
}

/** As the document writes its own empty elements. */
function closes(place: Place): boolean {
  return /^(?:vue|svelte|astro)$/.test(place.languageId) || /<(?:img|br|hr|input|meta|link)\b[^<>]*\/>/i.test(place.text);
}

function intoRaw(place: Place, spot: MarkupSpot & { kind: 'raw' }): ReferenceEdit {
  const language = /\blang\s*=\s*["']?([\w-]+)/i.exec(spot.opening)?.[1] ?? '';
  return spot.tag === 'style'
    ? styleReference(place, { start: spot.start, depth: 0, quote: '', syntax: styleSyntax(language) })
    : scriptReference(
        /^(?:vue|svelte|astro)$/.test(place.languageId) ? place : unbundled(place),
        { start: spot.start, end: spot.end },
        /[jt]sx/.test(language),
      );
}

/** An inline script of a page passes no bundler that would take its imports of pictures. */
function unbundled(place: Place): Place {
  return { ...place, project: { ...place.project, bundler: 'none' } };
}

function intoIsland(place: Place, spot: MarkupSpot & { kind: 'island' }): ReferenceEdit {
  const inner = scriptSpot(place.text, place.start, false, spot.start);
  const helper = templateHelper(place);
  if (inner.kind === 'string') {
    const takesPath = called.test(place.text.slice(spot.start, inner.start - 1)) || place.root?.framework === 'jekyll';
    const argument = helper && takesPath ? helper.argument : stringFor(place);
    return insertIntoValue(place, inner, stringText(argument, inner.quote));
  }
  if (inner.kind === 'comment') {
    return insertAt(place, stringFor(place));
  }
  if (spot.open === '{' && isImported(place)) {
    const picture = pictureInTemplate(place);
    return insertAt(place, spot.attribute === '' ? picture.expression : picture.address, picture.additional);
  }
  return insertAt(place, quoted(stringFor(place), spot.quote === "'" ? '"' : "'"));
}

function intoValue(place: Place, spot: MarkupSpot & { kind: 'value' }): ReferenceEdit {
  const { attribute, quote } = spot;
  const other = quote === "'" ? '"' : "'";
  if (attribute.toLowerCase() === 'style') {
    return styleReference(place, { start: spot.start, depth: 1, quote: quote === '' ? '"' : quote, syntax: styleSyntax('css') });
  }
  if ((/^(?::|v-bind:)/.test(attribute) && place.languageId === 'vue') || /^\[[\w.-]+\]$/.test(attribute)) {
    return intoBinding(place, spot, other);
  }
  const closed = quote === '' || place.text.charAt(spot.end) === quote;
  if (needsImport(place) && closed && isReplaceable(place, spot) && /^(?:src|poster|href)$/i.test(attribute)) {
    // Quotes can only hold an address; an imported picture takes their place.
    const picture = pictureInTemplate(place);
    const whole = { ...place, start: spot.start - quote.length, end: spot.end + quote.length };
    return insertAt(whole, `{${/^[a-z]/.test(spot.tag) ? picture.address : picture.expression}}`, picture.additional);
  }
  const helper = templateHelper(place);
  if (helper && helper.braces !== true && quote !== '' && /^(?:src|href|poster|data-src|content|srcset)$/i.test(attribute)) {
    return insertIntoValue(place, spot, helper.value(other), helper.additional);
  }
  const url = attributeUrl(addressFor(place));
  return insertIntoValue(place, spot, quote === '' ? `"${url}"` : url);
}

/** The value of a bound attribute is an expression, in Vue and in Angular: a name of the script, or a string. */
function intoBinding(place: Place, spot: MarkupSpot & { kind: 'value' }, other: string): ReferenceEdit {
  const inner = scriptSpot(place.text, place.start, false, spot.start);
  if (inner.kind === 'string') {
    const end = Math.min(stringEnd(place.text, inner.start - 1), spot.end);
    return insertIntoValue(place, { start: inner.start, end }, attributeUrl(urlFor(place, isImported(place))));
  }
  // Names of a script without `setup` are not seen by the template, so there a string is all that can be written.
  if (place.languageId === 'vue' && isImported(place) && (templateScript(place) !== undefined || !/<script\b/i.test(place.text))) {
    const picture = pictureInTemplate(place);
    return insertAt(place, picture.expression, picture.additional);
  }
  return insertAt(place, `${other}${attributeUrl(addressFor(place))}${other}`);
}

function intoTag(place: Place, spot: MarkupSpot & { kind: 'tag' }): ReferenceEdit {
  const written = /^[^<>]*/.exec(place.text.slice(spot.start + 1))?.[0] ?? '';
  const image = /^(?:img|image|nuxtimg|nuxt-img|source)$/i.test(spot.tag) && spot.tag !== 'image';
  const { src, additional } = sourceAttribute(place, /^[A-Z]/.test(spot.tag));
  const named = addressOf.get(spot.tag.toLowerCase());
  const list = attributesOf(place, src);
  const wanted: [string, string][] = image ? list : [[named ?? 'src', `${spot.tag === 'Image' ? 'src' : (named ?? 'src')}=${src}`]];
  const missing = wanted.filter(([name]) => !new RegExp(`\\s:?${name}(?=[\\s=/]|$)`, 'i').test(written));
  const inserted = missing.length > 0 ? missing : wanted.slice(0, 1);
  return insertAt(
    place,
    padded(place, inserted.map(([, text]) => text).join(' ')),
    inserted.some(([name]) => name === 'src' || name === named) ? additional : [],
  );
}
