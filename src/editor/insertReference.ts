import * as vscode from 'vscode';
import { ImageError } from '../core/errors';
import type { ImageRequest } from '../core/request';
import { altTextFrom } from '../project/altText';
import { referenceFor } from '../project/reference';
import type { ProjectFolders } from './projectFolders';
import type { LastTextTarget, TextTarget } from './textTarget';

export interface InsertDeps {
  readonly projects: ProjectFolders;
  readonly textTarget: LastTextTarget;
}

/** What a reference needs to know of a saved picture. */
export type Referenced = Pick<ImageRequest, 'prompt' | 'width' | 'height' | 'density'>;

/**
 * Writes what the language at the cursor wants for a picture, as one change that one undo takes back.
 * @param target where; the cursor's place when it is not given.
 * @throws ImageError `invalid-request` without a place to insert at, `cannot-write` when the editor refuses the change.
 */
export async function insertReference(
  asset: vscode.Uri,
  picture: Referenced,
  deps: InsertDeps,
  target = deps.textTarget.current,
): Promise<void> {
  if (!target) {
    throw noTextEditor();
  }
  const { document } = target;
  const replaced = selectionToReplace(target, picture);
  const version = document.version;
  const change = await changeFor(asset, picture, { document, selection: replaced }, deps);
  if (document.version !== version) {
    throw new ImageError('cannot-write', 'The text has changed meanwhile. Insert the image again.');
  }
  if (!(await vscode.workspace.applyEdit(change))) {
    throw new ImageError(
      'cannot-write',
      `“${vscode.workspace.asRelativePath(document.uri)}” cannot be changed. Insert the image somewhere else.`,
    );
  }
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  if (shown) {
    // What was selected is not what is there now; the next key must not replace the reference.
    shown.selections = [new vscode.Selection(shown.selection.end, shown.selection.end)];
  } else {
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
  }
}

/** The text that was taken as the prompt is the author's own: the picture goes behind it, not in its place. */
function selectionToReplace({ document, selection }: TextTarget, { prompt }: Referenced): vscode.Selection {
  const selected = document.getText(selection).trim();
  return selected !== '' && selected === prompt.trim() ? new vscode.Selection(selection.end, selection.end) : selection;
}

export function noTextEditor(): ImageError {
  return new ImageError('invalid-request', 'No text editor is open. Put the cursor where the image belongs, then insert it.');
}

async function changeFor(
  asset: vscode.Uri,
  picture: Referenced,
  { document, selection }: TextTarget,
  { projects }: InsertDeps,
): Promise<vscode.WorkspaceEdit> {
  const owner = vscode.workspace.getWorkspaceFolder(asset);
  if (!owner) {
    throw new ImageError(
      'invalid-request',
      `“${vscode.workspace.asRelativePath(asset)}” lies outside the workspace, so no path leads to it.`,
    );
  }
  const reference = referenceFor({
    languageId: document.languageId,
    documentPath: pathWithin(owner, document.uri),
    documentText: document.getText(),
    offset: document.offsetAt(selection.active),
    selection: { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) },
    assetPath: pathWithin(owner, asset),
    size: { width: picture.width / (picture.density ?? 1), height: picture.height / (picture.density ?? 1) },
    alt: altTextFrom(picture.prompt),
    facts: await projects.facts(owner),
  });
  const edit = new vscode.WorkspaceEdit();
  const { start, end } = reference.replace;
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), reference.insert);
  for (const { offset, text } of reference.additional) {
    edit.insert(document.uri, document.positionAt(offset), text);
  }
  return edit;
}

/** A path from the picture's workspace folder; a document that lies elsewhere or nowhere counts as lying at its top. */
function pathWithin(owner: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  const isWithin = vscode.workspace.getWorkspaceFolder(uri) === owner;
  return isWithin ? uri.path.slice(owner.uri.path.replace(/\/$/, '').length + 1) : uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
