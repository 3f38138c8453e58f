import type { ReferenceEdit } from './edit';
import { insertAt, insertIntoValue } from './edit';
import { attributeText, attributeUrl } from './escape';
import { familyOf, languageOf } from './language';
import { markdownReference } from './markdownReference';
import { markupReference } from './markupReference';
import { markupSpot } from './markupSpot';
import { placeOf, urlFor, type Place, type ReferenceInput } from './place';
import { scriptReference } from './scriptReference';
import { styleReference, styleSyntax } from './styleReference';
import { textReference } from './textReference';

export type { Insertion, ReferenceEdit } from './edit';
export type { ReferenceInput } from './place';

/**
 * How a document refers to a picture at a place: what to write there, and what else to write for it, such as an import. It depends on
 * the language, on what stands around the cursor, on the project's way of serving files and on the document's habits. It never fails:
 * where nothing better is known, the answer is the path.
 */
export function referenceFor(input: ReferenceInput): ReferenceEdit {
  const place = placeOf({ ...input, languageId: languageOf(input.languageId, input.documentPath) });
  const { languageId } = place;
  switch (familyOf(languageId)) {
    case 'script':
      return scriptReference(place, { start: 0, end: place.text.length }, languageId !== 'typescript');
    case 'style':
      return styleReference(place, { start: 0, depth: 0, quote: '', syntax: styleSyntax(languageId) });
    case 'markdown':
      return markdownReference(place);
    case 'xml':
      return xmlReference(place);
    case 'markup':
      return markupReference(place);
    case 'text':
      return textReference(place);
  }
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
