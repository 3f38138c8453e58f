import * as vscode from 'vscode';
import type { Located } from '../../placeholders/located';
import { resolveLocal } from '../../project/localPicture';
import type { ProjectFolders } from '../projectFolders';

/** Tells local pictures that exist from those that do not. Remembers what it has seen until a file comes or goes. */
export class MissingPictures implements vscode.Disposable {
  private readonly known = new Map<string, Promise<boolean>>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher(
    '**/*.{png,jpg,jpeg,webp,gif,avif,svg,PNG,JPG,JPEG,WEBP}',
    false,
    true,
  );
  private readonly changed = new vscode.EventEmitter<void>();
  /** A picture has appeared or gone. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly projects: ProjectFolders) {
    const forget = (): void => {
      this.known.clear();
      this.changed.fire();
    };
    this.watcher.onDidCreate(forget);
    this.watcher.onDidDelete(forget);
  }

  /** Leaves local pictures out that are there; those that are not get the place where they are missed. */
  async keepMissing(owner: vscode.WorkspaceFolder, languageId: string, located: readonly Located[]): Promise<Located[]> {
    const checked = await Promise.all(
      located.map((one) => (one.finding.kind === 'local' ? this.check(owner, languageId, one) : Promise.resolve(one))),
    );
    return checked.filter((one) => one !== undefined);
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
  }

  private async check(owner: vscode.WorkspaceFolder, languageId: string, one: Located): Promise<Located | undefined> {
    const path = vscode.Uri.parse(one.document, true).path.slice(owner.uri.path.replace(/\/$/, '').length + 1);
    const facts = await this.projects.facts(owner);
    const candidates = resolveLocal(one.finding.url, { path, languageId }, facts, { slot: one.finding.slot }).map((candidate) =>
      vscode.Uri.joinPath(owner.uri, candidate),
    );
    const [first] = candidates;
    if (!first) {
      return undefined;
    }
    for (const candidate of candidates) {
      if (await this.exists(candidate)) {
        return undefined;
      }
    }
    return { ...one, missing: first.toString() };
  }

  private exists(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    const found = Promise.resolve(vscode.workspace.fs.stat(uri)).then(
      () => true,
      () => false,
    );
    this.known.set(key, found);
    return found;
  }
}
