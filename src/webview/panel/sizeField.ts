import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { formatSize, parseSize, type Size } from '../../core/sizes';
import type { PickEvent } from '../common/menu';
import { presetMenu } from './presets';
import type { EaselTextField } from './textField';

/** `size` is undefined while the text is none. */
export type SizeEvent = CustomEvent<{ readonly text: string; readonly size: Size | undefined }>;

/** A size as text, in every form that a person types, or picked from the presets. */
export class EaselSizeField extends LitElement {
  static override properties = {
    size: {
      attribute: false,
      hasChanged: (next: Size, last: Size | undefined): boolean => next.width !== last?.width || next.height !== last.height,
    },
    invalid: { type: Boolean },
    text: { state: true },
  };

  declare size: Size;
  /** The size cannot be made, though it is one. */
  declare invalid: boolean;
  declare private text: string;

  constructor() {
    super();
    this.size = { width: 1024, height: 1024 };
    this.invalid = false;
    this.text = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** A size that comes from elsewhere replaces the text; `16:9 1200` stays while it is being typed, because it is that size. */
  protected override willUpdate(changed: PropertyValues): void {
    const typed = parseSize(this.text);
    if (changed.has('size') && (typed?.width !== this.size.width || typed.height !== this.size.height)) {
      this.text = formatSize(this.size);
    }
  }

  override focus(): void {
    this.querySelector('easel-text-field')?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <easel-text-field
        .label=${'Size in pixels, width x height'}
        .value=${this.text}
        ?invalid=${this.invalid || parseSize(this.text) === undefined}
        autocomplete="off"
        @input=${(event: Event) => this.type((event.currentTarget as EaselTextField).value)}
        @change=${() => this.settle()}
        @keydown=${(event: KeyboardEvent) => this.onKey(event)}
      >
        <easel-menu
          slot="content-after"
          label="Size presets"
          .groups=${presetMenu}
          @input=${(event: Event) => event.stopPropagation()}
          @easel-pick=${(event: PickEvent) => this.type(event.detail)}
        ></easel-menu>
      </easel-text-field>
    `;
  }

  private type(text: string): void {
    this.text = text;
    this.dispatchEvent(new CustomEvent('easel-size', { detail: { text, size: parseSize(text) } }));
  }

  /** Leaving the field shows what was understood. */
  private settle(): void {
    const size = parseSize(this.text);
    if (size) {
      this.text = formatSize(size);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const inText = event.target === event.currentTarget;
    if (inText && event.key === 'ArrowDown') {
      event.preventDefault();
      void this.querySelector('easel-menu')?.show();
    } else if (inText && event.key === 'Enter') {
      this.settle();
    }
  }
}

customElements.define('easel-size-field', EaselSizeField);
