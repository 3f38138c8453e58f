import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { HistoryEntry, HistoryQuery } from '../../../protocol/history';
import { icon, iconButton, linkButton } from '../../common/icon';
import { segments } from '../../common/segments';
import { shortPrompt } from '../../common/figures';
import { cardMove } from '../cardMove';
import type { Session } from '../session';
import { compareView } from './compareView';
import { historyCard, type CardAction } from './historyCard';
import { keyOf, type HistorySession } from './historySession';

const filters: readonly { readonly value: HistoryQuery['show']; readonly text: string }[] = [
  { value: 'all', text: 'All' },
  { value: 'starred', text: 'Starred' },
  { value: 'image', text: 'Images' },
  { value: 'icon', text: 'Icons' },
  { value: 'edit', text: 'Edits' },
];

/** Every picture that was made in this workspace. One card is in the tab order, arrow keys lead to the others. */
export class EaselHistory extends LitElement {
  static override properties = { session: { attribute: false }, state: { attribute: false }, current: { state: true } };

  declare session: Session | undefined;
  /** Changes with everything that is to be drawn anew. */
  declare state: unknown;
  declare private current: string;

  constructor() {
    super();
    this.session = undefined;
    this.state = undefined;
    this.current = '';
    this.addEventListener('focusin', (event) => this.follow(event.target));
    this.addEventListener('keydown', (event) => this.onKey(event));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  focusSearch(): void {
    this.querySelector<HTMLElement>('input[type=search]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session) {
      return nothing;
    }
    const { history } = session;
    if (history.comparison) {
      return compareView(history, history.comparison);
    }
    return html`${this.head(history)} ${this.marked(history)} ${this.body(session, history)}`;
  }

  private head(history: HistorySession): TemplateResult {
    const { text, show } = history.query;
    return html`
      <div class="history-head">
        <div class="search">
          <input
            type="search"
            aria-label="Search the history"
            placeholder="Search prompts, models and files"
            maxlength="500"
            .value=${live(text)}
            @input=${(event: Event) => history.search({ text: (event.currentTarget as HTMLInputElement).value })}
          />
          ${text === '' ? nothing : iconButton({ icon: 'close', label: 'Clear Search', onClick: () => this.clear(history) })}
        </div>
        ${segments({ name: 'history-show', label: 'Show', options: filters, value: show, onPick: (value) => history.search({ show: value }) })}
      </div>
    `;
  }

  private marked(history: HistorySession): TemplateResult | typeof nothing {
    return history.marked
      ? html`<p class="note compare-note" role="status">
          Choose another image to compare with “<bdi>${shortPrompt(history.marked.prompt, 60)}</bdi>”.
          ${linkButton('Cancel', () => history.stopComparing())}
        </p>`
      : nothing;
  }

  private body(session: Session, history: HistorySession): TemplateResult | typeof nothing {
    const { answer, entries, query } = history;
    if (!answer) {
      return nothing;
    }
    if (entries.length === 0) {
      return answer.total === 0
        ? html`<p class="no-history">${icon('history')}<span>Images that you make in this workspace appear here.</span></p>`
        : html`<p class="no-history">
            <span
              >${query.text.trim() === '' ? 'No image is of this kind.' : html`No image matches “<bdi>${shortPrompt(query.text, 60)}</bdi>”.`}</span
            >
            ${linkButton('Show all', () => history.search({ text: '', show: 'all' }))}
          </p>`;
    }
    const keys = entries.map(keyOf);
    const current = keys.includes(this.current) ? this.current : (keys[0] ?? '');
    return html`
      ${repeat(
        byDay(entries),
        ({ day }) => day,
        ({ day, ofDay }) => html`
          <section class="day" aria-label=${dayName(day)}>
            <h3>${dayName(day)}</h3>
            <div class="strip" role="list" aria-label="Images of ${dayName(day)}">
              ${repeat(ofDay, keyOf, (entry) =>
                historyCard({
                  key: keyOf(entry),
                  entry,
                  current: keyOf(entry) === current,
                  marked: history.marked !== undefined && keyOf(history.marked) === keyOf(entry),
                  act: (action) => void this.act(session, entry, action),
                }),
              )}
            </div>
          </section>
        `,
      )}
      ${answer.matching > answer.entries.length ? html`<vscode-button secondary @click=${() => history.more()}>Show More</vscode-button>` : nothing}
      <p class="note history-foot">${answer.total === 1 ? '1 image' : `${answer.total} images`} · ${answer.used}</p>
    `;
  }

  private async act(session: Session, entry: HistoryEntry, action: CardAction): Promise<void> {
    const { history } = session;
    if (action === 'compare' || (history.marked && action === 'open')) {
      await history.compare(entry);
    } else if (action === 'again' || action === 'settings') {
      await session.again(entry.jobId, action === 'again');
    } else {
      await history.act(entry, action);
    }
  }

  private clear(history: HistorySession): void {
    history.search({ text: '' });
    this.focusSearch();
  }

  private follow(target: EventTarget | null): void {
    const key = target instanceof HTMLElement ? target.closest<HTMLElement>('.card')?.dataset['key'] : undefined;
    this.current = key ?? this.current;
  }

  private onKey(event: KeyboardEvent): void {
    const from = event.target instanceof HTMLElement ? event.target : undefined;
    if (!from || from.closest('easel-menu') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = cardMove(this, from, event.key);
    const entry = this.session?.history.entries.find((one) => keyOf(one) === from.closest<HTMLElement>('.card')?.dataset['key']);
    if (to) {
      event.preventDefault();
      to.focus();
    } else if (this.session && from.matches('.picture') && event.key === 'Delete' && entry && !entry.isDeleted) {
      event.preventDefault();
      void this.act(this.session, entry, 'delete');
    }
  }
}

function byDay<E extends HistoryEntry>(entries: readonly E[]): { readonly day: number; readonly ofDay: readonly E[] }[] {
  const days = new Map<number, E[]>();
  for (const entry of entries) {
    const day = new Date(entry.at).setHours(0, 0, 0, 0);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, ofDay]) => ({ day, ofDay }));
}

function dayName(day: number): string {
  const today = new Date().setHours(0, 0, 0, 0);
  if (day === today) {
    return 'Today';
  }
  return day === new Date(today - 1).setHours(0, 0, 0, 0)
    ? 'Yesterday'
    : new Date(day).toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
}

customElements.define('easel-history', EaselHistory);
