import { createHash } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ImageError } from '../core/errors';
import { foldedName, numbered } from '../core/naming';
import { sidecarEnding, type Saver } from '../jobs/saver';
import { namesIn } from './folderNames';
import { checkFolder, codeOf } from './paths';

/** How many numbers are tried before a folder counts as full of the name. */
const maxNumber = 10_000;

/** Saves into the open workspace folders, on disk or in any file system that VS Code knows. */
export function createWorkspaceSaver(): Saver {
  // Two jobs that end at once must not be promised the same place.
  const reserved = new Set<string>();

  return {
    async reserve(folder, name, extension) {
      const parent = vscode.Uri.parse(folder, true);
      await checkFolder(parent);
      const taken = await namesIn(parent);
      for (let number = 1; number <= maxNumber; number++) {
        const fileName = `${numbered(name, number)}.${extension}`;
        const uri = vscode.Uri.joinPath(parent, fileName);
        const place = foldedName(uri.toString(true));
        // What a picture that is gone left beside it would be taken for the recipe of the new one.
        const isTaken = taken.has(foldedName(fileName)) || taken.has(foldedName(`${fileName}${sidecarEnding}`));
        if (!reserved.has(place) && !isTaken) {
          reserved.add(place);
          return { uri: uri.toString(), release: () => reserved.delete(place) };
        }
      }
      throw new ImageError(
        'cannot-write',
        `There are too many files named “${name}” in ${vscode.workspace.asRelativePath(parent)}. Choose another name.`,
      );
    },

    async write(target, bytes, tag) {
      const uri = vscode.Uri.parse(target, true);
      const parent = vscode.Uri.joinPath(uri, '..');
      // Checked again, because minutes have passed since the request was made.
      await checkFolder(parent);
      const beside = besideOf(uri, tag);
      try {
        await vscode.workspace.fs.createDirectory(parent);
        return uri.scheme === 'file' ? await writeOnDisk(beside.fsPath, uri, bytes) : await writeElsewhere(beside, uri, bytes);
      } catch (error) {
        await removeQuietly(beside);
        throw cannotWrite(uri, error);
      }
    },

    async holds(target, sha256, tag) {
      const uri = vscode.Uri.parse(target, true);
      await removeQuietly(besideOf(uri, tag));
      try {
        return (
          createHash('sha256')
            .update(await vscode.workspace.fs.readFile(uri))
            .digest('hex') === sha256
        );
      } catch {
        return false;
      }
    },
  };
}

/** The name that a file has until it is whole. */
function besideOf(uri: vscode.Uri, tag: string): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return vscode.Uri.joinPath(uri, '..', `.${name}.${tag}.easel-part`);
}

/** A hard link appears whole or not at all, and fails when the name is taken; a rename would overwrite. */
async function writeOnDisk(beside: string, uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  const file = await open(beside, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(beside, uri.fsPath);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      await rm(beside, { force: true });
      return false;
    }
    // File systems without hard links.
    return renameInto(vscode.Uri.file(beside), uri);
  }
  await rm(beside, { force: true });
  return true;
}

async function writeElsewhere(beside: vscode.Uri, uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  await vscode.workspace.fs.writeFile(beside, bytes);
  return renameInto(beside, uri);
}

async function renameInto(beside: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(beside, uri, { overwrite: false });
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileExists') {
      await removeQuietly(beside);
      return false;
    }
    throw error;
  }
}

async function removeQuietly(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // Most often it was never there.
  }
}

function cannotWrite(uri: vscode.Uri, error: unknown): ImageError {
  if (error instanceof ImageError) {
    return error;
  }
  const label = vscode.workspace.asRelativePath(uri);
  const reason = codeOf(error) === 'ENOSPC' ? 'the disk is full' : error instanceof Error ? error.message : String(error);
  return new ImageError(
    'cannot-write',
    `“${label}” could not be written: ${reason}. The image is kept; make room or permission and continue.`,
  );
}
