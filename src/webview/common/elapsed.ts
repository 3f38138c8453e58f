import { html, LitElement, type TemplateResult } from 'lit';
import { formatElapsed } from './figures';

/** Time since `since`, ticking until `until` is known. Quiet: a screen reader is not told every second. */
export class EaselElapsed extends LitElement {
  static override properties = { since: { type: Number }, until: { type: Number } };

  declare since: number;
  declare until: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.since = 0;
    this.until = undefined;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render(): TemplateResult {
    const elapsed = (this.until ?? Date.now()) - this.since;
    clearTimeout(this.timer);
    if (this.until === undefined && this.isConnected) {
      // To the next full second, so that seconds are neither skipped nor shown twice.
      this.timer = setTimeout(() => this.requestUpdate(), 1000 - (Math.max(0, elapsed) % 1000));
    }
    return html`<span role="timer" aria-label="Time">${formatElapsed(elapsed)}</span>`;
  }
}

customElements.define('easel-elapsed', EaselElapsed);
