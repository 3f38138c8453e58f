import { cancelled, isImageError } from '../core/errors';
import type { Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import { retryAfter } from './failures';
import { AnswerFault, OddAnswer, TransportFault } from './faults';
import type { ProgressKeeper } from './progress';
import type { Session } from './session';
import { statusEvents } from './statusStream';
import { backoff } from './timing';
import { type StatusAnswer, statusAnswer } from './wire';

/** How the watching ended: the service says it is done, or says nothing sensible for so long that the result must be asked. */
export type WatchEnd =
  { readonly kind: 'completed'; readonly status: StatusAnswer } | { readonly kind: 'unclear'; readonly fault: unknown };

export interface Watch {
  readonly session: Session;
  readonly ticket: Ticket;
  readonly progress: ProgressKeeper;
  /** Whether to try the stream at all. */
  readonly stream: boolean;
  /** Whether the service accepted a cancel of this request. */
  readonly isCancelled: () => boolean;
  readonly signal: AbortSignal;
}

/** What the two readers of the status know of each other. */
interface Pulse {
  /** Until when the stream counts as good enough not to poll beside it. */
  streamGoodUntil: number;
  /** Open, and has said something. */
  streamProven: boolean;
  lastGood: number;
}

/**
 * Waits for the end of a request by its status stream, and by polling whenever there is no stream, it broke, or it is silent.
 * No fault ends it: the request runs on at the service whatever happens to a connection.
 * @throws ImageError `cancelled`, and what the key's source throws
 */
export async function watch(job: Watch): Promise<WatchEnd> {
  const both = new AbortController();
  const onAbort = () => both.abort();
  if (job.signal.aborted) {
    throw cancelled();
  }
  job.signal.addEventListener('abort', onAbort);
  const pulse: Pulse = {
    streamGoodUntil: job.stream ? Date.now() + job.session.timing.streamOpening : 0,
    streamProven: false,
    lastGood: Date.now(),
  };
  try {
    return await new Promise<WatchEnd>((resolve, reject) => {
      poll(job, pulse, both.signal).then(resolve, reject);
      if (job.stream) {
        listen(job, pulse, both.signal).then((end) => end && resolve(end), reject);
      }
    });
  } finally {
    job.signal.removeEventListener('abort', onAbort);
    both.abort();
  }
}

/** Follows the stream and opens it again when it breaks; ends without a word when there is none to be had. */
async function listen(job: Watch, pulse: Pulse, signal: AbortSignal): Promise<WatchEnd | undefined> {
  const { session, ticket, progress } = job;
  const { timing } = session;
  for (let failures = 0; ;) {
    try {
      for await (const status of statusEvents(session, ticket, signal)) {
        if (status.status === 'COMPLETED') {
          return { kind: 'completed', status };
        }
        if (isRunning(status)) {
          failures = 0;
          pulse.lastGood = Date.now();
          pulse.streamProven = true;
          pulse.streamGoodUntil = pulse.lastGood + timing.streamSilence;
          progress.update(status, false);
        }
      }
      session.log('status stream: ended before the request did');
    } catch (error) {
      if (isImageError(error)) {
        return undefined;
      }
      session.log(`status stream: ${error instanceof Error ? error.message : String(error)}`);
      if (isNoStream(error)) {
        pulse.streamGoodUntil = 0;
        return undefined;
      }
    }
    pulse.streamProven = false;
    pulse.streamGoodUntil = 0;
    failures++;
    try {
      await sleep(backoff(failures + 2, timing), signal);
    } catch {
      return undefined;
    }
  }
}

/** Answers that will not change: no such route, no right to it, or something else than a stream. */
function isNoStream(error: unknown): boolean {
  return (
    error instanceof OddAnswer ||
    (error instanceof AnswerFault && error.answer.status < 500 && ![408, 425, 429].includes(error.answer.status))
  );
}

async function poll(job: Watch, pulse: Pulse, signal: AbortSignal): Promise<WatchEnd> {
  const { session, progress } = job;
  const { timing } = session;
  const started = Date.now();
  let lastPoll = started;
  for (let failures = 0; ;) {
    // In small steps, because the stream can break at any moment and the picture be ready at the same one; and not for ever,
    // because a stream can be lively and wrong.
    while (Date.now() < Math.min(pulse.streamGoodUntil, lastPoll + timing.streamSilence)) {
      await sleep(timing.pollFast / 5, signal);
    }
    const asked = Date.now();
    lastPoll = asked;
    let pause = pulse.streamProven ? timing.pollBeside : pollPause(asked - started, job);
    try {
      const status = await askStatus(job, signal);
      if (status.status === 'COMPLETED') {
        return { kind: 'completed', status };
      }
      failures = 0;
      pulse.lastGood = Date.now();
      progress.update(status, true);
    } catch (fault) {
      if (isImageError(fault)) {
        throw fault;
      }
      if (fault instanceof AnswerFault && [404, 410, 499].includes(fault.answer.status) && job.isCancelled()) {
        throw cancelled();
      }
      if (!(fault instanceof TransportFault) && Date.now() - pulse.lastGood > timing.statusPatience) {
        return { kind: 'unclear', fault };
      }
      failures++;
      progress.repeat();
      const asks = fault instanceof AnswerFault ? (retryAfter(fault.answer) ?? 0) : 0;
      pause = Math.max(backoff(failures, timing), Math.min(asks, timing.backoffMost));
    }
    // Counted from when it was asked, so that a slow connection does not add to the pause.
    await sleep(Math.max(pause - (Date.now() - asked), pause / 5), signal);
  }
}

function pollPause(elapsed: number, job: Watch): number {
  const { pollFast, pollFastFor, pollSlow } = job.session.timing;
  return elapsed < pollFastFor ? pollFast : Math.min(pollFast * 2 ** Math.ceil(elapsed / pollFastFor), pollSlow);
}

async function askStatus(job: Watch, signal: AbortSignal): Promise<StatusAnswer> {
  const { session, ticket } = job;
  const { value, answers } = await session.call({ limit: session.timing.callDeadline, signal, quiet: true }, (client) =>
    client.queue.status(ticket.endpoint, { requestId: ticket.requestId, logs: true }),
  );
  const parsed = statusAnswer.safeParse(value);
  if (parsed.success && (isRunning(parsed.data) || parsed.data.status === 'COMPLETED')) {
    return parsed.data;
  }
  throw new OddAnswer('the status makes no sense', answers[0]);
}

function isRunning(status: StatusAnswer): boolean {
  return status.status === 'IN_QUEUE' || status.status === 'IN_PROGRESS';
}
