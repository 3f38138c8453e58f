import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../../core/errors';
import { resolveFolder } from '../paths';

/** A file as an argument of a command gives it: an address, an absolute path, or a path from the first workspace folder. */
export const place = z.union([z.string(), z.custom<vscode.Uri>((value) => value instanceof vscode.Uri, 'not a Uri')]);

/** @throws ImageError `invalid-request` when no folder is open */
export function resolvePlace(file: vscode.Uri | string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) {
    throw new ImageError('invalid-request', 'Easel saves images into a project. Open a folder first.');
  }
  return resolveFolder(file, folder);
}

/** Whether a person chose the command: from the Explorer, from a menu, from the title of an editor, or by its name. */
export function isFromPerson(argument: unknown): boolean {
  return argument === undefined || argument === null || argument instanceof vscode.Uri || isMenuContext(argument);
}

/** What VS Code passes from the menu of a webview. */
function isMenuContext(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'webview' in argument;
}

/** The picture that the command was chosen on, else that in the active tab, else one that the person picks. */
export async function pictureFor(argument: unknown): Promise<vscode.Uri | undefined> {
  return argument instanceof vscode.Uri ? argument : (activePicture() ?? (await pickPicture()));
}

/** The picture in the active tab, whichever editor shows it. */
function activePicture(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri && /\.(?:png|jpe?g|webp)$/i.test(uri.path) ? uri : undefined;
}

async function pickPicture(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    filters: { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] },
    title: vscode.l10n.t('Image to Edit'),
    openLabel: vscode.l10n.t('Edit'),
  });
  return picked?.[0];
}
