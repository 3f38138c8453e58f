import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ShapeKind } from '../../core/shapeOperation';
import type { Rectangle } from '../../core/sizes';
import { measureCode } from '../../imaging/mask/maskCode';
import type { EditorSnapshot } from '../../protocol/imageEditor';
import { icon } from '../common/icon';
import { outside } from '../common/vscodeApi';
import { adjustPanel } from './adjust/panel';
import { banners } from './banners';
import type { EaselCanvas } from './canvas/canvas';
import { canvasKey, zoomKey } from './canvas/keys';
import { EditorKeys } from './editorKeys';
import { formView } from './formView';
import { PictureIntake } from './pictureIntake';
import type { Quote } from './quote';
import { sameBox, type MaskFacts, type Region } from './region';
import { resultsView } from './resultsView';
import { goTo, runBar } from './runBar';
import type { Compare } from './keptState';
import { EditorSession } from './session';
import { statusLine } from './statusLine';
import { Thumbnails } from './thumbnails';

const nothingFound = {
  alpha: 'The picture has no transparent pixels. The mask stays as it is.',
  file: 'The file marks nothing: white or transparent is what changes. The mask stays as it is.',
} as const;

/** Strokes and views are kept this long after the last change, in milliseconds: a reload may come at any time. */
const keepPause = 200;

/** The whole page: the canvas with its tools, the inspector, the status line. It draws what the session knows. */
export class EaselImageEditor extends LitElement {
  private readonly thumbnails = new Thumbnails();
  private readonly session = new EditorSession(outside(), () => this.requestUpdate(), {
    onVersion: () => this.canvas?.forgetHistory(),
    onAdjust: () => void this.goToPanel(),
    isPainting: () => this.canvas?.isBusy ?? false,
  });
  private keepTimer: ReturnType<typeof setTimeout> | undefined;
  /** The canvas has taken back what was kept of it. */
  private restored = false;
  private revealed = '';
  /** Where the focus was when it was last looked: among jobs and results, or in the panel of a local operation. */
  private focused: 'outcome' | 'adjust' | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  constructor() {
    super();
    new PictureIntake(this, (incoming) => void this.session.requests.ask('references', 'addReferences', incoming));
    new EditorKeys(this, {
      run: () => (this.session.adjusting.kind ? void this.session.applyAdjust() : this.run()),
      history: (step) => this.takeBack(step),
      canvas: (event) => this.applies(event) || (this.canvas !== null && canvasKey(event, this.canvas)),
      zoom: (event) => this.canvas !== null && zoomKey(event, this.canvas),
      leave: () => this.leave(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.keepCanvas);
    this.addEventListener('focusin', (event) => {
      const isIn = (part: string): boolean => event.target instanceof Element && event.target.closest(part) !== null;
      this.focused = isIn('.outcome') ? 'outcome' : isIn('.adjust') ? 'adjust' : undefined;
    });
    void this.session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.keepCanvas);
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const { snapshot } = session;
    return html`
      <main class=${session.ui.inspector ? 'editor' : 'editor folded'} aria-label="Edit ${snapshot?.name ?? 'image'}">
        ${snapshot ? this.page(snapshot) : nothing}
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${session.announcement}</div>
    `;
  }

  private page(snapshot: EditorSnapshot): TemplateResult {
    const quote = this.session.quote(snapshot);
    return html`
      ${banners(this.session, snapshot)}
      <div class="work">
        <easel-tools
          .canvas=${this.canvas}
          .resting=${this.session.adjusting.kind !== undefined}
          @adjust=${(event: CustomEvent<ShapeKind>) => this.session.adjust(event.detail)}
        ></easel-tools>
        ${this.stage(snapshot, quote)} ${this.session.ui.inspector ? this.inspector(snapshot, quote) : nothing}
      </div>
      ${statusLine(this.session, snapshot, this.session.picture.shown ? this.canvas?.zoom : undefined)}
    `;
  }

  private stage(snapshot: EditorSnapshot, quote: Quote): TemplateResult {
    const { session } = this;
    const { chosen, region } = session;
    const scene = session.stage.scene(session.chosen, session.adjusting.shown);
    const { settings } = session.form(snapshot);
    return html`
      <div class="stage">
        <easel-canvas
          .picture=${scene?.picture.bitmap}
          .overlay=${scene?.overlay}
          .adjusted=${scene?.adjusted?.changed ? scene.adjusted : undefined}
          .disabled=${session.adjusting.kind !== undefined}
          .compare=${scene?.overlay ? session.ui.compare : 'none'}
          .edge=${settings.edge}
          .feather=${settings.feather}
          .boxMode=${region.mode}
          .box=${boxOnCanvas(region, session.mask, quote)}
          .sentBox=${region.mode === 'manual' ? quote.placement?.box : undefined}
          .runBox=${chosen && session.job(chosen.jobId)?.box}
          @mask-change=${() => this.readMask()}
          @view-change=${() => this.onView()}
          @tool-change=${() => this.onView()}
          @box-change=${() => this.readBox()}
          @compare-change=${(event: CustomEvent<{ compare: Compare }>) => session.set({ compare: event.detail.compare })}
          @mask-from=${(event: CustomEvent<{ from: 'alpha' | 'file' }>) => void this.maskFrom(event.detail.from)}
        ></easel-canvas>
        ${session.picture.failure === undefined ? nothing : this.failure(session.picture.failure)}
      </div>
    `;
  }

  private failure(message: string): TemplateResult {
    return html`
      <div class="stage-failure" role="alert">
        ${icon('error')}
        <p>The picture could not be shown. ${message}</p>
        <vscode-button secondary @click=${() => this.session.picture.retry()}>Try Again</vscode-button>
      </div>
    `;
  }

  private inspector(snapshot: EditorSnapshot, quote: Quote): TemplateResult {
    const { session, thumbnails } = this;
    const { kind } = session.adjusting;
    if (kind) {
      return html`<aside id="inspector" class="inspector" aria-label="Inspector">${adjustPanel(session, snapshot, kind)}</aside>`;
    }
    const form = session.form(snapshot);
    const bar = {
      session,
      snapshot,
      form,
      quote,
      primary: session.chosen === undefined,
      run: () => this.run(),
      clearMask: () => this.canvas?.apply('clear'),
    };
    return html`
      <aside id="inspector" class="inspector" aria-label="Inspector" @scroll=${(event: Event) => this.onScroll(event)}>
        <section class="request" aria-label="Change">${formView(session, snapshot, form, quote, thumbnails)} ${runBar(bar)}</section>
        <section class="outcome" aria-label="Jobs and results">
          ${resultsView(session, snapshot, thumbnails, (jobId) => void this.useMask(jobId))}
        </section>
      </aside>
    `;
  }

  protected override updated(): void {
    const { session } = this;
    const { snapshot } = session;
    if (snapshot) {
      this.thumbnails.keepOnly(
        new Set([
          ...snapshot.references.map((one) => `reference/${one.id}`),
          ...snapshot.jobs.flatMap((job) => job.variants.map((variant) => `${job.id}/${variant.index}`)),
        ]),
      );
    }
    if (session.picture.shown && !this.restored) {
      this.restored = true;
      void this.restore();
    }
    this.reveal();
    this.holdFocus();
  }

  /** What was focused may be gone with its result: then the focus goes to what is left, never to the top of the page. */
  private holdFocus(): void {
    const { focused } = this;
    if (!focused || document.activeElement !== document.body || !document.hasFocus()) {
      return;
    }
    this.focused = undefined;
    if (focused === 'adjust') {
      this.canvas?.focus({ preventScroll: true });
    } else {
      // Not to the button that runs: the key that cancelled one run would start another.
      const places = ['.outcome .variant[aria-selected="true"]', '.outcome .variant[tabindex="0"]', '.outcome button', 'easel-prompt-area'];
      const place = places.map((one) => this.querySelector<HTMLElement>(one)).find((one) => one !== null);
      place?.focus({ preventScroll: true });
    }
  }

  /** A result that has come is brought into sight, once. */
  private reveal(): void {
    const { chosen } = this.session;
    const key = chosen ? chosen.jobId : '';
    if (key !== this.revealed) {
      this.revealed = key;
      if (key !== '') {
        for (const part of ['.compare', '.variants']) {
          this.querySelector(`.result[data-job="${CSS.escape(key)}"] ${part}`)?.scrollIntoView({ block: 'nearest' });
        }
      }
    }
  }

  private get canvas(): EaselCanvas | null {
    return this.querySelector('easel-canvas');
  }

  private async restore(): Promise<void> {
    const { canvas, session } = this;
    await canvas?.updateComplete;
    canvas?.restore(session.ui.canvas);
    this.readMask();
    const inspector = this.querySelector('.inspector');
    if (inspector) {
      inspector.scrollTop = session.ui.scroll;
    }
    this.requestUpdate();
  }

  private run(): void {
    const { session, canvas } = this;
    const problem = session.snapshot && session.quote(session.snapshot).problem;
    if (problem) {
      session.set({ inspector: true });
      void this.updateComplete.then(() => goTo(problem));
    } else {
      void session.run(session.mask.bounds ? canvas?.code() : undefined);
    }
  }

  /** Enter on the picture applies what is looked at. */
  private applies(event: KeyboardEvent): boolean {
    const isHere = event.target === document.body || (event.target instanceof Node && this.canvas?.contains(event.target) === true);
    const applies = event.key === 'Enter' && !event.repeat && isHere && this.session.adjusting.kind !== undefined;
    if (applies) {
      void this.session.applyAdjust();
    }
    return applies;
  }

  /** To the first field of a panel that has been opened. */
  private async goToPanel(): Promise<void> {
    await this.updateComplete;
    const field = this.querySelector<HTMLInputElement>('.adjust input');
    field?.focus();
    // A number is there to be replaced.
    field?.select();
  }

  private readMask(): void {
    const { canvas } = this;
    if (canvas) {
      this.session.setMask({ bounds: canvas.maskBounds, area: canvas.maskArea, revision: canvas.maskRevision });
      this.keepSoon();
    }
  }

  private readBox(): void {
    const { canvas, session } = this;
    if (canvas && (canvas.boxMode !== session.region.mode || !sameBox(canvas.box, session.region.box))) {
      session.setRegion({ mode: canvas.boxMode, ...(canvas.box ? { box: canvas.box } : {}) });
    }
  }

  private onView(): void {
    this.keepSoon();
    this.requestUpdate();
  }

  private async maskFrom(from: 'alpha' | 'file'): Promise<void> {
    const answer = await this.session.requests.ask('form', 'maskFrom', { from });
    this.load(answer?.mask, nothingFound[from]);
  }

  /** Back to painting, from the mask of an earlier run. */
  private async useMask(jobId: string): Promise<void> {
    const answer = await this.session.requests.ask('results', 'maskOf', { jobId });
    if (answer?.mask !== undefined) {
      this.session.choose(undefined);
      this.load(answer.mask);
    }
  }

  /** @param nothing said of a mask that marks nothing: what is painted stays. */
  private load(mask: string | undefined, nothing?: string): void {
    const { snapshot } = this.session;
    if (mask === undefined || !snapshot) {
      return;
    }
    try {
      if (nothing !== undefined && measureCode(mask, snapshot).area === 0) {
        throw new Error(nothing);
      }
      this.canvas?.load(mask);
      this.readMask();
    } catch (error) {
      this.session.requests.refuse('form', error);
    }
  }

  private keepSoon(): void {
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(this.keepCanvas, keepPause);
  }

  private readonly keepCanvas = (): void => {
    clearTimeout(this.keepTimer);
    if (this.restored && this.canvas) {
      this.session.keep({ canvas: this.canvas.keep() });
    }
  };

  private onScroll(event: Event): void {
    this.session.keep({ scroll: (event.currentTarget as HTMLElement).scrollTop });
  }

  private takeBack(step: 'undo' | 'redo'): boolean {
    const { canvas } = this;
    const isMine = canvas !== null && !canvas.disabled && (step === 'undo' ? canvas.canUndo : canvas.canRedo);
    if (isMine) {
      canvas[step]();
    }
    return isMine;
  }

  private leave(): boolean {
    if (this.session.adjusting.kind) {
      this.session.leaveAdjust();
      return true;
    }
    const isLooking = this.session.chosen !== undefined;
    if (isLooking) {
      this.session.choose(undefined);
    }
    return isLooking;
  }
}

/**
 * The frame that the user holds, or what is sent around the mask; without a mask all is sent, and no frame says so best. What is sent
 * of the user's frame may be larger, and is drawn around it.
 */
function boxOnCanvas(region: Region, mask: MaskFacts, quote: Quote): Rectangle | undefined {
  return region.mode === 'manual' ? region.box : mask.bounds && quote.placement?.box;
}

customElements.define('easel-image-editor', EaselImageEditor);
