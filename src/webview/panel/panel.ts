import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelForm, PanelSnapshot } from '../../protocol/panel';
import { icon, iconButton } from '../common/icon';
import { jobRow } from '../common/jobRow';
import { segments } from '../common/segments';
import { outside } from '../common/vscodeApi';
import { againButton } from './again';
import { formView } from './formView';
import { generateBar, goTo } from './generateBar';
import { saveToView } from './saveToView';
import { Session } from './session';

/** The whole page. It draws what the session knows, and keeps scroll and focus where the user left them. */
export class EaselPanel extends LitElement {
  private readonly session = new Session(outside(), () => this.requestUpdate());
  private scrollTimer: ReturnType<typeof setTimeout> | undefined;
  /** The focus was in the list of jobs and results when it was last looked. */
  private focusBelow = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // In the capture phase: a select would take Enter for itself.
    document.addEventListener('keydown', this.onKey, { capture: true });
    document.addEventListener('scroll', this.onScroll, { passive: true });
    this.addEventListener('focusin', (event) => {
      this.focusBelow = event.target instanceof Element && event.target.closest('.outcome') !== null;
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
      <main aria-label="Generate image">${snapshot ? [this.request(snapshot), this.outcome(snapshot)] : nothing}</main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.session.announcement}</div>
    `;
  }

  /** What was focused may be gone with its job: then the focus goes to what is left, never to the top of the page. */
  protected override updated(): void {
    if (this.focusBelow && document.activeElement === document.body && document.hasFocus()) {
      this.focusBelow = false;
      const results = this.querySelector('easel-results');
      void (results?.updateComplete ?? Promise.resolve()).then(() => {
        if (!results?.focusCurrent()) {
          this.querySelector<HTMLElement>('.job vscode-button, .job button, easel-prompt-area')?.focus();
        }
      });
    }
  }

  private request(snapshot: PanelSnapshot): TemplateResult {
    const { session } = this;
    const form = session.form(snapshot);
    const quote = session.quote(snapshot);
    return html`
      <section class="request" aria-label=${form.mode === 'icon' ? 'Icon to generate' : 'Image to generate'}>
        ${formView(session, snapshot, form, quote)} ${snapshot.folders.length > 0 ? saveToView(session, snapshot, form, quote) : nothing}
        ${generateBar(session, snapshot, form, quote)}
      </section>
    `;
  }

  private outcome(snapshot: PanelSnapshot): TemplateResult {
    const { session } = this;
    const pictured = snapshot.jobs.filter((job) => job.images.length > 0 || job.state === 'done');
    const rows = snapshot.jobs.filter((job) => job.state !== 'done');
    return html`
      <section class="outcome" aria-label="Jobs and results">
        ${
          session.refusal?.at === 'results'
            ? html`<p class="refusal" role="alert">
                ${icon('error')}<span>${session.refusal.message}</span>${iconButton({ icon: 'close', label: 'Dismiss', onClick: () => session.clearRefusal() })}
              </p>`
            : nothing
        }
        ${
          rows.length > 0
            ? html`<ul class="jobs" aria-label="Jobs">
                ${repeat(
                  rows,
                  (job) => job.id,
                  (job) => jobRow(session, job, againButton(session, job, 'Try again')),
                )}
              </ul>`
            : nothing
        }
        ${this.listHead()}
        ${
          session.list === 'history'
            ? html`<easel-history .session=${session} .state=${{}}></easel-history>`
            : html`<easel-results .session=${session} .jobs=${pictured}></easel-results>
                ${snapshot.jobs.length === 0 ? this.noResults(session.form(snapshot).mode) : nothing}`
        }
      </section>
    `;
  }

  private listHead(): TemplateResult {
    const { session } = this;
    return html`
      <div class="outcome-head">
        <h2 class="visually-hidden">${session.list === 'history' ? 'History' : 'Results'}</h2>
        ${segments({
          name: 'list',
          label: 'Images',
          options: [
            { value: 'recent', text: 'Recent' },
            { value: 'history', text: 'History' },
          ],
          value: session.list,
          onPick: (list) => session.choose(list),
        })}
      </div>
    `;
  }

  private noResults(mode: PanelForm['mode']): TemplateResult {
    return mode === 'icon'
      ? html`<p class="no-results">${icon('symbol-color')}<span>Icons that you generate appear here, ready to become a set.</span></p>`
      : html`<p class="no-results">${icon('file-media')}<span>Images that you generate appear here.</span></p>`;
  }

  private async begin(): Promise<void> {
    const scroll = this.session.scroll;
    await this.session.start();
    await this.updateComplete;
    await this.querySelector('easel-results')?.updateComplete;
    window.scrollTo({ top: scroll, behavior: 'instant' });
    if (document.hasFocus() && document.activeElement === document.body) {
      this.querySelector('easel-prompt-area')?.focus({ preventScroll: true });
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { snapshot } = this.session;
    // A colour that was typed but not yet added belongs to what is asked for.
    this.querySelector('easel-palette-field')?.commit();
    const problem = snapshot && !event.repeat ? this.session.quote(snapshot).problem : undefined;
    if (problem) {
      goTo(problem);
    } else if (!event.repeat) {
      void this.session.generate();
    }
  };

  private readonly onScroll = (): void => {
    clearTimeout(this.scrollTimer);
    this.scrollTimer = setTimeout(() => (this.session.scroll = window.scrollY), 100);
  };
}

customElements.define('easel-panel', EaselPanel);
