import * as vscode from 'vscode';

/**
 * The names in a folder, in lower case: what a case-sensitive file system tells apart meets in the same place when the project is
 * checked out on another system. Empty for a folder that is not there.
 */
export async function namesIn(folder: vscode.Uri): Promise<ReadonlySet<string>> {
  try {
    return new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name.toLowerCase()));
  } catch {
    return new Set();
  }
}
