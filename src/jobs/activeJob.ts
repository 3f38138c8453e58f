import { toImageError, type ImageError } from '../core/errors';
import type { EncodedImage, Progress } from '../core/service';
import { encodeRecord, type JobRecord } from './records';
import { foldRecord, isDone, type JobState } from './state';
import type { JobStorage } from './storage';

/** How a job stands, in one word. */
export type JobPhase = 'preparing' | 'queued' | 'running' | 'saving' | 'cancelling' | 'done' | 'failed' | 'cancelled';

/** One job that this window handles: its journal's state and what is known beyond it while it runs. */
export class ActiveJob {
  progress: Progress | undefined;
  /** The newest unfinished picture of a live run; never a result, and kept nowhere. */
  preview: EncodedImage | undefined;
  /** Why the job stands still although it has not ended; it can be continued. */
  paused: ImageError | undefined;
  /** The service has confirmed the cancel; what it finishes all the same is kept. */
  cancelConfirmed = false;
  /** The request may have been taken, and the service could not be asked about it yet. */
  lookPending = false;
  /** Fulfilled as soon as there is something final to tell: ended, paused, or the cancel confirmed. */
  readonly told: Promise<void>;
  private readonly cancelAsked = new AbortController();
  private settle: () => void = () => undefined;

  constructor(
    readonly id: string,
    private current: JobState,
    private readonly storage: JobStorage,
    private readonly changed: () => void,
  ) {
    this.told = new Promise((resolve) => (this.settle = resolve));
    if (current.cancelling) {
      this.cancelAsked.abort();
    }
  }

  get state(): JobState {
    return this.current;
  }

  /** Fires when the user takes the request back. */
  get cancelSignal(): AbortSignal {
    return this.cancelAsked.signal;
  }

  get phase(): JobPhase {
    const { state } = this;
    if (state.cancelled) {
      return 'cancelled';
    }
    if (state.failure ?? this.paused) {
      return 'failed';
    }
    if (state.images) {
      return state.images.every((image) => isDone(state, image)) ? 'done' : 'saving';
    }
    if (this.cancelAsked.signal.aborted) {
      return 'cancelling';
    }
    return this.progress?.stage ?? (state.requestId === undefined ? 'preparing' : 'queued');
  }

  /** Writes a step down and takes it over. @throws whatever the disk says; then the step has not happened. */
  async note(record: JobRecord): Promise<void> {
    await this.storage.append(this.id, encodeRecord(record));
    this.take(record);
  }

  /**
   * As `note`, for steps after the money was spent: a full disk must not stop the picture from being fetched and saved, so the
   * step is taken over even when it could not be written down.
   */
  async noteOrGoOn(record: JobRecord, log: (line: string) => void): Promise<void> {
    try {
      await this.note(record);
    } catch (error) {
      log(`job ${this.id}: the journal could not take "${record.state}": ${toImageError(error).message}`);
      this.take(record);
    }
  }

  tell(progress: Progress): void {
    this.progress = progress;
    this.changed();
  }

  readonly showPreview = (picture: EncodedImage): void => {
    this.preview = picture;
    this.changed();
  };

  confirmCancel(): void {
    this.cancelConfirmed = true;
    this.changed();
    this.settle();
  }

  pause(error: ImageError): void {
    this.paused = error;
    this.changed();
  }

  askCancel(): void {
    if (!this.cancelAsked.signal.aborted) {
      this.cancelAsked.abort();
      this.changed();
    }
  }

  /** There is nothing more to come: ended or paused, and free for whoever goes on with it. */
  settleDown(): void {
    this.preview = undefined;
    this.changed();
    this.settle();
  }

  private take(record: JobRecord): void {
    const next = foldRecord(this.current, record);
    if (next) {
      this.current = next;
    }
    this.changed();
  }
}
