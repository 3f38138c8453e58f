import * as vscode from 'vscode';
import type { Located } from '../../placeholders/located';
import { resolveLocal } from '../../project/localPicture';
import type { ProjectFolders } from '../projectFolders';
import { exists, pathIn } from './scanFiles';

/** Pictures, and what has no extension, as most folders: a folder that goes is one event, whatever was in it. */
const mayMatter = /\.(?:png|jpe?g|webp|gif|avif|svg|ico)$|\/[^/.]+$/i;

/** They come and go by the thousand, and no reference leads into them. */
const apart = /\/(?:node_modules|\.git)(?:\/|$)/;

/** Tells local pictures that exist from those that do not. Remembers what it has seen until a file comes or goes. */
export class MissingPictures implements vscode.Disposable {
  private readonly known = new Map<string, Promise<boolean>>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true);
  private readonly changed = new vscode.EventEmitter<void>();
  /** A picture has appeared or gone, or a folder that can have some. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly projects: ProjectFolders) {
    const look = (uri: vscode.Uri): void => {
      if (!apart.test(uri.path) && (mayMatter.test(uri.path) || this.isKnown(uri))) {
        this.forget();
        this.changed.fire();
      }
    };
    this.watcher.onDidCreate(look);
    this.watcher.onDidDelete(look);
  }

  /** What is there is looked at anew. */
  forget(): void {
    this.known.clear();
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
    const path = pathIn(owner, vscode.Uri.parse(one.document, true));
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

  /** Whether something was looked for there, or below: folders can have a dot in their names. */
  private isKnown(uri: vscode.Uri): boolean {
    const place = uri.toString().toLowerCase();
    return [...this.known.keys()].some((key) => key.toLowerCase() === place || key.toLowerCase().startsWith(`${place}/`));
  }

  private exists(uri: vscode.Uri): Promise<boolean> {
    const key = uri.toString();
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    const found = exists(uri);
    this.known.set(key, found);
    return found;
  }
}
