import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { ImageError } from '../core/errors';

/** The workspace folder that a request without a place belongs to: that of the active editor, else the first. */
export function currentWorkspaceFolder(): vscode.WorkspaceFolder | undefined {
  const active = vscode.window.activeTextEditor?.document.uri;
  return (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
}

/** A place as a command's argument gives it: an address, an absolute path, or a path from the workspace folder. */
export function resolveFolder(folder: vscode.Uri | string, workspaceFolder: vscode.WorkspaceFolder): vscode.Uri {
  if (typeof folder !== 'string') {
    return folder;
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(folder)) {
    return vscode.Uri.parse(folder, true);
  }
  if (path.isAbsolute(folder)) {
    return workspaceFolder.uri.with({ path: vscode.Uri.file(folder).path });
  }
  return vscode.Uri.joinPath(workspaceFolder.uri, folder.replaceAll('\\', '/'));
}

/**
 * Makes sure that files may be written into the folder: it lies in an open workspace folder, also after symbolic links are followed,
 * and can be written to. The folder need not exist yet.
 * @returns the workspace folder that it lies in.
 * @throws ImageError `invalid-request` for a place outside, `cannot-write` for one that cannot be written to.
 */
export async function checkFolder(folder: vscode.Uri): Promise<vscode.WorkspaceFolder> {
  const owner = vscode.workspace.getWorkspaceFolder(folder);
  if (!owner) {
    throw outside(folder);
  }
  if (vscode.workspace.fs.isWritableFileSystem(folder.scheme) === false) {
    throw new ImageError(
      'cannot-write',
      `“${vscode.workspace.asRelativePath(folder)}” is read-only. Choose a folder that can be written to.`,
    );
  }
  if (folder.scheme === 'file') {
    await checkOnDisk(folder, owner);
  }
  return owner;
}

async function checkOnDisk(folder: vscode.Uri, owner: vscode.WorkspaceFolder): Promise<void> {
  const existing = await nearestExisting(folder.fsPath);
  const [real, root] = await Promise.all([realpath(existing), realpath(owner.uri.fsPath)]);
  const relative = path.relative(root, real);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw outside(folder);
  }
  const label = vscode.workspace.asRelativePath(folder);
  if (!(await stat(existing)).isDirectory()) {
    throw new ImageError('cannot-write', `“${label}” is not a folder. Choose another one.`);
  }
  try {
    await access(existing, constants.W_OK);
  } catch {
    throw new ImageError('cannot-write', `“${label}” cannot be written to. Change its permissions or choose another folder.`);
  }
}

async function nearestExisting(start: string): Promise<string> {
  let current = start;
  for (;;) {
    try {
      await stat(current);
      return current;
    } catch {
      const parent = path.dirname(current);
      if (parent === current) {
        return current;
      }
      current = parent;
    }
  }
}

function outside(folder: vscode.Uri): ImageError {
  return new ImageError(
    'invalid-request',
    `“${folder.scheme === 'file' ? folder.fsPath : folder.toString(true)}” lies outside the workspace. Choose a folder inside it.`,
  );
}
