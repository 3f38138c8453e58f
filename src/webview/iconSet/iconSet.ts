import { html, LitElement, type TemplateResult } from 'lit';
import type { IconSetSnapshot } from '../../protocol/iconSet';
import { icon, linkButton } from '../common/icon';
import { outside } from '../common/vscodeApi';
import { changesView, snippetView } from './changesView';
import { filesView } from './filesView';
import { headView } from './headView';
import { lookView } from './lookView';
import type { Problem } from './order';
import { previewsView } from './previewsView';
import { runBar } from './runBar';
import { IconSetSession } from './session';
import { setsView } from './setsView';
import { svgView } from './svgView';

/** The whole page. It draws what the session knows, and keeps scroll and focus where the user left them. */
export class EaselIconSet extends LitElement {
  private readonly session = new IconSetSession(outside(), () => this.requestUpdate());
  private scrollTimer: ReturnType<typeof setTimeout> | undefined;
  private density = devicePixelRatio;
  /** Part of the page that had the focus when it was last looked. */
  private focusIn: Element | null = null;
  /** The bar covers what lies under it, so other parts have to know how high it is. */
  private readonly barSize = new ResizeObserver(([entry]) => {
    const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
    document.documentElement.style.setProperty('--easel-bar-height', `${Math.ceil(height)}px`);
  });

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // In the capture phase: a select would take Enter for itself.
    document.addEventListener('keydown', this.onKey, { capture: true });
    document.addEventListener('scroll', this.onScroll, { passive: true });
    window.addEventListener('resize', this.onResize);
    this.addEventListener('focusin', (event) => {
      this.focusIn = event.target instanceof Element ? event.target.closest('[data-region]') : null;
    });
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey, { capture: true });
    document.removeEventListener('scroll', this.onScroll);
    window.removeEventListener('resize', this.onResize);
    this.barSize.disconnect();
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.session;
    return html`
      <main aria-label="Export icon set">${snapshot ? this.page(snapshot) : this.opening()}</main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.session.announcement}</div>
    `;
  }

  protected override updated(): void {
    const bar = this.querySelector('.run-bar');
    if (bar) {
      this.barSize.observe(bar);
    }
    this.keepFocus();
  }

  private opening(): TemplateResult {
    const { refusal } = this.session;
    return refusal === undefined
      ? html`<p class="opening note loading">
          <span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>Looking at the picture…
        </p>`
      : html`<p class="opening refusal" role="alert">
          ${icon('error')}<span>${refusal} ${linkButton('Try Again', () => void this.session.start())}</span>
        </p>`;
  }

  private page(snapshot: IconSetSnapshot): TemplateResult {
    const { session } = this;
    const form = session.form(snapshot);
    return html`
      <div class="columns">
        <div class="form-column">
          ${headView(session, snapshot)}
          <div class="form" ?inert=${snapshot.phase === 'writing'}>
            ${setsView(session, snapshot, form)} ${lookView(session, snapshot, form)}
          </div>
        </div>
        <div class="result-column">
          ${previewsView(session, snapshot, form)} ${svgView(session, snapshot)} ${changesView(session, snapshot, form)}
          ${filesView(session, snapshot, form)} ${snippetView(session, snapshot, form)}
        </div>
      </div>
      ${runBar({ session, snapshot, form, order: session.order(snapshot), goTo: (problem) => this.goTo(problem) })}
    `;
  }

  private async begin(): Promise<void> {
    const { scroll } = this.session;
    await this.session.start();
    await this.updateComplete;
    window.scrollTo({ top: scroll, behavior: 'instant' });
  }

  /** What was focused may be gone, or out of reach while files are written: then the focus goes to what is next to it, never to the top. */
  private keepFocus(): void {
    const { activeElement } = document;
    const lost = activeElement === document.body || activeElement?.closest('[inert]');
    if (!this.focusIn || !lost || !document.hasFocus()) {
      return;
    }
    const region = this.focusIn.isConnected && !this.focusIn.closest('[inert]') ? this.focusIn : this.querySelector('.run-bar');
    const target =
      [...(region?.querySelectorAll<HTMLElement>(focusable) ?? [])].at(0) ?? this.querySelector<HTMLElement>('.run-bar vscode-button');
    if (target instanceof LitElement) {
      // A new button takes the focus only once it has drawn itself.
      void target.updateComplete.then(() => target.focus({ preventScroll: true }));
    } else {
      target?.focus({ preventScroll: true });
    }
  }

  /** Puts the focus where the problem can be solved. */
  private goTo({ at }: Problem): void {
    const places = {
      blocked: '.run-bar vscode-button',
      nothing: '.sets input',
      // A moment later there is an answer.
      planning: undefined,
      refused: '#reason .link',
      there: '.run-bar input[name=overwrite]',
      empty: '.sets input',
      colour: '.look easel-hex-input input[aria-invalid=true]',
    } as const;
    const place = places[at];
    if (place !== undefined) {
      this.querySelector<HTMLElement>(place)?.focus();
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { snapshot } = this.session;
    if (!snapshot || event.repeat || snapshot.phase === 'writing') {
      return;
    }
    const { problem } = this.session.order(snapshot);
    if (problem) {
      this.goTo(problem);
    } else {
      void this.session.write();
    }
  };

  private readonly onScroll = (): void => {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = setTimeout(() => (this.session.scroll = window.scrollY), 100);
  };

  /** Zoomed, or on another screen: real pixels have another size. */
  private readonly onResize = (): void => {
    if (devicePixelRatio !== this.density) {
      this.density = devicePixelRatio;
      this.requestUpdate();
    }
  };
}

const focusable = 'vscode-button, button, input, summary, vscode-single-select';

customElements.define('easel-icon-set', EaselIconSet);
