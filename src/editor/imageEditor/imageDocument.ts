import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { Codec } from '../../imaging/codec';
import { deleteBackup, markClosed, writeBackup, type Backup } from './backup';
import { inTurn, isReadOnly, readIfThere, replaceFile } from './diskFile';
import type { References } from './references';
import { sha256, versionOf, type Version } from './version';

/** One picture that is open in the image editor: what is on disk, and what it has become since. */
export class ImageDocument implements vscode.CustomDocument {
  /** The file on disk is not the one that the present version was made of. */
  changedOnDisk = false;
  readOnly = false;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when what the page shows of the document is no longer true. */
  readonly onDidChange = this.changed.event;
  private readonly differs = new vscode.EventEmitter<void>();
  /** Fires when the document has become different from the file by another way than an edit. */
  readonly onDidDiffer = this.differs.event;
  private readonly watcher: vscode.FileSystemWatcher;
  /** The versions that were made of what is on disk now; undo and redo can go back behind that. */
  private ours: WeakSet<Version>;
  private backup: vscode.Uri | undefined;

  private constructor(
    readonly uri: vscode.Uri,
    private readonly codec: Codec,
    readonly references: References,
    private version: Version,
    /** Hash of the file that the present version was made of, or was written as; empty when there is none. */
    private disk: string,
  ) {
    this.ours = new WeakSet([version]);
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    // Braces and brackets in a name would be read as a pattern.
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name.replace(/[[\]{}*?]/g, '?'));
    this.watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const look = (): void => void this.lookAtDisk().catch(() => undefined);
    this.watcher.onDidChange(look);
    this.watcher.onDidCreate(look);
  }

  /** @throws ImageError `not-an-image`, `too-large`; or what the file system says */
  static async open(uri: vscode.Uri, onDisk: Uint8Array, codec: Codec, references: References): Promise<ImageDocument> {
    const version = await versionOf(onDisk, codec);
    const document = new ImageDocument(uri, codec, references, version, version.id);
    document.readOnly = await isReadOnly(uri);
    return document;
  }

  get current(): Version {
    return this.version;
  }

  get isDirty(): boolean {
    return this.version.id !== this.disk || this.changedOnDisk;
  }

  /** Whether an edit was made of this picture, by its file's name or by what was in it. */
  isOf({ source, sourceHash }: { readonly source: string; readonly sourceHash: string }): boolean {
    return source === this.uri.toString() || [this.version.id, this.disk, this.version.base?.id].includes(sourceHash);
  }

  /** Takes over what was not saved when the window went. */
  restore({ place, disk, version }: Backup): void {
    const onDisk = this.version.id;
    this.backup = place;
    this.version = version;
    this.disk = disk;
    this.ours = new WeakSet([version]);
    this.changedOnDisk = onDisk !== disk && onDisk !== version.id;
  }

  /** A file can become read-only, or writable again, while it is open. */
  async lookIfReadOnly(): Promise<void> {
    const readOnly = await isReadOnly(this.uri);
    if (readOnly !== this.readOnly) {
      this.readOnly = readOnly;
      this.changed.fire();
    }
  }

  /** Takes over an edit. */
  apply(version: Version): void {
    this.ours.add(version);
    this.show(version);
  }

  /** Takes over what undo or redo leads to. */
  goTo(version: Version): void {
    if (!this.ours.has(version) && version.id !== this.disk) {
      // Made of what is no longer on disk: VS Code may take it for clean, and saving it would take something away.
      this.changedOnDisk = true;
      this.differs.fire();
    }
    this.show(version);
  }

  /**
   * Writes the present version and reads it back.
   * @param mayReplace asked when the file on disk is not the one that the version was made of; `false` leaves everything as it is.
   * @throws ImageError `cannot-write`; `vscode.CancellationError`
   */
  async save(mayReplace: () => Promise<boolean>): Promise<void> {
    let version: Version;
    do {
      version = this.version;
      await inTurn(this.uri, () => this.write(version, mayReplace));
      // An edit that came meanwhile counts as saved for VS Code.
    } while (this.version !== version);
    this.ours.add(version);
    await this.dropBackup();
    this.changed.fire();
  }

  /** @throws ImageError when there is no picture any more; then nothing has changed here */
  async revert(): Promise<void> {
    const onDisk = await readIfThere(this.uri);
    if (!onDisk) {
      // VS Code takes the document for reverted already.
      this.differs.fire();
      throw new ImageError('invalid-request', `“${this.label}” is no longer there. Save it to bring it back.`);
    }
    const version = await versionOf(onDisk, this.codec);
    // A file that is still the one that the edits were made of: undo leads back to them, and nobody has changed anything.
    const ours = version.id === this.disk ? this.ours.add(version) : undefined;
    this.takeOver(version, ours);
    this.readOnly = await isReadOnly(this.uri);
    await this.dropBackup();
    this.changed.fire();
  }

  async backUp(place: vscode.Uri): Promise<vscode.CustomDocumentBackup> {
    await writeBackup(this.uri, this.disk, this.version, place);
    const earlier = this.backup;
    this.backup = place;
    if (earlier && earlier.toString() !== place.toString()) {
      await deleteBackup(earlier);
    }
    const forget = (): void => {
      this.backup = this.backup === place ? undefined : this.backup;
      void deleteBackup(place);
    };
    return { id: place.toString(), delete: forget };
  }

  dispose(): void {
    if (this.backup) {
      // Not deleted: a window that is reloaded closes its documents too, and asks for the backup afterwards.
      void markClosed(this.backup).catch(() => undefined);
    }
    this.watcher.dispose();
    this.changed.dispose();
    this.differs.dispose();
  }

  private get label(): string {
    return vscode.workspace.asRelativePath(this.uri);
  }

  private async write(version: Version, mayReplace: () => Promise<boolean>): Promise<void> {
    const onDisk = await readIfThere(this.uri);
    const found = onDisk && sha256(onDisk);
    const isOther = found !== undefined && found !== this.disk && found !== version.id;
    if ((isOther || (this.changedOnDisk && found !== version.id)) && !(await mayReplace())) {
      throw new vscode.CancellationError();
    }
    await replaceFile(this.uri, version.file);
    const written = await readIfThere(this.uri);
    if (!written || sha256(written) !== version.id) {
      throw new ImageError('cannot-write', `“${this.label}” does not hold what was written. Save it again.`);
    }
    this.disk = version.id;
    this.changedOnDisk = false;
  }

  private show(version: Version): void {
    this.version = version;
    this.changed.fire();
  }

  private takeOver(version: Version, ours = new WeakSet([version])): void {
    this.version = version;
    this.disk = version.id;
    this.ours = ours;
    this.changedOnDisk = false;
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
    const before = this.version;
    const onDisk = await readIfThere(this.uri);
    const found = onDisk && sha256(onDisk);
    if (!onDisk || found === this.disk || found === this.version.id) {
      return;
    }
    const taken = this.isDirty ? undefined : await versionOf(onDisk, this.codec);
    if (taken && this.version === before && !this.isDirty) {
      this.takeOver(taken);
    } else if (found !== this.disk) {
      this.changedOnDisk = true;
    }
    this.changed.fire();
  }
}
