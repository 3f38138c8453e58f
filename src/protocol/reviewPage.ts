import { pageDocument, type DocumentParts } from './pageDocument';

/** The document of the review of Replace All: `dist/review.js` and `dist/review.css`. */
export function reviewDocument(parts: DocumentParts): string {
  return pageDocument(parts, 'Replace Placeholders', 'easel-review');
}
