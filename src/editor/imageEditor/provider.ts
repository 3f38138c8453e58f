import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { ShapeKind } from '../../core/shapeOperation';
import { findLostBackup, readBackup, type Backup } from './backup';
import { readIfThere, replaceFile } from './diskFile';
import { openInEditor } from './editJobs';
import { sidecarFor } from '../recipes/signer';
import { writeSidecar } from '../recipes/sidecar';
import { EditorPage, type ImageEditorDeps } from './editorPage';
import { ImageDocument } from './imageDocument';
import { References } from './references';
import { bytesFor } from './saveAs';
import { detailOf } from './snapshot';
import { sha256, type Version } from './version';

/** What VS Code is told of a document: an edit that it can undo, or that it differs from its file. */
export type ImageDocumentChange = vscode.CustomDocumentEditEvent<ImageDocument> | vscode.CustomDocumentContentChangeEvent<ImageDocument>;

/** Connects VS Code's documents with Easel's: undo, redo, save, save as, revert and hot exit are VS Code's own. */
export class ImageEditorProvider implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ImageDocumentChange>();
  readonly onDidChangeCustomDocument = this.changed.event;
  private readonly pages = new Set<EditorPage>();
  /** Operations that were asked for, until the editor of their picture is there. */
  private readonly asked = new Map<string, ShapeKind>();
  /** What was on disk when a document was restored over it. */
  private readonly restored = new WeakMap<ImageDocument, Version>();

  constructor(private readonly deps: ImageEditorDeps) {}

  async openCustomDocument(uri: vscode.Uri, context: vscode.CustomDocumentOpenContext): Promise<ImageDocument> {
    try {
      return await this.open(uri, context);
    } catch (error) {
      // VS Code shows the sentence; what it hides stands in the log.
      this.deps.log.error(`image editor: ${uri.toString()}: ${detailOf(error)}`);
      throw error;
    }
  }

  /** Opens a picture and starts an operation there, to be set and looked at. */
  async startShape(uri: vscode.Uri, kind: ShapeKind): Promise<void> {
    this.asked.set(uri.toString(), kind);
    try {
      await openInEditor(uri);
      // It may have been open all along.
      this.deliver();
    } catch (error) {
      this.asked.delete(uri.toString());
      throw error;
    }
  }

  resolveCustomEditor(document: ImageDocument, panel: vscode.WebviewPanel): void {
    const page = new EditorPage(document, panel, this.deps, {
      applied: (before, after, label) => this.announce(document, before, after, label),
      startShape: (uri, kind) => this.startShape(uri, kind),
    });
    const differing = document.onDidDiffer(() => this.changed.fire({ document }));
    this.pages.add(page);
    this.deliver();
    panel.onDidDispose(() => {
      this.pages.delete(page);
      differing.dispose();
    });
    const before = this.restored.get(document);
    if (before) {
      this.restored.delete(document);
      // VS Code takes an edit only after this call. Without one, an undo back to here would count as clean.
      setTimeout(() => this.announce(document, before, document.current), 0);
    }
  }

  async saveCustomDocument(document: ImageDocument): Promise<void> {
    await document.save(() => mayReplace(document.uri));
    await this.tellRecipe(document, document.uri);
  }

  async saveCustomDocumentAs(document: ImageDocument, destination: vscode.Uri): Promise<void> {
    if (destination.toString() === document.uri.toString()) {
      await this.saveCustomDocument(document);
      return;
    }
    await replaceFile(destination, await bytesFor(document.current, destination, this.deps.codec));
    await this.tellRecipe(document, destination);
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

  /** Beside the file, if that is where recipes go and the picture is the result of an edit. */
  private async tellRecipe(document: ImageDocument, file: vscode.Uri): Promise<void> {
    const { runner, log } = this.deps;
    const state = document.current.proof && runner.get(document.current.proof.jobId)?.state;
    if (state) {
      await writeSidecar(file, sidecarFor(state.request, state.requestId), log);
    }
  }

  private async open(uri: vscode.Uri, context: vscode.CustomDocumentOpenContext): Promise<ImageDocument> {
    const { codec } = this.deps;
    const onDisk = await readIfThere(uri);
    const backup = await this.backupFor(uri, context.backupId, onDisk);
    if (!onDisk && !backup) {
      throw new ImageError('invalid-request', `“${vscode.workspace.asRelativePath(uri)}” is not there.`);
    }
    const document = await ImageDocument.open(uri, onDisk ?? backup?.version.file ?? new Uint8Array(), codec, new References(codec));
    if (backup) {
      this.restored.set(document, document.current);
      document.restore(backup);
    }
    return document;
  }

  private async backupFor(uri: vscode.Uri, id: string | undefined, onDisk: Uint8Array | undefined): Promise<Backup | undefined> {
    const { backups, codec, log } = this.deps;
    if (id !== undefined) {
      return readBackup(vscode.Uri.parse(id, true), codec).catch((error: unknown) => {
        log.error(`image editor: ${detailOf(error)}`);
        void vscode.window.showWarningMessage(
          vscode.l10n.t('What was not saved of “{0}” could not be brought back.', vscode.workspace.asRelativePath(uri)),
        );
        return undefined;
      });
    }
    // On a desktop VS Code's own notes are reliable, and there a window can be closed without saving on purpose.
    if (!backups || !onDisk || vscode.env.uiKind !== vscode.UIKind.Web) {
      return undefined;
    }
    const lost = await findLostBackup(uri, backups, codec);
    return lost?.disk === sha256(onDisk) && lost.version.id !== lost.disk ? lost : undefined;
  }

  private deliver(): void {
    for (const page of this.pages) {
      const kind = this.asked.get(page.uri.toString());
      if (kind) {
        this.asked.delete(page.uri.toString());
        page.startShape(kind);
      }
    }
  }

  private announce(document: ImageDocument, before: Version, after: Version, label = vscode.l10n.t('Edit Image')): void {
    this.changed.fire({
      document,
      label,
      undo: () => document.goTo(before),
      redo: () => document.goTo(after),
    });
  }
}

/** Asked before a save would take away what somebody else has written. Where no dialog can be shown nobody has agreed. */
async function mayReplace(uri: vscode.Uri): Promise<boolean> {
  const overwrite = vscode.l10n.t('Overwrite');
  const name = vscode.workspace.asRelativePath(uri);
  const message = vscode.l10n.t('“{0}” has changed on disk since it was opened here. Overwrite what is there?', name);
  const detail = vscode.l10n.t('To keep both, cancel and use File: Save As….');
  return Promise.resolve(vscode.window.showWarningMessage(message, { modal: true, detail }, overwrite)).then(
    (chosen) => chosen === overwrite,
    () => false,
  );
}
