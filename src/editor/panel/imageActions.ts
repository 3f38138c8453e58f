import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { ActiveJob } from '../../jobs/activeJob';
import { sha256Of } from '../../jobs/saver';
import type { ImageState } from '../../jobs/state';
import type { ImageAction, SavedImage } from '../../protocol/panel';
import { insertReference, type InsertDeps } from '../insertReference';
import type { KeptBytes } from './keptBytes';

/** What the result cards do. */
export class ImageActions {
  constructor(
    private readonly deps: InsertDeps,
    private readonly kept: KeptBytes,
  ) {}

  /** @throws ImageError when the image is not there any more, or the action has no target. */
  async act(job: ActiveJob, index: number, action: ImageAction): Promise<void> {
    const image = job.state.images?.[index];
    if (!image?.saved) {
      throw new ImageError('invalid-request', 'This image is not saved.');
    }
    const uri = vscode.Uri.parse(image.saved.uri, true);
    const label = vscode.workspace.asRelativePath(uri);
    switch (action) {
      case 'open':
        await vscode.commands.executeCommand('vscode.open', uri, { preview: false, viewColumn: besideThePanel() });
        return;
      case 'insert':
        await insertReference(uri, job.state.request, this.deps);
        return;
      case 'edit':
        await vscode.commands.executeCommand('easel.editImage', uri);
        return;
      case 'iconSet':
        await vscode.commands.executeCommand('easel.exportIconSet', uri);
        return;
      case 'copyPath':
        await vscode.env.clipboard.writeText(label);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', label), 3000);
        return;
      case 'reveal':
        await vscode.commands.executeCommand('revealInExplorer', uri);
        return;
      case 'discard':
        await this.discard(uri, label, image);
        return;
      case 'restore':
        await this.restore(uri, label, image);
        return;
    }
  }

  /** How the files of the images stand, by address: only those that are not at their place. */
  async away(images: readonly ImageState[]): Promise<ReadonlyMap<string, SavedImage['state']>> {
    const sums = await this.kept.sums();
    const states = await Promise.all(
      images.map(async ({ saved, saving }) => {
        if (!saved || (await isThere(vscode.Uri.parse(saved.uri, true)))) {
          return undefined;
        }
        return [saved.uri, saving && sums.has(saving.sha256) ? 'discarded' : 'missing'] as const;
      }),
    );
    return new Map(states.filter((state) => state !== undefined));
  }

  /** Only the very picture that was made: somebody may have put another one in its place. */
  private async discard(uri: vscode.Uri, label: string, image: ImageState): Promise<void> {
    const bytes = await readOrRefuse(uri, label);
    const sum = await sha256Of(bytes);
    if (sum !== image.saving?.sha256) {
      throw new ImageError('invalid-request', `“${label}” was changed since it was made. Delete it in the Explorer if you do not want it.`);
    }
    await this.kept.keep(sum, bytes);
    await moveToTrash(uri);
  }

  private async restore(uri: vscode.Uri, label: string, image: ImageState): Promise<void> {
    const bytes = image.saving && (await this.kept.read(image.saving.sha256));
    if (!bytes) {
      throw new ImageError('invalid-request', `“${label}” is no longer kept. Look for it in the trash of the system.`);
    }
    if (await isThere(uri)) {
      throw new ImageError('cannot-write', `There is another file at “${label}” now. Move it away to bring the image back.`);
    }
    await vscode.workspace.fs.writeFile(uri, bytes);
  }
}

async function readOrRefuse(uri: vscode.Uri, label: string): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    throw new ImageError('invalid-request', `“${label}” is no longer there.`);
  }
}

/** Servers and virtual file systems have no trash; what is kept for Undo takes its place there. */
async function moveToTrash(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(uri, { useTrash: false });
  }
}

/** Beside the panel where there is a group already; a picture to look at is no reason to split the window. */
function besideThePanel(): vscode.ViewColumn {
  return vscode.window.tabGroups.all.length > 1 ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
