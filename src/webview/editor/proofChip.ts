import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { EditorSnapshot } from '../../protocol/imageEditor';
import { icon } from '../common/icon';
import { proofRows } from './proofRows';
import { noteTexts, proofLine } from './reportWords';

/** What was measured of the edit that made the present picture: one line, and the figures on a click. */
export class EaselProofChip extends LitElement {
  static override properties = { snapshot: { attribute: false }, open: { state: true } };

  declare snapshot: EditorSnapshot | undefined;
  declare private open: boolean;

  constructor() {
    super();
    this.snapshot = undefined;
    this.open = false;
    this.addEventListener('keydown', (event) => this.onKey(event));
    this.addEventListener('focusout', (event) => {
      if (this.open && !(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) {
        this.open = false;
      }
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    const text = snapshot && proofLine(snapshot);
    if (!snapshot?.proof || text === undefined) {
      return nothing;
    }
    const { report, state } = snapshot.proof;
    const symbol = report.changedOutside > 0 ? 'warning' : state === 'saved' ? 'verified-filled' : 'verified';
    return html`
      <button
        class="proof"
        type="button"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-haspopup="dialog"
        title=${text}
        aria-label=${text}
        @click=${() => this.toggle()}
      >
        ${icon(symbol)}<span>${text}</span>
      </button>
      ${this.open ? this.figures(snapshot) : nothing}
    `;
  }

  private figures(snapshot: EditorSnapshot): TemplateResult {
    return html`
      <div class="proof-figures" role="dialog" aria-label="Figures of the last edit" tabindex="-1">
        <dl>
          ${proofRows(snapshot).map(
            ({ term, value }) =>
              html`<dt>${term}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        ${(snapshot.proof?.report.notes ?? []).map((note) => html`<p class="note">${noteTexts[note]}</p>`)}
      </div>
    `;
  }

  private toggle(): void {
    this.open = !this.open;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.proof-figures')?.focus());
  }

  private onKey(event: KeyboardEvent): void {
    if (this.open && event.key === 'Escape') {
      event.stopPropagation();
      this.querySelector<HTMLElement>('.proof')?.focus();
      this.open = false;
    }
  }
}

customElements.define('easel-proof-chip', EaselProofChip);
