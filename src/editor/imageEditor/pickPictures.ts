import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { Codec } from '../../imaging/codec';
import type { ImageDocument } from './imageDocument';
import { readPicture } from './references';

const filters = { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] };

/** Asks for pictures to send along. Empty when the user left. */
export async function pickReferences(near: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    canSelectMany: true,
    defaultUri: vscode.Uri.joinPath(near, '..'),
    filters,
    title: vscode.l10n.t('Reference Images'),
    openLabel: vscode.l10n.t('Add'),
  });
  return picked ?? [];
}

/** Asks for a picture and reads it as a mask. @throws ImageError when it has another size */
export async function pickMask(document: ImageDocument, codec: Codec): Promise<string | undefined> {
  const [picked] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.joinPath(document.uri, '..'),
      filters,
      title: vscode.l10n.t('Mask: White or Transparent Is What Changes'),
      openLabel: vscode.l10n.t('Use as Mask'),
    })) ?? [];
  const { width, height } = document.current.facts;
  return picked && (await codec.readMask(await readPicture(picked), { width, height })).mask;
}

/** The address of a file that was dropped. @throws ImageError for what is no address of a file */
export function referenceUri(text: string): vscode.Uri {
  const uri = vscode.Uri.parse(text, true);
  if (uri.scheme === 'http' || uri.scheme === 'https') {
    throw new ImageError('invalid-request', 'Easel takes files, not addresses of the web. Save the picture first.');
  }
  return uri;
}
