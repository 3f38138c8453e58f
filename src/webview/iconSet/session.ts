import { Channel } from '../../protocol/channel';
import {
  iconSetHostMethods,
  iconSetPageMethods,
  type IconSetForm,
  type IconSetPlanForPage,
  type IconSetSnapshot,
} from '../../protocol/iconSet';
import type { NextStep } from '../../protocol/panel';
import type { Outside } from '../common/vscodeApi';
import { announcement } from './announcements';
import { Derived, type IconSetChannel } from './derived';
import { formFrom } from './form';
import { forMaster, readKeptState, type FormChanges, type KeptState } from './keptState';
import { orderFor, planText, type Order } from './order';
import { isWeb } from './platforms';

/** What the page knows and asks, without how it looks: the last snapshot, what the user decided, and the requests. */
export class IconSetSession {
  snapshot: IconSetSnapshot | undefined;
  /** The sentence that the extension refused the last request with. */
  refusal: string | undefined;
  /** Writing was asked for and is not yet taken; a second click must not start a second one. */
  sending = false;
  /** Writing was asked to stop, and has not yet. */
  cancelling = false;
  /** The summary of the last writing was put away. */
  summaryRead = false;
  /** The lines for the head of a page were copied as they stand. */
  copied = false;
  announcement = '';
  readonly derived: Derived;

  private readonly mistyped = new Map<string, string>();
  private kept: KeptState;
  private planSaid = '';
  /** The form has not changed since the last writing: its summary says more than the plan that follows. */
  private finished = false;
  private readonly channel: IconSetChannel;

  constructor(
    private readonly host: Outside,
    private readonly changed: () => void,
  ) {
    this.kept = readKeptState(host.load());
    const handlers = { show: ({ snapshot }: { snapshot: IconSetSnapshot }) => this.show(snapshot), replan: () => this.lookAgain() };
    this.channel = new Channel(iconSetPageMethods, handlers, iconSetHostMethods, (message) => host.post(message));
    this.derived = new Derived(this.channel, { changed, planned: (plan) => this.planned(plan) });
    host.listen((message) => void this.channel.receive(message));
  }

  async start(): Promise<void> {
    const answer = await this.refusable(this.channel.request('ready', {}));
    if (answer) {
      this.show(answer.snapshot);
    }
  }

  form(snapshot: IconSetSnapshot): IconSetForm {
    return formFrom(snapshot, this.kept.changes);
  }

  order(snapshot: IconSetSnapshot): Order {
    const form = this.form(snapshot);
    const order = orderFor(snapshot, form, this.derived.plan);
    // A field that is gone with its sets stands in nobody's way.
    const [, wrong] = [...this.mistyped].find(([field]) => field === 'Background' || form.presets.some(isWeb)) ?? [];
    return wrong === undefined || order.problem
      ? order
      : { ...order, problem: { at: 'colour', message: `“${wrong}” is no colour. Write it as #rrggbb.` } };
  }

  /** What stands in a colour's field and is none; empty when it is one again. Nothing is written in another colour than the one that is seen. */
  mistype(field: string, text: string): void {
    if (text === '') {
      this.mistyped.delete(field);
    } else {
      this.mistyped.set(field, text);
    }
    this.changed();
  }

  /** The name as it is typed; nothing while it is the project's own. */
  get typedName(): string | undefined {
    return this.kept.changes.name;
  }

  get view(): Readonly<Pick<KeptState, 'svg' | 'filesFolded' | 'guides' | 'sent' | 'savedSvg'>> {
    return this.kept;
  }

  get scroll(): number {
    return this.kept.scroll;
  }

  set scroll(scroll: number) {
    this.save({ scroll });
  }

  /** What the user has just changed answers what was refused. */
  change(changes: FormChanges): void {
    this.refusal = undefined;
    this.finished = false;
    this.save({ changes: { ...this.kept.changes, ...changes } });
    this.follow();
  }

  look(view: Partial<Pick<KeptState, 'svg' | 'filesFolded' | 'guides'>>): void {
    this.save(view);
    this.follow();
  }

  async write(): Promise<void> {
    const { snapshot } = this;
    if (!snapshot || this.sending || snapshot.phase === 'writing') {
      return;
    }
    const { files, patches, problem } = this.order(snapshot);
    if (problem) {
      return;
    }
    const plan = this.derived.plan.value?.id ?? '';
    this.sending = true;
    this.refusal = undefined;
    this.save({ sent: { files: [...files], patches: [...patches] } });
    this.changed();
    const taken = await this.refusable(this.channel.request('write', { form: this.form(snapshot), plan }).then(() => true));
    this.sending = false;
    if (!taken) {
      // Something came in between, so what is shown may not be so any more.
      this.derived.plan.outdate();
    }
    this.follow();
  }

  async cancel(): Promise<void> {
    this.cancelling = true;
    this.changed();
    if (!(await this.refusable(this.channel.request('cancel', {}).then(() => true)))) {
      this.cancelling = false;
      this.changed();
    }
  }

  async browse(): Promise<void> {
    const answer = await this.refusable(this.channel.request('browseFolder', {}));
    if (answer && answer.folder !== '') {
      this.change({ folder: answer.folder });
    }
  }

  async copySnippet(snapshot: IconSetSnapshot): Promise<void> {
    this.copied = (await this.refusable(this.channel.request('copySnippet', { form: this.form(snapshot) }).then(() => true))) ?? false;
    this.announcement = this.copied ? 'Copied.' : this.announcement;
    this.changed();
  }

  async saveSvg(): Promise<void> {
    const path = await this.derived.traced.keep();
    if (path !== undefined) {
      this.save({ savedSvg: path });
      this.announcement = `Saved as ${path}.`;
      this.changed();
    }
  }

  putSummaryAway(): void {
    this.summaryRead = true;
    this.changed();
  }

  removeBackground(): void {
    void this.refusable(this.channel.request('removeBackground', {}));
  }

  open(path: string): void {
    void this.refusable(this.channel.request('open', { path }));
  }

  step(step: NextStep): void {
    void this.refusable(this.channel.request('step', { step }));
  }

  /** What lies on disk may be another, or an answer was refused: everything is asked for anew. */
  lookAgain(): void {
    this.derived.plan.outdate();
    this.derived.pictures.outdate();
    this.follow();
  }

  private show(snapshot: IconSetSnapshot): void {
    const before = this.snapshot;
    const news = announcement(before, snapshot, this.kept.sent.files.length);
    this.announcement = news === '' ? this.announcement : news;
    this.snapshot = snapshot;
    this.cancelling &&= snapshot.phase === 'writing';
    this.summaryRead &&= snapshot.phase === 'done';
    this.kept = forMaster(this.kept, snapshot.master.version);
    this.save({});
    void this.refusable(this.derived.showMaster(snapshot.master.version));
    if (before?.phase === 'writing' && snapshot.phase !== 'writing') {
      this.finished = true;
      this.derived.plan.outdate();
    }
    this.follow();
  }

  private follow(): void {
    if (this.snapshot) {
      this.derived.follow(this.snapshot, this.form(this.snapshot), this.kept.svg);
    }
    this.changed();
  }

  private planned(plan: IconSetPlanForPage | undefined): void {
    this.copied = false;
    const text = plan ? planText(plan) : this.planSaid;
    this.announcement = text === this.planSaid || this.finished ? this.announcement : text;
    this.planSaid = text;
    this.changed();
  }

  /** @returns what was answered; nothing when it was refused. */
  private async refusable<T>(request: Promise<T>): Promise<T | undefined> {
    try {
      return await request;
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
      this.changed();
      return undefined;
    }
  }

  private save(part: Partial<Omit<KeptState, 'version'>>): void {
    this.kept = { ...this.kept, ...part };
    this.host.save(this.kept);
  }
}
