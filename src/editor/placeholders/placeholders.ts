import * as vscode from 'vscode';
import type { AddedModels } from '../addedModels';
import { isCancelled } from '../../core/errors';
import type { Located } from '../../placeholders/located';
import { showError } from '../nextSteps';
import { findPlaceholders, forCallers, type FoundPlaceholder } from './findCommand';
import { finishPending } from './finishPending';
import { registerInEditor } from './inEditor';
import { PlaceholderIndex } from './placeholderIndex';
import { addToList, ignoreEntry } from './placeholderSettings';
import { replaceAllWithArguments } from './replaceAllCommand';
import { replaceHere, replacePlaceholder } from './replaceCommand';
import type { ReplaceDeps } from './replaceDeps';
import type { Replaced } from './replaceResult';
import { ReviewPanel, reviewViewType, ReviewState } from './reviewPanel';
import { PlaceholderTree, placeholdersViewId, type PlaceholderNode } from './tree';

/** After this time a search shows that it goes on, in milliseconds. */
const patience = 1500;

export interface PlaceholderDeps extends Omit<ReplaceDeps, 'index'> {
  readonly added: AddedModels;
  readonly extensionUri: vscode.Uri;
}

/** Everything about placeholders that VS Code can ask for. */
export class Placeholders implements vscode.Disposable {
  readonly tree: PlaceholderTree;
  private readonly index: PlaceholderIndex;
  private readonly deps: PlaceholderDeps & ReplaceDeps;
  private readonly disposables: vscode.Disposable;
  private readonly state = new ReviewState();
  private panel: ReviewPanel | undefined;

  constructor(deps: PlaceholderDeps) {
    const thread = vscode.Uri.joinPath(deps.extensionUri, 'dist', 'scanThread.js').fsPath;
    this.index = new PlaceholderIndex(deps.projects, thread, deps.log);
    this.deps = { ...deps, index: this.index };
    this.tree = new PlaceholderTree(this.index);
    this.disposables = vscode.Disposable.from(
      this.index,
      this.tree,
      registerInEditor(this.deps),
      finishPending(this.deps),
      ...this.menuCommands(),
    );
  }

  /** `easel.findPlaceholders`; a person is shown the tree, and everybody gets the list. */
  async find(argument: unknown): Promise<FoundPlaceholder[]> {
    if (argument !== undefined && argument !== null) {
      return findPlaceholders(this.index, argument);
    }
    void vscode.commands.executeCommand(`${placeholdersViewId}.focus`);
    try {
      await this.lookThrough();
      return forCallers(this.index.all);
    } catch (error) {
      if (!isCancelled(error)) {
        void showError(error, this.deps.log);
      }
      return [];
    }
  }

  /** For whoever replaces a placeholder by arguments. */
  get replacing(): ReplaceDeps {
    return this.deps;
  }

  replace(argument: unknown): Promise<Replaced | undefined> {
    return replacePlaceholder(this.deps, argument);
  }

  /** `easel.replaceAllPlaceholders`: with arguments at once, else the table to look at first. */
  async replaceAll(argument: unknown): Promise<Replaced | undefined> {
    if (argument !== undefined && argument !== null && !(argument instanceof vscode.Uri)) {
      return replaceAllWithArguments(this.deps, argument);
    }
    this.review(argument ? [argument] : undefined);
    return undefined;
  }

  /** A panel that VS Code brings back after a reload looks anew. */
  reviveReview(panel: vscode.WebviewPanel): void {
    this.panel = new ReviewPanel(panel, this.deps, this.state, undefined, () => (this.panel = undefined));
  }

  dispose(): void {
    this.panel?.dispose();
    this.disposables.dispose();
  }

  /** Most workspaces are looked through before anybody could press Cancel; for the others there is one. */
  private async lookThrough(): Promise<void> {
    const stop = new AbortController();
    const scan = this.index.scanWorkspace(stop.signal);
    const inTime = await Promise.race([scan.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), patience))]);
    if (inTime) {
      return;
    }
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for placeholders…'),
      cancellable: true,
    };
    await vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => stop.abort());
      return scan;
    });
  }

  private review(files: readonly vscode.Uri[] | undefined): void {
    if (this.panel) {
      this.panel.reveal(files);
      return;
    }
    const panel = vscode.window.createWebviewPanel(reviewViewType, vscode.l10n.t('Replace Placeholders'), vscode.ViewColumn.Active);
    this.panel = new ReviewPanel(panel, this.deps, this.state, files, () => (this.panel = undefined));
    void this.deps.key.askForEnvironmentKey();
  }

  /** What lenses, quick fixes and the tree call; hidden from the palette. */
  private menuCommands(): vscode.Disposable[] {
    const on = (id: string, run: (located: Located | undefined, document: vscode.Uri | undefined, more: unknown) => unknown) =>
      vscode.commands.registerCommand(id, async (...given: unknown[]) => {
        try {
          const { located, document } = this.meant(given);
          await run(located, document, given[2]);
        } catch (error) {
          if (!isCancelled(error)) {
            void showError(error, this.deps.log);
          }
        }
      });
    return [
      on('_easel.replaceHere', (located, _, more) => replaceHere(this.deps, located, optionsFrom(more))),
      on('_easel.replaceInFile', (_, document) => this.review(document ? [document] : undefined)),
      on('_easel.ignoreHere', async (located, document) => {
        if (located && document) {
          await addToList('ignored', ignoreEntry(document, located.finding.url), document);
        }
      }),
      on('_easel.ignoreHost', async (located, document) => {
        const host = located?.finding.match?.host;
        if (host !== undefined && document) {
          await addToList('ignoredHosts', host, document);
        }
      }),
    ];
  }

  /** A document and a place's id, from a lens or a quick fix; or a node of the tree. */
  private meant([first, id]: readonly unknown[]): { located: Located | undefined; document: vscode.Uri | undefined } {
    if (typeof first === 'object' && first !== null && 'located' in first) {
      const { located } = first as Extract<PlaceholderNode, { located: Located }>;
      return { located: this.index.byId(located.id), document: vscode.Uri.parse(located.document, true) };
    }
    if (typeof first === 'object' && first !== null && 'document' in first) {
      return { located: undefined, document: (first as Extract<PlaceholderNode, { document: vscode.Uri }>).document };
    }
    // A link in a hover can only pass text.
    const document = first instanceof vscode.Uri ? first : typeof first === 'string' ? vscode.Uri.parse(first, true) : undefined;
    return { located: typeof id === 'string' ? this.index.byId(id) : undefined, document };
  }
}

function optionsFrom(more: unknown): { draft?: boolean; addAlt?: boolean } {
  const { draft, addAlt } = (typeof more === 'object' && more !== null ? more : {}) as { draft?: unknown; addAlt?: unknown };
  return { draft: draft === true, addAlt: addAlt === true };
}
