import { pageDocument, type DocumentParts } from './pageDocument';

/** The document of the image editor: `dist/imageEditor.js` and `dist/imageEditor.css`. */
export function editorDocument(parts: DocumentParts): string {
  return pageDocument(parts, 'Edit Image', 'easel-image-editor');
}
