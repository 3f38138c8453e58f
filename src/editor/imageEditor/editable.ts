import { ImageError } from '../../core/errors';
import type { SourceFacts } from '../../imaging/messages';
import { checkWorkspace } from '../buildRequest';
import type { ImageDocument } from './imageDocument';
import { editBlocked } from './snapshot';

/** @throws ImageError `invalid-request` for a picture that Easel does not change */
export function checkEditable({ frames, type }: SourceFacts): void {
  if (frames > 1) {
    throw new ImageError(
      'invalid-request',
      'The picture is animated, and an edit would keep its first frame only. Save that as PNG and edit it there.',
    );
  }
  if (!['image/png', 'image/jpeg', 'image/webp'].includes(type)) {
    throw new ImageError('invalid-request', 'Easel edits PNG, JPEG and WebP. Save the picture as one of them first.');
  }
}

/**
 * What the page was told may have changed since: the file can become read-only while it is open.
 * @throws ImageError `invalid-request` with what stands in the way of any change of this document
 */
export async function checkUnblocked(document: ImageDocument): Promise<void> {
  checkWorkspace();
  await document.lookIfReadOnly();
  const blocked = editBlocked(document);
  if (blocked) {
    throw new ImageError('invalid-request', blocked.message);
  }
}
