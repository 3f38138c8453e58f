import { access, constants, lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { ImageError, isImageError } from '../core/errors';

/**
 * The workspace folder that a request without a place belongs to: that of the text that was edited last, else the first.
 * @param text where the cursor is, or was before the panel took the focus.
 */
export function workspaceFolderOf(text: vscode.Uri | undefined): vscode.WorkspaceFolder | undefined {
  return (text && vscode.workspace.getWorkspaceFolder(text)) ?? vscode.workspace.workspaceFolders?.[0];
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
    throw outside(folder, 'folder');
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

/**
 * Makes sure that a file lies in an open workspace folder, also after symbolic links are followed. One that does not exist passes as
 * far as its folder does.
 * @returns the workspace folder that it lies in.
 * @throws ImageError `invalid-request` for a place outside.
 */
export async function checkFile(file: vscode.Uri): Promise<vscode.WorkspaceFolder> {
  const owner = vscode.workspace.getWorkspaceFolder(file);
  if (!owner) {
    throw outside(file, 'file');
  }
  if (file.scheme === 'file') {
    const [real, root] = await Promise.all([realpath(await nearestExisting(file.fsPath)), realpath(owner.uri.fsPath)]);
    if (!isWithin(root, real)) {
      throw outside(file, 'file');
    }
  }
  return owner;
}

/** Whether a path is the root or lies below it. Both as the disk calls them: links are not looked at. */
export function isWithin(root: string, real: string): boolean {
  const relative = path.relative(root, real);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

async function checkOnDisk(folder: vscode.Uri, owner: vscode.WorkspaceFolder): Promise<void> {
  const label = vscode.workspace.asRelativePath(folder);
  try {
    const existing = await nearestExisting(folder.fsPath);
    const [real, root] = await Promise.all([realpath(existing), realpath(owner.uri.fsPath)]);
    if (!isWithin(root, real)) {
      throw outside(folder, 'folder');
    }
    if (!(await stat(existing)).isDirectory()) {
      throw new ImageError('cannot-write', `“${label}” is not a folder. Choose another one.`);
    }
    await access(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw isImageError(error) ? error : unusable(label, error);
  }
}

/**
 * The folder itself or the nearest one above it that exists. Goes up only where there is nothing at all: a link that leads nowhere,
 * a name that is too long and a place that may not be looked at are faults of the folder, not gaps to be filled.
 */
async function nearestExisting(start: string): Promise<string> {
  let current = start;
  for (;;) {
    try {
      await lstat(current);
      await stat(current);
      return current;
    } catch (error) {
      const parent = path.dirname(current);
      const isGap = codeOf(error) === 'ENOENT' && !(await isLink(current));
      if (!isGap || parent === current) {
        throw error;
      }
      current = parent;
    }
  }
}

async function isLink(place: string): Promise<boolean> {
  return lstat(place).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function unusable(label: string, error: unknown): ImageError {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ImageError('cannot-write', `“${label}” cannot be written to. Change its permissions or choose another folder.`);
    case 'ENOENT':
      return new ImageError('cannot-write', `“${label}” leads to nothing. Choose another folder.`);
    case 'ENAMETOOLONG':
      return new ImageError('cannot-write', 'The name of the folder is too long for this system. Choose another folder.');
    default:
      return new ImageError('cannot-write', `“${label}” cannot be used as a folder. Choose another one.`, String(error));
  }
}

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function outside(place: vscode.Uri, kind: 'file' | 'folder'): ImageError {
  return new ImageError(
    'invalid-request',
    `“${place.scheme === 'file' ? place.fsPath : place.toString(true)}” lies outside the workspace. Choose a ${kind} inside it.`,
  );
}
