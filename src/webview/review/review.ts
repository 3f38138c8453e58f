import type { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/vscode-button.js';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ReviewSnapshot } from '../../protocol/review';
import { outside } from '../common/vscodeApi';
import { emptyView } from './emptyView';
import { choicesView, factsView, filtered } from './headView';
import type { Problem } from './quote';
import { runBar } from './runBar';
import { ReviewSession } from './session';
import { summaryView } from './summaryView';
import { tableView } from './tableView';

/** The whole page. It draws what the session knows, and keeps scroll and focus where the user left them. */
export class EaselReview extends LitElement {
  private readonly session = new ReviewSession(outside(), () => this.requestUpdate());
  private scrollTimer: ReturnType<typeof setTimeout> | undefined;
  /** Part of the page that had the focus when it was last looked. */
  private focusIn: 'bar' | 'table' | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // In the capture phase: a select would take Enter for itself.
    document.addEventListener('keydown', this.onKey, { capture: true });
    document.addEventListener('scroll', this.onScroll, { passive: true });
    this.addEventListener('focusin', (event) => {
      const target = event.target instanceof Element ? event.target : null;
      this.focusIn = target?.closest('.run-bar, .empty') ? 'bar' : target?.closest('table') ? 'table' : undefined;
    });
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey, { capture: true });
    document.removeEventListener('scroll', this.onScroll);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.session;
    return html`
      <main aria-label="Replace placeholders">${snapshot ? this.page(snapshot) : nothing}</main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.session.announcement}</div>
    `;
  }

  /** What was focused may be gone with its phase: then the focus goes to the button that has taken its place, never to the top. */
  protected override updated(): void {
    if (this.focusIn && document.activeElement === document.body && document.hasFocus()) {
      const button = this.querySelector<VscodeButton>('.run-bar vscode-button, .empty vscode-button');
      // A new button takes the focus only once it has drawn itself.
      void button?.updateComplete.then(() => button.focus({ preventScroll: true }));
    }
  }

  private page(snapshot: ReviewSnapshot): TemplateResult {
    const { session } = this;
    if (snapshot.phase === 'scanning' || snapshot.rows.length === 0) {
      return emptyView(session, snapshot);
    }
    const lines = session.lines(snapshot);
    const quote = session.quote(snapshot);
    const filter = session.filter(snapshot);
    const shown = filtered(lines, filter);
    const visible = new Set(shown);
    return html`
      <header class="head">
        ${factsView(session, snapshot)} ${snapshot.phase === 'done' && snapshot.summary ? summaryView(snapshot.summary) : nothing}
        ${choicesView(session, snapshot, lines)}
      </header>
      <div class="body">${tableView(session, shown, filter)}</div>
      ${runBar({
        session,
        snapshot,
        quote,
        hidden: quote.picked.filter((line) => !visible.has(line)).length,
        goTo: (problem) => void this.goTo(problem),
      })}
    `;
  }

  private async begin(): Promise<void> {
    const scroll = this.session.scroll;
    await this.session.start();
    await this.updateComplete;
    window.scrollTo({ top: scroll, behavior: 'instant' });
  }

  /** Puts the focus where the problem can be solved. */
  private async goTo({ at, first }: Problem): Promise<void> {
    if (first && !this.querySelector(rowSelector(first.id))) {
      this.session.setFilter('');
      await this.updateComplete;
    }
    const field = first?.field === 'size' ? '.size input' : '.prompt textarea';
    const places = {
      blocked: '.run-bar vscode-button',
      nothing: '.tick-box',
      key: '#reason .link',
      rows: first ? `${rowSelector(first.id)} ${field}` : '.tick-box',
    } as const;
    // A size that is too large stands in the code: there is no field for it.
    const target =
      this.querySelector<HTMLElement>(places[at]) ?? (first && this.querySelector<HTMLElement>(`${rowSelector(first.id)} .tick-box`));
    target?.focus();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { snapshot } = this.session;
    if (!snapshot || event.repeat || snapshot.phase === 'scanning' || snapshot.phase === 'running') {
      return;
    }
    const { problem } = this.session.quote(snapshot);
    if (problem) {
      void this.goTo(problem);
    } else {
      void this.session.run();
    }
  };

  private readonly onScroll = (): void => {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = setTimeout(() => (this.session.scroll = window.scrollY), 100);
  };
}

function rowSelector(id: string): string {
  return `[data-row="${CSS.escape(id)}"]`;
}

customElements.define('easel-review', EaselReview);
