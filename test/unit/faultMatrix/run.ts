/** One request through the real runner and the real fal client against a simulator that misbehaves, and what became of it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ImageError, isImageError, toImageError, type ErrorKind } from '../../../src/core/errors';
import { sniffImageType } from '../../../src/core/imageType';
import { isWhole } from '../../../src/core/wholeImage';
import { createJobStorage } from '../../../src/editor/jobStorage';
import { createFalService } from '../../../src/fal/falService';
import type { Timing } from '../../../src/fal/timing';
import type { ActiveJob } from '../../../src/jobs/activeJob';
import type { Charge } from '../../../src/jobs/ledger';
import { parseJournal } from '../../../src/jobs/records';
import { Runner } from '../../../src/jobs/runner';
import { sha256Of, type Finisher, type Saver } from '../../../src/jobs/saver';
import type { JobStorage } from '../../../src/jobs/storage';
import { startSimulator, type Simulator } from '../../fal/simulator';
import { anEdit, aRequest } from '../jobs/world';
import { editFiles } from './inputs';

/** What goes wrong on this machine. Each is asked before the step; an error that it throws happens there. */
export interface LocalFaults {
  readonly decode?: () => void;
  readonly save?: () => void;
  readonly store?: (what: string) => void;
}

export interface Case {
  readonly name: string;
  readonly operation: 'generate' | 'edit';
  /** Plans what goes wrong at the service; what it gives back ends that. */
  readonly plan: (simulator: Simulator) => () => void;
  readonly local?: () => LocalFaults;
  /** The user takes the request back as soon as it was taken. */
  readonly cancels?: boolean;
}

/** `finished` at once or `later`, when what was wrong had passed; or a clear failure of this kind. */
export type Outcome = 'finished' | 'later' | ErrorKind;

const service: Partial<Timing> = {
  submitDeadline: 300,
  rateLimitPatience: 300,
  callDeadline: 150,
  resultDeadline: 150,
  pollFast: 10,
  pollSlow: 20,
  pollBeside: 20,
  streamOpening: 40,
  streamSilence: 80,
  streamDead: 150,
  backoffFirst: 3,
  backoffMost: 20,
  statusPatience: 100,
  resultPatience: 150,
  followDeadline: 800,
  transferSilence: 200,
  downloadPatience: 300,
  transferDeadline: 5_000,
};

const jobTiming = { findAfter: [20, 60, 150], cancelQueued: 150, cancelRunning: 400 };

/** Nothing may hang: whatever has not been told by then is a defect, in milliseconds. */
const deadline = 30_000;

/** Runs the case, then ends what was wrong and does what a user does. @throws Error with what broke a promise */
export async function runCase(one: Case): Promise<Outcome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-matrix-'));
  const simulator = await startSimulator({ timing: { queueMs: 10, runMs: 20 } });
  const world = new Desk(simulator, folder);
  try {
    const calm = one.plan(simulator);
    world.faults = one.local?.() ?? {};
    const first = await world.begin(one);
    if (isImageError(first)) {
      // Refused before anything was sent, with the reason.
      return await world.refused(first);
    }
    let outcome: Outcome | undefined = first.phase === 'done' ? 'finished' : undefined;
    calm();
    world.faults = {};
    if (outcome === undefined && first.paused) {
      outcome = (await world.goOn(first.id)).phase === 'done' ? 'later' : undefined;
    }
    const job = world.job(first.id);
    // What still stands there says why, and could be continued: as good as failed.
    outcome ??= job.state.cancelled ? 'cancelled' : (job.state.failure ?? job.paused)?.kind;
    if (outcome === undefined) {
      throw new Error(`neither finished nor failed: ${job.phase}`);
    }
    await world.check(job, outcome, one.local !== undefined);
    return outcome;
  } finally {
    await world.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

class Desk {
  faults: LocalFaults = {};
  private readonly files = new Map<string, Uint8Array>();
  private readonly money = new Map<string, Charge | 'reserved'>();
  private readonly wrongs: string[] = [];
  private runner: Runner;

  constructor(
    private readonly simulator: Simulator,
    private readonly folder: string,
  ) {
    this.runner = this.boot();
  }

  /** @returns why it was refused, if it was */
  async begin({ operation, cancels }: Case): Promise<ActiveJob | ImageError> {
    const request = operation === 'edit' ? anEdit({ count: 1 }) : aRequest();
    const files = operation === 'edit' ? await editFiles() : undefined;
    const job = await this.runner.start(request, files).catch((error: unknown) => toImageError(error));
    if (isImageError(job)) {
      return job;
    }
    if (cancels) {
      await inTime(
        'the request to be taken',
        until(() => job.state.requestId !== undefined || job.paused !== undefined || isOver(job)),
      );
      this.runner.cancel(job.id);
    }
    await inTime('the first end', job.told);
    await inTime('the runner to let go', this.letGo(job));
    return job;
  }

  /** The window is closed and opened again, and what still stands there is continued. */
  async goOn(id: string): Promise<ActiveJob> {
    await this.runner.dispose();
    this.runner = this.boot();
    await this.runner.recall();
    await this.runner.resume();
    for (let tries = 0; tries < 3; tries++) {
      const job = this.job(id);
      await inTime('the end after a reload', job.told);
      await inTime('the runner to let go', this.letGo(job));
      if (!job.paused || tries === 2) {
        return job;
      }
      await this.runner.continue(id);
    }
    return this.job(id);
  }

  job(id: string): ActiveJob {
    const job = this.runner.get(id);
    if (!job) {
      throw new Error('the job is no longer in the list');
    }
    return job;
  }

  /** Nothing was sent, nothing is reserved, nothing is left. */
  async refused(error: ImageError): Promise<Outcome> {
    const left = await this.storage().listOpen();
    if (this.simulator.jobs.length > 0 || [...this.money.values()].includes('booked') || left.length > 0 || error.message.length < 20) {
      throw new Error(`refused with "${error.message}", and ${this.simulator.jobs.length} requests, ${left.length} jobs left`);
    }
    return error.kind;
  }

  /** What holds for every case. @param mayRepeat where nothing could be written down a picture may be saved twice; it is never lost */
  async check({ id, state, paused }: ActiveJob, outcome: Outcome, mayRepeat: boolean): Promise<void> {
    const accepted = this.simulator.jobs.length;
    const claim = (holds: boolean, what: string): void => {
      if (!holds) {
        this.wrongs.push(what);
      }
    };
    claim(accepted <= 1, `${accepted} requests were taken`);
    const isDone = outcome === 'finished' || outcome === 'later';
    const { operation, count } = state.request;
    claim(!isDone || accepted === 1, 'finished without a request');
    if (isDone) {
      const kept = (await readdir(path.join(this.folder, 'ended', id))).filter((name) => /^\d\.(?:png|jpg|webp)$/.test(name)).length;
      const there = operation === 'edit' ? kept : this.files.size;
      const made = state.images?.length ?? 0;
      claim((mayRepeat ? there >= made : there === made) && made > 0 && made <= count + 1, `${there} files of ${made}`);
      claim(state.images?.every((image) => operation === 'edit' || this.files.has(image.saved?.uri ?? '')) === true, 'a file is elsewhere');
    } else if (outcome !== 'cancelled') {
      claim(((state.failure ?? paused)?.message ?? '').length > 20, 'no sentence');
    }
    claim(
      [...this.files.keys()].every((uri) => !uri.endsWith('-part')),
      'a half file is left',
    );
    const journal = parseJournal(await this.storage().readJournal(id));
    claim(journal.readable, 'the journal cannot be read');
    const charge = this.money.get(id);
    // What waits for another try of the download is paid for, and booked with the end.
    claim(charge !== undefined && (charge !== 'reserved' || paused !== undefined), 'the money is still reserved');
    claim(!isDone || charge === 'booked', `finished, and ${charge}`);
    claim(accepted === 0 || charge !== 'released', 'a request that was taken counts as not charged');
    if (this.wrongs.length > 0) {
      throw new Error(this.wrongs.join('; '));
    }
  }

  private async letGo(job: ActiveJob): Promise<void> {
    await until(() => isOver(job) || job.paused !== undefined);
    while (!job.paused && !(await this.storage().listEnded()).includes(job.id)) {
      await pause();
    }
  }

  async close(): Promise<void> {
    await this.runner.dispose();
  }

  private storage(): JobStorage {
    const storage = createJobStorage(this.folder);
    const ask = (what: string): void => this.faults.store?.(what);
    return {
      ...storage,
      append: async (id, line) => {
        ask((JSON.parse(line) as { state: string }).state);
        await storage.append(id, line);
      },
      writeBytes: async (id, name, bytes) => {
        ask('bytes');
        await storage.writeBytes(id, name, bytes);
      },
    };
  }

  private boot(): Runner {
    const fal = createFalService({
      key: () => Promise.resolve('test-key'),
      baseUrl: this.simulator.baseUrl,
      log: () => undefined,
      timing: service,
    });
    return new Runner(
      {
        storage: this.storage(),
        serviceOf: () => fal,
        finish: this.finish,
        saver: this.saver,
        purse: {
          approve: () => Promise.resolve(),
          reserve: (request) => {
            if (this.money.has(request.id)) {
              this.wrongs.push('reserved twice');
            }
            this.money.set(request.id, 'reserved');
            return Promise.resolve();
          },
          settle: (id, charge) => {
            const before = this.money.get(id);
            if (before !== 'reserved' && before !== charge) {
              this.wrongs.push(`booked as ${before} and as ${charge}`);
            }
            this.money.set(id, charge);
            return Promise.resolve();
          },
          unsettled: () => Promise.resolve(new Set([...this.money].flatMap(([id, charge]) => (charge === 'reserved' ? [id] : [])))),
        },
        now: () => Date.now(),
        log: () => undefined,
        timing: jobTiming,
      },
      () => true,
    );
  }

  private readonly finish: Finisher = (bytes, { width, height }) => {
    this.faults.decode?.();
    const type = sniffImageType(bytes);
    if (!type || !isWhole({ bytes, type })) {
      return Promise.reject(new ImageError('not-an-image', 'What the service sent is no picture, so nothing was saved.'));
    }
    return Promise.resolve({ bytes, type, width, height });
  };

  private readonly saver: Saver = {
    reserve: (folder, name, extension) => {
      for (let number = 1; ; number++) {
        const uri = `${folder}/${name}-${number}.${extension}`;
        if (!this.files.has(uri)) {
          return Promise.resolve({ uri, release: () => undefined });
        }
      }
    },
    write: async (uri, bytes) => {
      await Promise.resolve();
      this.faults.save?.();
      if (this.files.has(uri)) {
        return false;
      }
      this.files.set(uri, bytes);
      return true;
    },
    holds: async (uri, sha256) => {
      const bytes = this.files.get(uri);
      return bytes !== undefined && (await sha256Of(bytes)) === sha256;
    },
  };
}

function isOver({ phase }: ActiveJob): boolean {
  return phase === 'done' || phase === 'failed' || phase === 'cancelled';
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

async function inTime(what: string, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${deadline / 1000} s for ${what}`)), deadline);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
