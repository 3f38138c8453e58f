import { encodePath } from './paths';

/**
 * A text for an attribute in double or single quotes, in HTML and in every template language on top of it: braces, at signs and
 * percent signs begin code in some of them and mean nothing as entities.
 */
export function attributeText(text: string): string {
  return text.replace(/[&"'<>{}]|@(?=\w)/g, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = { '"': '&quot;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An address that `encodePath` has escaped already, for an attribute. */
export function attributeUrl(url: string): string {
  return url.replaceAll('&', '&amp;');
}

/** The inside of a string of JavaScript and its relatives. */
export function stringText(text: string, quote: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/[\p{Cc}\u2028\u2029]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return quote === '`' ? escaped.replaceAll('${', '\\${') : escaped;
}

export function quoted(text: string, quote: string): string {
  return quote + stringText(text, quote) + quote;
}

/** A path for the string argument of a template's function; those functions escape what a URL needs by themselves. */
export function argumentText(path: string): string {
  return /['"\\]/.test(path) ? encodePath(path) : path;
}

/** The text alternative between the brackets of a Markdown image. */
export function markdownText(text: string): string {
  return text.replace(/[\\[\]`*_<>{}]/g, '\\$&');
}
