import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import type { Endpoint } from './endpoints';
import { requestFailure, type Failure } from './failures';
import type { Inputs } from './inputs';
import type { Input } from './validation';

export type JobState = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED';

/** How long things take. */
export interface Timing {
  /** Milliseconds in the queue. */
  queueMs: number;
  /** Milliseconds of rendering. */
  runMs: number;
  /** Requests ahead of a new one; they are worked off while it waits. */
  positions: number;
}

export interface LogLine {
  readonly message: string;
  readonly level: string;
  readonly source: string;
  readonly timestamp: string;
}

/** What a request came in with. */
export interface Submission {
  readonly endpoint: Endpoint;
  readonly input: Input;
  readonly headers: Readonly<Record<string, string>>;
  readonly via: 'queue' | 'run' | 'stream';
  readonly unknownFields: readonly string[];
}

/**
 * One accepted request. It holds no state of its own that could get out of step: what it is follows from the clock and from the
 * three things that can happen to it (a failure, a cancel, the end).
 */
export class Job {
  readonly requestId: string = randomUUID();
  /** The endpoint's id. */
  readonly endpoint: string;
  readonly input: Input;
  readonly headers: Readonly<Record<string, string>>;
  readonly via: 'queue' | 'run' | 'stream';
  /** Fields of the input that the endpoint ignored. */
  readonly unknownFields: readonly string[];
  /** Wall clock, in milliseconds since the epoch. */
  readonly sentAt = Date.now();
  /** Moments of the simulator's clock, in milliseconds. */
  readonly acceptedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Why it ends without pictures, as soon as that is known. */
  failure: Failure | undefined;
  /** What the pictures that came along really are; known by the time that it is over, when all of them could be read. */
  inputs: Inputs | undefined;
  /** Cancels that came in, whether they had an effect or not. */
  cancels = 0;
  private stoppedAt: number | undefined;
  private readonly positions: number;

  constructor(
    readonly model: Endpoint,
    submission: Submission,
    private readonly clock: Clock,
    timing: Timing,
  ) {
    this.endpoint = model.id;
    this.input = submission.input;
    this.headers = submission.headers;
    this.via = submission.via;
    this.unknownFields = submission.unknownFields;
    this.acceptedAt = clock.now();
    this.startsAt = this.acceptedAt + (submission.via === 'queue' ? timing.queueMs : 0);
    this.endsAt = this.startsAt + timing.runMs;
    this.positions = timing.positions;
  }

  get state(): JobState {
    const now = this.clock.now();
    if (now >= this.finishedAt) {
      return 'COMPLETED';
    }
    return now < this.startsAt ? 'IN_QUEUE' : 'IN_PROGRESS';
  }

  /** When it is or will be over. */
  get finishedAt(): number {
    return Math.min(this.endsAt, this.stoppedAt ?? Infinity);
  }

  get cancelled(): boolean {
    return this.failure?.errorType === 'client_cancelled';
  }

  /** Requests ahead of this one. */
  get position(): number {
    const wait = this.startsAt - this.acceptedAt;
    const left = this.startsAt - this.clock.now();
    return wait <= 0 ? 0 : Math.max(0, Math.min(this.positions, Math.floor((left / wait) * (this.positions + 1))));
  }

  /** Pictures asked for. */
  get count(): number {
    return typeof this.input['num_images'] === 'number' ? this.input['num_images'] : 1;
  }

  /** Pictures that were rendered and are charged; 0 while it runs, after a cancel and after a failure. */
  get billed(): number {
    return this.state === 'COMPLETED' && !this.failure ? this.count : 0;
  }

  /** The next moment at which its state changes; `undefined` when it is over. */
  get nextChange(): number | undefined {
    const state = this.state;
    return state === 'COMPLETED' ? undefined : state === 'IN_QUEUE' ? Math.min(this.startsAt, this.finishedAt) : this.finishedAt;
  }

  /** All log lines so far. */
  get logs(): LogLine[] {
    const steps = ['Request received by the runner', 'Preparing the prompt', 'Rendering', 'Encoding the images'];
    const passed = this.clock.now() - this.startsAt;
    const share = (this.endsAt - this.startsAt) / steps.length;
    return steps
      .filter((_, index) => passed >= 0 && passed >= index * share)
      .map((message, index) => ({
        message,
        level: 'INFO',
        source: 'USER',
        timestamp: new Date(this.startsAt + index * share).toISOString(),
      }));
  }

  /** Ends it now, without pictures. */
  stop(failure: Failure = requestFailure('client_cancelled')): void {
    this.stoppedAt ??= this.clock.now();
    this.failure = failure;
  }
}
