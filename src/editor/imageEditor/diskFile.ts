import { access, constants, realpath, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { codeOf } from '../paths';
import { NotRestored, replaceOnDisk } from './replaceOnDisk';

/** `undefined` when there is no such file. @throws whatever else the file system says */
export async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') {
      return undefined;
    }
    throw error;
  }
}

const turns = new Map<string, Promise<unknown>>();

/** Does work on a file after all other work on it has ended: nobody replaces what another has just compared with. */
export async function inTurn<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> {
  const place = uri.scheme === 'file' ? await realpath(uri.fsPath).catch(() => uri.fsPath) : uri.toString();
  const turn = (turns.get(place) ?? Promise.resolve()).then(work, work);
  turns.set(place, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(place) === turn) {
      turns.delete(place);
    }
  }
}

/** Whether saving here is bound to fail. A file that is not there yet can be written. */
export async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    return true;
  }
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    if (((permissions ?? 0) & vscode.FilePermission.Readonly) !== 0) {
      return true;
    }
    if (uri.scheme === 'file') {
      await access(uri.fsPath, constants.W_OK);
      // The root user may write to it all the same, and whoever took the permission away did not want that.
      return ((await stat(uri.fsPath)).mode & 0o222) === 0;
    }
    return false;
  } catch (error) {
    return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM' || codeOf(error) === 'EROFS';
  }
}

/**
 * Replaces a file as a whole: a crash or a full disk leaves the old one. Links are followed and permissions kept.
 * @throws ImageError `cannot-write`
 */
export async function replaceFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await (uri.scheme === 'file' ? replaceOnDisk(uri.fsPath, bytes) : vscode.workspace.fs.writeFile(uri, bytes));
  } catch (error) {
    const label = vscode.workspace.asRelativePath(uri);
    const { cause, copy } = error instanceof NotRestored ? error : { cause: error, copy: undefined };
    const reason = codeOf(cause) === 'ENOSPC' ? 'the disk is full' : cause instanceof Error ? cause.message : String(cause);
    const state = copy === undefined ? 'The file is as it was.' : `It is damaged now; what was in it lies in “${copy}”.`;
    throw new ImageError('cannot-write', `“${label}” could not be written: ${reason}. ${state}`);
  }
}

export async function removeQuietly(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // Most often it was never there.
  }
}
