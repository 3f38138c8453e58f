import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { ImageError, unlessCancelled } from '../../core/errors';
import type { Runner } from '../../jobs/runner';
import { Channel, type Handlers } from '../../protocol/channel';
import type { HistoryKey } from '../../protocol/history';
import { hostMethods, pageMethods, type PanelForm, type PanelSnapshot } from '../../protocol/panel';
import { panelDocument } from '../../protocol/panelPage';
import type { AddedModels } from '../addedModels';
import type { ApiKey } from '../apiKey';
import type { OpenAiKey } from '../openAiKey';
import type { UserPurse } from '../purse';
import type { Codec } from '../../imaging/codec';
import { buildRequest, filesFor } from '../buildRequest';
import { mayGiveUp } from '../giveUp';
import type { ProjectColours } from '../icons/projectColours';
import type { LivePreviews } from '../livePreview';
import type { InsertDeps } from '../insertReference';
import { takeStep } from '../nextSteps';
import { PageSnapshots } from '../pageSnapshots';
import { readSettings } from '../settings';
import { pickFolder, standstillOf } from '../standstill';
import type { FolderIds } from './folderIds';
import type { ImageActions } from './imageActions';
import type { LastForm } from './lastForm';
import { formOf, iconWish } from './requestForm';
import { historyHandlers, type PanelHistoryDeps } from './panelHistory';
import { blockedReason, defaultForm, jobForPage } from './snapshot';

export const panelViewType = 'easel.panel';

export interface PanelDeps extends InsertDeps {
  readonly extensionUri: vscode.Uri;
  readonly runner: Runner;
  readonly key: ApiKey;
  readonly openAiKey: OpenAiKey;
  readonly folders: FolderIds;
  readonly actions: ImageActions;
  readonly lastForm: LastForm;
  readonly codec: Codec;
  readonly colours: ProjectColours;
  readonly purse: UserPurse;
  readonly live: LivePreviews;
  readonly history: PanelHistoryDeps;
  readonly added: AddedModels;
  readonly log: vscode.LogOutputChannel;
}

export interface HistoryStart {
  readonly compare?: [HistoryKey, HistoryKey];
}

/** What a new panel starts with. */
export interface PanelStart {
  readonly prompt?: string | undefined;
  readonly folder?: vscode.Uri | undefined;
  readonly mode?: PanelForm['mode'] | undefined;
  /** A whole form, as of a request that is to be made again. */
  readonly form?: Partial<PanelForm> | undefined;
  /** The history is to be seen, with these two pictures beside each other if there are any. */
  readonly history?: HistoryStart | undefined;
  /** The panel was opened anew, so it has no form of its own yet. */
  readonly isNew?: boolean | undefined;
}

/** The panel's host side. It owns all but the form; the page gets complete snapshots and asks for everything else. */
export class GeneratePanel {
  private readonly channel: Channel<typeof hostMethods, typeof pageMethods>;
  private readonly disposables: { dispose(): unknown }[] = [];
  private readonly snapshots: PageSnapshots;
  private disposed = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: PanelDeps,
    private start: PanelStart,
    onDispose: () => void,
  ) {
    this.channel = new Channel(hostMethods, this.handlers(), pageMethods, (message) => void panel.webview.postMessage(message));
    this.snapshots = new PageSnapshots(
      () => !this.disposed && panel.visible,
      async () => {
        const snapshot = await this.snapshot();
        this.tell(this.channel.request('show', { snapshot }));
      },
      (error) => deps.log.warn(`panel: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.disposables.push(
      panel.webview.onDidReceiveMessage((message: unknown) => void this.channel.receive(message)),
      panel.onDidChangeViewState(() => this.refresh()),
      panel.onDidDispose(() => {
        this.dispose();
        onDispose();
      }),
      deps.runner.onChange(() => this.refresh()),
      deps.key.onDidChange(() => this.refresh()),
      deps.openAiKey.onDidChange(() => this.refresh()),
      deps.purse.onDidChange(() => this.refresh()),
      deps.added.onDidChange(() => this.refresh()),
      deps.history.history.onChange(() => this.tellHistory()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.reload()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('easel')) {
          this.refresh();
        }
      }),
      vscode.workspace.onDidDeleteFiles(() => this.refresh()),
    );
    const media = vscode.Uri.joinPath(deps.extensionUri, 'media');
    panel.iconPath = { light: vscode.Uri.joinPath(media, 'panel-light.svg'), dark: vscode.Uri.joinPath(media, 'panel-dark.svg') };
    this.reload();
  }

  reveal(start: PanelStart): void {
    this.panel.reveal();
    const { prompt, folder, mode, form, history } = start;
    if ((prompt ?? folder ?? mode ?? form ?? history) === undefined) {
      return;
    }
    this.start = start;
    if (!this.snapshots.ready) {
      return;
    }
    const filled = this.prefill();
    if (Object.keys(filled).length > 0) {
      this.tell(this.channel.request('prefill', { form: filled }));
    }
    if (history) {
      this.tell(this.channel.request('showHistory', history));
    }
  }

  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.channel.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Sets the page anew: the folders that it may load pictures from belong to its options. */
  private reload(): void {
    const { webview } = this.panel;
    const dist = vscode.Uri.joinPath(this.deps.extensionUri, 'dist');
    const folders = vscode.workspace.workspaceFolders ?? [];
    webview.options = {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [dist, this.deps.history.thumbnails.folder, ...folders.map((folder) => folder.uri)],
    };
    this.snapshots.reset();
    const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString(true);
    webview.html = panelDocument({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: uriOf('panel.js'),
      style: uriOf('panel.css'),
      codicons: uriOf('codicon.css'),
      lang: vscode.env.language,
    });
  }

  private handlers(): Handlers<typeof hostMethods> {
    const { runner, log, live } = this.deps;
    return {
      ready: () => {
        // A page that was hidden or reloaded never answers what its predecessor was asked.
        this.channel.forget();
        const { history } = this.start;
        return this.snapshots.answerReady(async () => ({
          snapshot: await this.snapshot(),
          prefill: this.prefill(),
          ...(history ? { history } : {}),
        }));
      },
      generate: async ({ form }) => {
        const built = await this.requestOf(form);
        const job = await unlessCancelled(async () => {
          const request = await live.wanted(built);
          return runner.start(request, await filesFor(request, this.deps.codec));
        });
        return { jobId: job?.id ?? '' };
      },
      previewPath: async ({ form }) => {
        await this.deps.lastForm.keep(form);
        return { paths: await this.pathsOf(form) };
      },
      browseFolder: async () => ({ folder: await this.browse() }),
      cancel: ({ jobId }) => runner.cancel(jobId),
      dismiss: ({ jobId }) => this.dismiss(jobId),
      act: async ({ jobId, index, action }) => {
        const job = runner.get(jobId);
        if (!job) {
          throw new ImageError('invalid-request', 'This image is no longer in the list.');
        }
        await this.deps.actions.act(job, index, action);
        this.refresh();
      },
      recall: async ({ jobId }) => ({ form: await this.recall(jobId) }),
      step: ({ step, jobId }) => takeStep(step, log, standstillOf(jobId === undefined ? undefined : runner.get(jobId), runner)),
      ...historyHandlers(this.deps.history, this.panel.webview),
    };
  }

  private async requestOf(form: PanelForm): ReturnType<typeof buildRequest> {
    const hasKey = (await this.deps.key.source()) !== 'none';
    const { projects } = this.deps;
    if (form.mode === 'icon') {
      return buildRequest(iconWish(form, this.folderOf(form)), hasKey, projects);
    }
    const density = Number(form.density);
    const size = { width: form.width * density, height: form.height * density };
    return buildRequest({ ...form, ...size, density, folder: this.folderOf(form), name: form.name || undefined }, hasKey, projects);
  }

  /** @throws ImageError for an id that was never given out: a paid file must not land in a folder that nobody chose. */
  private folderOf(form: PanelForm): vscode.Uri | undefined {
    const folder = this.deps.folders.folderOf(form.folder);
    if (form.folder !== '' && !folder) {
      throw new ImageError('invalid-request', 'The folder is no longer known. Choose it again.');
    }
    return folder;
  }

  private async pathsOf(form: PanelForm): Promise<string[]> {
    const request = await this.requestOf({ ...form, prompt: form.prompt.trim() || 'image' });
    return this.deps.projects.freePaths(request);
  }

  /** What was paid for and is not in the project yet is not thrown away by one click. */
  private async dismiss(jobId: string): Promise<void> {
    const { runner } = this.deps;
    const job = runner.get(jobId);
    const isKept = job?.paused !== undefined && job.state.requestId !== undefined && job.state.price.known && job.state.price.upper > 0;
    if (!isKept || (await mayGiveUp())) {
      await runner.dismiss(jobId);
    }
  }

  private async browse(): Promise<string> {
    const owner = this.deps.projects.current;
    const folder = await pickFolder(owner && (await this.deps.projects.suggested(owner)));
    if (!folder) {
      return '';
    }
    await this.deps.projects.check(folder);
    await this.deps.folders.pick(folder);
    this.refresh();
    return this.deps.folders.idOf(folder);
  }

  private async recall(jobId: string): Promise<PanelForm> {
    const request = this.deps.runner.get(jobId)?.state.request ?? (await this.deps.history.history.requestOf(jobId));
    if (request.edit) {
      throw new ImageError('invalid-request', 'An edit is made again in the image editor, where its picture is. Choose Edit.');
    }
    return formOf(request, this.deps.folders.idOf(vscode.Uri.parse(request.target.folder, true)), await this.defaults());
  }

  /** What a new form starts with. */
  private async defaults(suggestedFolder = ''): Promise<PanelForm> {
    const { key, projects } = this.deps;
    return defaultForm(readSettings(projects.current?.uri), (await key.source()) !== 'none', suggestedFolder);
  }

  private prefill(): Partial<PanelForm> {
    const { prompt, folder, isNew, mode, form } = this.start;
    this.start = {};
    if (folder) {
      void this.deps.folders.pick(folder);
    }
    return {
      ...(isNew ? this.deps.lastForm.read() : {}),
      ...form,
      ...(prompt ? { prompt } : {}),
      // Whoever brings a prompt and says nothing else means a picture, whatever was made last.
      ...((mode ?? prompt) ? { mode: mode ?? 'image' } : {}),
      ...(folder ? { folder: this.deps.folders.idOf(folder) } : {}),
    };
  }

  private async snapshot(): Promise<PanelSnapshot> {
    const { key, projects, runner, folders, live } = this.deps;
    const owner = projects.current;
    const source = await key.source();
    const suggested = owner ? await projects.candidates() : [];
    const all = new Map([...suggested, ...folders.picked].map((folder) => [folders.idOf(folder), folder]));
    const suggestedFolder = suggested[0] ? folders.idOf(suggested[0]) : '';
    const blocked = blockedReason();
    const spent = source === 'none' ? '' : await this.deps.purse.spentToday().catch(() => '');
    // Edits are shown with the picture that they change.
    const jobs = runner.list().filter((job) => job.state.request.operation !== 'edit');
    const away = await this.deps.actions.away(jobs.flatMap((job) => job.state.images ?? []));
    return {
      key: source,
      ...(blocked ? { blocked } : {}),
      ...(spent ? { spent } : {}),
      ...(this.deps.openAiKey.isSet ? { byok: true } : {}),
      models: [...this.deps.added.offered],
      folders: [...all].map(([id, folder]) => ({ id, label: projects.labelOf(folder) })),
      suggestedFolder,
      colours: [...(await this.deps.colours.of(owner))],
      defaults: await this.defaults(suggestedFolder),
      jobs: await Promise.all(jobs.map(async (job) => jobForPage(job, this.panel.webview, away, await live.pictureOf(job)))),
    };
  }

  private tellHistory(): void {
    if (this.snapshots.ready && this.panel.visible) {
      this.tell(this.channel.request('historyChanged', {}));
    }
  }

  /** Not waited for: a page that is hidden meanwhile never answers, and asks for everything when it is back. */
  private tell(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => this.deps.log.debug(`panel: ${error instanceof Error ? error.message : String(error)}`));
  }

  private refresh(): void {
    this.snapshots.refresh();
  }
}
