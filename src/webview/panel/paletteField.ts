import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ColourEvent } from '../common/hexInput';
import { iconButton } from '../common/icon';
import { swatch } from '../common/swatch';

/** Told as `easel-palette` with all chosen colours. */
export type PaletteEvent = CustomEvent<readonly string[]>;

/** As many as an order holds. */
const most = 6;

/** The colours that an icon is drawn in: none, or up to six of the project's and of one's own. */
export class EaselPaletteField extends LitElement {
  static override properties = {
    chosen: { attribute: false },
    colours: { attribute: false },
    added: { state: true },
    current: { state: true },
  };

  /** As `#rrggbb` in lower case, in the order in which they were chosen. */
  declare chosen: readonly string[];
  /** The project's. */
  declare colours: readonly string[];
  /** One's own: they stay to be chosen again while the page is open. */
  declare private added: readonly string[];
  /** The one swatch that Tab leads to. */
  declare private current: string;

  constructor() {
    super();
    this.chosen = [];
    this.colours = [];
    this.added = [];
    this.current = '';
    this.addEventListener('focusin', ({ target }) => (this.current = colourOf(target) ?? this.current));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const kept = this.chosen.filter((colour) => !this.offered().includes(colour));
    this.added = kept.length > 0 ? [...this.added, ...kept] : this.added;
  }

  /** Adds what stands in the field, if it is a colour. */
  commit(): void {
    const { typed } = this.input ?? {};
    if (typed !== undefined) {
      this.add(typed);
    }
  }

  protected override render(): TemplateResult {
    const offered = this.offered();
    const stop = offered.includes(this.current) ? this.current : offered[0];
    const full = this.chosen.length >= most;
    return html`
      <div class="field palette" role="group" aria-label="Draw in">
        <div class="palette-label">
          <span aria-hidden="true">Draw in</span>
          <span class="note" role="status">${this.chosen.length === 0 ? 'the model chooses' : `${this.chosen.length} of ${most}`}</span>
        </div>
        <div class="palette-row">
          ${
            offered.length === 0
              ? nothing
              : html`<div class="swatches" role="group" aria-label="Colours" @keydown=${(event: KeyboardEvent) => this.onKey(event)}>
                  ${offered.map((colour) => this.option(colour, colour === stop, full))}
                </div>`
          }
          ${full ? nothing : this.adder()}
        </div>
      </div>
    `;
  }

  private option(colour: string, stop: boolean, full: boolean): TemplateResult {
    const isChosen = this.chosen.includes(colour);
    return html`<button
      class="swatch-button"
      type="button"
      role="checkbox"
      aria-checked=${isChosen ? 'true' : 'false'}
      aria-disabled=${full && !isChosen ? 'true' : nothing}
      aria-label=${colour}
      title=${full && !isChosen ? `${colour}: at most ${most} colours` : colour}
      data-colour=${colour}
      tabindex=${stop ? '0' : '-1'}
      @click=${() => this.toggle(colour)}
    >
      ${swatch(colour, isChosen)}
    </button>`;
  }

  private adder(): TemplateResult {
    return html`<div class="adder">
      <easel-hex-input .label=${'Other colour'} @easel-colour-done=${({ detail }: ColourEvent) => this.add(detail)}></easel-hex-input>
      ${iconButton({ icon: 'add', label: 'Add Colour', onClick: () => this.commit() })}
    </div>`;
  }

  private get input() {
    return this.querySelector('easel-hex-input');
  }

  private offered(): string[] {
    return [...new Set([...this.colours, ...this.added])];
  }

  private toggle(colour: string): void {
    if (this.chosen.includes(colour)) {
      this.tell(this.chosen.filter((one) => one !== colour));
    } else if (this.chosen.length < most) {
      this.tell([...this.chosen, colour]);
    }
  }

  private add(colour: string): void {
    this.input?.reset('');
    if (this.chosen.includes(colour) || this.chosen.length >= most) {
      return;
    }
    const leaves = this.chosen.length === most - 1 && this.querySelector('.adder')?.contains(document.activeElement) === true;
    this.tell([...this.chosen, colour]);
    if (leaves) {
      // The field goes with the last colour that there was room for.
      void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-colour="${colour}"]`)?.focus());
    }
  }

  private tell(chosen: readonly string[]): void {
    this.chosen = chosen;
    this.dispatchEvent(new CustomEvent('easel-palette', { detail: chosen }));
  }

  private onKey(event: KeyboardEvent): void {
    const swatches = [...this.querySelectorAll<HTMLElement>('.swatch-button')];
    const at = swatches.findIndex((one) => one === event.target);
    const onward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + onward,
      ArrowLeft: at - onward,
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: swatches.length - 1,
    };
    const to = swatches[moves[event.key] ?? -1];
    if (to && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      to.focus();
    }
  }
}

function colourOf(target: EventTarget | null): string | undefined {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-colour]')?.dataset['colour'] : undefined;
}

customElements.define('easel-palette-field', EaselPaletteField);
