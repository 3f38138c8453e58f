import { html, LitElement, type TemplateResult } from 'lit';
import './hexInput';
import type { ColourEvent, WrongColourEvent } from './hexInput';
import { swatch } from './swatch';

/**
 * One colour: out of a row of swatches, or any other as text or from the system's picker. Tells `easel-colour` with `#rrggbb` in lower
 * case, and `easel-colour-wrong` with a typed text that is no colour; the value stays what it was then. Needs `colourField.css`.
 */
export class EaselColourField extends LitElement {
  static override properties = { label: { type: String }, value: { type: String }, colours: { attribute: false } };

  /** Name for screen readers. */
  declare label: string;
  /** `#rrggbb` in lower case. */
  declare value: string;
  /** What the swatches offer, as `#rrggbb`; without any there is only the text field. */
  declare colours: readonly string[];

  constructor() {
    super();
    this.label = 'Colour';
    this.value = '#ffffff';
    this.colours = [];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** On the text field, where any colour can be given. */
  override focus(): void {
    this.querySelector('easel-hex-input')?.focus();
  }

  protected override render(): TemplateResult {
    const colours = [...new Set(this.colours)];
    // One stop of Tab: the chosen swatch, or the first when the colour is another one.
    const stop = colours.includes(this.value) ? this.value : colours[0];
    return html`
      ${
        colours.length === 0
          ? ''
          : html`<div
              class="swatches"
              role="radiogroup"
              aria-label=${this.label}
              @keydown=${(event: KeyboardEvent) => this.onKey(event, colours)}
            >
              ${colours.map((colour) => this.option(colour, colour === stop))}
            </div>`
      }
      <easel-hex-input
        .label=${this.label}
        .value=${this.value}
        @easel-colour=${(event: ColourEvent) => this.forward(event)}
        @easel-colour-wrong=${(event: WrongColourEvent) => this.forward(event)}
      ></easel-hex-input>
    `;
  }

  private option(colour: string, stop: boolean): TemplateResult {
    return html`<button
      class="swatch-button"
      type="button"
      role="radio"
      aria-checked=${colour === this.value ? 'true' : 'false'}
      aria-label=${colour}
      title=${colour}
      data-colour=${colour}
      tabindex=${stop ? '0' : '-1'}
      @click=${() => this.choose(colour)}
    >
      ${swatch(colour, colour === this.value)}
    </button>`;
  }

  /** As in every group of radio buttons: an arrow key goes on and chooses, around the ends. */
  private onKey(event: KeyboardEvent, colours: readonly string[]): void {
    const at = colours.indexOf((event.target as HTMLElement).dataset['colour'] ?? '');
    const rightToLeft = getComputedStyle(this).direction === 'rtl';
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: rightToLeft ? -1 : 1,
      ArrowLeft: rightToLeft ? 1 : -1,
      ArrowDown: 1,
      ArrowUp: -1,
    };
    const step = steps[event.key];
    const next = step === undefined || at < 0 ? undefined : colours.at((at + step) % colours.length);
    if (next !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.querySelector<HTMLElement>(`[data-colour="${next}"]`)?.focus();
      this.choose(next);
    }
  }

  /** A swatch also replaces a text that was no colour. */
  private choose(colour: string): void {
    this.value = colour;
    this.querySelector('easel-hex-input')?.reset(colour);
    this.dispatchEvent(new CustomEvent('easel-colour', { detail: colour }));
  }

  private forward(event: ColourEvent | WrongColourEvent): void {
    if (event.type === 'easel-colour') {
      this.value = event.detail;
    }
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }
}

customElements.define('easel-colour-field', EaselColourField);

declare global {
  interface HTMLElementTagNameMap {
    'easel-colour-field': EaselColourField;
  }
}
