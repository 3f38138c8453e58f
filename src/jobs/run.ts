import { toImageError, type ErrorKind } from '../core/errors';
import type { ActiveJob } from './activeJob';
import type { RunDeps } from './deps';
import { ensureAnswered } from './follow';
import { ensureLive } from './live';
import { ensureSaved } from './save';
import { isEnded } from './state';
import { ensureSubmitted, isFree } from './submit';
import { uploadInputs } from './upload';

/** Faults that pass or that the user can mend; a request that was taken waits for that and is not given up. */
const mendable: ReadonlySet<ErrorKind> = new Set(['network', 'timeout', 'no-key', 'bad-key', 'no-credit', 'rate-limited', 'cannot-write']);

/**
 * Takes a job from wherever its journal stands to its end. Each step looks at the journal's state first, so the same function
 * starts a job and goes on with it after a crash. Never rejects; the outcome is in the job.
 * @param signal fires when the window closes: the job then stays as it is, for the next one.
 */
export async function runJob(job: ActiveJob, resumed: boolean, deps: RunDeps, signal: AbortSignal): Promise<void> {
  try {
    if (isEnded(job.state)) {
      await putAway(job, deps);
      return;
    }
    if (resumed && isFree(job)) {
      // Nothing keeps what was handed to a draft; the same bytes give the same order again.
      await uploadInputs(job, deps, signal);
    }
    if (job.state.live) {
      await ensureLive(job, resumed, deps, signal);
    }
    if (!job.state.live) {
      const ticket = await ensureSubmitted(job, resumed, deps, signal);
      await ensureAnswered(job, ticket, deps, signal);
    }
    await ensureSaved(job, deps, signal);
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    await settleFault(job, error, deps);
  }
  if (isEnded(job.state)) {
    await putAway(job, deps);
  }
}

async function settleFault(job: ActiveJob, error: unknown, deps: RunDeps): Promise<void> {
  const fault = toImageError(error);
  const taken = job.state.requestId !== undefined;
  // A cancel that never reached the service has cancelled nothing.
  const isCancelled = job.cancelConfirmed && !job.state.images && !mendable.has(fault.kind);
  if (fault.kind === 'cancelled' || isCancelled) {
    await job.noteOrGoOn({ state: 'cancelled', at: deps.now() }, deps.log);
    return;
  }
  deps.log(`job ${job.id}: ${fault.kind}: ${fault.message}${fault.detail ? ` (${fault.detail})` : ''}`);
  // Once the service has answered, the pictures are paid for: whatever stands between them and the project, they are kept.
  if (job.lookPending || (taken && (job.state.images !== undefined || mendable.has(fault.kind)))) {
    job.pause(fault);
    return;
  }
  const { kind, message, detail } = fault;
  await job.noteOrGoOn({ state: 'failed', at: deps.now(), kind, message, ...(detail === undefined ? {} : { detail }) }, deps.log);
}

async function putAway(job: ActiveJob, deps: RunDeps): Promise<void> {
  const { request, images } = job.state;
  const hasMore = request.operation === 'edit' ? images !== undefined : images?.some((image) => !image.saved) === true;
  try {
    // What cost nothing can be had again.
    await deps.storage.end(job.id, images === undefined ? 'dropped' : hasMore && !isFree(job) ? 'awaited' : 'kept');
  } catch (error) {
    deps.log(`job ${job.id}: could not be put away: ${toImageError(error).message}`);
  }
}
