import type { ParameterValue } from '../../core/models/parameters';
import { Channel } from '../../protocol/channel';
import { hostMethods, pageMethods, type ImageAction, type NextStep, type PanelForm, type PanelSnapshot } from '../../protocol/panel';
import type { HistoryKey } from '../../protocol/history';
import { LatestAnswer } from '../common/latestAnswer';
import { takeAddedModels } from '../common/addedModels';
import type { Outside } from '../common/vscodeApi';
import { announcement } from './announcements';
import { formFrom, type FormChanges } from './form';
import { HistorySession, type HistoryHost } from './history/historySession';
import { readKeptState, type KeptState } from './keptState';
import { quoteFor, type Quote, type WrongTexts } from './quote';

/** A sentence that the extension refused a request with, and where the user looks for it. */
export interface Refusal {
  readonly at: 'form' | 'results';
  readonly message: string;
}

/** What the page knows and asks, without how it looks: the last snapshot, the form, what is kept, and the requests. */
export class Session {
  snapshot: PanelSnapshot | undefined;
  refusal: Refusal | undefined;
  /** A run was asked for and is not yet taken; a second click must not start a second one. */
  sending = false;
  paths: readonly string[] = [];
  announcement = '';
  /** The form before the settings of an earlier run replaced it; it can be taken back until the next change. */
  replaced: FormChanges | undefined;

  readonly history: HistorySession;

  private wrong: WrongTexts = {};
  private kept: KeptState;
  private readonly channel: Channel<typeof pageMethods, typeof hostMethods>;
  private readonly preview: LatestAnswer<PanelForm, string[]>;

  constructor(
    private readonly host: Outside,
    private readonly changed: () => void,
  ) {
    this.kept = readKeptState(host.load());
    this.channel = new Channel(
      pageMethods,
      {
        show: ({ snapshot }) => this.show(snapshot),
        prefill: ({ form }) => this.change(form),
        historyChanged: () => this.history.outdated(),
        showHistory: ({ compare }) => this.openHistory(compare),
      },
      hostMethods,
      (message) => host.post(message),
    );
    this.preview = new LatestAnswer(
      async (form) => (await this.channel.request('previewPath', { form })).paths,
      // Generate says what is wrong; a preview has nothing to add.
      (paths) => this.set(() => (this.paths = paths ?? [])),
    );
    this.history = new HistorySession(this.historyHost());
    host.listen((message) => void this.channel.receive(message));
  }

  /** The form was handed over once; after a reload the kept form has it already. */
  async start(): Promise<void> {
    const { snapshot, prefill, history } = await this.channel.request('ready', {});
    this.show(snapshot);
    this.change(prefill);
    if (history) {
      this.openHistory(history.compare);
    } else {
      this.history.show(this.list === 'history');
    }
  }

  form(snapshot: PanelSnapshot): PanelForm {
    return formFrom(snapshot, this.kept.changes);
  }

  quote(snapshot: PanelSnapshot): Quote {
    return quoteFor(this.form(snapshot), snapshot, this.wrong);
  }

  change(changes: FormChanges): void {
    this.replaced = undefined;
    this.refusal = this.refusal?.at === 'form' ? undefined : this.refusal;
    const switched = changes.mode !== undefined && this.snapshot !== undefined && changes.mode !== this.form(this.snapshot).mode;
    const sets = (...names: (keyof FormChanges)[]) => switched || names.some((name) => changes[name] !== undefined);
    // A field that is set or shown anew no longer has what was typed into it before.
    this.wrong = {
      size: sets('width', 'height') ? undefined : this.wrong.size,
      colour: sets('ground', 'groundColour') ? undefined : this.wrong.colour,
      parameters: sets('model', 'parameters') ? undefined : this.wrong.parameters,
    };
    this.keep({ changes: { ...this.kept.changes, ...changes } });
    this.update();
  }

  /** What was typed is no size or no colour: it stays in its field, and nothing can be run until it is one. */
  mistype(wrong: WrongTexts): void {
    this.set(() => (this.wrong = { ...this.wrong, ...wrong }));
  }

  /** Sets an option of the model, or gives it back to what is usual. What stands wrong in another option's field stays wrong. */
  setParameter(name: string, value: ParameterValue | undefined): void {
    const { snapshot, wrong } = this;
    const without = <T>(all: Readonly<Record<string, T>> | undefined) =>
      Object.fromEntries(Object.entries(all ?? {}).filter(([one]) => one !== name));
    const others = without(snapshot && this.form(snapshot).parameters);
    this.change({ parameters: value === undefined ? others : { ...others, [name]: value } });
    this.mistype({ parameters: without(wrong.parameters) });
  }

  /** What was typed is no value of the option: `message` says what one is. */
  mistypeParameter(name: string, message: string): void {
    this.mistype({ parameters: { ...this.wrong.parameters, [name]: message } });
  }

  get scroll(): number {
    return this.kept.scroll;
  }

  set scroll(scroll: number) {
    this.keep({ scroll });
  }

  isOpen(id: string): boolean {
    return this.kept.open.includes(id);
  }

  setOpen(id: string, open: boolean): void {
    const others = this.kept.open.filter((one) => one !== id);
    this.keep({ open: open ? [...others, id] : others });
    this.changed();
  }

  get list(): KeptState['list'] {
    return this.kept.list;
  }

  /** Shows the latest jobs, or everything that was made. */
  choose(list: KeptState['list']): void {
    this.keep({ list });
    this.history.show(list === 'history');
    this.changed();
  }

  async generate(): Promise<void> {
    const { snapshot } = this;
    if (!snapshot || this.sending) {
      return;
    }
    const form = this.form(snapshot);
    if (this.quote(snapshot).problem) {
      return;
    }
    this.set(() => {
      this.sending = true;
      this.refusal = undefined;
    });
    await this.refusable('form', this.channel.request('generate', { form }));
    this.set(() => (this.sending = false));
  }

  /** Fills the form with the settings of an earlier run and, unless it is only to be filled, runs it. */
  async again(jobId: string, run: boolean): Promise<void> {
    const recalled = await this.refusable('results', this.channel.request('recall', { jobId }));
    if (!recalled || !this.snapshot) {
      return;
    }
    const before = this.form(this.snapshot);
    const mine = this.kept.changes;
    this.change(recalled.form);
    const lost = before.prompt.trim() !== '' && before.prompt !== recalled.form.prompt;
    this.set(() => (this.replaced = lost ? mine : undefined));
    if (run) {
      await this.generate();
    }
  }

  takeBack(): void {
    if (this.replaced) {
      this.keep({ changes: this.replaced });
      this.replaced = undefined;
      this.update();
    }
  }

  async browse(): Promise<void> {
    const picked = await this.refusable('form', this.channel.request('browseFolder', {}));
    if (picked && picked.folder !== '') {
      this.change({ folder: picked.folder });
    }
  }

  cancel(jobId: string): void {
    void this.refusable('results', this.channel.request('cancel', { jobId }));
  }

  dismiss(jobId: string): void {
    this.setOpen(jobId, false);
    void this.refusable('results', this.channel.request('dismiss', { jobId }));
  }

  act(jobId: string, index: number, action: ImageAction): void {
    void this.refusable('results', this.channel.request('act', { jobId, index, action }));
  }

  step(step: NextStep, jobId?: string): void {
    void this.refusable(
      jobId === undefined ? 'form' : 'results',
      this.channel.request('step', jobId === undefined ? { step } : { step, jobId }),
    );
  }

  clearRefusal(): void {
    this.set(() => (this.refusal = undefined));
  }

  private openHistory(compare: readonly [HistoryKey, HistoryKey] | undefined): void {
    this.choose('history');
    if (compare) {
      void this.history.compareKeys(compare);
    }
  }

  private historyHost(): HistoryHost {
    const kept = (): KeptState['query'] => this.kept.query;
    return {
      ask: (query) => this.channel.request('history', { query }),
      act: async (key, action) => {
        const request = this.channel.request('historyAct', { key, action });
        void this.refusable('results', request);
        await request;
      },
      compare: (keys) => this.refusable('results', this.channel.request('compare', { keys })),
      get kept() {
        return kept();
      },
      keep: (query) => this.keep({ query }),
      say: (text) => (this.announcement = text),
      changed: () => this.changed(),
    };
  }

  private show(snapshot: PanelSnapshot): void {
    takeAddedModels(snapshot.models);
    const news = announcement(this.snapshot, snapshot);
    this.announcement = news === '' ? this.announcement : news;
    this.snapshot = snapshot;
    this.update();
  }

  /** The next free name depends on the form, the folders and the files that were written since. */
  private update(): void {
    const { snapshot } = this;
    if (snapshot && !snapshot.blocked) {
      const form = this.form(snapshot);
      const written = snapshot.jobs.flatMap((job) => job.images.map((image) => `${image.path}:${image.state}`));
      this.preview.update(form, JSON.stringify([form, snapshot.suggestedFolder, snapshot.folders, written]));
    }
    this.changed();
  }

  private async refusable<T>(at: Refusal['at'], request: Promise<T>): Promise<T | undefined> {
    try {
      const answer = await request;
      if (this.refusal?.at === at) {
        this.clearRefusal();
      }
      return answer;
    } catch (error) {
      this.set(() => (this.refusal = { at, message: error instanceof Error ? error.message : String(error) }));
      return undefined;
    }
  }

  private set(apply: () => void): void {
    apply();
    this.changed();
  }

  private keep(part: Partial<Omit<KeptState, 'version'>>): void {
    this.kept = { ...this.kept, ...part };
    this.host.save(this.kept);
  }
}
