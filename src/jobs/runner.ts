import { ImageError, toImageError } from '../core/errors';
import { describeIssue } from '../core/issues';
import { checkRequest, type ImageRequest } from '../core/request';
import { ActiveJob } from './activeJob';
import type { JobDeps } from './deps';
import { encodeRecord, journalVersion, parseJournal, type Journal } from './records';
import { runJob } from './run';
import { foldRecords, isEnded, type JobState } from './state';
import type { Lease } from './storage';

/** How many ended jobs are read back for the list after a reload. */
const endedInList = 30;

/**
 * The one place where requests are started, and the list of this window's jobs. Everything that generates comes through `start`.
 */
export class Runner {
  private readonly jobs = new Map<string, ActiveJob>();
  private readonly leases = new Map<string, Lease>();
  private readonly listeners = new Set<() => void>();
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<void>>();

  /** @param isMine whether a job of this workspace is this window's to go on with. */
  constructor(
    private readonly deps: JobDeps,
    private readonly isMine: (state: JobState) => boolean,
  ) {}

  /**
   * Checks the request, writes it down and sets it going. What is returned goes on by itself.
   * @throws ImageError `invalid-request`, `cannot-write`; then nothing was sent and nothing is charged.
   */
  async start(input: ImageRequest): Promise<ActiveJob> {
    const { request, model, plan, price } = checkRequest(input);
    const order = {
      endpoint: model.id,
      input: model.buildInput({ ...request, size: plan.render, imageUrls: [] }),
    };
    const wire = model.inputSchema.safeParse(order.input);
    if (!wire.success) {
      throw new ImageError('invalid-request', `${model.name} does not take this request: ${describeIssue(wire.error)}.`);
    }
    const created = { state: 'created', v: journalVersion, at: this.deps.now(), request, render: plan.render, order, price } as const;
    const state = foldRecords([created]);
    const lease = await this.writeFirst(request.id, encodeRecord(created));
    if (!state) {
      throw new ImageError('bad-response', 'The request could not be written down.');
    }
    this.leases.set(request.id, lease);
    return this.run(new ActiveJob(request.id, state, this.deps.storage, this.notify), false);
  }

  /** Goes on with every open job of this workspace that no other window handles. */
  async resume(): Promise<void> {
    for (const id of await this.deps.storage.listOpen()) {
      if (!this.jobs.has(id)) {
        await this.resumeOne(id);
      }
    }
  }

  /** Reads the latest ended jobs of this workspace into the list. */
  async recall(): Promise<void> {
    const ids = (await this.deps.storage.listEnded()).filter((id) => !this.jobs.has(id));
    for (const id of ids.slice(0, endedInList)) {
      const state = this.stateOf(id, parseJournal(await this.deps.storage.readJournal(id)));
      if (state && this.isMine(state)) {
        this.jobs.set(id, new ActiveJob(id, state, this.deps.storage, this.notify));
      }
    }
    this.notify();
  }

  /** Tries again what a paused job stood still at. Sends nothing that was sent. */
  async continue(id: string): Promise<void> {
    if (this.jobs.get(id)?.paused) {
      this.jobs.delete(id);
      await this.resumeOne(id);
    }
  }

  /** Goes on with every paused job, because what they waited for (a key, a connection) may be there now. */
  async continueAll(): Promise<void> {
    for (const job of this.list()) {
      await this.continue(job.id);
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

  /** Takes an ended job out of the list for good, or gives up a paused one; files stay. */
  async dismiss(id: string): Promise<void> {
    const job = this.jobs.get(id);
    if (job && (isEnded(job.state) || job.paused)) {
      this.jobs.delete(id);
      await this.deps.storage.remove(id);
      this.notify();
    }
  }

  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Lets go of everything; open jobs stay on disk for the next window. */
  async dispose(): Promise<void> {
    this.listeners.clear();
    this.closing.abort();
    await Promise.allSettled(this.running);
    await Promise.allSettled([...this.leases.values()].map((lease) => lease.release()));
  }

  private async writeFirst(id: string, line: string): Promise<Lease> {
    try {
      // Claimed before the first line, so that no other window finds a fresh job without its owner.
      const lease = await this.deps.storage.create(id);
      await this.deps.storage.append(id, line);
      return lease;
    } catch (error) {
      throw new ImageError(
        'cannot-write',
        `Easel cannot write down the request, so it was not sent and nothing was charged: ${toImageError(error).message}`,
      );
    }
  }

  private async resumeOne(id: string): Promise<void> {
    const lease = await this.deps.storage.claim(id);
    if (!lease) {
      return;
    }
    // Read under the lease: another window may have ended the job a moment ago.
    const journal = parseJournal(await this.deps.storage.readJournal(id));
    const state = this.stateOf(id, journal);
    if (!state || !this.isMine(state)) {
      if (journal.readable && journal.records.length === 0) {
        await this.deps.storage.remove(id);
      }
      await lease.release();
      return;
    }
    this.leases.set(id, lease);
    this.run(new ActiveJob(id, state, this.deps.storage, this.notify), true);
  }

  private stateOf(id: string, journal: Journal): JobState | undefined {
    if (!journal.readable) {
      this.deps.log(`job ${id}: its journal was written by another version of Easel and is left alone`);
      return undefined;
    }
    return foldRecords(journal.records);
  }

  private run(job: ActiveJob, resumed: boolean): ActiveJob {
    this.jobs.set(job.id, job);
    this.notify();
    const running = runJob(job, resumed, { ...this.deps, takenIds: () => this.takenIds() }, this.closing.signal).finally(async () => {
      this.running.delete(running);
      const lease = this.leases.get(job.id);
      this.leases.delete(job.id);
      await lease?.release();
    });
    this.running.add(running);
    return job;
  }

  private takenIds(): ReadonlySet<string> {
    return new Set([...this.jobs.values()].flatMap((job) => job.state.requestId ?? []));
  }

  private readonly notify = (): void => {
    for (const listener of this.listeners) {
      listener();
    }
  };
}
