import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { extensionOf } from '../../core/imageType';
import type { EncodedImage } from '../../core/service';
import type { Runner } from '../../jobs/runner';
import { sidecarOf, type Finisher, type FinishedImage, type Saver } from '../../jobs/saver';
import type { JobStorage } from '../../jobs/storage';
import type { HistoryAction, HistoryKey } from '../../protocol/history';
import { checkWorkspace } from '../buildRequest';
import type { Answers } from '../imageEditor/answers';
import { nameOf } from '../imageEditor/editRequest';
import { extensionOfName } from '../imageEditor/saveAs';
import { insertReference, type InsertDeps } from '../insertReference';
import { recipeOf } from '../recipes/signer';
import { writeFree } from '../writeFree';
import type { History, HistoryImage } from './history';

export interface HistoryActionDeps extends InsertDeps {
  readonly history: History;
  readonly storage: JobStorage;
  readonly runner: Runner;
  readonly saver: Saver;
  readonly answers: Answers;
  readonly finish: Finisher;
}

/** What can be done with the pictures of the history. Nothing here sends anything. */
export class HistoryActions {
  constructor(private readonly deps: HistoryActionDeps) {}

  /** @throws ImageError with the reason when it cannot be done */
  async act(key: HistoryKey, action: HistoryAction): Promise<void> {
    const { history } = this.deps;
    const image = await history.find(key);
    switch (action) {
      case 'open':
        await vscode.commands.executeCommand('vscode.open', fileOf(image), { preview: false });
        return;
      case 'insert':
        await insertReference(fileOf(image), image.state.request, this.deps);
        return;
      case 'edit':
        await vscode.commands.executeCommand('easel.editImage', editedFile(image));
        return;
      case 'saveAgain':
        this.tellSaved(await this.saveAgain(image));
        return;
      case 'copyRecipe':
        await vscode.env.clipboard.writeText(`${JSON.stringify(recipeOf(image.state.request, image.state.requestId), null, 2)}\n`);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the recipe'), 3000);
        return;
      case 'copyPath':
        await vscode.env.clipboard.writeText(vscode.workspace.asRelativePath(fileOf(image)));
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', vscode.workspace.asRelativePath(fileOf(image))), 3000);
        return;
      case 'reveal':
        await vscode.commands.executeCommand('revealInExplorer', fileOf(image));
        return;
      case 'star':
      case 'unstar':
        await history.mark(key, 'starred', action === 'star');
        return;
      case 'delete':
      case 'restore':
        await history.mark(key, 'deleted', action === 'delete');
        return;
    }
  }

  /**
   * Makes the file once more of what the service sent, and puts it where it was for, under a free name. Costs nothing.
   * @throws ImageError `invalid-request` when its bytes are no longer kept, and whatever saving throws
   */
  async saveAgain(image: HistoryImage): Promise<vscode.Uri> {
    checkWorkspace();
    const { saver } = this.deps;
    const { bytes, type, sidecar } = await this.make(image);
    const written = await writeFree(placeOf(image, type), bytes, `${image.jobId}-${image.index}-again`, saver);
    if (!written) {
      throw new ImageError('cannot-write', 'No free name was found in the folder of this image. Move some files away.');
    }
    if (sidecar) {
      await saver.write(sidecarOf(written.toString()), sidecar, `${image.jobId}-${image.index}-again`);
    }
    return written;
  }

  private async make({ jobId, index, state, image }: HistoryImage): Promise<EncodedImage & Pick<FinishedImage, 'sidecar'>> {
    const { storage, runner, answers, finish } = this.deps;
    const raw = image.file === undefined ? undefined : await storage.readBytes(jobId, image.file);
    if (!raw) {
      throw new ImageError('invalid-request', 'What the model sent is no longer kept on this machine. Generate it again.');
    }
    if (!state.request.edit) {
      return finish(raw, state.request, state.choice, state.requestId);
    }
    await runner.recallThese([jobId]);
    const base = await answers.base(jobId);
    const { file, sidecar } = await answers.blend({ jobId, index }, state.request.edit.settings, base, base);
    return { ...file, ...(sidecar ? { sidecar } : {}) };
  }

  private tellSaved(file: vscode.Uri): void {
    const open = vscode.l10n.t('Open');
    const label = vscode.l10n.t('Saved {0}', vscode.workspace.asRelativePath(file));
    void vscode.window.showInformationMessage(label, open).then((chosen) => {
      if (chosen === open) {
        void vscode.commands.executeCommand('vscode.open', file);
      }
    });
  }
}

/** @throws ImageError for one that was never saved */
function fileOf({ image, state }: HistoryImage): vscode.Uri {
  if (!image.saved) {
    const reason = state.request.edit
      ? 'An edit has no file of its own until it is applied. Choose Edit or Save Again.'
      : 'This image was not saved into the project. Choose Save Again.';
    throw new ImageError('invalid-request', reason);
  }
  return vscode.Uri.parse(image.saved.uri, true);
}

/** The picture that an edit changed, or the one that was made. */
export function editedFile(image: HistoryImage): vscode.Uri {
  const { edit } = image.state.request;
  return edit ? vscode.Uri.parse(edit.source, true) : fileOf(image);
}

function placeOf({ state }: HistoryImage, type: EncodedImage['type']): { folder: string; name: string; extension: string } {
  const { target, edit } = state.request;
  if (edit) {
    const source = vscode.Uri.parse(edit.source, true);
    const folder = vscode.Uri.joinPath(source, '..').toString();
    return { folder, name: `${nameOf(source)}-edited`, extension: extensionOfName(source) };
  }
  return { folder: target.folder, name: target.name, extension: target.extension ?? extensionOf[type] };
}
