import type { HistoryAction, HistoryAnswer, HistoryEntry, HistoryKey, HistoryQuery } from '../../../protocol/history';
import { LatestAnswer } from '../../common/latestAnswer';

/** How many are shown at first, and how many more each time. */
const firstShown = 60;
const moreShown = 120;

/** What the history asks of the host; refusals are told by who carries it out. */
export interface HistoryHost {
  ask(query: HistoryQuery): Promise<HistoryAnswer>;
  act(key: HistoryKey, action: HistoryAction): Promise<unknown>;
  /** `undefined` when it was refused. */
  compare(keys: [HistoryKey, HistoryKey]): Promise<{ sources: [string, string] } | undefined>;
  /** The words of the search and the filter, kept over hiding and reloading. */
  readonly kept: Pick<HistoryQuery, 'text' | 'show'>;
  keep(query: Pick<HistoryQuery, 'text' | 'show'>): void;
  say(text: string): void;
  changed(): void;
}

export interface Comparison {
  readonly entries: readonly [HistoryEntry, HistoryEntry];
  readonly sources: readonly [string, string];
}

export function keyOf({ jobId, index }: HistoryKey): string {
  return `${jobId}/${index}`;
}

/** What the page knows of the history: the newest answer, what was just deleted, and what is compared. */
export class HistorySession {
  answer: HistoryAnswer | undefined;
  /** The first of two pictures that are to be compared. */
  marked: HistoryEntry | undefined;
  comparison: Comparison | undefined;
  overlaid = false;
  private shown = false;
  private limit = firstShown;
  private version = 0;
  /** Stay where they were, with Undo, until something else is asked for. */
  private readonly deleted = new Map<string, HistoryEntry>();
  private readonly answers: LatestAnswer<HistoryQuery, HistoryAnswer>;

  constructor(private readonly host: HistoryHost) {
    this.answers = new LatestAnswer(
      (query) => host.ask(query),
      (answer) => {
        if (answer) {
          const isNew = this.answer?.matching !== answer.matching;
          this.answer = answer;
          if (isNew && this.shown && this.query.text !== '') {
            host.say(answer.matching === 1 ? '1 image.' : `${answer.matching} images.`);
          }
          host.changed();
        }
      },
    );
  }

  get query(): HistoryQuery {
    return { ...this.host.kept, limit: this.limit };
  }

  /** Those that were just deleted among the others. */
  get entries(): readonly (HistoryEntry & { readonly isDeleted: boolean })[] {
    const there = (this.answer?.entries ?? []).filter((entry) => !this.deleted.has(keyOf(entry)));
    return [
      ...there.map((entry) => ({ ...entry, isDeleted: false })),
      ...[...this.deleted.values()].map((entry) => ({ ...entry, isDeleted: true })),
    ].sort((a, b) => b.at - a.at || b.jobId.localeCompare(a.jobId) || a.index - b.index);
  }

  /** The page shows it now, or no longer. */
  show(shown: boolean): void {
    this.shown = shown;
    if (shown) {
      this.update(0);
    }
  }

  /** What was answered is no longer true. */
  outdated(): void {
    this.version++;
    if (this.shown) {
      this.update(0);
    }
  }

  search(query: Partial<Pick<HistoryQuery, 'text' | 'show'>>): void {
    this.deleted.clear();
    this.limit = firstShown;
    this.host.keep({ ...this.host.kept, ...query });
    this.update(query.text === undefined ? 0 : undefined);
    this.host.changed();
  }

  more(): void {
    this.limit += moreShown;
    this.update(0);
  }

  async act(entry: HistoryEntry, action: HistoryAction): Promise<void> {
    const key = keyOf(entry);
    if (action === 'delete') {
      this.deleted.set(key, entry);
      this.host.changed();
    }
    const done = await this.host.act({ jobId: entry.jobId, index: entry.index }, action).then(
      () => true,
      () => false,
    );
    if (action === 'restore' ? done : action === 'delete' && !done) {
      this.deleted.delete(key);
    }
    const said = { star: 'Starred.', unstar: 'Star removed.', delete: 'Deleted from the history.', restore: 'Restored.' };
    if (done && action in said) {
      this.host.say(said[action as keyof typeof said]);
    }
    this.host.changed();
  }

  /** The first picture is remembered, the second one is looked at beside it. */
  async compare(entry: HistoryEntry): Promise<void> {
    const { marked } = this;
    if (!marked) {
      this.marked = entry;
      this.host.say('Choose another image to compare with.');
      this.host.changed();
    } else if (keyOf(marked) === keyOf(entry)) {
      this.stopComparing();
    } else {
      await this.look([marked, entry]);
    }
  }

  /** Two pictures that were chosen elsewhere. */
  async compareKeys(keys: readonly [HistoryKey, HistoryKey]): Promise<void> {
    const all = (await this.host.ask({ text: '', show: 'all', limit: 5000 }).catch(() => undefined))?.entries ?? [];
    const [first, second] = keys.map((key) => all.find((entry) => keyOf(entry) === keyOf(key)));
    if (first && second) {
      await this.look([first, second]);
    }
  }

  stopComparing(): void {
    this.marked = undefined;
    this.comparison = undefined;
    this.host.changed();
  }

  overlay(overlaid: boolean): void {
    this.overlaid = overlaid;
    this.host.changed();
  }

  private async look(entries: readonly [HistoryEntry, HistoryEntry]): Promise<void> {
    const keys = entries.map(({ jobId, index }) => ({ jobId, index })) as [HistoryKey, HistoryKey];
    const found = await this.host.compare(keys);
    this.marked = undefined;
    this.comparison = found && { entries, sources: found.sources };
    this.host.changed();
  }

  private update(wait: number | undefined): void {
    const { query } = this;
    this.answers.update(query, JSON.stringify([query, this.version]), wait);
  }
}
