import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Rectangle } from '../../../core/sizes';
import type { Adjusted } from './adjustment';
import { compareView, drawLegend, originalHint, type Overlay } from './comparison';
import { CanvasControls } from './controls';
import { arrow, enter } from './keyboardCursor';
import { keptPainting, readCanvasState, type CanvasState } from './kept';
import { Workbench, type Shown } from './workbench';

const instructions =
  'Arrow keys move the cursor, with Shift by ten pixels. Enter paints with the brush or sets a corner. B brush, E eraser, U shape, ' +
  'L lasso, I similar colour, V move the mask, C region, H hand, Q last tool. Brackets change the size. Shift V inverts. Escape cancels.';

/** Below this height in pixels the slider's grip stands under the result. */
const shortSlider = 72;

/**
 * The picture, the mask over it, and the tools that paint it. Tells `mask-change`, `view-change`, `tool-change`, `box-change` ({ box }),
 * `compare-change` ({ compare }) and `pointer-info` ({ x, y } in whole pixels of the picture, or nothing); all bubble.
 */
export class EaselCanvas extends CanvasControls implements Shown {
  static override properties = {
    picture: { attribute: false },
    overlay: { attribute: false },
    adjusted: { attribute: false },
    compare: { attribute: false },
    edge: { attribute: false },
    feather: { attribute: false },
    boxMode: { attribute: false },
    box: { attribute: false },
    sentBox: { attribute: false },
    runBox: { attribute: false },
    disabled: { type: Boolean },
    spoken: { state: true },
  };

  /** Upright and whole. */
  declare picture: ImageBitmap | undefined;
  /** Takes the place of its box while it is shown. */
  declare overlay: Overlay | undefined;
  /** What an operation would make of the picture; it is drawn over it and what it cuts off steps back. */
  declare adjusted: Adjusted | undefined;
  declare edge: 'exact' | 'soft';
  /** In pixels of the picture; a soft edge shows its halo. */
  declare feather: number;
  declare boxMode: 'auto' | 'whole' | 'manual';
  /** What will be sent; without one the mask with its surroundings is shown. In `manual` the user's box. */
  declare box: Rectangle | undefined;
  /** What becomes of the user's box when it is sent. */
  declare sentBox: Rectangle | undefined;
  /** What was sent for the result that is compared. */
  declare runBox: Rectangle | undefined;
  /** Nothing can be painted, and the mask is out of sight. */
  declare disabled: boolean;
  declare private spoken: string;
  private speech: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.compare = 'none';
    this.edge = 'exact';
    this.feather = 0;
    this.boxMode = 'auto';
    this.disabled = false;
    this.spoken = '';
    this.addEventListener('view-change', () => this.placeSlider());
    this.addEventListener('pointer-info', () => this.speak());
  }

  /** Everything of it that should survive a reload; JSON. */
  keep(): unknown {
    const { workbench } = this;
    if (!workbench) {
      return this.pending;
    }
    const { toolbox, painting, image } = workbench;
    const state: CanvasState = {
      version: 1,
      painting: image ? keptPainting(painting.keep(), () => this.code()) : this.pending?.painting,
      tool: this.tool,
      shape: this.shape,
      brushSize: toolbox.isSized ? this.brushSize : undefined,
      eraserSize: toolbox.isSized ? this.eraserSize : undefined,
      tolerance: this.tolerance,
      view: workbench.stage.keep(),
    };
    return state;
  }

  /** Takes what `keep` gave; a painting of a picture of another size is left out, and damaged state is forgotten. */
  restore(state: unknown): void {
    this.pending = readCanvasState(state);
    if (this.workbench) {
      this.unpack(this.workbench);
    }
  }

  // What keys do; see keys.ts.

  /** Space moves the picture, and while comparing or adjusting shows the original; Alt shows it whenever there is a result. */
  hold(key: 'space' | 'alt'): boolean {
    const { workbench } = this;
    if (!workbench) {
      return false;
    }
    if (this.adjusted || (workbench.comparison.result && (key === 'alt' || this.compare !== 'none'))) {
      this.setOriginal(true);
      return true;
    }
    if (key === 'space') {
      workbench.panning = true;
      workbench.point(workbench.cursor);
      return true;
    }
    // Alone it would open the menu bar after the brush was sized with it.
    return workbench.cursor !== undefined;
  }

  enter(event: KeyboardEvent): boolean {
    return this.workbench !== undefined && enter(this.workbench, event);
  }

  arrow(dx: number, dy: number, event: KeyboardEvent): boolean {
    return this.workbench !== undefined && arrow(this.workbench, dx, dy, event);
  }

  backspace(): boolean {
    return this.workbench?.tool?.backspace?.() ?? false;
  }

  /** Cancels the innermost: a stroke, a shape, a comparison, the keyboard's cursor. @returns whether there was one. */
  escape(): boolean {
    const { workbench } = this;
    if (!workbench) {
      return false;
    }
    if (workbench.pointers.cancel() || workbench.tool?.escape?.() || this.endComparison()) {
      return true;
    }
    const hadCursor = workbench.cursor?.keyboard === true;
    if (hadCursor) {
      workbench.point(undefined);
    }
    return hadCursor;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keyup', this.onRelease);
    window.addEventListener('blur', this.onRelease);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keyup', this.onRelease);
    window.removeEventListener('blur', this.onRelease);
    clearTimeout(this.speech);
  }

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('.canvas-surface')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const comparing = this.overlay ? this.compare : 'none';
    return html`
      <div
        class="canvas-surface"
        tabindex="0"
        role="application"
        aria-roledescription="image canvas"
        aria-label="Picture and mask"
        aria-describedby="easel-canvas-keys"
      >
        <canvas class="canvas-picture"></canvas><canvas class="canvas-mask"></canvas><canvas class="canvas-guides"></canvas>
      </div>
      ${compareView(
        comparing,
        this.workbench?.comparison.split ?? 0.5,
        (split) => this.setSplit(split),
        (event) => this.dragSplit(event),
      )}
      ${this.adjusted ? originalHint() : nothing}
      <p id="easel-canvas-keys" hidden>${instructions}</p>
      <div class="visually-hidden" role="status" aria-live="polite">${this.spoken || nothing}</div>
    `;
  }

  protected override firstUpdated(): void {
    const part = (name: string): HTMLCanvasElement =>
      this.querySelector<HTMLCanvasElement>(`.canvas-${name}`) ?? document.createElement('canvas');
    const surface = this.querySelector<HTMLElement>('.canvas-surface');
    if (surface) {
      this.workbench = new Workbench(
        { surface, picture: part('picture'), mask: part('mask'), guides: part('guides') },
        this,
        (name, detail) => this.tell(name, detail),
      );
      this.unpack(this.workbench);
    }
  }

  protected override updated(changed: PropertyValues): void {
    const { workbench } = this;
    if (!workbench) {
      return;
    }
    if (changed.has('picture') && this.picture) {
      workbench.showPicture(this.picture, this.pending?.painting);
      this.pending = undefined;
    }
    if (changed.has('overlay')) {
      workbench.comparison.show(this.overlay);
      workbench.showResult();
    }
    if (changed.has('adjusted')) {
      this.setOriginal(false);
      workbench.showAdjusted(this.adjusted);
    }
    if (['overlay', 'compare', 'edge', 'feather', 'picture', 'disabled'].some((name) => changed.has(name))) {
      workbench.showMask(this.edge === 'soft' ? Math.round(this.feather) : 0);
    }
    if (changed.has('compare') || changed.has('overlay')) {
      this.setOriginal(false);
      drawLegend(this);
      this.placeSlider();
    }
    workbench.point(workbench.cursor, true);
  }

  /** What was kept, as far as it does not wait for the picture. */
  private unpack(workbench: Workbench): void {
    const { pending } = this;
    if (!pending) {
      return;
    }
    workbench.toolbox.restore(pending);
    if (pending.view) {
      workbench.stage.restore(pending.view.scale, pending.view.centre);
    }
    if (this.picture && workbench.image) {
      workbench.showPicture(this.picture, pending.painting);
      this.pending = undefined;
    }
  }

  private setSplit(split: number): void {
    if (this.workbench) {
      this.workbench.comparison.split = split;
      this.workbench.stage.redraw('picture');
      this.placeSlider();
      this.requestUpdate();
    }
  }

  private dragSplit(event: PointerEvent): void {
    const { workbench } = this;
    if (workbench) {
      const { left, width } = workbench.comparison.extent(workbench.view, workbench.stage.viewport);
      this.setSplit(width > 0 ? Math.min(1, Math.max(0, (workbench.stage.at(event).x - left) / width)) : 0.5);
    }
  }

  private placeSlider(): void {
    const slider = this.querySelector<HTMLElement>('.compare-slider');
    if (slider && this.workbench) {
      const { comparison, view, stage, ratio } = this.workbench;
      const { top, height } = comparison.extent(view, stage.viewport);
      slider.style.left = `${comparison.splitAt(view, stage.viewport) / ratio}px`;
      slider.style.top = `${top / ratio}px`;
      slider.style.height = `${height / ratio}px`;
      slider.classList.toggle('short', height / ratio < shortSlider);
    }
  }

  /** Tells where the keyboard's cursor came to rest. */
  private speak(): void {
    clearTimeout(this.speech);
    const { cursor, painting } = this.workbench ?? {};
    if (cursor?.keyboard && painting) {
      const [x, y] = [Math.floor(cursor.at.x), Math.floor(cursor.at.y)];
      const painted = painting.mask.data[y * painting.mask.width + x] === 255 ? ', painted' : '';
      this.speech = setTimeout(() => (this.spoken = `${x}, ${y}${painted}`), 300);
    }
  }

  private readonly onRelease = (event: Event): void => {
    const { workbench } = this;
    const key = event instanceof KeyboardEvent ? event.key : undefined;
    if (workbench && (key === undefined || key === ' ')) {
      workbench.panning = false;
      workbench.point(workbench.cursor);
    }
    if (key === undefined || key === ' ' || key === 'Alt') {
      this.setOriginal(false);
    }
  };
}

customElements.define('easel-canvas', EaselCanvas);

declare global {
  interface HTMLElementTagNameMap {
    'easel-canvas': EaselCanvas;
  }
}
