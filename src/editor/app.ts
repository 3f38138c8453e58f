import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { addModelsFrom } from '../core/models/catalogue';
import type { ShapeKind } from '../core/shapeOperation';
import { checkKey } from '../fal/checkKey';
import { fetchModelCard } from '../fal/modelCard';
import { createCodec } from '../imaging/codec';
import type { ActiveJob } from '../jobs/activeJob';
import { easelTools } from './agents/easelTools';
import type { McpEnvironment } from './agents/mcpProvider';
import type { ToolName } from './agents/schemas';
import { AddedModels } from './addedModels';
import { ApiKey } from './apiKey';
import { createFinisher, createRunner, falOptions } from './appRunner';
import { agreeToPrice } from './chat/agree';
import { answerChat, type Asked, type ChatDeps } from './chat/participant';
import { readArguments } from './commandArguments';
import { generateImage, report, type GenerateDeps } from './generateCommand';
import type { Generated } from './jobOutcome';
import { registerStatusBar } from './jobProgress';
import { createJobStorage } from './jobStorage';
import { Answers } from './imageEditor/answers';
import { Discarded } from './imageEditor/discarded';
import { editImage, type EditCommandDeps, type Edited } from './imageEditor/editCommand';
import { reportEdit } from './imageEditor/editJobs';
import { ImageEditorProvider } from './imageEditor/provider';
import { readPicture } from './imageEditor/references';
import { shapeImage, type ShapedFile } from './imageEditor/shapeCommand';
import { generateIcon } from './icons/generateIcon';
import { IconSets } from './icons/iconSets';
import { ProjectColours } from './icons/projectColours';
import { HistoryFeature } from './history/historyFeature';
import { removeApiKey, setApiKey } from './keyCommands';
import { OpenAiKey } from './openAiKey';
import { removeOpenAiKey, setOpenAiKey } from './openAiKeyCommands';
import { LivePreviews } from './livePreview';
import { LedgerFile } from './ledgerFile';
import { createLog } from './log';
import { addModel, removeModel, type Added } from './modelCommands';
import { showError } from './nextSteps';
import { jobsFolder, ledgerFolder, pendingFolder } from './openJobs';
import { FolderIds } from './panel/folderIds';
import { GeneratePanel, panelViewType, type PanelDeps, type PanelStart } from './panel/generatePanel';
import { ImageActions } from './panel/imageActions';
import { KeptBytes } from './panel/keptBytes';
import { LastForm } from './panel/lastForm';
import { formOfRecipe } from './panel/requestForm';
import { PendingReplacements } from './placeholders/pendingReplacements';
import { Placeholders } from './placeholders/placeholders';
import { ProjectFolders } from './projectFolders';
import { UserPurse } from './purse';
import { Spending } from './spending';
import { LastTextTarget } from './textTarget';
import type { HistoryKey } from '../protocol/history';
import { RecipeCommands } from './recipes/recipeCommands';
import { recipeOf } from './recipes/signer';
import { followSteps } from './walkthrough';
import { createWorkspaceSaver } from './workspaceSaver';

/** What `extension.ts` hands the commands to. */
export interface App {
  generateImage(argument: unknown): Promise<Generated | undefined>;
  generateIcon(argument: unknown): Promise<Generated | undefined>;
  editImage(argument: unknown): Promise<Edited | undefined>;
  /** The page of icon sets, and writing one without it. */
  readonly iconSets: IconSets;
  shapeImage(kind: ShapeKind, argument: unknown): Promise<ShapedFile | undefined>;
  /** Documents of the image editor are opened, saved and backed up through it. */
  readonly imageEditor: ImageEditorProvider;
  /** What looks for placeholders and replaces them. */
  readonly placeholders: Placeholders;
  openPanel(argument: unknown): void;
  revivePanel(panel: vscode.WebviewPanel): void;
  setApiKey(argument: unknown): Promise<boolean>;
  removeApiKey(argument: unknown): Promise<void>;
  setOpenAiKey(argument: unknown): Promise<boolean>;
  removeOpenAiKey(argument: unknown): Promise<void>;
  addModel(argument: unknown): Promise<Added | undefined>;
  removeModel(argument: unknown): Promise<boolean>;
  showSpending(): Promise<string>;
  /** The view of the history, and its commands. */
  readonly history: HistoryFeature;
  /** Opens the panel with the history, or with two pictures of it beside each other. */
  showHistory(compare?: [HistoryKey, HistoryKey]): void;
  /** Opens the panel with the form that made a picture of the history. */
  generateAgain(node: unknown): Promise<void>;
  /** What files tell of how they were made. */
  readonly recipes: RecipeCommands;
  /** What agents may call. */
  readonly tools: Readonly<Record<ToolName, vscode.LanguageModelTool<unknown>>>;
  /** Answers a request to `@easel`. */
  chat(asked: Asked, stream: vscode.ChatResponseStream, token: vscode.CancellationToken): Promise<vscode.ChatResult>;
  /** Keys and added models for the process of the MCP server. */
  mcpKeys(): Promise<McpEnvironment>;
  showLog(): void;
  dispose(): Promise<void>;
}

const panelArguments = z.strictObject({
  prompt: z.optional(z.string()),
  folder: z.optional(z.custom<vscode.Uri>((value) => value instanceof vscode.Uri)),
  mode: z.optional(z.enum(['image', 'icon'])),
  model: z.optional(z.string()),
});

/** Wires the parts together. */
export function createApp(context: vscode.ExtensionContext): App {
  const log = createLog();
  const key = new ApiKey(context.secrets, context.globalState, process.env['FAL_KEY']?.trim() || undefined, log);
  const openAiKey = new OpenAiKey(context.secrets, context.globalState);
  const added = new AddedModels(context.globalState);
  // Before anything is taken up: a job may be of such a model.
  addModelsFrom(() => added.models);
  const codec = createCodec(vscode.Uri.joinPath(context.extensionUri, 'dist', 'imageWorker.js').fsPath);
  const textTarget = new LastTextTarget();
  const projects = new ProjectFolders(textTarget);
  const storage = createJobStorage(jobsFolder(context.globalStorageUri.fsPath));
  const saver = createWorkspaceSaver();
  const ledger = new LedgerFile(ledgerFolder(context.globalStorageUri.fsPath));
  const purse = new UserPurse(ledger);
  const spending = new Spending(ledger);
  const finish = createFinisher(codec);
  const runner = createRunner({ key, openAiKey, codec, log, storage, saver, purse, finish }, (job) => {
    if (job.state.repeatedBy !== undefined && job.state.choice === undefined) {
      // Told when it was tried again; it waits in the panel for whoever wants it after all.
      return;
    }
    void (job.state.request.operation === 'edit' ? reportEdit(job, runner, log) : reportGenerated(job));
  });
  const pending = new PendingReplacements(context.storageUri && pendingFolder(context.storageUri.fsPath));
  const reportGenerated = async (job: ActiveJob): Promise<void> => {
    // What replaces a placeholder tells of that itself.
    await report(job, generateDeps, (await pending.take(job.id)) !== undefined);
  };
  const generateDeps: GenerateDeps = { runner, key, projects, textTarget, log };
  const colours = new ProjectColours(projects);
  const folders = new FolderIds(context.workspaceState);
  const answers = new Answers(runner, storage, codec);
  const history = new HistoryFeature({
    ...generateDeps,
    globalStorage: context.globalStorageUri,
    storage,
    saver,
    codec,
    answers,
    finish,
  });
  const live = new LivePreviews(codec, context.globalState, log);
  const panelDeps: PanelDeps = {
    ...generateDeps,
    live,
    codec,
    openAiKey,
    colours,
    purse,
    added,
    history: history.forPanel,
    extensionUri: context.extensionUri,
    folders,
    actions: new ImageActions(generateDeps, new KeptBytes(vscode.Uri.joinPath(context.globalStorageUri, 'discarded').fsPath)),
    lastForm: new LastForm(context.workspaceState),
  };
  const editDeps: EditCommandDeps = {
    runner,
    storage,
    saver,
    key,
    openAiKey,
    codec,
    log,
    extensionUri: context.extensionUri,
    globalState: context.globalState,
    workspaceState: context.workspaceState,
    backups: context.storageUri,
    added,
    answers,
    discarded: new Discarded(context.workspaceState),
    live,
  };
  const imageEditor = new ImageEditorProvider(editDeps);
  const placeholders = new Placeholders({
    runner,
    codec,
    saver,
    key,
    projects,
    log,
    pending,
    added,
    extensionUri: context.extensionUri,
  });
  const iconSets = new IconSets({
    codec,
    saver,
    projects,
    log,
    folders,
    extensionUri: context.extensionUri,
    state: context.workspaceState,
  });
  let panel: GeneratePanel | undefined;
  const iconDeps = { ...generateDeps, codec, colours };
  const tools = easelTools({
    purse,
    log,
    preview: async (file, maxEdge) => (await codec.thumbnail(await readPicture(file), maxEdge)).bytes,
    generate: generateDeps,
    icon: iconDeps,
    edit: editDeps,
    replace: placeholders.replacing,
    history: history.history,
    exportIconSet: (argument) => iconSets.export(argument),
    findPlaceholders: (argument) => placeholders.find(argument),
  });
  const chatDeps: ChatDeps = {
    icon: iconDeps,
    edit: editDeps,
    purse,
    findPlaceholders: () => placeholders.find({}),
    agree: agreeToPrice,
  };
  const recipes = new RecipeCommands((form) => openPanel({ form }));

  const showPanel = (webviewPanel: vscode.WebviewPanel, start: PanelStart): void => {
    panel = new GeneratePanel(webviewPanel, panelDeps, start, () => (panel = undefined));
  };
  const openPanel = (start: PanelStart): void => {
    if (panel) {
      panel.reveal(start);
      return;
    }
    // Beside the text that the image is for, never over it.
    const column = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    showPanel(vscode.window.createWebviewPanel(panelViewType, vscode.l10n.t('Generate Image'), column), { ...start, isNew: true });
    void key.askForEnvironmentKey();
  };
  // The ended ones first: a lost receipt must not be mistaken for one of theirs.
  const takeUp = async (): Promise<void> => {
    await runner.recall().catch(logged(log));
    await runner.resume().catch(logged(log));
  };
  const disposables = vscode.Disposable.from(
    log,
    key,
    openAiKey,
    purse,
    added,
    spending,
    history,
    recipes,
    projects,
    textTarget,
    imageEditor,
    placeholders,
    iconSets,
    registerStatusBar(runner),
    followSteps(runner, key),
    key.onDidChange(() => void runner.continueAll()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void takeUp()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void takeUp()),
  );
  void takeUp();

  return {
    generateImage: (argument) => generateImage(generateDeps, argument),
    editImage: (argument) => editImage(editDeps, argument),
    generateIcon: (argument) => generateIcon(iconDeps, argument),
    shapeImage: (kind, argument) => shapeImage({ ...editDeps, imageEditor }, kind, argument),
    imageEditor,
    placeholders,
    iconSets,
    openPanel: (argument) => {
      const { model, ...start } =
        argument instanceof vscode.Uri ? { folder: argument } : readArguments('easel.openPanel', panelArguments, argument ?? {});
      openPanel(model === undefined ? start : { mode: 'image', ...start, form: { model, iconModel: model } });
    },
    revivePanel: (webviewPanel) => showPanel(webviewPanel, {}),
    setApiKey: (argument) =>
      toldTo(argument, log, false, () => setApiKey(key, (candidate) => checkKey(candidate, falOptions(log)), argument)),
    removeApiKey: (argument) => removeApiKey(key, argument !== undefined),
    setOpenAiKey: (argument) => toldTo(argument, log, false, () => setOpenAiKey(openAiKey, argument)),
    removeOpenAiKey: (argument) => removeOpenAiKey(openAiKey, argument !== undefined),
    addModel: (argument) =>
      toldTo(argument, log, undefined, () =>
        addModel(added, (id) => fetchModelCard({ ...falOptions(log), key: () => key.require() }, id), argument),
      ),
    removeModel: (argument) => toldTo(argument, log, false, () => removeModel(added, argument)),
    showSpending: () => spending.show(),
    history,
    recipes,
    showHistory: (compare) => openPanel({ history: compare ? { compare } : {} }),
    async generateAgain(node) {
      const request = await history.requestOf(node);
      if (request?.edit) {
        await vscode.commands.executeCommand('easel.editImage', vscode.Uri.parse(request.edit.source, true));
      } else if (request) {
        openPanel({ form: formOfRecipe(recipeOf(request, undefined)), folder: vscode.Uri.parse(request.target.folder, true) });
      }
    },
    tools,
    chat: (asked, stream, token) => answerChat(chatDeps, asked, stream, token),
    async mcpKeys() {
      const [fal, openAi] = await Promise.all([key.read(), openAiKey.read()]);
      return { FAL_KEY: fal.key ?? null, EASEL_OPENAI_KEY: openAi ?? null, EASEL_MODELS: added.forProcess ?? null };
    },
    showLog: () => log.show(),
    async dispose() {
      panel?.dispose();
      await runner.dispose();
      codec.dispose();
      disposables.dispose();
    },
  };
}

/** What went wrong is shown to a person, and thrown at whoever passed arguments. */
async function toldTo<T>(argument: unknown, log: vscode.LogOutputChannel, otherwise: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (argument === undefined) {
      void showError(error, log);
      return otherwise;
    }
    throw error;
  }
}

function logged(log: vscode.LogOutputChannel): (error: unknown) => void {
  return (error) => log.error(`jobs could not be taken up again: ${error instanceof Error ? error.message : String(error)}`);
}
