import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import { previewsOf } from '../../icons/previews';
import { Channel, type Handlers } from '../../protocol/channel';
import { iconSetHostMethods, iconSetPageMethods, type IconSetForm, type IconSetSnapshot } from '../../protocol/iconSet';
import { iconSetDocument } from '../../protocol/iconSetPage';
import { bytesForPage } from '../imageEditor/pageBytes';
import { takeStep } from '../nextSteps';
import { PageSnapshots } from '../pageSnapshots';
import type { FolderIds } from '../panel/folderIds';
import { blockedReason } from '../panel/snapshot';
import { pathBelow } from '../pathBelow';
import { checkFolder } from '../paths';
import { pickFolder } from '../standstill';
import { writeFree } from '../writeFree';
import { folderIn, type ExportDeps } from './exportCommand';
import {
  checkPresets,
  lookOf,
  planFor,
  readMaster,
  readSetProject,
  usualChoice,
  type Master,
  type SetChoice,
  type SetProject,
} from './iconSet';
import { planForPage, planId, previewDrawing, previewsForPage } from './setForPage';
import { type SetState } from './setState';
import { existing } from './writeSet';

export const iconSetViewType = 'easel.iconSet';

export interface IconSetPanelDeps extends ExportDeps {
  readonly extensionUri: vscode.Uri;
  readonly folders: FolderIds;
}

/** How long the project has to be quiet before it is looked at again, in milliseconds: writing a set changes it a hundred times. */
const quiet = 400;

/** The host side of the page that exports an icon set. */
export class IconSetPanel {
  private readonly channel: Channel<typeof iconSetHostMethods, typeof iconSetPageMethods>;
  private readonly snapshots: PageSnapshots;
  private readonly disposables: { dispose(): unknown }[] = [];
  private disposed = false;
  private master: Promise<Master>;
  private project: Promise<SetProject> | undefined;
  /** Something in the project has changed since it was looked at, and the picture itself. */
  private isOutdated = false;
  private isMasterChanged = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: IconSetPanelDeps,
    private readonly state: SetState,
    private uri: vscode.Uri,
    onDispose: () => void,
  ) {
    this.channel = new Channel(
      iconSetHostMethods,
      this.handlers(),
      iconSetPageMethods,
      (message) => void panel.webview.postMessage(message),
    );
    const debug = (error: unknown): void => deps.log.debug(`icon set: ${String(error)}`);
    this.snapshots = new PageSnapshots(
      () => !this.disposed && panel.visible,
      async () => {
        const snapshot = await this.snapshot();
        // Not waited for: a page that is hidden meanwhile never answers.
        this.channel.request('show', { snapshot }).catch(debug);
      },
      (error) => deps.log.warn(`icon set: ${error instanceof Error ? error.message : String(error)}`),
    );
    const refresh = (): void => this.snapshots.refresh();
    const changed = (uri: vscode.Uri): void => this.changed(uri);
    const files = vscode.workspace.createFileSystemWatcher('**/*');
    this.disposables.push(
      files,
      files.onDidChange(changed),
      files.onDidCreate(changed),
      files.onDidDelete(changed),
      panel.webview.onDidReceiveMessage((message: unknown) => void this.channel.receive(message)),
      panel.onDidChangeViewState(() => {
        refresh();
        void this.lookAtProject();
      }),
      panel.onDidDispose(() => {
        this.dispose();
        onDispose();
      }),
      state.onDidChange(() => {
        refresh();
        if (state.phase === 'done') {
          // Changes were told while it was written, and not looked at.
          this.changed(this.uri);
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
    this.master = this.read();
    this.load();
  }

  /** Shows the panel again, for another picture. */
  reveal(uri: vscode.Uri): void {
    this.panel.reveal();
    if (uri.toString() !== this.uri.toString()) {
      this.uri = uri;
      this.lookAgain();
    }
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      clearTimeout(this.timer);
      this.channel.dispose();
      vscode.Disposable.from(...this.disposables).dispose();
    }
  }

  private load(): void {
    const media = vscode.Uri.joinPath(this.deps.extensionUri, 'media');
    this.panel.iconPath = { light: vscode.Uri.joinPath(media, 'panel-light.svg'), dark: vscode.Uri.joinPath(media, 'panel-dark.svg') };
    const { webview } = this.panel;
    const dist = vscode.Uri.joinPath(this.deps.extensionUri, 'dist');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString(true);
    webview.html = iconSetDocument({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: uriOf('iconSet.js'),
      style: uriOf('iconSet.css'),
      codicons: uriOf('codicon.css'),
      lang: vscode.env.language,
    });
  }

  private read(): Promise<Master> {
    const master = readMaster(this.uri, this.deps.codec);
    // Told when it is asked for.
    master.catch(() => undefined);
    return master;
  }

  private lookAgain(): void {
    this.master = this.read();
    this.project = undefined;
    this.snapshots.refresh();
    this.replan();
  }

  /** What a set writes changes the project; looked at once it is over. */
  private changed(uri: vscode.Uri): void {
    if (/\/(?:node_modules|\.git)\//.test(uri.path)) {
      return;
    }
    this.isMasterChanged ||= uri.toString() === this.uri.toString();
    this.isOutdated = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.lookAtProject(), quiet);
  }

  private async lookAtProject(): Promise<void> {
    if (this.disposed || !this.panel.visible || !this.isOutdated || this.state.phase === 'writing') {
      // Looked at when the page is seen again, or the writing is over.
      return;
    }
    this.isOutdated = false;
    this.project = undefined;
    if (this.isMasterChanged) {
      this.isMasterChanged = false;
      await this.lookAtMaster();
    }
    this.replan();
  }

  /** @returns whether the picture is the one that it was. */
  private async lookAtMaster(): Promise<boolean> {
    const before = await this.master.catch(() => undefined);
    const master = this.read();
    const now = await master.catch(() => undefined);
    if (now?.version === before?.version) {
      return true;
    }
    this.master = master;
    this.state.forget();
    this.snapshots.refresh();
    return false;
  }

  private replan(): void {
    if (!this.disposed && this.snapshots.ready && this.panel.visible) {
      this.channel.request('replan', {}).catch((error: unknown) => this.deps.log.debug(`icon set: ${String(error)}`));
    }
  }

  private async parts(): Promise<{ readonly master: Master; readonly project: SetProject }> {
    const master = await this.master;
    this.project ??= readSetProject(master.owner, this.deps.projects);
    this.project.catch(() => (this.project = undefined));
    return { master, project: await this.project };
  }

  private handlers(): Handlers<typeof iconSetHostMethods> {
    const { codec, log, saver } = this.deps;
    return {
      ready: () => {
        // A page that was hidden or reloaded never answers what its predecessor was asked.
        this.channel.forget();
        return this.snapshots.answerReady(async () => ({ snapshot: await this.snapshot() }));
      },
      plan: async ({ form }) => {
        const { master, project } = await this.parts();
        const { plan } = await planFor(await this.choiceOf(form, master), master, project);
        return { plan: planForPage(plan, master.version, await existing(master.owner, plan.files)) };
      },
      previews: async ({ form }) => {
        const { master, project } = await this.parts();
        const choice = await this.choiceOf(form, master);
        const { plan } = await planFor(choice, master, project);
        const previews = previewsOf(plan.files);
        const pictures = previews.map(({ drawing }) => ({ kind: 'png', drawing: previewDrawing(drawing) }) as const);
        const drawn = await codec.renderIcons({ bytes: master.bytes, pictures, look: lookOf(choice) });
        return { previews: previewsForPage(previews, drawn) };
      },
      master: async () => bytesForPage((await this.master).bytes, codec),
      trace: async () => {
        const { bytes } = await this.master;
        const { svg, size, paths } = await codec.trace(bytes);
        return { svg, size, paths, pngSize: bytes.length };
      },
      saveTrace: async () => {
        checkNotBlocked();
        const { bytes, uri } = await this.master;
        const { svg } = await codec.trace(bytes);
        const folder = vscode.Uri.joinPath(uri, '..');
        await checkFolder(folder);
        const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
        const written = await writeFree(
          { folder: folder.toString(), name, extension: 'svg' },
          new TextEncoder().encode(svg),
          `trace-${randomBytes(4).toString('hex')}`,
          saver,
        );
        if (!written) {
          throw new ImageError('cannot-write', `No free name was found for “${name}.svg”.`);
        }
        return { path: pathBelow((await this.master).owner, written) };
      },
      write: ({ form, plan }) => this.write(form, plan),
      cancel: () => this.state.cancel(),
      copySnippet: async ({ form }) => {
        const { master, project } = await this.parts();
        const { plan } = await planFor(await this.choiceOf(form, master), master, project);
        await vscode.env.clipboard.writeText(plan.snippet);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
      },
      open: async ({ path }) => this.open(path),
      removeBackground: async () => {
        await vscode.commands.executeCommand('easel.removeBackground', this.uri);
      },
      browseFolder: async () => ({ folder: await this.browse() }),
      step: ({ step }) => takeStep(step, log, undefined),
    };
  }

  /** @throws ImageError when what would be written is not what the user was shown */
  private async write(form: IconSetForm, shown: string): Promise<void> {
    checkNotBlocked();
    // What lies on disk now counts, not what was read when the page was opened.
    this.project = undefined;
    await this.lookAtMaster();
    const { master, project } = await this.parts();
    const choice = await this.choiceOf(form, master);
    const planned = await planFor(choice, master, project);
    const there = await existing(master.owner, planned.plan.files);
    if (planId(planned.plan, master.version, there) !== shown) {
      throw new ImageError('invalid-request', 'The picture or the project has just changed. Look at the list and write again.');
    }
    this.state.write(form, choice, master, planned, there, this.deps);
  }

  private async choiceOf(form: IconSetForm, { owner }: Master): Promise<SetChoice> {
    const { name, background, theme, padding, sharpen } = form;
    const folder = this.deps.folders.folderOf(form.folder);
    if (form.folder !== '' && !folder) {
      throw new ImageError('invalid-request', 'The folder is no longer known. Choose it again.');
    }
    const presets = form.presets.length === 0 ? [] : checkPresets(form.presets);
    const common = { presets, name: name.trim() || owner.name, background, theme, padding, sharpen };
    return folder ? { ...common, folder: await folderIn(owner, folder) } : common;
  }

  private async browse(): Promise<string> {
    const { owner } = await this.master;
    const folder = await pickFolder(owner.uri);
    if (!folder) {
      return '';
    }
    await folderIn(owner, folder);
    await this.deps.folders.pick(folder);
    this.snapshots.refresh();
    return this.deps.folders.idOf(folder);
  }

  /** @throws ImageError for a path that is none of the set's */
  private async open(path: string): Promise<void> {
    const { owner } = await this.master;
    const uri = vscode.Uri.joinPath(owner.uri, path);
    if (vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() !== owner.uri.toString()) {
      throw new ImageError('invalid-request', 'This file does not belong to the project.');
    }
    if (/\.(?:json|webmanifest|html?|xml|svg)$/i.test(path)) {
      await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    } else {
      await vscode.commands.executeCommand('revealInExplorer', uri);
    }
  }

  private async snapshot(): Promise<IconSetSnapshot> {
    const { master, project } = await this.parts();
    const { facts } = master;
    const { offers, colours } = project;
    const usual = usualChoice(master, project);
    const blocked = blockedReason();
    const { folders, projects } = this.deps;
    const own = [master.owner.uri, ...(await projects.candidates())].filter(
      (uri) => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === master.owner.uri.toString(),
    );
    const all = new Map([...own, ...folders.picked].map((folder) => [folders.idOf(folder), folder]));
    const { progress, summary } = this.state;
    return {
      ...(blocked ? { blocked } : {}),
      master: {
        name: vscode.workspace.asRelativePath(master.uri),
        version: master.version,
        width: facts.width,
        height: facts.height,
        verdict: facts.transparency.verdict,
        removable: facts.transparency.removable,
        flat: facts.flat,
        colours: [...new Set([...colours, ...facts.colours, '#ffffff', '#000000'])].slice(0, 10),
      },
      presets: offers.map(({ id, name, detail, folder, reason, suggested }) => ({
        id,
        name,
        detail,
        place: folder === '' ? './' : `${folder}/`,
        reason,
        suggested,
      })),
      folders: [...all].map(([id, folder]) => ({ id, label: projects.labelOf(folder) })),
      defaults: { ...usual, presets: [...usual.presets], folder: '', overwrite: false, withoutPatches: [] },
      phase: this.state.phase,
      ...(progress === undefined ? {} : { progress }),
      ...(summary ? { summary } : {}),
    };
  }
}

/** @throws ImageError with the reason why nothing is written in this window */
function checkNotBlocked(): void {
  const blocked = blockedReason();
  if (blocked) {
    throw new ImageError('invalid-request', blocked.message);
  }
}
