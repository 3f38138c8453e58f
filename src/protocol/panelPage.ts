import { pageDocument, type DocumentParts } from './pageDocument';

/** The document of the Generate panel: `dist/panel.js` and `dist/panel.css`. */
export function panelDocument(parts: DocumentParts): string {
  return pageDocument(parts, 'Generate Image', 'easel-panel');
}
