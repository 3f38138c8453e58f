import { insertAt, insertIntoValue, type ReferenceEdit } from './edit';
import { baseOf, below, encodePath } from './paths';
import { urlFor, type Place } from './place';
import { styleSpot, type StyleSyntax } from './styleSpot';

/** A style sheet, the text of a `<style>`, or the value of a style attribute (then `depth` is 1 and `quote` the attribute's own). */
export interface StyleRegion {
  readonly start: number;
  readonly depth: number;
  readonly quote: string;
  readonly syntax: StyleSyntax;
}

export function styleSyntax(languageId: string): StyleSyntax {
  return { lineComments: /^(?:scss|sass|less|stylus)$/.test(languageId), indented: /^(?:sass|stylus)$/.test(languageId) };
}

/** Names the picture as the place in the style sheet wants it: the bare address, `url(…)`, a declaration, or a whole rule. */
export function styleReference(place: Place, region: StyleRegion): ReferenceEdit {
  const { text, start } = place;
  const spot = styleSpot(text, start, region.syntax, region.start, region.depth);
  const url = styleUrl(place);
  if (spot.kind === 'string' || spot.kind === 'url') {
    return insertIntoValue(place, spot, url);
  }
  if (spot.kind === 'comment') {
    return insertAt(place, url);
  }
  const quote = region.quote === '"' ? "'" : region.quote === "'" ? '"' : usualQuote(text);
  const value = `url(${quote}${url}${quote})`;
  const declaration = `background-image: ${value}${region.syntax.indented ? '' : ';'}`;
  const line = /[^\r\n]*$/.exec(text.slice(region.start, start))?.[0] ?? '';
  const gap = line !== '' && !/[\s(,]$/.test(line) ? ' ' : '';
  if (spot.kind === 'value') {
    return insertAt(place, gap + value);
  }
  const indent = line === '' && region.depth === 0 ? blockIndent(text.slice(region.start, start)) : '';
  if (spot.kind === 'declaration') {
    return insertAt(place, gap + (indent || '') + declaration);
  }
  const unit = indentUnit(text);
  const own = /^[ \t]*/.exec(line)?.[0] ?? '';
  const open = region.syntax.indented ? '' : ' {';
  const close = region.syntax.indented ? '' : `${place.eol}${own}}`;
  return insertAt(place, `${gap}.${className(place.asset)}${open}${place.eol}${own}${unit}${declaration}${close}`);
}

/** The address for `url()`. */
export function styleUrl(place: Place): string {
  if (place.root?.framework === 'rails' && place.root.prefix === '/assets/') {
    // The asset pipeline puts a digest into names, and finds them by their path in the pipeline.
    return encodePath(below(place.root.folder, place.asset));
  }
  const url = urlFor(place);
  // Nothing before the path is meant for pages under a <base href>; a style sheet knows no such thing.
  return place.root && !place.root.prefix.startsWith('/') ? `/${url}` : url;
}

function usualQuote(text: string): string {
  return (text.match(/url\(\s*'/g)?.length ?? 0) > (text.match(/url\(\s*"/g)?.length ?? 0) ? "'" : '"';
}

/** The indentation for a declaration on an empty line: that of the line before, one step deeper behind an opening brace. */
function blockIndent(before: string): string {
  const previous =
    before
      .trimEnd()
      .split(/[\r\n]/)
      .pop() ?? '';
  const own = /^[ \t]*/.exec(previous)?.[0] ?? '';
  return previous.endsWith('{') ? own + indentUnit(before) : own;
}

function indentUnit(text: string): string {
  return /^[ \t]+(?=\S)/m.exec(text)?.[0].replace(/^(\t).*|^( {2}| {4}).*$/, '$1$2') ?? '  ';
}

/** The file's name as the name of a class. Letters of all scripts may stand in one; a digit may not begin it. */
function className(asset: string): string {
  const name = baseOf(asset)
    .replace(/\.[^.]*$/, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return /^[\p{L}_]/u.test(name) ? name : `image-${name}`.replace(/-$/, '');
}
