import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon';
import { mayBecomeHex, parseHex } from './hexText';

/** A colour as `#rrggbb` in lower case. */
export type ColourEvent = CustomEvent<string>;
/** What stands in the field while it is no colour. */
export type WrongColourEvent = CustomEvent<string>;

/**
 * A colour as text, beside a well that opens the system's own picker. Tells `easel-colour` with every colour that is typed or picked,
 * `easel-colour-done` when that is over, and `easel-colour-wrong` with a text that is none.
 */
export class EaselHexInput extends LitElement {
  static override properties = {
    label: { type: String },
    value: { type: String },
    text: { state: true },
    settled: { state: true },
  };

  /** Name for screen readers. */
  declare label: string;
  /** `#rrggbb`, or empty. */
  declare value: string;
  declare private text: string;
  /** A half-typed colour is not yet a mistake; one that was left is. */
  declare private settled: boolean;

  constructor() {
    super();
    this.label = 'Colour';
    this.value = '';
    this.text = '';
    this.settled = true;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** A colour that comes from elsewhere replaces the text; `#18c` stays while it is being typed, because it is that colour. */
  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') && parseHex(this.text) !== this.value) {
      this.text = this.value;
    }
  }

  override focus(): void {
    this.querySelector<HTMLInputElement>('.hex-text')?.focus();
  }

  /** The colour that stands in the field, if it is one. */
  get typed(): string | undefined {
    return parseHex(this.text);
  }

  /** Shows this colour, or nothing, whatever was typed. */
  reset(colour: string): void {
    this.text = colour;
    this.settled = true;
  }

  protected override render(): TemplateResult {
    const wrong = this.text !== '' && parseHex(this.text) === undefined && (this.settled || !mayBecomeHex(this.text));
    return html`
      <span class="hex-input ${wrong ? 'wrong' : ''} ${this.text === '' ? 'empty' : ''}">
        ${icon('symbol-color')}
        <input
          class="hex-well"
          type="color"
          aria-label="${this.label}, pick"
          title="Pick a colour"
          .value=${live(parseHex(this.text) ?? (this.value === '' ? '#808080' : this.value))}
          @input=${(event: Event) => this.pick(event)}
          @change=${(event: Event) => this.pick(event)}
        />
        <input
          class="hex-text"
          type="text"
          aria-label="${this.label}, hex"
          aria-invalid=${wrong ? 'true' : 'false'}
          title="A hex colour such as #1188cc or #18c"
          placeholder="#rrggbb"
          maxlength="24"
          autocomplete="off"
          spellcheck="false"
          dir="ltr"
          .value=${live(this.text)}
          @input=${(event: Event) => this.type(event)}
          @change=${(event: Event) => this.settle(event)}
          @keydown=${(event: KeyboardEvent) => this.onKey(event)}
        />
      </span>
    `;
  }

  private pick(event: Event): void {
    event.stopPropagation();
    this.text = (event.currentTarget as HTMLInputElement).value.toLowerCase();
    this.settled = true;
    this.tell(event.type === 'change');
  }

  private type(event: Event): void {
    event.stopPropagation();
    this.text = (event.currentTarget as HTMLInputElement).value;
    this.settled = false;
    this.tell(false);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      // The focus may move on in answer to it; what has it then must not take the key for its own.
      event.preventDefault();
      this.settle(event);
    }
  }

  /** Leaving the field shows what was understood; nothing at all means the colour that was there. */
  private settle(event: Event): void {
    event.stopPropagation();
    this.settled = true;
    this.text = parseHex(this.text) ?? (this.text.trim() === '' ? this.value : this.text);
    this.tell(true);
  }

  private tell(settled: boolean): void {
    const colour = parseHex(this.text);
    this.dispatchEvent(
      colour === undefined
        ? new CustomEvent('easel-colour-wrong', { detail: this.text })
        : new CustomEvent('easel-colour', { detail: colour }),
    );
    if (settled && colour !== undefined) {
      this.dispatchEvent(new CustomEvent('easel-colour-done', { detail: colour }));
    }
  }
}

customElements.define('easel-hex-input', EaselHexInput);

declare global {
  interface HTMLElementTagNameMap {
    'easel-hex-input': EaselHexInput;
  }
}
