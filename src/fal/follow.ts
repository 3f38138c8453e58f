import { cancelled, ImageError } from '../core/errors';
import type { Progress, ServiceResult, Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import { within } from './deadline';
import { TransportFault } from './faults';
import { createProgressKeeper } from './progress';
import { fetchResult } from './result';
import type { Session } from './session';
import { backoff } from './timing';
import { watch } from './watch';

export interface Follow {
  readonly ticket: Ticket;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** Whether the service accepted a cancel of this request. */
  readonly isCancelled: () => boolean;
}

/**
 * Waits for a request to end and fetches its result: watch until the service says it is done, ask for the result, and go back to
 * watching when it is not there yet. Gives up after an hour, which ends the waiting and not the request.
 */
export async function follow(session: Session, job: Follow): Promise<ServiceResult> {
  const { timing } = session;
  try {
    return await within(timing.followDeadline, job.signal, (signal) => watchAndFetch(session, { ...job, signal }));
  } catch (error) {
    if (error instanceof TransportFault) {
      const minutes = Math.max(1, Math.round(timing.followDeadline / 60_000));
      throw new ImageError(
        'timeout',
        `The image was not finished within ${minutes} minutes. The request is not lost: follow it again later, or look at fal.ai/dashboard/requests.`,
        error.message,
      );
    }
    throw error;
  }
}

async function watchAndFetch(session: Session, job: Follow): Promise<ServiceResult> {
  const { ticket, signal } = job;
  const progress = createProgressKeeper(job.onProgress, session);
  for (let rounds = 1; ; rounds++) {
    // A stream that said "done" too early is not asked again; polling is slower but has a pause between its answers.
    const end = await watch({ session, ticket, progress, stream: rounds === 1, isCancelled: job.isCancelled, signal });
    if (end.kind === 'completed' && end.status.error_type === 'client_cancelled') {
      throw cancelled();
    }
    if (end.kind === 'unclear') {
      session.log(
        `status of ${ticket.requestId} is unclear, asking for the result: ${end.fault instanceof Error ? end.fault.message : ''}`,
      );
    }
    const fetched = await fetchResult({ session, ticket, signal, completed: end.kind === 'completed' });
    if (fetched.kind === 'result') {
      return fetched.result;
    }
    await sleep(backoff(rounds, session.timing), signal);
  }
}
