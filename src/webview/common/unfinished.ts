import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

/**
 * An unfinished picture of a live run. Every snapshot brings its bytes anew, so only other bytes make another address, and the picture
 * does not flicker.
 */
export class EaselUnfinished extends LitElement {
  static override properties = { picture: { attribute: false, hasChanged: areOther }, of: { attribute: false } };

  /** A small WebP. */
  declare picture: Uint8Array | undefined;
  /** What is drawn, in a few words: several can be at once. */
  declare of: string;
  private address: string | undefined;

  constructor() {
    super();
    this.picture = undefined;
    this.of = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.address === undefined) {
      // Moved in the page: what was given back on leaving is made again.
      this.makeAddress();
      this.requestUpdate();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.giveBack();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('picture')) {
      this.makeAddress();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.address === undefined
      ? nothing
      : html`<figure class="unfinished">
          <img src=${this.address} alt="Unfinished picture of ${this.of}" decoding="sync" draggable="false" />
          <figcaption>Preview, not finished</figcaption>
        </figure>`;
  }

  private makeAddress(): void {
    this.giveBack();
    if (this.picture) {
      this.address = URL.createObjectURL(new Blob([new Uint8Array(this.picture)], { type: 'image/webp' }));
    }
  }

  private giveBack(): void {
    if (this.address !== undefined) {
      URL.revokeObjectURL(this.address);
      this.address = undefined;
    }
  }
}

function areOther(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one?.length !== other?.length || (one !== undefined && one.some((byte, index) => byte !== other?.[index]));
}

customElements.define('easel-unfinished', EaselUnfinished);
