import * as vscode from 'vscode';
import type { PlannedPatch } from '../../icons/set';
import { checkFile } from '../paths';

/** What became of the changes. */
export interface Patched {
  readonly changed: readonly vscode.Uri[];
  /** A sentence for each that was left. */
  readonly faults: readonly string[];
}

/**
 * Changes manifests, pages and the like in one step that one undo takes back, and saves those that had no changes before.
 * @param before the text that each change was made of: one that reads otherwise now is left alone
 */
export async function applyPatches(
  owner: vscode.WorkspaceFolder,
  patches: readonly PlannedPatch[],
  before: Readonly<Record<string, string>>,
): Promise<Patched> {
  const change = new vscode.WorkspaceEdit();
  const faults: string[] = [];
  const documents: vscode.TextDocument[] = [];
  for (const { path, text, summary } of patches) {
    const uri = vscode.Uri.joinPath(owner.uri, path);
    const document = await open(uri);
    // VS Code gives a text with mixed line ends one kind of them as soon as it is opened.
    const alike = (one = ''): string => one.replace(/\r\n|\r|\n/g, document?.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
    if (!document || document.getText() !== alike(before[path])) {
      faults.push(vscode.l10n.t('“{0}” has changed meanwhile and was left as it is.', path));
      continue;
    }
    const { start, end, inserted } = differenceOf(document.getText(), alike(text));
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    change.replace(uri, range, inserted, { label: summary, needsConfirmation: false });
    documents.push(document);
  }
  if (documents.length === 0) {
    return { changed: [], faults };
  }
  const clean = documents.filter((document) => !document.isDirty);
  if (!(await vscode.workspace.applyEdit(change))) {
    return { changed: [], faults: [...faults, vscode.l10n.t('The project’s manifests and pages could not be changed.')] };
  }
  for (const document of clean) {
    if (!(await document.save())) {
      faults.push(vscode.l10n.t('“{0}” was changed but could not be saved.', vscode.workspace.asRelativePath(document.uri)));
    }
  }
  return { changed: documents.map((document) => document.uri), faults };
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    // Also where a link leads out of the workspace.
    await checkFile(uri);
    await vscode.workspace.fs.stat(uri);
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** The one stretch in which two texts differ, so that cursors and folds elsewhere stay where they are. */
export function differenceOf(before: string, after: string): { readonly start: number; readonly end: number; readonly inserted: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start++;
  }
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) {
    tail++;
  }
  // A line end of two characters is never split: VS Code would take its half for a whole one.
  const split = (at: number, text: string): boolean => text[at - 1] === '\r' && text[at] === '\n';
  if (split(start, before) || split(start, after)) {
    start--;
  }
  if (split(before.length - tail, before) || split(after.length - tail, after)) {
    tail--;
  }
  return { start, end: before.length - tail, inserted: after.slice(start, after.length - tail) };
}
