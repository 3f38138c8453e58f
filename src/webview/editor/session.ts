import type { BlendSettings } from '../../core/edit';
import { formatPrice } from '../../core/money';
import { Channel } from '../../protocol/channel';
import { editorHostMethods, editorPageMethods, type EditForm, type EditJob, type EditorSnapshot } from '../../protocol/imageEditor';
import type { ShapeKind } from '../../core/shapeOperation';
import type { NextStep } from '../../protocol/panel';
import { isActive } from '../common/figures';
import { takeAddedModels } from '../common/addedModels';
import type { Outside } from '../common/vscodeApi';
import { Adjusting } from './adjust/adjusting';
import { spokenOutcome } from './adjust/words';
import { announcement } from './announcements';
import { formFrom, type FormChanges } from './form';
import { Discarding } from './discarding';
import { readKeptState, type Chosen, type KeptState } from './keptState';
import { partsOf, pictureOf, PictureOnPage } from './pictures';
import { quoteFor, type Quote } from './quote';
import { noMask, type MaskFacts, type Region } from './region';
import { RawAnswer } from './rawAnswer';
import { Requests } from './requests';
import { Stage } from './scene';
import { VariantPreview } from './variantPreview';

/** An applied picture is told within this time, in milliseconds. */
const sameVersionPause = 1000;

/** What the session needs of the canvas. */
export interface CanvasLink {
  /** The document holds another picture now: by Apply, undo, redo, revert or reload. */
  onVersion(): void;
  /** A local operation has been opened. */
  onAdjust(): void;
  /** Something is being drawn or moved at this moment. */
  isPainting(): boolean;
}

/** What the page knows and asks, without how it looks: the last snapshot, the form, what is kept, and the requests. */
export class EditorSession {
  snapshot: EditorSnapshot | undefined;
  mask: MaskFacts = noMask;
  announcement = '';
  /** The user wants to go on though the file on disk is another one. */
  keepsMine = false;
  /** Where Save as New File has written to last. */
  savedPath: string | undefined;
  readonly picture: PictureOnPage;
  readonly preview: VariantPreview;
  readonly raw: RawAnswer;
  readonly adjusting: Adjusting;
  readonly requests: Requests;
  readonly discarding: Discarding;
  readonly stage: Stage;

  private kept: KeptState;
  private readonly channel: Channel<typeof editorPageMethods, typeof editorHostMethods>;
  /** The run whose first variant is shown when it is there, unless the user looks at another by then, or paints on from that mask. */
  private awaited: { readonly jobId: string; readonly revision: number | undefined } | undefined;
  /** Runs whose results came while the user was painting on, and were not looked at yet. */
  private readonly arrived = new Set<string>();
  private versionWaiters: (() => void)[] = [];

  constructor(
    private readonly host: Outside,
    private readonly changed: () => void,
    private readonly canvas: CanvasLink,
  ) {
    this.kept = readKeptState(host.load());
    this.channel = new Channel(
      editorPageMethods,
      {
        show: ({ snapshot }) => this.show(snapshot),
        prefill: ({ form }) => this.change(form),
        startShape: ({ kind }) => this.adjust(kind),
      },
      editorHostMethods,
      (message) => host.post(message),
    );
    this.picture = new PictureOnPage((key) => this.channel.request('picture', partsOf(key)), changed);
    this.preview = new VariantPreview(
      (wish) => this.channel.request('preview', wish),
      () => {
        const report = this.chosen && this.preview.of(this.chosen)?.report;
        this.say(report && !this.preview.busy ? 'Preview is shown.' : (this.preview.failure ?? ''));
        changed();
      },
    );
    this.raw = new RawAnswer(
      (variant) => this.channel.request('answer', variant),
      () => {
        this.say('The answer as the model sent it is shown.');
        changed();
      },
      (error) => this.requests.refuse('results', error),
    );
    this.adjusting = new Adjusting({
      draft: () => this.kept.adjust,
      keep: (adjust) => this.set({ adjust }),
      snapshot: () => this.snapshot,
      ask: (order) => this.channel.request('shape', order),
      told: () => {
        const { shown, busy, failure } = this.adjusting;
        this.say(shown && !busy ? spokenOutcome(shown) : (failure ?? ''));
        changed();
      },
    });
    this.stage = new Stage(this.picture, this.preview, this.raw);
    this.requests = new Requests(this.channel, changed);
    this.discarding = new Discarding((one, discarded) => void this.requests.ask('results', 'discard', { ...one, discarded }));
    host.listen((message) => void this.channel.receive(message));
  }

  /** The form was handed over once; after a reload the kept form has it already. */
  async start(): Promise<void> {
    const { snapshot, prefill, startShape } = await this.channel.request('ready', {});
    this.show(snapshot);
    this.change(prefill);
    if (startShape) {
      this.adjust(startShape);
    }
  }

  form(snapshot: EditorSnapshot): EditForm {
    return formFrom(snapshot, this.kept.changes);
  }

  quote(snapshot: EditorSnapshot): Quote {
    const { mask, region } = this;
    const picture = this.picture.shown ? 'shown' : this.picture.failure === undefined ? 'coming' : 'failed';
    return quoteFor({ form: this.form(snapshot), snapshot, mask, region, picture });
  }

  change(changes: FormChanges): void {
    this.requests.clear('form');
    this.set({ changes: { ...this.kept.changes, ...changes } });
  }

  get region(): Region {
    return this.kept.region;
  }

  setRegion(region: Region): void {
    this.requests.clear('form');
    this.set({ region: { ...this.kept.region, ...region } });
  }

  setMask(mask: MaskFacts): void {
    this.mask = mask;
    this.changed();
  }

  get ui(): Readonly<KeptState> {
    return this.kept;
  }

  /** Changes what is kept, and shows it. */
  set(part: Partial<Omit<KeptState, 'version'>>): void {
    this.keep(part);
    this.follow();
    this.changed();
  }

  /** Changes what is kept and is shown already: the scroll position, the strokes. */
  keep(part: Partial<Omit<KeptState, 'version'>>): void {
    this.kept = { ...this.kept, ...part };
    this.host.save(this.kept);
  }

  isOpen(id: string): boolean {
    return this.kept.open.includes(id);
  }

  setOpen(id: string, open: boolean): void {
    const others = this.kept.open.filter((one) => one !== id);
    this.keep({ open: open ? [...others, id] : others });
  }

  /** The variant that is looked at, while it is one. */
  get chosen(): Chosen | undefined {
    const { chosen } = this.kept;
    const variant = chosen && this.job(chosen.jobId)?.variants.find((one) => one.index === chosen.index);
    return variant && !variant.discarded ? chosen : undefined;
  }

  job(id: string): EditJob | undefined {
    return this.snapshot?.jobs.find((job) => job.id === id);
  }

  choose(chosen: Chosen | undefined): void {
    this.awaited = undefined;
    this.arrived.delete(chosen?.jobId ?? '');
    this.requests.clear('results');
    this.savedPath = undefined;
    this.set({ chosen });
  }

  /** Its results are there and were not looked at yet. */
  isNew(job: EditJob): boolean {
    return this.arrived.has(job.id);
  }

  /** How a job's variants are blended: as when it was sent, unless that was changed since. */
  blendOf(job: EditJob): BlendSettings {
    return this.kept.blends[job.id] ?? job.settings;
  }

  /** Other settings are chosen to be seen. */
  blend(job: EditJob, changes: Partial<BlendSettings>): void {
    this.raw.leave();
    this.set({ blends: { ...this.kept.blends, [job.id]: { ...this.blendOf(job), ...changes } } });
  }

  toggleRaw(): void {
    this.requests.clear('results');
    if (this.raw.on) {
      this.raw.leave();
      this.say('Preview is shown.');
    } else {
      this.raw.on = true;
    }
    this.follow();
    this.changed();
  }

  /** `mask` is the painted mask in the code that the extension reads; the box that was quoted is the box that is sent. */
  async run(mask: string | undefined): Promise<void> {
    const { snapshot } = this;
    const quote = snapshot && this.quote(snapshot);
    if (!snapshot || !quote || quote.problem) {
      return;
    }
    const price = quote.price ? formatPrice(quote.price) : '';
    const order = { form: this.form(snapshot), version: snapshot.version, box: quote.box, price, ...(mask === undefined ? {} : { mask }) };
    const { revision } = this.mask;
    const started = await this.requests.only('run', () => this.requests.ask('form', 'run', order));
    if (started?.jobId) {
      this.awaited = { jobId: started.jobId, revision };
      this.follow();
    }
  }

  /** The document changes before or after the answer; until then the variant stays in sight. */
  async apply(job: EditJob, index: number): Promise<void> {
    const applied = { jobId: job.id, index, settings: this.blendOf(job) };
    const version = this.snapshot?.version;
    await this.requests.only('apply', async () => {
      await this.requests.ask('results', 'apply', applied);
      if (!this.requests.refusal) {
        await this.versionAfter(version);
        this.choose(undefined);
      }
    });
  }

  /** Opens the panel of a local operation in place of the form. */
  adjust(kind: ShapeKind): void {
    this.choose(undefined);
    this.requests.clear('adjust');
    this.keep({ inspector: true });
    this.adjusting.open(kind);
    this.canvas.onAdjust();
  }

  /** Back to the form; what was set stays set. */
  leaveAdjust(): void {
    this.requests.clear('adjust');
    this.adjusting.close();
  }

  /** The document changes before or after the answer; until then the preview stays in sight. */
  async applyAdjust(): Promise<void> {
    const { adjusting, snapshot } = this;
    const { operation } = adjusting;
    if (!snapshot || !operation || !adjusting.canApply) {
      return;
    }
    const { version } = snapshot;
    await this.requests.only('adjust', () =>
      adjusting.hold(async () => {
        await this.requests.ask('adjust', 'applyShape', { version, operation });
        if (!this.requests.refusal) {
          await this.versionAfter(version);
          adjusting.close();
        }
      }),
    );
    this.follow();
    this.changed();
  }

  async saveAsNew(job: EditJob, index: number): Promise<void> {
    const saved = { jobId: job.id, index, settings: this.blendOf(job) };
    const answer = await this.requests.only('save', () => this.requests.ask('results', 'saveAsNew', saved));
    if (answer && answer.path !== '') {
      this.savedPath = answer.path;
      this.say(`Saved as ${answer.path}.`);
      this.changed();
    }
  }

  /** Puts variants away and goes on to the next one that is left. */
  discard(job: EditJob, indices: readonly number[]): void {
    this.choose(this.discarding.discard(job, indices));
  }

  cancel(jobId: string): void {
    void this.requests.ask('results', 'cancel', { jobId });
  }

  dismiss(jobId: string): void {
    this.setOpen(jobId, false);
    void this.requests.ask('results', 'dismiss', { jobId });
  }

  step(step: NextStep, jobId?: string): void {
    void this.requests.ask(jobId === undefined ? 'form' : 'results', 'step', jobId === undefined ? { step } : { step, jobId });
  }

  keepMine(): void {
    this.keepsMine = true;
    this.changed();
  }

  say(text: string): void {
    this.announcement = text === '' ? this.announcement : text;
  }

  private show(snapshot: EditorSnapshot): void {
    takeAddedModels(snapshot.models);
    const before = this.snapshot;
    this.say(announcement(before, snapshot));
    this.snapshot = snapshot;
    this.keepsMine = this.keepsMine && snapshot.changedOnDisk;
    if (before && (before.width !== snapshot.width || before.height !== snapshot.height)) {
      // A box that was drawn on a picture of another size marks nothing here.
      this.keep({ region: { mode: this.kept.region.mode === 'manual' ? 'auto' : this.kept.region.mode } });
    }
    if (before && before.version !== snapshot.version) {
      this.canvas.onVersion();
      this.versionWaiters.splice(0).forEach((go) => go());
    }
    const job = this.awaited && this.job(this.awaited.jobId);
    const first = job?.variants.find((one) => !one.discarded);
    if (job && first && !isActive(job)) {
      if (!this.isPaintingOn) {
        this.choose({ jobId: job.id, index: first.index });
        return;
      }
      this.awaited = undefined;
      this.arrived.add(job.id);
      this.say(`${this.announcement} Painting goes on; choose the result in the strip to see it.`);
    }
    this.follow();
    this.changed();
  }

  /** The user has gone on since the run: a result that came into sight now would take the tool out of the hand. */
  private get isPaintingOn(): boolean {
    return this.adjusting.kind !== undefined || this.canvas.isPainting() || this.mask.revision !== this.awaited?.revision;
  }

  /** Asks for the picture and the preview that the present state wants. */
  private follow(): void {
    const { snapshot, chosen } = this;
    if (!snapshot) {
      return;
    }
    const job = chosen && this.job(chosen.jobId);
    if (chosen && job) {
      // What a variant is compared with can change with the document.
      this.picture.want(pictureOf.job(job.id, snapshot.version), job.image);
      this.preview.want({ ...chosen, settings: this.blendOf(job) });
      this.raw.want(chosen, job);
    } else {
      this.picture.want(pictureOf.version(snapshot.version), snapshot);
      this.preview.leave();
      this.raw.leave();
    }
    this.adjusting.follow();
  }

  /** Resolves with the next version, or soon when the bytes turn out to be the same. */
  private versionAfter(version: string | undefined): Promise<void> {
    if (this.snapshot?.version !== version) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.versionWaiters.push(resolve);
      setTimeout(resolve, sameVersionPause);
    });
  }
}
