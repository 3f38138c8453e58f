import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelJob } from '../../protocol/panel';
import { formatDimensions, formatElapsed, shortPrompt } from '../common/figures';
import { iconButton } from '../common/icon';
import { againButton, settingsButton } from './again';
import { card } from './card';
import { cardMove } from './cardMove';
import type { Session } from './session';

/**
 * The pictures of all runs. One card is in the tab order and arrow keys lead to the others; so forty pictures are one stop on the
 * way through the page.
 */
export class EaselResults extends LitElement {
  static override properties = { session: { attribute: false }, jobs: { attribute: false }, current: { state: true } };

  declare session: Session | undefined;
  declare jobs: readonly PanelJob[];
  declare private current: string;

  constructor() {
    super();
    this.session = undefined;
    this.jobs = [];
    this.current = '';
    this.addEventListener('focusin', (event) => this.follow(event.target));
    this.addEventListener('keydown', (event) => this.onKey(event));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const keys = this.jobs.flatMap((job) => job.images.map((image) => keyOf(job, image.index)));
    if (!keys.includes(this.current)) {
      this.current = keys[0] ?? '';
    }
  }

  focusCurrent(): boolean {
    const target = this.querySelector<HTMLElement>('.picture[tabindex="0"]');
    target?.focus();
    return target !== null;
  }

  protected override render(): TemplateResult {
    const { session } = this;
    return html`${repeat(
      session ? this.jobs : [],
      (job) => job.id,
      (job) => (session ? this.run(session, job) : nothing),
    )}`;
  }

  private run(session: Session, job: PanelJob): TemplateResult {
    const here = job.images.length === 0 || job.images.some((image) => keyOf(job, image.index) === this.current);
    return html`
      <section class="run" data-job=${job.id} aria-label=${shortPrompt(job.prompt)}>
        <div class="run-head">
          <h3 class="run-prompt" dir="auto" title=${shortPrompt(job.prompt, 500)}>${shortPrompt(job.prompt, 300)}</h3>
          ${iconButton({ icon: 'close', label: 'Remove from This List', tabbable: here, onClick: () => session.dismiss(job.id) })}
        </div>
        <p class="run-meta">
          <span class="figures">${figures(job)}</span>
          ${againButton(session, job, 'Generate again', here)} ${settingsButton(session, job, here)}
        </p>
        <div class="strip ${job.mode}" role="list" aria-label=${job.mode === 'icon' ? 'Icons' : 'Images'}>
          ${repeat(
            job.images,
            (image) => image.index,
            (image) => {
              const key = keyOf(job, image.index);
              return card({
                key,
                image,
                mode: job.mode,
                current: key === this.current,
                act: (action) => session.act(job.id, image.index, action),
              });
            },
          )}
        </div>
      </section>
    `;
  }

  private follow(target: EventTarget | null): void {
    const key = target instanceof HTMLElement ? target.closest<HTMLElement>('.card')?.dataset['key'] : undefined;
    this.current = key ?? this.current;
  }

  private onKey(event: KeyboardEvent): void {
    const from = event.target instanceof HTMLElement ? event.target : undefined;
    const to = from && !event.ctrlKey && !event.metaKey && !event.altKey ? cardMove(this, from, event.key) : undefined;
    if (to) {
      event.preventDefault();
      to.focus();
    } else if (from?.matches('.picture') && (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey))) {
      const key = from.closest<HTMLElement>('.card')?.dataset['key'];
      const [job, image] = this.find(key);
      if (job && image?.state === 'saved') {
        event.preventDefault();
        this.session?.act(job.id, image.index, 'discard');
      }
    }
  }

  private find(key: string | undefined) {
    const job = this.jobs.find((one) => one.images.some((image) => keyOf(one, image.index) === key));
    return [job, job?.images.find((image) => keyOf(job, image.index) === key)] as const;
  }
}

function keyOf(job: PanelJob, index: number): string {
  return `${job.id}/${index}`;
}

function figures(job: PanelJob): string {
  const took = job.endedAt === undefined || job.endedAt - job.startedAt < 1000 ? [] : [formatElapsed(job.endedAt - job.startedAt)];
  return [job.modelName, formatDimensions(job), ...took].join(' · ');
}

customElements.define('easel-results', EaselResults);
