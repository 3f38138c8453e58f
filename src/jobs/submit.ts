import { cancelled, ImageError, isImageError } from '../core/errors';
import { modelOf } from '../core/models/catalogue';
import type { Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import type { ActiveJob } from './activeJob';
import type { RunDeps } from './deps';
import { notWrittenDown } from './notWrittenDown';
import { uploadInputs } from './upload';

/**
 * Brings a job to the point where the service has given a receipt for it. The request is sent at most once in the life of the
 * journal: whoever finds it `sending` without a receipt looks for it at the service and never sends it again.
 * @throws ImageError `submission-unknown`, `cancelled`, or what the service refused it for.
 */
export async function ensureSubmitted(job: ActiveJob, resumed: boolean, deps: RunDeps, signal: AbortSignal): Promise<Ticket> {
  const { state } = job;
  if (state.requestId !== undefined) {
    return { endpoint: state.order.endpoint, requestId: state.requestId };
  }
  const ticket = await (state.sentAt === undefined
    ? sendFirst(job, resumed, deps, signal)
    : sendAgainOrFind(job, state.sentAt, deps, signal));
  await job.noteOrGoOn({ state: 'submitted', at: deps.now(), requestId: ticket.requestId }, deps.log);
  return ticket;
}

async function sendFirst(job: ActiveJob, resumed: boolean, deps: RunDeps, signal: AbortSignal): Promise<Ticket> {
  return send(job, await prepareToSend(job, resumed, deps, signal), deps, signal);
}

/**
 * Everything that comes before the request leaves, up to the line in the journal that it is about to.
 * @returns when that is, in milliseconds since the epoch
 */
export async function prepareToSend(job: ActiveJob, resumed: boolean, deps: RunDeps, signal: AbortSignal): Promise<number> {
  if (resumed && !isFree(job)) {
    throw new ImageError('submission-unknown', 'The window closed before the request was sent, so nothing was charged. Generate again.');
  }
  if (!job.state.uploaded) {
    await uploadInputs(job, deps, signal);
  }
  if (job.cancelSignal.aborted) {
    throw cancelled();
  }
  const sentAt = deps.now();
  await noteSending(job, sentAt);
  if (job.cancelSignal.aborted) {
    throw cancelled();
  }
  return sentAt;
}

async function noteSending(job: ActiveJob, at: number): Promise<void> {
  try {
    await job.note({ state: 'sending', at });
  } catch (error) {
    throw notWrittenDown(error);
  }
}

/** A draft costs nothing and leaves nothing behind, so it may simply be asked for again. */
function sendAgainOrFind(job: ActiveJob, sentAt: number, deps: RunDeps, signal: AbortSignal): Promise<Ticket> {
  return isFree(job) ? send(job, sentAt, deps, signal) : findLost(job, sentAt, deps, signal);
}

/** Drafts: nothing is charged and nothing is kept anywhere. */
export function isFree(job: ActiveJob): boolean {
  return modelOf(job.state.request.model).service === 'draft';
}

async function send(job: ActiveJob, sentAt: number, deps: RunDeps, signal: AbortSignal): Promise<Ticket> {
  try {
    return await deps.serviceOf(job.state.request.model).submit(job.state.order, job.cancelSignal);
  } catch (error) {
    if (isImageError(error) && error.kind === 'submission-unknown') {
      deps.log(`job ${job.id}: ${error.detail ?? error.message}`);
      return findLost(job, sentAt, deps, signal);
    }
    throw error;
  }
}

/** Looks for the request in the service's history. Not finding it proves nothing, so the end is an unknown outcome. */
async function findLost(job: ActiveJob, sentAt: number, deps: RunDeps, signal: AbortSignal): Promise<Ticket> {
  let reached = false;
  for (const delay of deps.timing.findAfter) {
    await sleep(delay, signal);
    try {
      const ticket = await deps.serviceOf(job.state.request.model).find(job.state.order, sentAt, signal, deps.takenIds());
      reached = true;
      if (ticket && deps.adopt(ticket.requestId)) {
        deps.log(`job ${job.id}: the lost receipt was found, request ${ticket.requestId}`);
        return ticket;
      }
    } catch (error) {
      signal.throwIfAborted();
      deps.log(`job ${job.id}: looking for the lost receipt failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (!reached) {
    // A lid that was closed while the request left: it is looked for again when the service can be asked.
    job.lookPending = true;
    throw new ImageError(
      'network',
      'The connection broke while the request was sent, and fal.ai cannot be asked now whether it took it. Easel has not sent it again; continue when you are online, and it is looked for.',
    );
  }
  throw new ImageError(
    'submission-unknown',
    'The connection broke while the request was sent, so it is not known whether fal.ai took it. Easel has not sent it again: look at your requests at fal.ai before you do, it may be charged twice.',
  );
}
