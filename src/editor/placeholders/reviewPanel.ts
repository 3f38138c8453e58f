import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { shownTotal } from '../../core/batchPrice';
import { ImageError, toImageError } from '../../core/errors';
import { formatMoney } from '../../core/money';
import { modelOf } from '../../core/models/catalogue';
import { Channel, type Handlers } from '../../protocol/channel';
import { reviewHostMethods, reviewPageMethods, type ReviewOrder, type ReviewSnapshot } from '../../protocol/review';
import { reviewDocument } from '../../protocol/reviewPage';
import type { AddedModels } from '../addedModels';
import { takeStep } from '../nextSteps';
import { PageSnapshots } from '../pageSnapshots';
import { blockedReason } from '../panel/snapshot';
import { defaultModel, readSettings } from '../settings';
import type { ReplaceDeps } from './replaceDeps';
import { planPicture, type Plan } from './replacePlan';
import { resultOf } from './replaceResult';
import { ReplaceRun } from './replaceRun';
import { stillThere } from './stillThere';
import { placeById, rowsFor, withStates, type PlannedRow } from './reviewRows';
import type { Format } from '../../core/models/model';

export const reviewViewType = 'easel.review';

export interface ReviewDeps extends ReplaceDeps {
  readonly added: AddedModels;
  readonly extensionUri: vscode.Uri;
}

/** The table and its run outlive the panel: who closes it in the middle finds both again, and Cancel with them. */
export class ReviewState {
  rows: PlannedRow[] = [];
  run: ReplaceRun | undefined;
  isRunning = false;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  tell(): void {
    this.changed.fire();
  }
}

/** The host side of the table of Replace All: the state has the rows and the run, the page what is ticked and typed. */
export class ReviewPanel {
  private readonly channel: Channel<typeof reviewHostMethods, typeof reviewPageMethods>;
  private readonly disposables: { dispose(): unknown }[] = [];
  private disposed = false;
  private readonly snapshots: PageSnapshots;
  private scanning: Promise<void> | undefined;

  /** @param files only their placeholders; all of the workspace without. */
  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: ReviewDeps,
    private readonly state: ReviewState,
    private files: readonly vscode.Uri[] | undefined,
    onDispose: () => void,
  ) {
    this.channel = new Channel(reviewHostMethods, this.handlers(), reviewPageMethods, (message) => void panel.webview.postMessage(message));
    this.snapshots = new PageSnapshots(
      () => !this.disposed && panel.visible,
      async () => {
        const snapshot = await this.snapshot();
        // Not waited for: a page that is hidden meanwhile never answers.
        this.channel.request('show', { snapshot }).catch((error: unknown) => deps.log.debug(`review: ${String(error)}`));
      },
      (error) => deps.log.warn(`review: ${toImageError(error).message}`),
    );
    this.disposables.push(
      panel.webview.onDidReceiveMessage((message: unknown) => void this.channel.receive(message)),
      panel.onDidChangeViewState(() => this.refresh()),
      panel.onDidDispose(() => {
        this.dispose();
        onDispose();
      }),
      deps.key.onDidChange(() => this.refresh()),
      deps.added.onDidChange(() => this.refresh()),
      state.onDidChange(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('easel')) {
          this.refresh();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    );
    const media = vscode.Uri.joinPath(deps.extensionUri, 'media');
    panel.iconPath = { light: vscode.Uri.joinPath(media, 'panel-light.svg'), dark: vscode.Uri.joinPath(media, 'panel-dark.svg') };
    const dist = vscode.Uri.joinPath(deps.extensionUri, 'dist');
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const uriOf = (name: string): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString(true);
    panel.webview.html = reviewDocument({
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: uriOf('review.js'),
      style: uriOf('review.css'),
      codicons: uriOf('codicon.css'),
      lang: vscode.env.language,
    });
    this.look();
  }

  /** Shows the panel again, for other files; a run that is under way keeps its table. */
  reveal(files: readonly vscode.Uri[] | undefined): void {
    this.panel.reveal();
    if (!this.state.isRunning) {
      this.files = files;
      this.look();
    }
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.channel.dispose();
      vscode.Disposable.from(...this.disposables).dispose();
    }
  }

  private handlers(): Handlers<typeof reviewHostMethods> {
    return {
      ready: () => {
        // A page that was hidden or reloaded never answers what its predecessor was asked.
        this.channel.forget();
        return this.snapshots.answerReady(async () => ({ snapshot: await this.snapshot() }));
      },
      run: ({ orders, format, price, addAlt = false }) => this.start(orders, format, price, addAlt),
      cancel: () => this.state.run?.cancel(),
      rescan: () => this.look(),
      open: ({ placeId }) => this.open(placeId),
      step: ({ step }) => takeStep(step, this.deps.log, undefined),
    };
  }

  /** Looks through the workspace, or through the files, and makes the table anew. */
  private look(): void {
    if (this.state.isRunning) {
      return;
    }
    const { index, log } = this.deps;
    this.state.run = undefined;
    this.scanning ??= (async () => {
      try {
        await (this.files ? Promise.all(this.files.map((file) => index.refresh(file))) : index.scanWorkspace());
        this.state.rows = await rowsFor(this.files, this.deps);
      } catch (error) {
        log.warn(`placeholders: ${toImageError(error).message}`);
      } finally {
        this.scanning = undefined;
        this.refresh();
      }
    })();
    this.refresh();
  }

  /** @throws ImageError before anything is spent */
  private async start(orders: readonly ReviewOrder[], format: Format, price: string, addAlt: boolean): Promise<void> {
    if (this.state.isRunning || this.scanning) {
      throw new ImageError('invalid-request', 'Wait until the table is complete.');
    }
    if (orders.length === 0) {
      throw new ImageError('invalid-request', 'Nothing is ticked. Choose what is to be replaced.');
    }
    this.state.isRunning = true;
    try {
      if (orders.some((order) => modelOf(order.model).service === 'fal')) {
        await this.deps.key.require();
      }
      const total = shownTotal(orders);
      if (total !== price) {
        throw new ImageError('invalid-request', `The price is ${total} now. Look at it and run it again.`);
      }
      const plans = await Promise.all(orders.map((order) => this.planOf(order, format)));
      this.state.run = new ReplaceRun(plans, this.deps, { save: true, addAlt });
    } catch (error) {
      this.state.isRunning = false;
      throw error;
    }
    const { run } = this.state;
    const listening = run.onDidChange(() => this.state.tell());
    // Not waited for: the page is told by snapshots, and may be closed meanwhile.
    void run.run().finally(() => {
      listening.dispose();
      this.state.isRunning = false;
      this.keepDone(run);
      this.state.tell();
      this.tellIfHidden(run);
    });
    this.refresh();
  }

  private async planOf(order: ReviewOrder, format: Format): Promise<Plan> {
    const planned = this.state.rows.find(({ row }) => row.id === order.id && row.state !== 'done');
    if (!planned) {
      throw new ImageError('invalid-request', 'The table is no longer what is in the code. Look again.');
    }
    const now = await stillThere(planned.gathered, this.deps.index);
    if (!now) {
      const [place] = planned.row.places;
      throw new ImageError(
        'invalid-request',
        `“${place?.file ?? ''}” has changed, and line ${place?.line ?? 0} no longer reads as it did. Nothing was sent; look again.`,
      );
    }
    return planPicture(now.owner, now.picture, { ...order, format }, this.deps.projects);
  }

  /** What is done stays done when the rest is run again. */
  private keepDone({ items }: ReplaceRun): void {
    const states = withStates(this.state.rows, items, this.leftAlone());
    this.state.rows = this.state.rows.map((planned, index) => ({ ...planned, row: states[index] ?? planned.row }));
  }

  /** Where a picture is there but its reference was not changed, the reason. */
  private leftAlone(): Map<string, string> {
    const left = this.state.run?.rewritten.flatMap((one) => one.left) ?? [];
    const pictureOf = (placeId: string): string | undefined =>
      this.state.rows.find(({ row }) => row.places.some((place) => place.id === placeId))?.row.id;
    return new Map(left.map(({ wanted, reason }) => [pictureOf(wanted.place.id) ?? '', reason]));
  }

  private async open(placeId: string): Promise<void> {
    const place = placeById(this.state.rows, placeId, this.deps.index);
    if (!place) {
      throw new ImageError('invalid-request', 'The place is no longer known. Look again.');
    }
    const at = new vscode.Range(place.line, 0, place.line, 0);
    await vscode.window.showTextDocument(place.document, { selection: at, viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  private tellIfHidden(run: ReplaceRun): void {
    if (this.disposed || !this.panel.visible) {
      const { files, edits, skipped } = resultOf(run);
      const text = vscode.l10n.t('{0} images saved, {1} references changed.', files.length, edits.length);
      const more = skipped.length > 0 ? ` ${vscode.l10n.t('{0} places were left as they are.', skipped.length)}` : '';
      void vscode.window.showInformationMessage(text + more);
    }
  }

  private async snapshot(): Promise<ReviewSnapshot> {
    const { key } = this.deps;
    const source = await key.source();
    const blocked = blockedReason();
    const settings = readSettings(vscode.workspace.workspaceFolders?.[0]?.uri);
    const { run } = this.state;
    return {
      models: [...this.deps.added.offered],
      key: source,
      ...(blocked ? { blocked } : {}),
      phase: this.scanning ? 'scanning' : this.state.isRunning ? 'running' : run ? 'done' : 'review',
      rows: this.scanning
        ? []
        : run && this.state.isRunning
          ? withStates(this.state.rows, run.items, this.leftAlone())
          : this.state.rows.map(({ row }) => row),
      defaults: { model: defaultModel(settings, source !== 'none'), quality: settings.quality, format: settings.format },
      ...(run && !this.state.isRunning ? { summary: this.summary(run) } : {}),
    };
  }

  private summary(run: ReplaceRun): NonNullable<ReviewSnapshot['summary']> {
    const { files, edits, skipped, cost } = resultOf(run);
    return {
      files: files.length,
      references: edits.length,
      documents: new Set(edits.map(({ file }) => file.toString())).size,
      failed: run.items.filter(({ state }) => state === 'failed').length,
      cost:
        cost === undefined
          ? vscode.l10n.t('price unknown')
          : cost === 0
            ? vscode.l10n.t('free')
            : vscode.l10n.t('about {0}', formatMoney(Math.round(cost * 1_000_000))),
      notes: [...new Set(skipped.map(({ reason }) => reason))],
    };
  }

  private refresh(): void {
    this.snapshots.refresh();
  }
}
