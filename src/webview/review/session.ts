import { Channel } from '../../protocol/channel';
import type { NextStep } from '../../protocol/panel';
import { reviewHostMethods, reviewPageMethods, type ReviewRow, type ReviewSnapshot } from '../../protocol/review';
import { takeAddedModels } from '../common/addedModels';
import type { Outside } from '../common/vscodeApi';
import { announcement } from './announcements';
import { readKeptState, withoutVanished, type KeptState, type RowChanges } from './keptState';
import { asksForSize, choicesFrom, Lines, orderOf, type Choices, type Line } from './lines';
import { progressOf, type RunProgress } from './progress';
import { quoteFor, type Quote } from './quote';

/** Above this many rows there is a box to filter them. */
const manyRows = 20;

/** What the page knows and asks, without how it looks: the last snapshot, what the user decided, and the requests. */
export class ReviewSession {
  snapshot: ReviewSnapshot | undefined;
  /** The sentence that the extension refused the last request with. */
  refusal: string | undefined;
  /** A run was asked for and is not yet taken; a second click must not start a second one. */
  sending = false;
  /** The run was asked to stop, and has not yet. */
  cancelling = false;
  announcement = '';

  private kept: KeptState;
  private readonly made = new Lines();
  private readonly channel: Channel<typeof reviewPageMethods, typeof reviewHostMethods>;

  constructor(
    private readonly host: Outside,
    private readonly changed: () => void,
  ) {
    this.kept = readKeptState(host.load());
    this.channel = new Channel(reviewPageMethods, { show: ({ snapshot }) => this.show(snapshot) }, reviewHostMethods, (message) =>
      host.post(message),
    );
    host.listen((message) => void this.channel.receive(message));
  }

  async start(): Promise<void> {
    this.show((await this.channel.request('ready', {})).snapshot);
  }

  choices(snapshot: ReviewSnapshot): Choices {
    return choicesFrom(snapshot, this.kept);
  }

  lines(snapshot: ReviewSnapshot): Line[] {
    return this.made.of(snapshot, this.kept, this.choices(snapshot));
  }

  quote(snapshot: ReviewSnapshot): Quote {
    return quoteFor(this.lines(snapshot), snapshot);
  }

  progress(snapshot: ReviewSnapshot): RunProgress {
    return progressOf(snapshot.rows, this.kept.sent);
  }

  choose(choices: Pick<KeptState, 'model' | 'quality' | 'format' | 'addAlt'>): void {
    this.keep(choices);
  }

  change(id: string, changes: RowChanges): void {
    this.keep({ rows: { ...this.kept.rows, [id]: { ...this.kept.rows[id], ...changes } } });
  }

  /** The guess again, when that is what stands there: a better guess is followed later. */
  setPrompt(row: ReviewRow, prompt: string): void {
    this.change(row.id, { prompt: prompt === row.prompt ? undefined : prompt });
  }

  setSize(row: ReviewRow, size: { readonly width?: number; readonly height?: number }): void {
    if (asksForSize(row)) {
      this.change(row.id, size);
    }
  }

  tick(ids: readonly string[], ticked: boolean): void {
    if (this.snapshot?.phase === 'done') {
      const others = this.kept.again.filter((id) => !ids.includes(id));
      this.keep({ again: ticked ? [...others, ...ids] : others });
    } else {
      this.keep({ rows: { ...this.kept.rows, ...Object.fromEntries(ids.map((id) => [id, { ...this.kept.rows[id], ticked }])) } });
    }
  }

  hasFilter(snapshot: ReviewSnapshot): boolean {
    return snapshot.rows.length > manyRows;
  }

  /** A filter that cannot be seen must not hide anything. */
  filter(snapshot: ReviewSnapshot): string {
    return this.hasFilter(snapshot) ? this.kept.filter : '';
  }

  setFilter(filter: string): void {
    this.keep({ filter });
  }

  isOpen(id: string): boolean {
    return this.kept.open.includes(id);
  }

  setOpen(id: string, open: boolean): void {
    const others = this.kept.open.filter((one) => one !== id);
    this.keep({ open: open ? [...others, id] : others });
  }

  get scroll(): number {
    return this.kept.scroll;
  }

  set scroll(scroll: number) {
    this.save({ scroll });
  }

  async run(): Promise<void> {
    const { snapshot } = this;
    if (!snapshot || this.sending || snapshot.phase === 'running') {
      return;
    }
    const { picked, price, problem } = this.quote(snapshot);
    if (problem || price === undefined) {
      return;
    }
    this.sending = true;
    this.refusal = undefined;
    this.keep({ sent: picked.map((line) => line.row.id) });
    const { format, addAlt } = this.choices(snapshot);
    await this.refusable(this.channel.request('run', { orders: picked.map(orderOf), format, price, ...(addAlt ? { addAlt } : {}) }));
    this.sending = false;
    this.changed();
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    this.changed();
    if (!(await this.refusable(this.channel.request('cancel', {})))) {
      this.cancelling = false;
      this.changed();
    }
  }

  rescan(): void {
    void this.refusable(this.channel.request('rescan', {}));
  }

  open(placeId: string): void {
    void this.refusable(this.channel.request('open', { placeId }));
  }

  step(step: NextStep): void {
    void this.refusable(this.channel.request('step', { step }));
  }

  private show(next: ReviewSnapshot): void {
    takeAddedModels(next.models);
    const snapshot = { ...next, rows: unchangedAsTheyWere(this.snapshot?.rows ?? [], next.rows) };
    const news = announcement(this.snapshot, snapshot, this.kept.sent);
    this.announcement = news === '' ? this.announcement : news;
    this.snapshot = snapshot;
    this.cancelling &&= snapshot.phase === 'running';
    // While it is scanning, or blocked, the table is not complete: what is missing may come back.
    if (snapshot.phase !== 'scanning' && !snapshot.blocked) {
      const kept = withoutVanished(this.kept, new Set(snapshot.rows.map((row) => row.id)));
      this.save(snapshot.phase === 'done' ? kept : { ...kept, again: [] });
    }
    this.changed();
  }

  /** @returns whether it was not refused. */
  private async refusable(request: Promise<unknown>): Promise<boolean> {
    try {
      await request;
      return true;
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      this.changed();
      return false;
    }
  }

  /** What the user has just changed answers what was refused. */
  private keep(part: Partial<Omit<KeptState, 'version'>>): void {
    this.refusal = undefined;
    this.save(part);
    this.changed();
  }

  private save(part: Partial<Omit<KeptState, 'version'>>): void {
    this.kept = { ...this.kept, ...part };
    this.host.save(this.kept);
  }
}

/** Rows are compared by identity when they are drawn; those that say the same are the same. */
function unchangedAsTheyWere(before: readonly ReviewRow[], after: readonly ReviewRow[]): ReviewRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}
