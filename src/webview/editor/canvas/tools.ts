import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../common/icon';
import type { MenuGroup, PickEvent } from '../../common/menu';
import { mostBrush } from './brushTool';
import type { EaselCanvas } from './canvas';
import type { SimpleOperation } from './controls';
import type { Shape } from './shapeTool';
import { toolNames, type ToolName } from './tool';
import { toolIcon } from './toolIcons';

const names: Readonly<Record<ToolName, string>> = {
  brush: 'Brush (B)',
  eraser: 'Eraser (E)',
  shape: 'Shape (U)',
  lasso: 'Lasso (L)',
  similar: 'Similar Colour (I)',
  move: 'Move Mask (V)',
  box: 'Region (C)',
  hand: 'Hand (H)',
};

const shapeNames: Readonly<Record<Shape, string>> = { rectangle: 'Rectangle', ellipse: 'Ellipse', polygon: 'Polygon' };

const operations: readonly MenuGroup[] = [
  {
    title: 'Mask',
    items: [
      { id: 'invert', label: 'Invert', detail: 'Shift+V' },
      { id: 'grow', label: 'Grow…' },
      { id: 'shrink', label: 'Shrink…' },
      { id: 'all', label: 'Select All' },
      { id: 'clear', label: 'Clear' },
    ],
  },
  {
    items: [
      { id: 'alpha', label: 'From Transparency' },
      { id: 'file', label: 'From Image File…' },
    ],
  },
];

const adjustments: readonly MenuGroup[] = [
  {
    title: 'Picture',
    items: [
      { id: 'trim', label: 'Trim…' },
      { id: 'pad', label: 'Add Padding…' },
      { id: 'square', label: 'Make Square…' },
      { id: 'removeBackground', label: 'Remove Background…' },
    ],
  },
];

/** The strip of tools beside the canvas. Tells `adjust` with the kind of a local operation. `mask-from` ({ from: 'alpha' | 'file' }) is told through the canvas: those masks come from the host. */
export class EaselTools extends LitElement {
  static override properties = {
    canvas: { attribute: false },
    resting: { type: Boolean },
    panel: { state: true },
    amount: { state: true },
    current: { state: true },
  };

  declare canvas: EaselCanvas | null | undefined;
  /** Nothing can be painted: only what shows the picture can be used. */
  declare resting: boolean;
  /** What is asked for beside the strip. */
  declare private panel: 'size' | 'grow' | 'shrink' | undefined;
  /** Pixels to grow or shrink by. */
  declare private amount: number;
  /** The button that the tab key comes to. */
  declare private current: string;
  private heard: EaselCanvas | undefined;

  constructor() {
    super();
    this.resting = false;
    this.amount = 4;
    this.current = 'brush';
    this.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) {
        this.panel = undefined;
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listen(undefined);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { canvas } = this;
    if (!canvas) {
      return nothing;
    }
    const sized = this.resting ? undefined : sizeOf(canvas);
    return html`
      <div
        class="tool-strip"
        role="toolbar"
        aria-label="Tools"
        aria-orientation="vertical"
        @keydown=${(event: KeyboardEvent) => this.onKey(event)}
        @click=${(event: MouseEvent) => this.leave(event)}
      >
        ${toolNames.map((name) => this.tool(canvas, name))}
        ${
          sized
            ? html`<button
                class="tool-button tool-size"
                type="button"
                data-id="size"
                title=${sized.title}
                aria-label="${sized.title}: ${sized.value}"
                aria-expanded=${this.panel === 'size'}
                tabindex=${this.tabindex('size')}
                @click=${() => this.open('size')}
              >
                ${sized.value}
              </button>`
            : html`<span class="tool-size tool-none"></span>`
        }
        <span class="tool-rule"></span>
        ${
          this.resting
            ? this.button('mask', 'layers', 'Mask Operations', () => undefined, true)
            : html`<easel-menu
                .label=${'Mask Operations'}
                .icon=${'layers'}
                .groups=${operations}
                @easel-pick=${(event: PickEvent) => this.pick(event.detail)}
              ></easel-menu>`
        }
        ${this.button('undo', 'discard', 'Undo Stroke', () => canvas.undo(), this.resting || !canvas.canUndo)}
        ${this.button('redo', 'redo', 'Redo Stroke', () => canvas.redo(), this.resting || !canvas.canRedo)}
        <span class="tool-rule"></span>
        <easel-menu
          .label=${'Adjust Picture'}
          .icon=${'settings'}
          .groups=${adjustments}
          @easel-pick=${(event: PickEvent) => this.dispatchEvent(new CustomEvent('adjust', { bubbles: true, detail: event.detail }))}
        ></easel-menu>
        <span class="tool-rule"></span>
        ${this.button('in', 'zoom-in', 'Zoom In (+)', () => canvas.zoomTo('+'))}
        ${this.button('out', 'zoom-out', 'Zoom Out (−)', () => canvas.zoomTo('-'))}
        ${this.button('fit', 'screen-full', 'Fit (Ctrl+0)', () => canvas.zoomTo('fit'))}
        <button
          class="tool-button tool-percent"
          type="button"
          data-id="percent"
          title="Real Pixels (Ctrl+1)"
          aria-label="Zoom ${percent(canvas.zoom)}: show real pixels"
          tabindex=${this.tabindex('percent')}
          @click=${() => canvas.zoomTo(1)}
        >
          ${percent(canvas.zoom)}
        </button>
      </div>
      ${this.panel === 'size' && sized ? this.sizePanel(sized) : this.panel === 'grow' || this.panel === 'shrink' ? this.amountPanel(this.panel) : nothing}
    `;
  }

  protected override updated(): void {
    this.listen(this.canvas ?? undefined);
  }

  private tool(canvas: EaselCanvas, name: ToolName): TemplateResult {
    const label = name === 'shape' ? `${shapeNames[canvas.shape]} (U)` : names[name];
    const isCurrent = canvas.tool === name;
    return html`<button
      class="tool-button"
      type="button"
      data-id=${name}
      title=${label}
      aria-label=${label}
      aria-pressed=${isCurrent && !this.resting}
      aria-disabled=${this.resting}
      tabindex=${this.tabindex(name)}
      @click=${() => this.resting || (isCurrent && name === 'shape' ? canvas.nextShape() : canvas.setTool(name))}
    >
      ${toolIcon(name, canvas.shape)}
    </button>`;
  }

  /** A button that cannot be used stays in the order of the arrow keys. */
  private button(id: string, image: string, label: string, onClick: () => void, isOff = false): TemplateResult {
    return html`<button
      class="tool-button"
      type="button"
      data-id=${id}
      title=${label}
      aria-label=${label}
      aria-disabled=${isOff}
      tabindex=${this.tabindex(id)}
      @click=${() => isOff || onClick()}
    >
      ${icon(image)}
    </button>`;
  }

  private sizePanel({ title, value, most, set }: Sized): TemplateResult {
    const change = (event: Event): void => {
      const number = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.valueAsNumber : NaN;
      if (!Number.isNaN(number)) {
        set(number);
      }
    };
    // Small sizes are chosen more finely than large ones.
    const slide = (event: Event): void => {
      if (event.currentTarget instanceof HTMLInputElement) {
        set(Math.round((event.currentTarget.valueAsNumber / 100) ** 2 * most));
      }
    };
    return html`<div class="tool-panel" role="group" aria-label=${title} @keydown=${(event: KeyboardEvent) => this.onPanelKey(event)}>
      <input
        class="tool-slider"
        type="range"
        min="0"
        max="100"
        step="any"
        aria-label=${title}
        .value=${live(String(Math.sqrt(value / most) * 100))}
        @input=${slide}
      />
      <input class="tool-number" type="number" min="0" max=${most} aria-label=${title} .value=${live(String(value))} @change=${change} />
    </div>`;
  }

  private amountPanel(operation: 'grow' | 'shrink'): TemplateResult {
    const label = operation === 'grow' ? 'Grow' : 'Shrink';
    return html`<div
      class="tool-panel"
      role="group"
      aria-label="${label} the mask"
      @keydown=${(event: KeyboardEvent) => this.onPanelKey(event)}
    >
      <input
        class="tool-number"
        type="number"
        min="1"
        max="512"
        aria-label="${label} by pixels"
        .value=${live(String(this.amount))}
        @input=${(event: InputEvent) => this.readAmount(event)}
        @keydown=${(event: KeyboardEvent) => this.onAmountKey(event, operation)}
      />
      <span>px</span>
      <vscode-button @click=${() => this.change(operation)}>${label}</vscode-button>
    </div>`;
  }

  private readAmount(event: InputEvent): void {
    const value = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.valueAsNumber : NaN;
    if (value >= 1) {
      this.amount = Math.min(512, Math.round(value));
    }
  }

  private change(operation: 'grow' | 'shrink'): void {
    this.canvas?.apply(operation, this.amount);
    this.close();
  }

  private pick(id: string): void {
    if (id === 'alpha' || id === 'file') {
      this.canvas?.dispatchEvent(new CustomEvent('mask-from', { bubbles: true, detail: { from: id } }));
    } else if (id === 'grow' || id === 'shrink') {
      this.open(id);
    } else {
      this.canvas?.apply(id as SimpleOperation);
    }
  }

  private open(panel: 'size' | 'grow' | 'shrink'): void {
    this.panel = this.panel === panel ? undefined : panel;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.tool-number')?.select());
  }

  private close(): void {
    const from = this.panel === 'size' ? '[data-id="size"]' : 'easel-menu > button';
    this.panel = undefined;
    this.querySelector<HTMLElement>(from)?.focus();
  }

  private onAmountKey(event: KeyboardEvent, operation: 'grow' | 'shrink'): void {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      // Else the button that gets the focus would be pressed by the same key.
      event.preventDefault();
      this.change(operation);
    }
  }

  private onPanelKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.close();
      event.stopPropagation();
    }
  }

  /** After a press with the pointer the keys belong to the canvas again: Space moves the picture. */
  private leave(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('.tool-button') : null;
    if (event.detail > 0 && button && button.dataset['id'] !== 'size') {
      this.canvas?.focus({ preventScroll: true });
    }
  }

  private tabindex(id: string): number {
    return id === this.current ? 0 : -1;
  }

  private onKey(event: KeyboardEvent): void {
    const buttons = [...this.querySelectorAll<HTMLElement>('.tool-strip > button, .tool-strip > easel-menu > button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : step === undefined ? undefined : at + step;
    const isMenu = event.target instanceof Element && event.target.closest('.menu') !== null;
    if (target === undefined || at < 0 || isMenu || event.defaultPrevented) {
      return;
    }
    const button = buttons[(target + buttons.length) % buttons.length];
    this.current = button?.dataset['id'] ?? this.current;
    button?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  private listen(canvas: EaselCanvas | undefined): void {
    if (canvas === this.heard) {
      return;
    }
    for (const name of ['tool-change', 'view-change', 'mask-change']) {
      this.heard?.removeEventListener(name, this.onChange);
      canvas?.addEventListener(name, this.onChange);
    }
    this.heard = canvas;
    this.requestUpdate();
  }

  private readonly onChange = (): void => this.requestUpdate();
}

interface Sized {
  readonly title: string;
  readonly value: number;
  readonly most: number;
  readonly set: (value: number) => void;
}

function sizeOf(canvas: EaselCanvas): Sized | undefined {
  switch (canvas.tool) {
    case 'brush':
      return { title: 'Brush Size ([ and ])', value: canvas.brushSize, most: mostBrush, set: (size) => (canvas.brushSize = size) };
    case 'eraser':
      return { title: 'Eraser Size ([ and ])', value: canvas.eraserSize, most: mostBrush, set: (size) => (canvas.eraserSize = size) };
    case 'similar':
      return { title: 'Tolerance ([ and ])', value: canvas.tolerance, most: 255, set: (tolerance) => (canvas.tolerance = tolerance) };
    default:
      return undefined;
  }
}

function percent(zoom: number): string {
  const value = zoom * 100;
  return value >= 1000 ? `${Math.round(value)}%` : `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}

customElements.define('easel-tools', EaselTools);

declare global {
  interface HTMLElementTagNameMap {
    'easel-tools': EaselTools;
  }
}
