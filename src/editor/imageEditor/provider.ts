import * as vscode from 'vscode';
import { isImageError } from '../../core/errors';
import { EditorPage, type ImageEditorDeps } from './editorPage';
import { ImageDocument } from './imageDocument';
import { References } from './references';
import { replaceFile } from './diskFile';
import { bytesFor } from './saveAs';
import type { Version } from './version';

/** Connects VS Code's documents with Easel's: undo, redo, save, save as, revert and hot exit are VS Code's own. */
export class ImageEditorProvider implements vscode.CustomEditorProvider<ImageDocument>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<ImageDocument>>();
  readonly onDidChangeCustomDocument = this.changed.event;
  private readonly pages = new Set<EditorPage>();

  constructor(private readonly deps: ImageEditorDeps) {}

  async openCustomDocument(uri: vscode.Uri, context: vscode.CustomDocumentOpenContext): Promise<ImageDocument> {
    const backup = context.backupId === undefined ? undefined : vscode.Uri.parse(context.backupId, true);
    return ImageDocument.open(uri, backup, this.deps.backups, this.deps.codec, new References(this.deps.codec));
  }

  resolveCustomEditor(document: ImageDocument, panel: vscode.WebviewPanel): void {
    const page = new EditorPage(document, panel, this.deps, (before, after) => this.announce(document, before, after));
    this.pages.add(page);
    panel.onDidDispose(() => this.pages.delete(page));
    const { recoveredOver, current } = document;
    if (recoveredOver) {
      document.recoveredOver = undefined;
      // VS Code has a clean document until it is told; it takes that only after this call.
      setTimeout(() => this.announce(document, recoveredOver, current), 0);
    }
  }

  saveCustomDocument(document: ImageDocument): Promise<void> {
    return document.save(() => mayReplace(document.uri));
  }

  async saveCustomDocumentAs(document: ImageDocument, destination: vscode.Uri): Promise<void> {
    if (destination.toString() === document.uri.toString()) {
      await this.saveCustomDocument(document);
      return;
    }
    await replaceFile(destination, await bytesFor(document.current, destination, this.deps.codec));
  }

  revertCustomDocument(document: ImageDocument): Promise<void> {
    return document.revert();
  }

  backupCustomDocument(document: ImageDocument, context: vscode.CustomDocumentBackupContext): Promise<vscode.CustomDocumentBackup> {
    return document.backUp(context.destination);
  }

  dispose(): void {
    for (const page of this.pages) {
      page.dispose();
    }
    this.changed.dispose();
  }

  private announce(document: ImageDocument, before: Version, after: Version): void {
    this.changed.fire({
      document,
      label: vscode.l10n.t('Edit Image'),
      undo: () => document.show(before),
      redo: () => document.show(after),
    });
  }
}

/** Asked before a save would take away what somebody else has written. */
async function mayReplace(uri: vscode.Uri): Promise<boolean> {
  const overwrite = vscode.l10n.t('Overwrite');
  const name = vscode.workspace.asRelativePath(uri);
  const message = vscode.l10n.t('“{0}” has changed on disk since it was opened here. Overwrite what is there?', name);
  const detail = vscode.l10n.t('To keep both, cancel and use File: Save As….');
  try {
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, overwrite)) === overwrite;
  } catch (error) {
    // Where no dialog can be shown nobody has agreed.
    if (isImageError(error)) {
      throw error;
    }
    return false;
  }
}
