import * as vscode from 'vscode';
import { cancelled, isCancelled } from '../../core/errors';
import { locate, type Located } from '../../placeholders/located';
import { languageOf, mayHold, scan } from '../../placeholders/scan';
import type { ProjectFolders } from '../projectFolders';
import { MissingPictures } from './missingPictures';
import { excludedPatterns, readPlaceholderSettings, section, withoutIgnored } from './placeholderSettings';
import { exists, isTooLarge, openUnlessTooLarge, pathIn, readText, treeOf } from './scanFiles';
import { scanFolder } from './scanPool';
import { ScanRules, walk } from './scanRules';

/** How long a text must rest before it is looked at again, in milliseconds. */
const rest = 250;

/** What decides which texts are looked into, and what counts in them. */
const scanSettings = [...['enabled', 'languages', 'exclude', 'avatars', 'examples'].map((name) => `${section}.${name}`), 'files.exclude'];

interface Known {
  readonly languageId: string;
  readonly located: readonly Located[];
  /** Somebody asked for this very file, so it stays whatever the rules say. */
  readonly asked?: boolean;
}

/**
 * The placeholders of this window: those of the texts that are open, as they are now, and those of the whole workspace once it was
 * looked through. Then it follows what changes, file by file.
 */
export class PlaceholderIndex implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly shown = new Map<string, readonly Located[]>();
  private readonly rules = new Map<string, ScanRules>();
  private readonly missing: MissingPictures;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly disposables: { dispose(): unknown }[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private watcher: vscode.Disposable | undefined;
  private running: Promise<void> | undefined;
  /** Stops a scan of the workspace whose settings or rules are no longer those that hold. */
  private outdated = new AbortController();
  private isDisposed = false;
  /** Whether the whole workspace was looked through. */
  isComplete = false;

  constructor(
    projects: ProjectFolders,
    private readonly threadPath: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.missing = new MissingPictures(projects);
    const ignoreFiles = vscode.workspace.createFileSystemWatcher('**/.gitignore');
    this.disposables.push(
      ignoreFiles,
      ...[ignoreFiles.onDidCreate, ignoreFiles.onDidChange, ignoreFiles.onDidDelete].map((event) =>
        event((uri) => void this.ignoreFileChanged(uri)),
      ),
      this.missing,
      this.changed,
      this.missing.onDidChange(() => this.later('pictures', () => this.judgeAll())),
      vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document.uri.toString(), () => this.lookNow(document))),
      vscode.workspace.onDidCloseTextDocument((document) => this.closed(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
      vscode.workspace.onDidChangeConfiguration((event) => this.settingsChanged(event)),
    );
    vscode.workspace.textDocuments.forEach((document) => this.look(document));
  }

  get isScanning(): boolean {
    return this.running !== undefined;
  }

  /** The placeholders of a document, without ignored ones. */
  of(document: vscode.Uri): readonly Located[] {
    return this.shown.get(document.toString()) ?? [];
  }

  /** Documents with placeholders, in the order of their paths. */
  get documents(): vscode.Uri[] {
    return [...this.shown]
      .filter(([, located]) => located.length > 0)
      .map(([uri]) => vscode.Uri.parse(uri, true))
      .sort((a, b) => a.path.localeCompare(b.path));
  }

  get all(): Located[] {
    return this.documents.flatMap((document) => this.of(document));
  }

  byId(id: string): Located | undefined {
    return this.all.find((one) => one.id === id);
  }

  /** Looks through all workspace folders. A second call while one runs waits for that. @throws ImageError `cancelled` */
  scanWorkspace(signal?: AbortSignal): Promise<void> {
    this.running ??= this.scanUntilCurrent(signal).finally(() => {
      this.running = undefined;
      this.changed.fire();
    });
    this.changed.fire();
    return this.running;
  }

  /** What is in a document as it is now, whatever its language, excluded or not; but nothing that is ignored. */
  async scanNow(uri: vscode.Uri): Promise<readonly Located[]> {
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    const document = owner && (await openUnlessTooLarge(uri));
    return document ? withoutIgnored(uri, await this.missing.keepMissing(owner, languageIn(document), this.locatedIn(document))) : [];
  }

  /** Looks at one file anew, whatever its language, and remembers what is in it. */
  async refresh(uri: vscode.Uri): Promise<void> {
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    const document = owner && (await openUnlessTooLarge(uri));
    if (document) {
      await this.judge(owner, uri, { languageId: languageIn(document), located: this.locatedIn(document), asked: true });
    }
  }

  /** Every finding of a text as it is now, local pictures that exist among them. */
  locatedIn(document: vscode.TextDocument): Located[] {
    return this.scanText(document.uri, languageIn(document), document.getText());
  }

  dispose(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.isDisposed = true;
    this.outdated.abort();
    this.watcher?.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** What is looked into can change while it is looked through: then all begins anew, for everybody who waits. */
  private async scanUntilCurrent(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const { signal: outdated } = (this.outdated = new AbortController());
      try {
        await this.scanAll(signal ? AbortSignal.any([signal, outdated]) : outdated);
      } catch (error) {
        if (signal?.aborted || this.isDisposed || !outdated.aborted) {
          throw error;
        }
      }
      if (!outdated.aborted) {
        this.isComplete = true;
        this.watcher ??= this.watch();
        return;
      }
    }
  }

  private async scanAll(signal: AbortSignal): Promise<void> {
    this.rules.clear();
    this.missing.forget();
    const open = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
    const before = new Set([...this.known.keys()].filter((uri) => !open.has(uri)));
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      await this.scanOne(folder, signal, before);
    }
    before.forEach((uri) => this.drop(uri));
    await Promise.all(vscode.workspace.textDocuments.map((document) => this.lookNow(document)));
  }

  private async scanOne(folder: vscode.WorkspaceFolder, signal: AbortSignal, before: Set<string>): Promise<void> {
    const { languages, avatars, examples } = readPlaceholderSettings(folder.uri);
    const started = Date.now();
    const take = async (file: string, languageId: string, located: readonly Located[]): Promise<void> => {
      if (signal.aborted) {
        return;
      }
      const uri = vscode.Uri.joinPath(folder.uri, file);
      before.delete(uri.toString());
      await this.judge(folder, uri, { languageId, located: located.map((one) => named(one, uri)) });
    };
    let count = 0;
    if (folder.uri.scheme === 'file') {
      const judging: Promise<void>[] = [];
      const job = { root: folder.uri.fsPath, patterns: excludedPatterns(folder.uri), languages, avatars, examples, signal };
      count = await scanFolder(this.threadPath, job, (found) => {
        judging.push(...found.map(({ file, languageId, located }) => take(file, languageId, located)));
      });
      await Promise.all(judging);
    } else {
      const wanted = new Set(languages);
      for await (const file of walk(treeOf(folder), this.rulesOf(folder), (path) => wanted.has(languageOf(path) ?? ''))) {
        if (signal.aborted) {
          throw cancelled();
        }
        count++;
        const uri = vscode.Uri.joinPath(folder.uri, file);
        const text = await readText(uri);
        if (text !== undefined && mayHold(text)) {
          const languageId = languageOf(file) ?? 'plaintext';
          await take(file, languageId, locate(file, text, scan(text, { languageId, path: file, avatars, examples })));
        }
      }
    }
    this.log.info(`placeholders: ${count} files of ${folder.name} looked through in ${Date.now() - started} ms`);
  }

  /** After the first look at everything, one file at a time. */
  private watch(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const changed = (uri: vscode.Uri): void => this.later(uri.toString(), () => this.lookAtFile(uri));
    const gone = (uri: vscode.Uri): void => {
      const below = `${uri.toString()}/`;
      [...this.known.keys()].filter((key) => key === uri.toString() || key.startsWith(below)).forEach((key) => this.drop(key));
    };
    return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(gone));
  }

  private async lookAtFile(uri: vscode.Uri): Promise<void> {
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    if (!owner) {
      return;
    }
    // What is in an open text counts, not what of it is on disk.
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open) {
      await this.lookNow(open);
      return;
    }
    const languageId = languageOf(uri.path);
    if (languageId === undefined || !(await this.isWanted(owner, uri, languageId))) {
      return;
    }
    const text = await readText(uri);
    const located = text === undefined ? [] : this.scanText(uri, languageId, text);
    await this.judge(owner, uri, { languageId, located });
  }

  private look(document: vscode.TextDocument): void {
    this.later(document.uri.toString(), () => this.lookNow(document), 0);
  }

  private async lookNow(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    const languageId = languageIn(document);
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    if (!owner || document.isClosed || !readPlaceholderSettings(uri).enabled) {
      return;
    }
    // A text can stay open for a while after its file is gone.
    const isGone = !document.isDirty && !(await exists(uri));
    const isWanted = !isGone && (await this.isWanted(owner, uri, languageId));
    if (document.isClosed) {
      return;
    }
    if (isWanted) {
      await this.judge(owner, uri, { languageId, located: this.scanText(uri, languageId, document.getText()) });
    } else if (isGone || !this.known.get(uri.toString())?.asked) {
      this.drop(uri.toString());
    }
  }

  /** What was typed and not saved goes with the document. */
  private closed({ uri }: vscode.TextDocument): void {
    if (this.isComplete) {
      this.later(uri.toString(), () => this.lookAtFile(uri), 0);
    } else {
      this.drop(uri.toString());
    }
  }

  private async isWanted(owner: vscode.WorkspaceFolder, uri: vscode.Uri, languageId: string): Promise<boolean> {
    return readPlaceholderSettings(uri).languages.includes(languageId) && !(await this.rulesOf(owner).hides(pathIn(owner, uri)));
  }

  private scanText(uri: vscode.Uri, languageId: string, text: string): Located[] {
    if (isTooLarge(text) || !mayHold(text)) {
      return [];
    }
    const { avatars, examples } = readPlaceholderSettings(uri);
    return locate(uri.toString(), text, scan(text, { languageId, path: uri.path, avatars, examples }));
  }

  /** Takes over what was found, and shows what of it counts. */
  private async judge(owner: vscode.WorkspaceFolder, uri: vscode.Uri, known: Known): Promise<void> {
    const key = uri.toString();
    if (known.located.length === 0) {
      this.drop(key);
      return;
    }
    // One of its own for each time, so that an earlier look at the disk never has the last word.
    const found = { ...known };
    this.known.set(key, found);
    const located = await this.missing.keepMissing(owner, found.languageId, found.located);
    if (this.known.get(key) === found) {
      this.shown.set(key, withoutIgnored(uri, located));
      this.told();
    }
  }

  private async judgeAll(): Promise<void> {
    await Promise.all(
      [...this.known].map(([key, found]) => {
        const uri = vscode.Uri.parse(key, true);
        const owner = vscode.workspace.getWorkspaceFolder(uri);
        return owner ? this.judge(owner, uri, found) : Promise.resolve();
      }),
    );
  }

  private drop(key: string): void {
    if (this.known.delete(key)) {
      this.shown.delete(key);
      this.told();
    }
  }

  private settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    const changes = (names: readonly string[]): boolean => names.some((name) => event.affectsConfiguration(name));
    if (changes(scanSettings)) {
      this.forget();
    } else if (changes([`${section}.ignored`, `${section}.ignoredHosts`])) {
      this.later('ignored', () => this.judgeAll(), 0);
    } else if (changes([section])) {
      this.told();
    }
  }

  /** An ignore file in a folder that is hidden hides nothing more: installed packages bring many. */
  private async ignoreFileChanged(uri: vscode.Uri): Promise<void> {
    const owner = vscode.workspace.getWorkspaceFolder(uri);
    if (owner && !(await this.rulesOf(owner).hidesFolder(pathIn(owner, vscode.Uri.joinPath(uri, '..'))))) {
      this.later('rules', () => this.lookAgain());
    }
  }

  private forget(): void {
    this.known.clear();
    this.shown.clear();
    this.told();
    this.lookAgain();
  }

  /** By the rules as they are now: at the open texts, and at everything if that was looked through or is just being. */
  private lookAgain(): void {
    this.rules.clear();
    vscode.workspace.textDocuments.forEach((document) => this.look(document));
    if (this.running) {
      this.outdated.abort();
    } else if (this.isComplete) {
      this.scanWorkspace().catch((error: unknown) => this.log.warn(`placeholders: ${String(error)}`));
    }
  }

  private rulesOf(owner: vscode.WorkspaceFolder): ScanRules {
    const key = owner.uri.toString();
    const rules = this.rules.get(key) ?? new ScanRules(treeOf(owner), excludedPatterns(owner.uri));
    this.rules.set(key, rules);
    return rules;
  }

  /** One change after many: a scan of a large project tells thousands. */
  private told(): void {
    this.later('', () => this.changed.fire(), 50);
  }

  private later(key: string, work: () => unknown, time = rest): void {
    clearTimeout(this.timers.get(key));
    const run = (): void => {
      this.timers.delete(key);
      Promise.resolve(work()).catch((error: unknown) => {
        if (!isCancelled(error)) {
          this.log.warn(`placeholders: ${key}: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
    };
    this.timers.set(key, setTimeout(run, time));
  }
}

/**
 * By the file's name, as in a file that is not open: without an extension for it, VS Code takes Vue or Svelte for plain text, and what
 * was found in the file must be found in its text again.
 */
export function languageIn({ uri, languageId }: vscode.TextDocument): string {
  return languageOf(uri.path) ?? languageId;
}

/** A place under the address of its document. */
function named(one: Located, uri: vscode.Uri): Located {
  const document = uri.toString();
  return { ...one, document, id: `${document}${one.id.slice(one.document.length)}` };
}
