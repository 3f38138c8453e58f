import type { Slot } from '../placeholders/finding';
import { templateScript } from './component';
import { attributeUrl, stringText } from './escape';
import { isComponent } from './language';
import { addressFor, called } from './markupReference';
import { markupSpot } from './markupSpot';
import { isImported, sourceFor, stringFor, urlFor, type Place } from './place';
import { replaceInScript, takesObject, type Around } from './replaceInScript';
import { scriptIn } from './scriptIn';
import { styleUrl } from './styleReference';
import { isMovedToSheet, keep, keepInAttribute, textBefore, whole, withQuotes, type Target, type Written } from './target';
import { wayInto } from './way';

/** What Vue's compiler resolves by itself where it is written as a plain attribute. */
const resolvedByVue =
  /^(?:img\.src|img\.srcset|source\.src|source\.srcset|video\.src|video\.poster|image\.href|image\.xlink:href|use\.href|use\.xlink:href)$/i;

/** Names the picture where an address stands in a page, a template or a component. */
export function replaceInMarkup(target: Target): Written {
  const { place, slot } = target;
  const around = aroundIn(place);
  if (around) {
    return slot.kind === 'data' ? intoData(target, slot) : replaceInScript(target, around);
  }
  switch (slot.kind) {
    case 'attribute':
      return intoAttribute({ ...target, slot });
    case 'srcset':
      return intoCandidate({ ...target, slot });
    case 'style':
      return intoStyle({ ...target, slot });
    case 'string':
      return intoString({ ...target, slot });
    case 'data':
      return intoData(target, slot);
    case 'import':
      return keep(target, stringText(sourceFor(place), slot.quote.charAt(0)));
    case 'markdown':
      return keep(target, urlFor(place, true));
  }
}

/** The script that the address stands in. An inline script of a page passes no bundler, and its addresses are the page's. */
function aroundIn(place: Place): Around | undefined {
  const found = scriptIn(place);
  const component = isComponent(place.languageId);
  return found && { ...found, bundled: component && !found.inline, readable: true, address: component ? stringFor(place) : urlFor(place) };
}

/** Svelte and Astro take an import in braces only. */
function inBraces(place: Place): boolean {
  return /^(?:svelte|astro)$/.test(place.languageId) && isImported(place);
}

/** The picture as the template of a component can name it; undefined where the template does not see its script's names. */
function nameIn(target: Target, tag?: string, attribute?: string): string | undefined {
  const { place, additions } = target;
  const script = templateScript(place);
  if (wayInto(place, true) !== 'import' || (place.languageId === 'vue' && !script && /<script\b/i.test(place.text))) {
    return undefined;
  }
  const picture = additions.pictureInTemplate(place);
  return takesObject(place, script, tag, attribute) ? picture.expression : picture.address;
}

function intoAttribute(target: Target<Slot & { kind: 'attribute' }>): Written {
  const { place, slot } = target;
  const { quote, tag, attribute } = slot;
  const helper = target.additions.helper(place);
  if (helper) {
    const value = helper.value(quote === "'" ? '"' : "'");
    return helper.braces === true ? whole(target, quote, `{${helper.value('"')}}`) : keep(target, quote === '' ? `"${value}"` : value);
  }
  if (inBraces(place)) {
    const name = withQuotes(place, quote) && nameIn(target, tag, attribute);
    return name === undefined ? undefined : whole(target, quote, `{${name}}`);
  }
  if (place.languageId === 'vue' && isImported(place) && !resolvedByVue.test(`${tag}.${attribute}`)) {
    return intoBound(target);
  }
  return keepInAttribute(target, quote, addressFor(place));
}

/** What Vue does not resolve becomes a bound attribute: `image="…"` is then `:image="heroImage"`. */
function intoBound(target: Target<Slot & { kind: 'attribute' }>): Written {
  const { place, slot } = target;
  const range = withQuotes(place, slot.quote);
  const written = new RegExp(`[\\s"']${escaped(slot.attribute)}\\s*=\\s*$`, 'i').exec(
    place.text.slice(0, range?.start ?? 0).slice(-120),
  )?.[0];
  // Nuxt's own elements look into the public folder only.
  if (!range || written === undefined || /^nuxt-?(?:img|picture)$/i.test(slot.tag)) {
    return undefined;
  }
  const name = nameIn(target);
  const attribute = written.slice(1);
  return name === undefined ? undefined : [{ start: range.start - attribute.length, end: range.end, text: `:${attribute}"${name}"` }];
}

/** The descriptor and the other candidates stay. */
function intoCandidate(target: Target<Slot & { kind: 'srcset' }>): Written {
  const { place, slot } = target;
  const helper = target.additions.helper(place);
  if (helper && helper.braces !== true) {
    return slot.quote === '' ? undefined : keep(target, helper.value(slot.quote === "'" ? '"' : "'"));
  }
  if (
    isComponent(place.languageId) &&
    isImported(place) &&
    !resolvedByVue.test(place.languageId === 'vue' ? `${slot.tag}.${slot.attribute}` : '')
  ) {
    return intoInterpolation(target, slot.quote);
  }
  return keepInAttribute(target, slot.quote, addressFor(place));
}

/** Svelte fills braces within quotes; Vue and Astro do not. */
function intoInterpolation(target: Target, quote: string): Written {
  const name = target.place.languageId === 'svelte' && quote !== '' ? nameIn(target) : undefined;
  return name === undefined ? undefined : keep(target, `{${name}}`);
}

function intoStyle(target: Target<Slot & { kind: 'style' }>): Written {
  const { place, slot } = target;
  if (isMovedToSheet(place) && !place.root) {
    return undefined;
  }
  if (slot.outer !== '' && isComponent(place.languageId) && isImported(place)) {
    return intoInterpolation(target, slot.outer);
  }
  return keep(target, slot.outer === '' ? styleUrl(place) : attributeUrl(styleUrl(place)));
}

/** A string in a handler, a bound attribute, or a piece of another language. */
function intoString(target: Target<Slot & { kind: 'string' }>): Written {
  const { place, slot } = target;
  const quote = slot.quote.charAt(0);
  const component = isComponent(place.languageId);
  const spot = markupSpot(place.text, place.start, /^(?:svelte|astro)$/.test(place.languageId), markupStart(place));
  if (spot.kind === 'raw' && spot.tag === 'style') {
    return keep(target, styleUrl(place));
  }
  if (component && isImported(place)) {
    if (spot.kind === 'value' && place.languageId !== 'vue') {
      return intoInterpolation(target, spot.quote);
    }
    const name = withQuotes(place, slot.quote) && nameIn(target, slot.tag, slot.attribute);
    return name === undefined ? undefined : whole(target, slot.quote, name);
  }
  if (spot.kind === 'value') {
    return hasPageAddress(place) ? keep(target, attributeUrl(stringText(urlFor(place), quote))) : undefined;
  }
  if (component) {
    return keep(target, stringText(urlFor(place), quote));
  }
  const helper = target.additions.helper(place);
  const argument =
    helper && (called.test(textBefore(place, slot.quote)) || place.root?.framework === 'jekyll') ? helper.argument : stringFor(place);
  return hasPageAddress(place) || helper ? keep(target, programText(argument, quote)) : undefined;
}

/** A page that no bundler reads cannot name what only the bundler reaches. Angular's templates and plain pages have addresses. */
function hasPageAddress(place: Place): boolean {
  return wayInto(place, false) === 'address';
}

/** PHP and Ruby look for variables between double quotes. */
function programText(text: string, quote: string): string {
  const escapedText = stringText(text, quote);
  return quote === '"' ? escapedText.replaceAll('$', '\\$').replaceAll('#{', '\\#{') : escapedText;
}

/** JSON within a page, such as what search engines read. */
function intoData(target: Target, slot: Slot & { kind: 'data' }): Written {
  return hasPageAddress(target.place) ? keep(target, stringText(urlFor(target.place), slot.quote || '"')) : undefined;
}

function markupStart(place: Place): number {
  const front = place.languageId === 'astro' ? templateScript(place) : undefined;
  return front ? front.end + 3 : 0;
}

function escaped(text: string): string {
  return text.replace(/[^\w-]/g, '\\$&');
}
