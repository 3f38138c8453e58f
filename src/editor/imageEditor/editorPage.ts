import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { modelOf } from '../../core/models/catalogue';
import { ImageError, unlessCancelled } from '../../core/errors';
import type { ShapeKind } from '../../core/shapeOperation';
import type { Saver } from '../../jobs/saver';
import type { JobStorage } from '../../jobs/storage';
import type { Codec } from '../../imaging/codec';
import type { Runner } from '../../jobs/runner';
import { Channel, type Handlers } from '../../protocol/channel';
import { editorDocument } from '../../protocol/editorPage';
import { editorHostMethods, editorPageMethods, type EditorSnapshot } from '../../protocol/imageEditor';
import type { AddedModels } from '../addedModels';
import type { ApiKey } from '../apiKey';
import type { OpenAiKey } from '../openAiKey';
import { takeStep } from '../nextSteps';
import { PageSnapshots } from '../pageSnapshots';
import { readSettings } from '../settings';
import { standstillOf } from '../standstill';
import type { Answers } from './answers';
import type { Discarded } from './discarded';
import { defaultEditForm } from './editDefaults';
import { DocumentEdits, type RunOrder } from './documentEdits';
import { DocumentShapes } from './documentShapes';
import { reportEdit } from './editJobs';
import type { ImageDocument } from './imageDocument';
import { isJpegTold, tellJpeg } from './jpegNotice';
import { bytesForPage } from './pageBytes';
import type { LivePreviews } from '../livePreview';
import { pickMask, pickReferences, referenceUri } from './pickPictures';
import { saveDocumentAsPng, saveVariantAsNew } from './saveAs';
import { editBlocked, editForPage, editNotes, nameFor } from './snapshot';
import { tellUpload, uploadNotes } from './uploadNotice';
import { pixelsOf, type Version } from './version';

export interface ImageEditorDeps {
  readonly extensionUri: vscode.Uri;
  readonly runner: Runner;
  readonly storage: JobStorage;
  readonly saver: Saver;
  readonly key: ApiKey;
  readonly openAiKey: OpenAiKey;
  readonly codec: Codec;
  readonly added: AddedModels;
  readonly answers: Answers;
  readonly discarded: Discarded;
  readonly live: LivePreviews;
  readonly globalState: vscode.Memento;
  readonly workspaceState: vscode.Memento;
  /** Where VS Code keeps the backups of unsaved pictures; `undefined` without a workspace. */
  readonly backups: vscode.Uri | undefined;
  readonly log: vscode.LogOutputChannel;
}

/** What the page's surroundings do for it. */
export interface EditorOwner {
  /** The document was changed, from one version to the next; `label` is what undoing it is called, if that is not an edit. */
  applied(before: Version, after: Version, label?: string): void;
  /** Opens another picture and starts an operation there. */
  startShape(uri: vscode.Uri, kind: ShapeKind): Promise<void>;
}

/** The host side of one image editor's page. The page owns form and mask; everything else comes from here as complete snapshots. */
export class EditorPage {
  private readonly channel: Channel<typeof editorHostMethods, typeof editorPageMethods>;
  private readonly disposables: vscode.Disposable[] = [];
  private readonly edits: DocumentEdits;
  private readonly shapes: DocumentShapes;
  /** An operation that is to start, until the page has heard of it. */
  private asked: ShapeKind | undefined;
  private readonly snapshots: PageSnapshots;
  private disposed = false;

  constructor(
    private readonly document: ImageDocument,
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: ImageEditorDeps,
    private readonly owner: EditorOwner,
  ) {
    this.edits = new DocumentEdits(document, deps, (before, after) => owner.applied(before, after));
    this.shapes = new DocumentShapes(document, deps.codec, (before, after, label) => owner.applied(before, after, label));
    this.channel = new Channel(editorHostMethods, this.handlers(), editorPageMethods, (message) => void panel.webview.postMessage(message));
    this.snapshots = new PageSnapshots(
      () => !this.disposed && panel.visible,
      async () => {
        const snapshot = await this.snapshot();
        if (!this.disposed) {
          // Not waited for: a page that is hidden meanwhile never answers, and asks for everything when it is back.
          this.channel.request('show', { snapshot }).catch((error: unknown) => deps.log.debug(`image editor: ${String(error)}`));
        }
      },
      (error) => deps.log.warn(`image editor: ${error instanceof Error ? error.message : String(error)}`),
    );
    const refresh = (): void => this.refresh();
    this.disposables.push(
      panel.webview.onDidReceiveMessage((message: unknown) => void this.channel.receive(message)),
      panel.onDidChangeViewState(() => {
        refresh();
        if (panel.active) {
          void document.lookIfReadOnly();
        }
      }),
      panel.onDidDispose(() => this.dispose()),
      document.onDidChange(refresh),
      document.references.onDidChange(refresh),
      vscode.Disposable.from(deps.runner.onChange(refresh)),
      deps.key.onDidChange(refresh),
      deps.openAiKey.onDidChange(refresh),
      deps.added.onDidChange(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('easel') && refresh()),
    );
    this.load();
  }

  /** Of the picture. */
  get uri(): vscode.Uri {
    return this.document.uri;
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.channel.dispose();
      vscode.Disposable.from(...this.disposables).dispose();
    }
  }

  /** Starts an operation as soon as the page can: what is hidden or still loading takes it when it is ready. */
  startShape(kind: ShapeKind): void {
    this.asked = kind;
    if (this.snapshots.ready && this.panel.visible) {
      this.channel.request('startShape', { kind }).then(
        () => (this.asked = undefined),
        (error: unknown) => this.deps.log.debug(`image editor: ${String(error)}`),
      );
    }
  }

  private load(): void {
    const { webview } = this.panel;
    const dist = vscode.Uri.joinPath(this.deps.extensionUri, 'dist');
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString(true);
    webview.html = editorDocument({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: uriOf('imageEditor.js'),
      style: uriOf('imageEditor.css'),
      codicons: uriOf('codicon.css'),
      lang: vscode.env.language,
    });
  }

  private handlers(): Handlers<typeof editorHostMethods> {
    const { runner, answers, log, codec } = this.deps;
    const { document, edits, shapes } = this;
    return {
      ready: () => {
        // A page that was hidden or reloaded never answers what its predecessor was asked.
        this.channel.forget();
        return this.snapshots.answerReady(async () => {
          const snapshot = await this.snapshot();
          const answer = { snapshot, prefill: {}, ...(this.asked ? { startShape: this.asked } : {}) };
          this.asked = undefined;
          return answer;
        });
      },
      picture: async (wanted) => {
        const bytes = 'version' in wanted ? this.versionBytes(wanted.version) : await edits.basePixels(wanted.jobId);
        return bytesForPage(bytes, codec);
      },
      run: async (order) => ({ jobId: await this.run(order) }),
      preview: ({ jobId, index, settings }) => edits.preview({ jobId, index }, settings),
      answer: async (variant) => bytesForPage(await answers.bytes(variant), codec),
      maskOf: async ({ jobId }) => ({ mask: await answers.mask(jobId) }),
      apply: ({ jobId, index, settings }) => edits.apply({ jobId, index }, settings),
      saveAsNew: async ({ jobId, index, settings }) => ({
        path: await saveVariantAsNew({ jobId, index }, settings, edits.baseOf(jobId), document, this.deps),
      }),
      discard: async ({ jobId, index, discarded }) => {
        await edits.discard({ jobId, index }, discarded);
        this.refresh();
      },
      cancel: ({ jobId }) => runner.cancel(jobId),
      dismiss: async ({ jobId }) => {
        await edits.dismiss(jobId);
        this.refresh();
      },
      pickReferences: async () => {
        for (const uri of await pickReferences(document.uri)) {
          await document.references.addFile(uri);
        }
      },
      addReferences: async ({ uris, files }) => {
        for (const uri of uris) {
          await document.references.addFile(referenceUri(uri));
        }
        for (const { name, base64 } of files) {
          await document.references.add(name, new Uint8Array(Buffer.from(base64, 'base64')));
        }
      },
      removeReference: ({ id }) => document.references.remove(id),
      maskFrom: async ({ from }) => ({
        mask: await (from === 'alpha' ? codec.alphaMask(pixelsOf(document.current)) : pickMask(document, codec)),
      }),
      shape: (order) => shapes.preview(order),
      applyShape: async (order) => {
        await shapes.apply(order);
        await this.noteRead('jpeg');
      },
      saveAsPng: async ({ startShape: kind }) => {
        await saveDocumentAsPng(document, this.deps, kind && ((uri) => this.owner.startShape(uri, kind)));
        await this.noteRead('jpeg');
      },
      reload: () => this.reload(),
      noteRead: ({ id }) => this.noteRead(id),
      step: ({ step, jobId }) => takeStep(step, log, standstillOf(jobId === undefined ? undefined : runner.get(jobId), runner)),
    };
  }

  private async run(order: RunOrder): Promise<string> {
    const { deps } = this;
    const job = await unlessCancelled(() => this.edits.run(order));
    if (!job) {
      return '';
    }
    await this.noteRead('jpeg');
    if (modelOf(job.state.request.model).service === 'fal') {
      await this.noteRead('upload');
    }
    void reportEdit(job, deps.runner, deps.log);
    return job.id;
  }

  /** The user knows what becomes of a JPEG, or what is sent away, and need not be told again. */
  private async noteRead(id: string): Promise<void> {
    const { globalState, workspaceState } = this.deps;
    if (id === 'upload') {
      await tellUpload(workspaceState);
    } else if (id === 'jpeg' && this.document.current.facts.type === 'image/jpeg') {
      await tellJpeg(globalState);
    }
    this.refresh();
  }

  private versionBytes(id: string): Uint8Array {
    const { current } = this.document;
    if (current.id !== id) {
      throw new ImageError('invalid-request', 'The picture has just changed.');
    }
    return pixelsOf(current);
  }

  /** @throws ImageError when the editor is not the one that VS Code would revert */
  private async reload(): Promise<void> {
    const { document } = this;
    if (!this.panel.active) {
      throw new ImageError('invalid-request', 'Another editor is active. Choose Reload again.');
    }
    if (!document.isDirty) {
      await document.revert();
      return;
    }
    const reload = vscode.l10n.t('Reload');
    const message = vscode.l10n.t('Reload “{0}” from disk? What was changed here and not saved is lost.', nameFor(document.uri));
    if ((await vscode.window.showWarningMessage(message, { modal: true }, reload)) === reload) {
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  }

  private async snapshot(): Promise<EditorSnapshot> {
    const { key, globalState, workspaceState } = this.deps;
    const { document } = this;
    const { current } = document;
    const { width, height, hasAlpha, type, depth, lossless } = current.facts;
    const source = await key.source();
    const settings = readSettings(document.uri);
    const jobs = await Promise.all(this.edits.jobs.map((job) => editForPage(job, this.deps)));
    const blocked = editBlocked(document);
    return {
      name: nameFor(document.uri),
      version: current.id,
      width,
      height,
      hasAlpha,
      type,
      depth,
      lossless,
      notes: [...editNotes(document, isJpegTold(globalState)), ...(blocked || source === 'none' ? [] : uploadNotes(workspaceState))],
      changedOnDisk: document.changedOnDisk,
      dirty: document.isDirty,
      ...(blocked ? { blocked } : {}),
      key: source,
      ...(this.deps.openAiKey.isSet ? { byok: true } : {}),
      convention: settings.maskConvention,
      models: [...this.deps.added.offered],
      defaults: defaultEditForm(settings, source !== 'none', current.facts),
      references: document.references.all.map(({ id, name, width, height, thumbnail }) => ({ id, name, width, height, thumbnail })),
      jobs: jobs.filter((job) => job !== undefined),
      ...(current.proof ? { proof: proofForPage(current.proof, document.isDirty) } : {}),
    };
  }

  private refresh(): void {
    this.snapshots.refresh();
  }
}

function proofForPage(proof: NonNullable<Version['proof']>, isDirty: boolean): NonNullable<EditorSnapshot['proof']> {
  const { jobId, index, settings, report } = proof;
  return { jobId, index, settings, report, state: isDirty ? 'unsaved' : 'saved' };
}
