import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { Codec } from '../../imaging/codec';
import { deleteBackup, findLostBackup, markClosed, readBackup, writeBackup } from './backup';
import { isReadOnly, readIfThere, replaceFile } from './diskFile';
import type { References } from './references';
import { sha256, versionOf, type Version } from './version';

/** One picture that is open in the image editor: what is on disk, and what it has become since. */
export class ImageDocument implements vscode.CustomDocument {
  /** The file has become another one on disk while there were changes here. */
  changedOnDisk = false;
  readOnly = false;
  /** What is on disk, when the document came from a backup that VS Code does not know of. */
  recoveredOver: Version | undefined;
  private backup: vscode.Uri | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when what the page shows of the document is no longer true. */
  readonly onDidChange = this.changed.event;
  private readonly gone = new vscode.EventEmitter<void>();
  readonly onDidDispose = this.gone.event;
  private readonly watcher: vscode.FileSystemWatcher;

  private constructor(
    readonly uri: vscode.Uri,
    private readonly codec: Codec,
    readonly references: References,
    private version: Version,
    /** Hash of the file as it was read or written here; empty when there is none. */
    private disk: string,
  ) {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    // Braces and brackets in a name would be read as a pattern.
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name.replace(/[[\]{}*?]/g, '?'));
    this.watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const look = (): void => void this.lookAtDisk().catch(() => undefined);
    this.watcher.onDidChange(look);
    this.watcher.onDidCreate(look);
  }

  /**
   * @param asked the backup that VS Code wants to have back.
   * @param backups where to look for one that it does not ask for.
   * @throws ImageError `not-an-image`, `too-large`; or what the file system says
   */
  static async open(
    uri: vscode.Uri,
    asked: vscode.Uri | undefined,
    backups: vscode.Uri | undefined,
    codec: Codec,
    references: References,
  ): Promise<ImageDocument> {
    const onDisk = await readIfThere(uri);
    const lost = asked || !backups || !onDisk ? undefined : await findLostBackup(uri, backups);
    const backup = asked ?? lost;
    if (!backup && !onDisk) {
      throw new ImageError('invalid-request', `“${vscode.workspace.asRelativePath(uri)}” is not there.`);
    }
    const version = backup ? await readBackup(backup, codec) : await versionOf(onDisk ?? new Uint8Array(), codec);
    const document = new ImageDocument(uri, codec, references, version, onDisk ? sha256(onDisk) : '');
    document.readOnly = await isReadOnly(uri);
    document.backup = backup;
    if (lost && onDisk && document.isDirty) {
      document.recoveredOver = await versionOf(onDisk, codec);
    }
    return document;
  }

  get current(): Version {
    return this.version;
  }

  get isDirty(): boolean {
    return this.version.id !== this.disk;
  }

  /** Takes another version over: an edit, its undoing, or what is on disk now. */
  show(version: Version): void {
    this.version = version;
    this.changed.fire();
  }

  /**
   * Writes the present version and reads it back.
   * @param mayReplace asked when the file on disk is not the one that was opened; `false` leaves everything as it is.
   * @throws ImageError `cannot-write`; `vscode.CancellationError`
   */
  async save(mayReplace: () => Promise<boolean>): Promise<void> {
    const onDisk = await readIfThere(this.uri);
    if (onDisk && sha256(onDisk) !== this.disk && sha256(onDisk) !== this.version.id && !(await mayReplace())) {
      throw new vscode.CancellationError();
    }
    const { version } = this;
    await replaceFile(this.uri, version.file);
    const written = await readIfThere(this.uri);
    if (!written || sha256(written) !== version.id) {
      throw new ImageError('cannot-write', `“${vscode.workspace.asRelativePath(this.uri)}” does not hold what was written. Save it again.`);
    }
    this.disk = version.id;
    this.changedOnDisk = false;
    await this.dropBackup();
    this.changed.fire();
  }

  /** @throws ImageError `not-an-image` when the file is no picture any more; then nothing has changed here */
  async revert(): Promise<void> {
    const onDisk = await readIfThere(this.uri);
    if (!onDisk) {
      throw new ImageError(
        'invalid-request',
        `“${vscode.workspace.asRelativePath(this.uri)}” is no longer there. Save it to bring it back.`,
      );
    }
    const version = await versionOf(onDisk, this.codec);
    this.disk = version.id;
    this.changedOnDisk = false;
    this.readOnly = await isReadOnly(this.uri);
    await this.dropBackup();
    this.show(version);
  }

  async backUp(destination: vscode.Uri): Promise<vscode.CustomDocumentBackup> {
    await writeBackup(this.uri, this.version, destination);
    const earlier = this.backup;
    this.backup = destination;
    if (earlier && earlier.toString() !== destination.toString()) {
      await deleteBackup(earlier);
    }
    return { id: destination.toString(), delete: () => void deleteBackup(destination) };
  }

  dispose(): void {
    if (this.backup) {
      // Not deleted: a window that is reloaded closes its documents too, and asks for the backup afterwards.
      void markClosed(this.backup).catch(() => undefined);
    }
    this.watcher.dispose();
    this.gone.fire();
    this.changed.dispose();
    this.gone.dispose();
  }

  private async dropBackup(): Promise<void> {
    const { backup } = this;
    this.backup = undefined;
    if (backup) {
      await deleteBackup(backup);
    }
  }

  /** A file that changed under a document without changes is simply shown; with changes the user decides. */
  private async lookAtDisk(): Promise<void> {
    const onDisk = await readIfThere(this.uri);
    if (!onDisk || sha256(onDisk) === this.disk) {
      return;
    }
    if (this.isDirty) {
      this.changedOnDisk = true;
      this.changed.fire();
      return;
    }
    await this.revert();
  }
}
