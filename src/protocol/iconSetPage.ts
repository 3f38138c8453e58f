import { pageDocument, type DocumentParts } from './pageDocument';

/** The document of the page that exports an icon set. */
export function iconSetDocument(parts: DocumentParts): string {
  return pageDocument(parts, 'Easel: Icon Set', 'easel-icon-set');
}
