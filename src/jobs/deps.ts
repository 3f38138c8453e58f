import type { ImageService } from '../core/service';
import type { Purse } from './purse';
import type { Finisher, Saver } from './saver';
import type { JobStorage } from './storage';

/** The effects that a job needs, handed in so that a test can put others in their place. */
export interface JobDeps {
  readonly storage: JobStorage;
  /** @throws ImageError `invalid-request` for a model that is not in the catalogue. */
  readonly serviceOf: (modelId: string) => ImageService;
  readonly finish: Finisher;
  readonly saver: Saver;
  readonly purse: Purse;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly timing: JobTiming;
}

/** What a running job is given: the effects, and what the runner knows of the other jobs. */
export interface RunDeps extends JobDeps {
  /** The service's ids of all other jobs, so that a lost receipt is never taken for one of theirs. */
  readonly takenIds: () => ReadonlySet<string>;
  /** Takes a found id for this job; `false` when another job was quicker. */
  readonly adopt: (requestId: string) => boolean;
}

/** All in milliseconds. */
export interface JobTiming {
  /** When to look for a request whose receipt was lost, each counted from the look before. */
  readonly findAfter: readonly number[];
  /** How long a cancelled request is followed while it still stands in the queue. */
  readonly cancelQueued: number;
  /** The same once the model works on it: it may finish all the same, and is paid for then. */
  readonly cancelRunning: number;
}

export const defaultTiming: JobTiming = { findAfter: [500, 2_000, 5_000, 15_000], cancelQueued: 8_000, cancelRunning: 600_000 };
