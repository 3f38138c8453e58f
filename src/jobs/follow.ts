import type { Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import type { ActiveJob } from './activeJob';
import type { JobDeps } from './deps';

/**
 * Waits for the service's answer and writes it down. A cancel is passed on to the service, and the request is followed further:
 * work in progress may be finished and charged all the same, and then its picture is kept.
 * @throws ImageError as `ImageService.follow`
 */
export async function ensureAnswered(job: ActiveJob, ticket: Ticket, deps: JobDeps, signal: AbortSignal): Promise<void> {
  if (job.state.images) {
    return;
  }
  const service = deps.serviceOf(job.state.request.model);
  const giveUp = new AbortController();
  const stopWatching = whenAborted(job.cancelSignal, () => void passCancelOn(job, ticket, deps, giveUp));
  try {
    const both = AbortSignal.any([signal, giveUp.signal]);
    const result = await service.follow(job.state.order, ticket, (progress) => job.tell(progress), both);
    const images = result.images.map((image) => ({ ...image }));
    const cost = result.cost === undefined ? {} : { cost: result.cost };
    await job.noteOrGoOn({ state: 'answered', at: deps.now(), ...cost, images }, deps.log);
  } finally {
    stopWatching();
    giveUp.abort();
  }
}

async function passCancelOn(job: ActiveJob, ticket: Ticket, deps: JobDeps, giveUp: AbortController): Promise<void> {
  try {
    if (!job.state.cancelling) {
      await job.noteOrGoOn({ state: 'cancelling', at: deps.now() }, deps.log);
    }
    const outcome = await deps.serviceOf(job.state.request.model).cancel(ticket);
    deps.log(`job ${job.id}: cancel of request ${ticket.requestId}: ${outcome}`);
    if (outcome === 'too-late' || giveUp.signal.aborted) {
      return;
    }
    job.confirmCancel();
    await giveUpInTime(job, deps, giveUp);
  } catch (error) {
    if (giveUp.signal.aborted) {
      return;
    }
    deps.log(`job ${job.id}: the cancel could not be passed on: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A request that left the queue after all gets the time of one that is worked on: it will be charged, so its picture is waited for. */
async function giveUpInTime(job: ActiveJob, deps: JobDeps, giveUp: AbortController): Promise<void> {
  const { cancelQueued, cancelRunning } = deps.timing;
  await sleep(Math.min(cancelQueued, cancelRunning), giveUp.signal);
  if (job.progress?.stage === 'running') {
    await sleep(Math.max(0, cancelRunning - cancelQueued), giveUp.signal);
  }
  giveUp.abort();
}

/** Calls back once, at once when the signal has fired already: an aborted signal never fires again. */
function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => undefined;
  }
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}
