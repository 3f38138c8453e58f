import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { largestFile } from './scanMessages';
import type { Tree } from './scanRules';

/** Path of a document from its workspace folder. */
export function pathIn(owner: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(owner.uri.path.replace(/\/$/, '').length + 1);
}

/** A workspace folder in any file system that VS Code knows. */
export function treeOf(owner: vscode.WorkspaceFolder): Tree {
  const at = (path: string): vscode.Uri => (path === '' ? owner.uri : vscode.Uri.joinPath(owner.uri, path));
  return {
    list: async (folder) => {
      try {
        const entries = await vscode.workspace.fs.readDirectory(at(folder));
        return entries.flatMap(([name, type]) =>
          type === vscode.FileType.Directory || type === vscode.FileType.File
            ? [{ name, isFolder: type === vscode.FileType.Directory }]
            : [],
        );
      } catch {
        return [];
      }
    },
    text: (file) => readText(at(file)),
  };
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** Undefined for a file that is too large or cannot be read. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const bytes = uri.scheme === 'file' ? await readFile(uri.fsPath) : await vscode.workspace.fs.readFile(uri);
    return bytes.length > largestFile ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text of an open document, or of the file; undefined when it is too large, which is known before anything is opened. */
export async function openUnlessTooLarge(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (!open && (await vscode.workspace.fs.stat(uri)).size > largestFile) {
    return undefined;
  }
  return open ?? vscode.workspace.openTextDocument(uri);
}

/** The limit is one of bytes, also for a text that nobody has saved. */
export function isTooLarge(text: string): boolean {
  return text.length > largestFile || (text.length > largestFile / 3 && Buffer.byteLength(text) > largestFile);
}
