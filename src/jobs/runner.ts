import { cancelled, ImageError, isImageError, waitsForChoice } from '../core/errors';
import type { GroundChoice } from '../core/icon';
import { sniffImageType } from '../core/imageType';
import { checkRequest, type ImageRequest } from '../core/request';
import type { Price } from '../core/money';
import type { EncodedImage } from '../core/service';
import { ActiveJob } from './activeJob';
import type { JobDeps } from './deps';
import { buildInput, inputNames, namedBytes, noFiles, plannedUrls, type JobFiles } from './inputs';
import { chargeOf } from './ledger';
import { Approval, sumOf } from './purse';
import { readEnded, readState } from './readJob';
import { encodeRecord, journalVersion, type RecordOf } from './records';
import { runJob } from './run';
import { foldRecord, isEnded, type JobState } from './state';
import type { Lease } from './storage';
import { notWrittenDown } from './notWrittenDown';

/** How many ended jobs of each operation are read back for the list after a reload, besides the edits that nobody has used yet. */
const endedInList = 30;

/** How many of the latest ended jobs are looked at for that; of older ones only those that somebody waits for. */
const endedRead = 300;

/** How soon a window looks again for a job of its workspace that another one holds, in milliseconds. */
const lookAgain = 3_000;

/**
 * The one place where requests are started, and the list of this window's jobs. Everything that generates comes through `start`.
 */
export class Runner {
  private readonly jobs = new Map<string, ActiveJob>();
  private readonly leases = new Map<string, Lease>();
  private readonly listeners = new Set<() => void>();
  private readonly adopted = new Set<string>();
  private readonly repeating = new Set<string>();
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private looking: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param isMine whether a job of this workspace is this window's to go on with.
   * @param onResumed is told of each job that goes on without anybody waiting for it, so that its end is not missed.
   */
  constructor(
    private readonly deps: JobDeps,
    private readonly isMine: (state: JobState) => boolean,
    private readonly onResumed: (job: ActiveJob) => void = () => undefined,
  ) {}

  /**
   * Checks the request, writes it down and sets it going. What is returned goes on by itself.
   * @param files what is sent along and what the job must keep.
   * @param approval what the user agreed to for several requests together; without one the user may be asked.
   * @throws ImageError `invalid-request`, `cannot-write`, `over-budget`, `cancelled` when the user does not want it at that price or the
   * window closes; then nothing was sent and nothing is charged.
   */
  async start(input: ImageRequest, files: JobFiles = noFiles, approval?: Approval): Promise<ActiveJob> {
    const created = this.recordOf(input, files);
    const state = foldRecord(undefined, created);
    if (!state) {
      throw new ImageError('bad-response', 'The request could not be written down.');
    }
    if (!approval?.take(created.price)) {
      await this.deps.purse.approve(created.price);
    }
    if (this.closing.signal.aborted) {
      // Nobody would be there for what it brings; the question may have stood open for long.
      throw cancelled();
    }
    this.leases.set(created.request.id, await this.writeFirst(created, files));
    return this.run(new ActiveJob(created.request.id, state, this.deps.storage, this.notify), false);
  }

  /**
   * Asks for several requests together what `start` would ask for each.
   * @throws ImageError `over-budget` when they cost more than is left; `cancelled` when the user does not want them
   */
  async approve(prices: readonly Price[]): Promise<Approval> {
    const price = sumOf(prices);
    await this.deps.purse.approve(price);
    return new Approval(price.known ? price.upper : 0);
  }

  /** Goes on with every open job of this workspace that no other window handles, and keeps an eye on those that one does. */
  async resume(): Promise<void> {
    clearTimeout(this.looking);
    let held = false;
    for (const id of await this.deps.storage.listOpen()) {
      if (!this.jobs.has(id)) {
        const outcome = await this.resumeOne(id).catch((error: unknown) => this.logFault(id, error));
        held ||= outcome === 'held';
      }
    }
    if (held && !this.closing.signal.aborted) {
      this.looking = setTimeout(() => void this.resume().catch((error: unknown) => this.logFault('all', error)), lookAgain);
    }
  }

  /** Reads the latest ended jobs of this workspace into the list, and every edit whose answer was neither applied nor refused. */
  async recall(): Promise<void> {
    const ids = (await this.deps.storage.listEnded()).filter((id) => !this.jobs.has(id));
    const found = { generate: 0, edit: 0, icon: 0 };
    const unsettled = await this.deps.purse.unsettled().catch((error: unknown) => this.logFault('ledger', error));
    for (const [position, id] of ids.entries()) {
      if (position >= endedRead && !unsettled?.has(id) && !(await this.hasAnswers(id))) {
        continue;
      }
      const state = await readEnded(id, this.deps).catch((error: unknown) => this.logFault(id, error));
      if (state && unsettled?.has(id)) {
        await this.book(id, state);
      }
      const marks = await this.deps.storage.marks(id).catch((error: unknown) => this.logFault(id, error));
      if (
        state &&
        !marks?.has('dismissed') &&
        this.isMine(state) &&
        ((await this.isWaitedFor(id, state)) || found[state.request.operation]++ < endedInList)
      ) {
        this.jobs.set(id, new ActiveJob(id, state, this.deps.storage, this.notify));
      }
    }
    this.notify();
  }

  /**
   * Tries again what a paused job stood still at. Sends nothing that was sent.
   * @param folder where its files go instead, as a URI; its workspace folder is `workspace`.
   * @throws ImageError when another window goes on with it already.
   */
  async continue(id: string, elsewhere?: { readonly folder: string; readonly workspace: string }): Promise<void> {
    const job = this.jobs.get(id);
    if (!job?.paused) {
      return;
    }
    if (elsewhere) {
      await job.note({ state: 'moved', at: this.deps.now(), ...elsewhere });
    }
    if ((await this.resumeOne(id)) === 'held') {
      throw new ImageError('invalid-request', 'Another window is handling this image already.');
    }
  }

  /**
   * Decides what becomes of an icon that is not transparent although it was to be, and goes on with its job. Sends nothing.
   * @throws ImageError when another window goes on with it already.
   */
  async choose(id: string, choice: GroundChoice): Promise<void> {
    const job = this.jobs.get(id);
    if (job?.paused && waitsForChoice(job.paused)) {
      await job.note({ state: 'chosen', at: this.deps.now(), choice });
      await this.continue(id);
    }
  }

  /**
   * Sends the request of a job that stands still once more, as a new one with a price of its own; what the old one brought stays.
   * @param request the same with another id
   * @throws ImageError as `start`, when it was tried again before, or when what was sent along is no longer there
   */
  async again(id: string, request: ImageRequest): Promise<ActiveJob> {
    const before = this.jobs.get(id);
    if (!before?.paused || before.state.repeatedBy !== undefined || this.repeating.has(id)) {
      throw new ImageError('invalid-request', 'This was tried again already, or is no longer waiting. Look at the list of images.');
    }
    this.repeating.add(id);
    try {
      const approval = await this.approve([checkRequest(request).price]);
      const images = await Promise.all((before.state.inputs?.images ?? []).map((name) => this.readInput(id, name)));
      // On disk before anything is sent: whatever happens then, the same is not sent a third time from here.
      await before.note({ state: 'repeated', at: this.deps.now(), by: request.id });
      const job = await this.start(request, { images, kept: new Map() }, approval);
      // Nobody waits for it: whoever asked was told of the old one.
      this.onResumed(job);
      return job;
    } finally {
      this.repeating.delete(id);
    }
  }

  /** Goes on with every paused job, because what they waited for (a key, a connection) may be there now; not with one that waits for a choice. */
  async continueAll(): Promise<void> {
    for (const job of this.list().filter(({ paused }) => !paused || !waitsForChoice(paused))) {
      await this.continue(job.id).catch((error: unknown) => this.logFault(job.id, error));
    }
  }

  get(id: string): ActiveJob | undefined {
    return this.jobs.get(id);
  }

  /** Newest first. */
  list(): readonly ActiveJob[] {
    return [...this.jobs.values()].sort((a, b) => b.state.createdAt - a.state.createdAt);
  }

  cancel(id: string): void {
    this.jobs.get(id)?.askCancel();
  }

  /** Takes a job that does not run out of the list; files stay, and what it brought stays in the history. A paused one is given up. */
  async dismiss(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (!job || this.leases.has(id)) {
      return;
    }
    const { storage } = this.deps;
    await this.book(id, job.state);
    if (job.state.images?.some((image) => image.file !== undefined || image.saved)) {
      if (job.paused) {
        await job.noteOrGoOn({ state: 'cancelled', at: this.deps.now() }, this.deps.log);
        await storage.end(id, 'kept');
      }
      await storage.settle(id);
      await storage.setMark(id, 'dismissed', true);
    } else {
      await storage.remove(id);
    }
    this.jobs.delete(id);
    this.notify();
  }

  /** What an edit brought has been used or is not wanted; it need not be kept for ever. */
  async settle(id: string): Promise<void> {
    await this.deps.storage.settle(id).catch((error: unknown) => this.logFault(id, error));
  }

  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Lets go of everything; open jobs stay on disk for the next window. */
  async dispose(): Promise<void> {
    clearTimeout(this.looking);
    this.listeners.clear();
    this.closing.abort();
    await Promise.allSettled(this.running);
    await Promise.allSettled([...this.leases.values()].map((lease) => lease.release()));
  }

  /**
   * Takes ended jobs of this workspace into the list, also those that are too old for it.
   * @returns those of the ids of which nothing is known any more, whether ended or not.
   */
  async recallThese(ids: readonly string[]): Promise<string[]> {
    const { storage } = this.deps;
    // The open ones first: a job that ends meanwhile is then found among the ended.
    const open = new Set(await storage.listOpen());
    const ended = new Set(await storage.listEnded());
    for (const id of ids.filter((one) => ended.has(one) && !this.jobs.has(one))) {
      const state = await readEnded(id, this.deps).catch((error: unknown) => this.logFault(id, error));
      if (state && this.isMine(state) && !this.jobs.has(id)) {
        this.jobs.set(id, new ActiveJob(id, state, storage, this.notify));
        this.notify();
      }
    }
    return ids.filter((id) => !open.has(id) && !ended.has(id) && !this.jobs.has(id));
  }

  private recordOf(input: ImageRequest, files: JobFiles): RecordOf<'created'> {
    const { request, model, plan, price } = checkRequest(input);
    const inputs = inputNames(files);
    const order = { endpoint: model.id, input: buildInput(request, plan.render, plannedUrls(inputs)) };
    const created = { state: 'created', v: journalVersion, at: this.deps.now(), request, render: plan.render, order, price } as const;
    return inputs.images.length > 0 ? { ...created, inputs } : created;
  }

  /** Claimed before the first line, so that no other window finds a fresh job without its owner. */
  private async writeFirst(created: RecordOf<'created'>, files: JobFiles): Promise<Lease> {
    const { id } = created.request;
    let lease: Lease | undefined;
    try {
      lease = await this.deps.storage.create(id);
      for (const [name, bytes] of namedBytes(files)) {
        await this.deps.storage.writeBytes(id, name, bytes);
      }
      await this.deps.storage.append(id, encodeRecord(created));
      // After the first line: a request that nobody wrote down must not hold money back for ever.
      await this.deps.purse.reserve(created.request, created.price);
      return lease;
    } catch (error) {
      if (lease) {
        await lease.release();
        await this.deps.storage.remove(id).catch((fault: unknown) => this.logFault(id, fault));
      }
      throw isImageError(error) ? error : notWrittenDown(error);
    }
  }

  /** Looked at before it is claimed: to hold a job of another workspace, even for a moment, would keep its own window from it. */
  private async resumeOne(id: string): Promise<'resumed' | 'held' | 'foreign'> {
    const first = await readState(id, this.deps);
    if (first !== 'empty' && (first === undefined || !this.isMine(first))) {
      return 'foreign';
    }
    const lease = await this.deps.storage.claim(id);
    if (!lease) {
      return 'held';
    }
    try {
      // Read again under the lease: its owner may have written a moment ago.
      const state = await readState(id, this.deps);
      if (state !== undefined && state !== 'empty') {
        this.leases.set(id, lease);
        const job = this.run(new ActiveJob(id, state, this.deps.storage, this.notify), true);
        this.onResumed(job);
        return 'resumed';
      }
      if (state === 'empty') {
        await this.deps.storage.remove(id);
      }
    } finally {
      if (this.leases.get(id) !== lease) {
        await lease.release();
      }
    }
    return 'foreign';
  }

  private run(job: ActiveJob, resumed: boolean): ActiveJob {
    this.jobs.set(job.id, job);
    this.notify();
    const deps = { ...this.deps, takenIds: () => this.takenIds(), adopt: (requestId: string) => this.adopt(requestId) };
    const running = runJob(job, resumed, deps, this.closing.signal).then(async () => {
      this.running.delete(running);
      await this.book(job.id, job.state);
      const lease = this.leases.get(job.id);
      await lease?.release();
      this.leases.delete(job.id);
      // Told last: whoever waits for it may continue it at once.
      job.settleDown();
    });
    this.running.add(running);
    return job;
  }

  /** Writes down what an ended job means for the money. What cannot be written down now is when the list is read the next time. */
  private async book(id: string, state: JobState): Promise<void> {
    const { price } = state;
    const charge = isEnded(state) || state.images ? chargeOf(state) : undefined;
    if (charge && !(price.known && price.upper === 0)) {
      const cost = price.known && price.exact ? price.likely : undefined;
      await this.deps.purse.settle(id, charge, cost).catch((error: unknown) => this.logFault(id, error));
    }
  }

  private async readInput(id: string, name: string): Promise<EncodedImage> {
    const bytes = await this.deps.storage.readBytes(id, name);
    const type = bytes && sniffImageType(bytes);
    if (!type) {
      throw new ImageError('invalid-request', 'A picture that was sent along is no longer on this machine. Start it anew.');
    }
    return { bytes, type };
  }

  private takenIds(): ReadonlySet<string> {
    return new Set([...this.adopted, ...[...this.jobs.values()].flatMap((job) => job.state.requestId ?? [])]);
  }

  private adopt(requestId: string): boolean {
    const isFree = !this.takenIds().has(requestId);
    this.adopted.add(requestId);
    return isFree;
  }

  private async isWaitedFor(id: string, { request }: JobState): Promise<boolean> {
    return request.operation === 'edit' && (await this.hasAnswers(id));
  }

  private hasAnswers(id: string): Promise<boolean> {
    return this.deps.storage.isWaitedFor(id).catch(() => false);
  }

  private logFault(id: string, error: unknown): undefined {
    this.deps.log(`job ${id}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }

  /** A listener that throws must not stop a job that was paid for. */
  private readonly notify = (): void => {
    for (const listener of this.listeners) {
      try {
        listener();
      } catch (error) {
        this.logFault('list', error);
      }
    }
  };
}
