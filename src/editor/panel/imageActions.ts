import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { ActiveJob } from '../../jobs/activeJob';
import type { ImageAction } from '../../protocol/panel';
import { insertReference, type InsertDeps } from '../insertReference';

/** What the result cards do. Discarded files are kept in memory, so that a discard can be taken back in this session. */
export class ImageActions {
  readonly discarded = new Map<string, Uint8Array>();

  constructor(private readonly deps: InsertDeps) {}

  /** @throws ImageError when the image is not there any more, or the action has no target. */
  async act(job: ActiveJob, index: number, action: ImageAction): Promise<void> {
    const saved = job.state.images?.[index]?.saved;
    if (!saved) {
      throw new ImageError('invalid-request', 'This image is not saved.');
    }
    const uri = vscode.Uri.parse(saved.uri, true);
    switch (action) {
      case 'open':
        await vscode.commands.executeCommand('vscode.open', uri, { preview: false, viewColumn: vscode.ViewColumn.Beside });
        return;
      case 'insert':
        await insertReference(uri, job.state.request, this.deps);
        return;
      case 'copyPath':
        await vscode.env.clipboard.writeText(vscode.workspace.asRelativePath(uri));
        return;
      case 'reveal':
        await vscode.commands.executeCommand('revealInExplorer', uri);
        return;
      case 'discard':
        await this.discard(uri);
        return;
      case 'restore':
        await this.restore(uri);
        return;
    }
  }

  private async discard(uri: vscode.Uri): Promise<void> {
    const bytes = await vscode.workspace.fs.readFile(uri);
    await moveToTrash(uri);
    this.discarded.set(uri.toString(), bytes);
  }

  private async restore(uri: vscode.Uri): Promise<void> {
    const bytes = this.discarded.get(uri.toString());
    if (!bytes) {
      throw new ImageError('invalid-request', 'This image can only be brought back from the trash of the system.');
    }
    if (await isThere(uri)) {
      throw new ImageError(
        'cannot-write',
        `There is another file at “${vscode.workspace.asRelativePath(uri)}” now. The image lies in the trash of the system.`,
      );
    }
    await vscode.workspace.fs.writeFile(uri, bytes);
    this.discarded.delete(uri.toString());
  }
}

/** Not every machine and file system has a trash; then the file is deleted, and Undo still brings it back. */
async function moveToTrash(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(uri, { useTrash: false });
  }
}

export async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
