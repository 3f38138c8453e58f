import type { EditJob } from '../../protocol/imageEditor';
import type { Chosen } from './keptState';

/** Puts variants away and brings them back. The last that were put away are one step of Undo. */
export class Discarding {
  private last: readonly Chosen[] = [];

  constructor(private readonly tell: (variant: Chosen, discarded: boolean) => void) {}

  /** @returns the variant to look at next: the one after, else the last that is left. */
  discard(job: EditJob, indices: readonly number[]): Chosen | undefined {
    const left = job.variants.filter((one) => !one.discarded && !indices.includes(one.index));
    const next = left.find((one) => one.index > (indices[0] ?? 0)) ?? left.at(-1);
    this.last = indices.map((index) => ({ jobId: job.id, index }));
    this.last.forEach((one) => this.tell(one, true));
    return next && { jobId: job.id, index: next.index };
  }

  /** What the last step put away, or everything of the job. */
  restore(job: EditJob): void {
    const gone = job.variants.filter((one) => one.discarded).map((one) => ({ jobId: job.id, index: one.index }));
    const step = gone.filter((one) => this.last.some((other) => other.jobId === one.jobId && other.index === one.index));
    this.last = [];
    (step.length > 0 ? step : gone).forEach((one) => this.tell(one, false));
  }

  /** The last step was about this job, so its Undo is near. */
  isNear(job: EditJob): boolean {
    return this.last.some((one) => one.jobId === job.id);
  }
}
