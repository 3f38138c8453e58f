import * as vscode from 'vscode';
import type { ImageRequest } from '../../core/request';
import type { Codec } from '../../imaging/codec';
import type { Finisher, Saver } from '../../jobs/saver';
import type { Runner } from '../../jobs/runner';
import type { JobState } from '../../jobs/state';
import type { JobStorage } from '../../jobs/storage';
import type { HistoryAction, HistoryKey } from '../../protocol/history';
import type { Answers } from '../imageEditor/answers';
import type { InsertDeps } from '../insertReference';
import { showError } from '../nextSteps';
import { jobsFolder } from '../openJobs';
import type { PanelHistoryDeps } from '../panel/panelHistory';
import { History } from './history';
import { HistoryActions } from './historyActions';
import { HistoryTree, type HistoryNode } from './historyTree';
import { Housekeeping } from './housekeeping';
import { Thumbnails } from './thumbnails';

export interface HistoryFeatureDeps extends InsertDeps {
  /** The extension's storage for all workspaces. */
  readonly globalStorage: vscode.Uri;
  readonly storage: JobStorage;
  readonly runner: Runner;
  readonly saver: Saver;
  readonly codec: Codec;
  readonly answers: Answers;
  readonly finish: Finisher;
  readonly log: vscode.LogOutputChannel;
}

/** What the view and the commands of the history need, and what the panel is given of it. */
export class HistoryFeature implements vscode.Disposable {
  readonly tree: HistoryTree;
  readonly forPanel: PanelHistoryDeps;
  readonly history: History;
  private readonly actions: HistoryActions;
  private readonly listening: vscode.Disposable;
  private looking: Promise<unknown> | undefined;
  private isStale = false;

  constructor(private readonly deps: HistoryFeatureDeps) {
    const { storage, codec, globalStorage, runner } = deps;
    const log = (line: string): void => deps.log.warn(line);
    this.history = new History({ storage, isMine: isOfThisWorkspace, log });
    const thumbnails = new Thumbnails(vscode.Uri.joinPath(globalStorage, 'thumbnails'), storage, codec, () => this.history.tell());
    const housekeeping = new Housekeeping(jobsFolder(globalStorage.fsPath), thumbnails.folder.fsPath, log, () => thumbnails.look());
    this.actions = new HistoryActions({ ...deps, history: this.history });
    this.tree = new HistoryTree(this.history, thumbnails);
    this.forPanel = { history: this.history, thumbnails, housekeeping, actions: this.actions };
    // What ends while one look goes on leads to one more.
    const lookAgain = async (): Promise<void> => {
      while (this.isStale) {
        this.isStale = false;
        if (await this.history.look()) {
          await housekeeping.tidy();
        }
      }
    };
    const look = (): void => {
      this.isStale = true;
      this.looking ??= lookAgain()
        .catch((error: unknown) => log(`history: ${error instanceof Error ? error.message : String(error)}`))
        .finally(() => (this.looking = undefined));
    };
    this.listening = vscode.Disposable.from(
      this.tree,
      runner.onChange(look),
      // Another window may have made some.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && look()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.history.tell()),
      // A file of the history may have gone, or come back.
      vscode.workspace.onDidDeleteFiles(() => this.history.tell()),
      vscode.workspace.onDidRenameFiles(() => this.history.tell()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('easel.history')) {
          void housekeeping.tidy().then(() => this.history.tell());
        }
      }),
    );
    look();
  }

  /** From the tree: on one picture, or on several that are selected. */
  async act(action: HistoryAction, node: unknown, selected: unknown): Promise<void> {
    try {
      for (const key of keysOf(node, selected)) {
        await this.actions.act(key, action);
      }
      if (action === 'delete') {
        await this.offerUndo(keysOf(node, selected));
      }
    } catch (error) {
      void showError(error, this.deps.log);
    }
  }

  /** The two pictures that are selected in the tree; `undefined` when there are not two. */
  pair(node: unknown, selected: unknown): [HistoryKey, HistoryKey] | undefined {
    const [first, second, ...others] = keysOf(node, selected);
    return first && second && others.length === 0 ? [first, second] : undefined;
  }

  /** What the picture in the tree was asked for with. */
  async requestOf(node: unknown): Promise<ImageRequest | undefined> {
    const [key] = keysOf(node, undefined);
    return key && this.history.requestOf(key.jobId);
  }

  /** A picture's file, or the picture itself in the panel when it has none. @returns whether a file was opened */
  async show(node: unknown): Promise<boolean> {
    const [key] = keysOf(node, undefined);
    try {
      const image = key && (await this.history.find(key));
      const uri = image?.image.saved && vscode.Uri.parse(image.image.saved.uri, true);
      if (uri && (await isThere(uri))) {
        await vscode.commands.executeCommand('vscode.open', uri, { preview: true, preserveFocus: true });
        return true;
      }
    } catch (error) {
      void showError(error, this.deps.log);
    }
    return false;
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async offerUndo(keys: readonly HistoryKey[]): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const text =
      keys.length === 1
        ? vscode.l10n.t('Deleted from the history. The file in the project stays.')
        : vscode.l10n.t('Deleted {0} images from the history. Files in the project stay.', keys.length);
    if ((await vscode.window.showInformationMessage(text, undo)) === undo) {
      for (const key of keys) {
        await this.actions.act(key, 'restore');
      }
    }
  }
}

/** What VS Code hands to a command of the tree: the picture it was chosen on, and all that are selected. */
function keysOf(node: unknown, selected: unknown): HistoryKey[] {
  const nodes = (Array.isArray(selected) && selected.length > 0 ? selected : [node]) as (HistoryNode | undefined)[];
  return nodes.flatMap((one) => (one && 'image' in one ? [{ jobId: one.image.jobId, index: one.image.index }] : []));
}

function isOfThisWorkspace(state: JobState): boolean {
  return vscode.workspace.workspaceFolders?.some((folder) => folder.uri.toString() === state.request.workspace) ?? false;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
