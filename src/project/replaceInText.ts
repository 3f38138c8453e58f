import type { Slot } from '../placeholders/finding';
import { frontmatter } from './component';
import { quoted, stringText } from './escape';
import { baseOf } from './paths';
import { stringFor, urlFor, type Place } from './place';
import { replaceInScript } from './replaceInScript';
import { styleUrl } from './styleReference';
import { keep, keepInAttribute, textBefore, whole, withQuotes, type Target, type Written } from './target';
import { isPlainScalar, isProgram, isShort, textPath, written } from './textReference';
import { hasAddress } from './way';

/** Names the picture where an address stands in Markdown: encoded, it needs neither brackets nor escapes. */
export function replaceInMarkdown(target: Target): Written {
  const { place, slot } = target;
  if (slot.kind === 'markdown') {
    return keep(target, urlFor(place, true));
  }
  if (slot.kind === 'data') {
    return replaceInText({ ...target, place: { ...place, languageId: 'yaml' } });
  }
  if (place.languageId === 'mdx') {
    const front = frontmatter(place.text);
    const script = { start: front ? front.end + 3 : 0, end: place.text.length };
    return replaceInScript(target, { script, bundled: true, readable: false, address: stringFor(place) });
  }
  return keepInAttribute(target, slot.kind === 'attribute' ? slot.quote : '"', urlFor(place, true));
}

export function replaceInStyle(target: Target): Written {
  return keep(target, styleUrl(target.place));
}

export function replaceInXml(target: Target): Written {
  return keepInAttribute(target, target.slot.kind === 'attribute' ? target.slot.quote : '"', urlFor(target.place));
}

/** Names the picture where an address stands in data, in a program that is not for the web, or in plain text. */
export function replaceInText(target: Target): Written {
  const { place, slot } = target;
  if (!isProgram(place.languageId) && !isShort(place.languageId) && !hasAddress(place) && !isResolved(place)) {
    return undefined;
  }
  // Pieces of other languages in a string: an encoded address needs no escapes of either.
  if (slot.kind === 'attribute' || slot.kind === 'srcset') {
    return keepInAttribute(target, slot.quote, urlFor(place));
  }
  if (slot.kind === 'style' || slot.kind === 'markdown') {
    return keep(target, slot.kind === 'style' ? styleUrl(place) : urlFor(place, true));
  }
  const path = textPath(place);
  if (slot.quote === '') {
    return intoPlain(target, path);
  }
  const quote = slot.quote.charAt(0);
  if (place.languageId === 'toml' && quote === "'" && path.includes("'")) {
    return whole(target, slot.quote, quoted(path, '"'));
  }
  return place.languageId === 'dart'
    ? intoDart(target, slot, path)
    : addressIsTaken(place, slot)
      ? undefined
      : keep(target, textIn(path, quote, place.languageId));
}

/** Content whose relative pictures the site's generator takes in: collections of Astro, pages of Gatsby and Docusaurus. */
function isResolved(place: Place): boolean {
  const ids = new Set(place.project.frameworks.map(({ id }) => id));
  return (
    ids.has('gatsby') ||
    (ids.has('astro') && /(?:^|\/)src\/content\//.test(place.path)) ||
    (ids.has('docusaurus') && /\.mdx?$/.test(place.path))
  );
}

/** A value without quotes. */
function intoPlain(target: Target, path: string): Written {
  const { languageId } = target.place;
  if (/^(?:yaml|dockercompose|github-actions-workflow)$/.test(languageId)) {
    return keep(target, isPlainScalar(path) ? path : quoted(path, '"'));
  }
  const separator = /^(?:csv|tsv)$/.test(languageId) || /\.[ct]sv$/i.test(baseOf(target.place.path));
  return keep(target, separator && /[",;\t]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path);
}

/** A string as its language escapes it. */
function textIn(path: string, quote: string, languageId: string): string {
  if (/^(?:csv|tsv)$/.test(languageId)) {
    return path.replaceAll(quote, quote + quote);
  }
  const text = written(path, quote, languageId);
  const variables = /^(?:kotlin|groovy|shellscript|perl|powershell)$/.test(languageId) && quote === '"';
  return variables ? text.replaceAll('$', '\\$') : text;
}

/** Where only an address with a host is taken: a local path there would fail when the program runs. */
function addressIsTaken(place: Place, slot: Slot & { kind: 'string' | 'data' | 'import' }): boolean {
  return /\b(?:UR[LI]|Uri|NSURL)(?:\.\w+)?\(\s*(?:string:\s*)?[@$r]?$/.test(textBefore(place, slot.quote ?? ''));
}

/** Flutter names what it takes from the network and what is its own by different constructors. */
function intoDart(target: Target, slot: Slot & { kind: 'string' | 'data' | 'import' }, path: string): Written {
  const { place } = target;
  const text = stringText(path, slot.quote.charAt(0)).replaceAll('$', '\\$');
  const before = textBefore(place, slot.quote);
  const call = /\b(Image\.network|NetworkImage)(\(\s*)$/.exec(before);
  const range = withQuotes(place, slot.quote);
  if (/\b(?:Uri\.parse\(|imageUrl:|CachedNetworkImageProvider\()\s*$/.test(before) || (call && !range)) {
    return undefined;
  }
  if (!call || !range) {
    return keep(target, text);
  }
  const constructor = call[1] === 'NetworkImage' ? 'AssetImage' : 'Image.asset';
  return [{ start: range.start - call[0].length, end: range.end, text: constructor + (call[2] ?? '(') + slot.quote + text + slot.quote }];
}
