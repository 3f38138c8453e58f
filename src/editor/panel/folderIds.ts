import { createHash } from 'node:crypto';
import * as vscode from 'vscode';

const pickedName = 'easel.pickedFolders';
const maxPicked = 10;

/** The page names folders by ids that this window has given out; a path from a page is never followed. */
export class FolderIds {
  private readonly folders = new Map<string, vscode.Uri>();

  constructor(private readonly state: vscode.Memento) {}

  /** The folders that were picked in this workspace, the latest first. They outlive a reload, as the page's form does. */
  get picked(): readonly vscode.Uri[] {
    return this.state.get<string[]>(pickedName, []).map((folder) => vscode.Uri.parse(folder, true));
  }

  async pick(folder: vscode.Uri): Promise<void> {
    const others = this.state.get<string[]>(pickedName, []).filter((one) => one !== folder.toString());
    await this.state.update(pickedName, [folder.toString(), ...others].slice(0, maxPicked));
  }

  /** The same folder has the same id in every window. */
  idOf(folder: vscode.Uri): string {
    const id = createHash('sha256').update(folder.toString()).digest('hex').slice(0, 16);
    this.folders.set(id, folder);
    return id;
  }

  folderOf(id: string): vscode.Uri | undefined {
    return this.folders.get(id);
  }
}
