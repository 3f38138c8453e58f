import * as vscode from 'vscode';
import { followups } from './editor/chat/followups';
import { participantId } from './editor/chat/participantId';
import { openWalkthrough } from './editor/walkthrough';
import { registerMcpProvider } from './editor/agents/mcpProvider';
import { toolNames } from './editor/agents/names';
import type { App } from './editor/app';
import type { ImageDocument } from './editor/imageEditor/imageDocument';
import { hasOpenJobs } from './editor/openJobs';
import type { HistoryFeature } from './editor/history/historyFeature';
import type { HistoryNode } from './editor/history/historyTree';
import type { PlaceholderNode } from './editor/placeholders/tree';

const panelViewType = 'easel.panel';
const imageEditorViewType = 'easel.imageEditor';
const reviewViewType = 'easel.review';
const iconSetViewType = 'easel.iconSet';
const placeholdersViewId = 'easel.placeholders';
const historyViewId = 'easel.history';

/** What the view of the history offers on a picture, by the name of its command. */
const historyActions: readonly Parameters<HistoryFeature['act']>[0][] = [
  'open',
  'insert',
  'edit',
  'saveAgain',
  'copyRecipe',
  'copyPath',
  'reveal',
  'star',
  'unstar',
  'delete',
];

/** Texts in which placeholders are looked for as soon as one is shown. Not by their language: VS Code does not know all of these. */
const mayHoldPlaceholders = /\.(?:html?|css|scss|less|[cm]?[jt]sx?|vue|svelte|astro|php|md|mdx|jsonc?|ya?ml)$/i;

/**
 * Registers what VS Code may ask for and nothing more: everything else is in the second bundle, which is loaded at the first
 * command, with a panel that comes back, or when jobs wait to be finished.
 */
export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<App> | undefined;
  const app = (): Promise<App> => {
    loading ??= import('./editor/app').then((module) => module.createApp(context));
    // What failed once may work the next time.
    loading.catch(() => (loading = undefined));
    return loading;
  };

  const command = (id: string, run: (app: App, argument: unknown, selected: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (argument: unknown, selected: unknown) => run(await app(), argument, selected));

  context.subscriptions.push(
    command('easel.generateImage', (loaded, argument) => loaded.generateImage(argument)),
    command('easel.generateImageHere', (loaded, argument) => loaded.generateImage(argument)),
    command('easel.editImage', (loaded, argument) => loaded.editImage(argument)),
    command('easel.openImageEditor', (loaded, argument) => loaded.editImage(argument)),
    command('easel.generateIcon', (loaded, argument) => loaded.generateIcon(argument)),
    command('easel.exportIconSet', (loaded, argument) => loaded.iconSets.export(argument)),
    command('easel.trimImage', (loaded, argument) => loaded.shapeImage('trim', argument)),
    command('easel.padImage', (loaded, argument) => loaded.shapeImage('pad', argument)),
    command('easel.squareImage', (loaded, argument) => loaded.shapeImage('square', argument)),
    command('easel.removeBackground', (loaded, argument) => loaded.shapeImage('removeBackground', argument)),
    command('easel.findPlaceholders', (loaded, argument) => loaded.placeholders.find(argument)),
    command('easel.replacePlaceholder', (loaded, argument) => loaded.placeholders.replace(argument)),
    command('easel.replaceAllPlaceholders', (loaded, argument) => loaded.placeholders.replaceAll(argument)),
    command('easel.openPanel', (loaded, argument) => loaded.openPanel(argument)),
    command('easel.setApiKey', (loaded, argument) => loaded.setApiKey(argument)),
    command('easel.removeApiKey', (loaded, argument) => loaded.removeApiKey(argument)),
    command('easel.setOpenAiKey', (loaded, argument) => loaded.setOpenAiKey(argument)),
    command('easel.removeOpenAiKey', (loaded, argument) => loaded.removeOpenAiKey(argument)),
    command('easel.showRecipe', (loaded, argument) => loaded.recipes.show(argument)),
    command('easel.generateAgain', (loaded, argument) => loaded.recipes.again(argument)),
    command('easel.showHistory', (loaded) => loaded.showHistory()),
    command('_easel.historyShow', async (loaded, node) => (await loaded.history.show(node)) || loaded.showHistory()),
    command('_easel.historyGenerateAgain', (loaded, node) => loaded.generateAgain(node)),
    command('_easel.historyCompare', (loaded, node, selected) => loaded.showHistory(loaded.history.pair(node, selected))),
    ...historyActions.map((action) =>
      command(`_easel.history${action.charAt(0).toUpperCase()}${action.slice(1)}`, (loaded, node, selected) =>
        loaded.history.act(action, node, selected),
      ),
    ),
    command('easel.models.add', (loaded, argument) => loaded.addModel(argument)),
    command('easel.models.remove', (loaded, argument) => loaded.removeModel(argument)),
    command('easel.showSpending', (loaded) => loaded.showSpending()),
    vscode.commands.registerCommand('easel.openWalkthrough', openWalkthrough),
    command('easel.showLog', (loaded) => loaded.showLog()),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (panel) => (await app()).revivePanel(panel),
    }),
    vscode.window.registerCustomEditorProvider(imageEditorViewType, imageEditor(app)),
    vscode.window.registerWebviewPanelSerializer(reviewViewType, {
      deserializeWebviewPanel: async (panel) => (await app()).placeholders.reviveReview(panel),
    }),
    vscode.window.registerWebviewPanelSerializer(iconSetViewType, {
      deserializeWebviewPanel: async (panel) => (await app()).iconSets.revive(panel),
    }),
    lazyView<PlaceholderNode>(placeholdersViewId, { showCollapseAll: true }, async () => (await app()).placeholders.tree),
    lazyView<HistoryNode>(historyViewId, { showCollapseAll: true, canSelectMany: true }, async () => (await app()).history.tree),
    ...toolNames.map((name) =>
      vscode.lm.registerTool(name, {
        prepareInvocation: async (options, token) => (await app()).tools[name].prepareInvocation?.(options, token),
        invoke: async (options, token) => (await app()).tools[name].invoke(options, token),
      }),
    ),
    chatParticipant(context, app),
    registerMcpProvider({
      extensionUri: context.extensionUri,
      storage: context.globalStorageUri,
      ...factsOf(context.extension.packageJSON),
      keys: async () => (await app()).mcpKeys(),
      onDidChangeKeys: context.secrets.onDidChange,
    }),
    { dispose: () => void loading?.then((loaded) => loaded.dispose()) },
  );

  const look = (): void => {
    if (
      !loading &&
      vscode.window.visibleTextEditors.some(({ document }) => mayHoldPlaceholders.test(document.uri.path) || isAskedFor(document))
    ) {
      app().catch(() => undefined);
    }
  };
  context.subscriptions.push(vscode.window.onDidChangeVisibleTextEditors(look));
  setImmediate(look);

  // Jobs that a closed window left behind are paid for: they go on as soon as the workspace is open again. Looked for after
  // activation has returned, so that it costs the start of the editor nothing.
  setImmediate(() => {
    hasOpenJobs(context.globalStorageUri.fsPath, context.storageUri?.fsPath).then(
      (waiting) => (waiting ? app() : undefined),
      () => undefined,
    );
  });
}

/** `@easel` in the chat; an editor without chat, or one that has it turned off, goes without. */
function chatParticipant({ extensionUri }: vscode.ExtensionContext, app: () => Promise<App>): vscode.Disposable {
  const participant = vscode.chat.createChatParticipant(participantId, async (request, _, stream, token) =>
    (await app()).chat(request, stream, token),
  );
  participant.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
  participant.followupProvider = { provideFollowups: followups };
  return new vscode.Disposable(() => participant.dispose());
}

/** What the manifest tells of the extension. */
function factsOf(manifest: unknown): { readonly version: string; readonly settings: readonly string[] } {
  const { version, contributes } = manifest as {
    readonly version: string;
    readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
  };
  return { version, settings: Object.keys(contributes.configuration.properties) };
}

/** Whether the settings name its language, which is often called like the extension of its files where VS Code does not know it. */
function isAskedFor({ uri, languageId }: vscode.TextDocument): boolean {
  const languages = vscode.workspace.getConfiguration('easel.placeholders', uri).get<unknown>('languages');
  const extension = uri.path.slice(uri.path.lastIndexOf('.') + 1).toLowerCase();
  return Array.isArray(languages) && (languages.includes(languageId) || languages.includes(extension));
}

/** A tree that is loaded with its first look, and what it does to its view then. */
interface LazyTree<Node> extends vscode.TreeDataProvider<Node> {
  readonly onDidChangeTreeData: vscode.Event<void>;
  attach?(view: vscode.TreeView<Node>): vscode.Disposable;
}

/** The tree is empty until somebody looks at it; then the real one is loaded. */
function lazyView<Node>(
  id: string,
  options: Omit<vscode.TreeViewOptions<Node>, 'treeDataProvider'>,
  load: () => Promise<LazyTree<Node>>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const disposables: { dispose(): unknown }[] = [changed];
  let loaded: LazyTree<Node> | undefined;
  const view = vscode.window.createTreeView<Node>(id, {
    ...options,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (node) => loaded?.getTreeItem(node) ?? new vscode.TreeItem(''),
      getChildren: async (node) => {
        if (!loaded) {
          loaded = await load();
          disposables.push(loaded.onDidChangeTreeData(() => changed.fire()));
          const attached = loaded.attach?.(view);
          if (attached) {
            disposables.push(attached);
          }
        }
        return loaded.getChildren(node);
      },
      resolveTreeItem: (item, node, token) => loaded?.resolveTreeItem?.(item, node, token) ?? item,
    },
  });
  disposables.push(view);
  return new vscode.Disposable(() => void vscode.Disposable.from(...disposables).dispose());
}

/** The provider that VS Code gets at activation; the real one is loaded with the first picture that is opened. */
function imageEditor(app: () => Promise<App>): vscode.CustomEditorProvider<ImageDocument> {
  // Both kinds of change go through one event; VS Code tells them apart by their shape, which its types do not know.
  const changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<ImageDocument>>();
  let connected = false;
  const provider = async (): Promise<App['imageEditor']> => {
    const { imageEditor: loaded } = await app();
    if (!connected) {
      connected = true;
      loaded.onDidChangeCustomDocument((event) => changed.fire(event as vscode.CustomDocumentEditEvent<ImageDocument>));
    }
    return loaded;
  };
  return {
    onDidChangeCustomDocument: changed.event,
    openCustomDocument: async (uri, context) => (await provider()).openCustomDocument(uri, context),
    resolveCustomEditor: async (document, panel) => (await provider()).resolveCustomEditor(document, panel),
    saveCustomDocument: async (document) => (await provider()).saveCustomDocument(document),
    saveCustomDocumentAs: async (document, destination) => (await provider()).saveCustomDocumentAs(document, destination),
    revertCustomDocument: async (document) => (await provider()).revertCustomDocument(document),
    backupCustomDocument: async (document, context) => (await provider()).backupCustomDocument(document, context),
  };
}
