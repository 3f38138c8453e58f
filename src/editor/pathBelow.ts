import type * as vscode from 'vscode';

/**
 * A place relative to a workspace folder, with slashes; empty for the folder itself. Not VS Code's own `asRelativePath`, which takes the
 * innermost folder where one workspace folder lies in another.
 */
export function pathBelow(owner: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  const root = owner.uri.path.replace(/\/$/, '');
  return uri.path.startsWith(`${root}/`) ? uri.path.slice(root.length + 1) : '';
}
