import * as vscode from 'vscode';
import { foldedName } from '../core/naming';

/**
 * The names in a folder, folded: what one file system tells apart meets in the same place when the project is checked out on another.
 * Empty for a folder that is not there.
 */
export async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => foldedName(name)));
  } catch {
    return new Set();
  }
}
