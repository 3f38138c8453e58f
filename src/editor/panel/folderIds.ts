import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';

/** The page names folders by ids that this window has given out; a path from a page is never followed. */
export class FolderIds {
  private readonly folders = new Map<string, vscode.Uri>();

  /** The same folder has the same id in every window, so that a form that comes back after a reload still fits. */
  idOf(folder: vscode.Uri): string {
    const id = createHash('sha256').update(folder.toString()).digest('hex').slice(0, 16);
    this.folders.set(id, folder);
    return id;
  }

  folderOf(id: string): vscode.Uri | undefined {
    return this.folders.get(id);
  }
}
