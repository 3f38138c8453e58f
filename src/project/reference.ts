import type { ReferenceEdit } from './edit';
import { insertAt, insertIntoValue } from './edit';
import { attributeText, attributeUrl } from './escape';
import { markdownReference } from './markdownReference';
import { markupReference } from './markupReference';
import { markupSpot } from './markupSpot';
import { placeOf, urlFor, type Place, type ReferenceInput } from './place';
import { scriptReference } from './scriptReference';
import { styleReference, styleSyntax } from './styleReference';
import { textReference } from './textReference';

export type { Insertion, ReferenceEdit } from './edit';
export type { ReferenceInput } from './place';

const scripts = /^(?:javascript|javascriptreact|typescript|typescriptreact|coffeescript|civet)$/;
const styles = /^(?:css|scss|sass|less|stylus|postcss|tailwindcss)$/;
const markdowns = /^(?:markdown|mdx|quarto|rmd|mdc)$/;
/** HTML, and the template languages around it. */
const markups =
  /^(?:html|vue|vue-html|svelte|astro|php|blade|erb|html\.erb|html-eex|phoenix-heex|heex|eex|ejs|handlebars|mustache|hbs|twig|nunjucks|liquid|jinja|jinja-html|django-html|django|razor|aspnetcorerazor|xhtml|gohtml|gotmpl|angular|edge|marko|latte|velocity|freemarker|jsp|ftl|lit-html)$/;
/** For documents that the editor takes for plain text or for something broader than they are. */
const byExtension: readonly (readonly [RegExp, string])[] = [
  [/\.blade\.php$/, 'blade'],
  [/\.vue$/, 'vue'],
  [/\.svelte$/, 'svelte'],
  [/\.astro$/, 'astro'],
  [/\.(?:twig|njk|liquid|hbs|mustache|ejs|cshtml|heex|eex|j2|jinja2?|html?)$/, 'html'],
  [/\.erb$/, 'erb'],
  [/\.mdx$/, 'mdx'],
  [/\.md$/, 'markdown'],
];

/**
 * How a document refers to a picture at a place: what to write there, and what else to write for it, such as an import. It depends on
 * the language, on what stands around the cursor, on the project's way of serving files and on the document's habits. It never fails:
 * where nothing better is known, the answer is the path.
 */
export function referenceFor(input: ReferenceInput): ReferenceEdit {
  const place = placeOf({ ...input, languageId: languageOf(input) });
  const { languageId } = place;
  if (scripts.test(languageId)) {
    return scriptReference(place, { start: 0, end: place.text.length }, languageId !== 'typescript');
  }
  if (styles.test(languageId)) {
    return styleReference(place, { start: 0, depth: 0, quote: '', syntax: styleSyntax(languageId) });
  }
  if (markdowns.test(languageId)) {
    return markdownReference(place);
  }
  if (languageId === 'xml' || languageId === 'svg') {
    return xmlReference(place);
  }
  return markups.test(languageId) ? markupReference(place) : textReference(place);
}

function languageOf(input: ReferenceInput): string {
  const known = byExtension.find(([extension]) => extension.test(input.documentPath))?.[1];
  return known !== undefined && /^(?:plaintext|php|ruby|html|markdown|)$/.test(input.languageId) ? known : input.languageId;
}

/** XML has no pictures of its own; SVG has `<image>`. */
function xmlReference(place: Place): ReferenceEdit {
  const spot = markupSpot(place.text, place.start, false);
  const url = attributeUrl(urlFor(place));
  if (spot.kind === 'value') {
    return insertIntoValue(place, spot, url);
  }
  if (spot.kind === 'tag') {
    const gap = /\s$/.test(place.text.slice(0, place.start)) ? '' : ' ';
    return insertAt(place, `${gap}href="${url}"${/^[\s/>]/.test(place.text.slice(place.end)) ? '' : ' '}`);
  }
  if (spot.kind === 'text' && /<svg\b/i.test(place.text.slice(0, place.start))) {
    return insertAt(
      place,
      `<image href="${url}" width="${place.width}" height="${place.height}" aria-label="${attributeText(place.alt)}" />`,
    );
  }
  return insertAt(place, url);
}
