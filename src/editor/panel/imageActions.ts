import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { ActiveJob } from '../../jobs/activeJob';
import { sha256Of } from '../../jobs/saver';
import type { ImageState } from '../../jobs/state';
import type { ImageAction } from '../../protocol/panel';
import { insertReference, type InsertDeps } from '../insertReference';

/** What the result cards do. Discarded files are kept in memory, so that a discard can be taken back as long as the window is open. */
export class ImageActions {
  readonly discarded = new Map<string, Uint8Array>();

  constructor(private readonly deps: InsertDeps) {}

  /** @throws ImageError when the image is not there any more, or the action has no target. */
  async act(job: ActiveJob, index: number, action: ImageAction): Promise<void> {
    const image = job.state.images?.[index];
    if (!image?.saved) {
      throw new ImageError('invalid-request', 'This image is not saved.');
    }
    const uri = vscode.Uri.parse(image.saved.uri, true);
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
        await this.discard(uri, image);
        return;
      case 'restore':
        await this.restore(uri);
        return;
    }
  }

  /** Only the very picture that was made: somebody may have put another one in its place. */
  private async discard(uri: vscode.Uri, image: ImageState): Promise<void> {
    const label = vscode.workspace.asRelativePath(uri);
    const bytes = await readOrRefuse(uri, label);
    if (image.saving && (await sha256Of(bytes)) !== image.saving.sha256) {
      throw new ImageError('invalid-request', `“${label}” was changed since it was made. Delete it in the Explorer if you do not want it.`);
    }
    if (await moveToTrash(uri, label)) {
      this.discarded.set(uri.toString(), bytes);
    }
  }

  private async restore(uri: vscode.Uri): Promise<void> {
    const bytes = this.discarded.get(uri.toString());
    if (!bytes) {
      throw new ImageError('invalid-request', 'This image can only be brought back from the trash of the system.');
    }
    if (await isThere(uri)) {
      const label = vscode.workspace.asRelativePath(uri);
      throw new ImageError('cannot-write', `There is another file at “${label}” now. Move it away to bring the image back.`);
    }
    await vscode.workspace.fs.writeFile(uri, bytes);
    this.discarded.delete(uri.toString());
  }
}

async function readOrRefuse(uri: vscode.Uri, label: string): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    throw new ImageError('invalid-request', `“${label}” is no longer there.`);
  }
}

/** Not every machine and file system has a trash; without one the user is asked, because only Undo in this window brings it back. */
async function moveToTrash(uri: vscode.Uri, label: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
    return true;
  } catch {
    const remove = vscode.l10n.t('Delete');
    const question = vscode.l10n.t('There is no trash here. Delete “{0}”?', label);
    const detail = vscode.l10n.t('Undo brings it back as long as this window is open.');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) {
      return false;
    }
    await vscode.workspace.fs.delete(uri, { useTrash: false });
    return true;
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
