import { cancelled, ImageError, isImageError } from '../core/errors';
import { modelOf } from '../core/models/catalogue';
import type { Ticket, ServiceResult } from '../core/service';
import { sleep } from '../core/sleep';
import { retryAfter, toFailure } from './failures';
import { AnswerFault, OddAnswer, TransportFault } from './faults';
import { readHistory } from './history';
import { readErrorBody } from './problems';
import type { Session } from './session';
import { backoff } from './timing';
import { statusAnswer } from './wire';

/** `not-yet` sends the caller back to watching. */
export type ResultEnd = { readonly kind: 'result'; readonly result: ServiceResult } | { readonly kind: 'not-yet' };

/** Tries after which an answer that is probably final is taken for it, within about four seconds. */
const maxFinalTries = 5;

export interface ResultJob {
  readonly session: Session;
  readonly ticket: Ticket;
  readonly signal: AbortSignal;
  /** Whether the service said that the request is done; otherwise an unclear answer sends back to watching. */
  readonly completed: boolean;
}

/**
 * Fetches the result of a request. What may be passing is asked for again, by GET, which costs nothing: a broken connection
 * until the end of all waiting, an answer that makes no sense for some minutes, the model's own failure a few times.
 * @throws ImageError with the model's failure; `network`, `rate-limited`, `bad-key` when the result is there and cannot be had now
 */
export async function fetchResult(job: ResultJob): Promise<ResultEnd> {
  const { session, signal } = job;
  const { timing } = session;
  const started = Date.now();
  let finalTries = 0;
  for (let failures = 1; ; failures++) {
    try {
      return await askResult(job);
    } catch (fault) {
      const verdict = judge(fault);
      if (verdict === 'final') {
        throw toFailure(fault);
      }
      if (!job.completed && (verdict === 'odd' || verdict === 'broken' || verdict === 'failed')) {
        return { kind: 'not-yet' };
      }
      finalTries += verdict === 'failed' || verdict === 'refused' || verdict === 'gone' ? 1 : 0;
      if (finalTries >= maxFinalTries || (verdict === 'gone' && !job.completed)) {
        if (verdict === 'refused') {
          throw toFailure(fault);
        }
        return await fromHistory(job, fault, verdict === 'gone');
      }
      if (verdict === 'odd' && Date.now() - started > timing.resultPatience) {
        throw notNow(fault);
      }
      const asks = fault instanceof AnswerFault ? (retryAfter(fault.answer) ?? 0) : 0;
      await sleep(Math.max(backoff(failures, timing), Math.min(asks, timing.backoffMost)), signal);
    }
  }
}

/** The picture is made and paid for; whatever stands in the way is not the end of it. */
function notNow(fault: unknown): ImageError {
  const failure = toFailure(fault);
  return failure.kind === 'rate-limited'
    ? failure
    : new ImageError(
        'network',
        'The request is finished, but its result cannot be fetched right now. It is not lost; Easel can fetch it later.',
        failure.detail ?? failure.message,
      );
}

async function askResult(job: ResultJob): Promise<ResultEnd> {
  const { session, ticket, signal } = job;
  const { value, answers } = await session
    .call({ limit: session.timing.resultDeadline, signal }, (client) =>
      client.queue.result(ticket.endpoint, { requestId: ticket.requestId }),
    )
    .catch((error: unknown) => {
      if (error instanceof AnswerFault && saysInProgress(error)) {
        return { value: undefined, answers: [error.answer] };
      }
      throw error;
    });
  const data: unknown = value?.data;
  const answer = answers[0];
  // The client hands a 202 out like a result.
  if (value === undefined || answer?.status === 202 || isUnfinished(data)) {
    return { kind: 'not-yet' };
  }
  if (typeof data !== 'object' || data === null) {
    throw new OddAnswer('the result is no JSON object', answer);
  }
  return { kind: 'result', result: parseOutput(session, ticket.endpoint, data) };
}

function isUnfinished(data: unknown): boolean {
  const status = statusAnswer.safeParse(data);
  return status.success && (status.data.status === 'IN_QUEUE' || status.data.status === 'IN_PROGRESS');
}

/** `{"detail":"Request is still in progress"}`; the only way to tell it from a request that the model cannot work with. */
function saysInProgress(fault: AnswerFault): boolean {
  return (
    [400, 409, 425].includes(fault.answer.status) &&
    readErrorBody(fault.answer.text).problems.some((problem) =>
      /in progress|in queue|not (yet )?(completed|finished|ready)|still (being|running)/i.test(problem.message),
    )
  );
}

function parseOutput(session: Session, endpoint: string, data: unknown): ServiceResult {
  try {
    return modelOf(endpoint).parseOutput(data);
  } catch (error) {
    if (isImageError(error) && error.detail !== undefined) {
      throw new ImageError(error.kind, error.message, session.redact(error.detail));
    }
    throw error;
  }
}

/**
 * `broken`: the connection. `odd`: an answer from something on the way. `failed`: the model's failure on the service's side, or
 * the service's own. `refused`: the key. `gone`: no longer kept. `final`: everything else.
 */
function judge(fault: unknown): 'broken' | 'odd' | 'failed' | 'refused' | 'gone' | 'final' {
  if (fault instanceof TransportFault) {
    return 'broken';
  }
  if (fault instanceof OddAnswer) {
    return 'odd';
  }
  if (!(fault instanceof AnswerFault)) {
    return 'final';
  }
  const { status, headers, text } = fault.answer;
  if (status === 404 || status === 410) {
    return 'gone';
  }
  if (status === 408 || status === 429 || status < 400) {
    return 'odd';
  }
  if (status >= 500) {
    const body = readErrorBody(text);
    const named = headers.has('x-fal-error-type') || body.errorType !== undefined || body.problems.some((one) => one.type !== undefined);
    // What comes from before the service, such as nginx, has no request id.
    return named || (body.isJson && headers.has('x-fal-request-id')) ? 'failed' : 'odd';
  }
  return status === 401 || status === 403 ? 'refused' : 'final';
}

async function outputInHistory(session: Session, ticket: Ticket, signal: AbortSignal): Promise<ServiceResult | undefined> {
  const { items } = await readHistory(session, { endpoint: ticket.endpoint, requestId: ticket.requestId }, signal);
  const output = items.find((item) => item.request_id === ticket.requestId)?.json_output;
  return typeof output === 'object' && output !== null ? parseOutput(session, ticket.endpoint, output) : undefined;
}

/** As `ImageService.kept`. A history that the key may not read, or that holds no payloads, has nothing. */
export async function keptOutput(session: Session, ticket: Ticket, signal: AbortSignal): Promise<ServiceResult | undefined> {
  try {
    return await outputInHistory(session, ticket, signal);
  } catch (error) {
    if (signal.aborted) {
      throw cancelled();
    }
    if (error instanceof TransportFault || (isImageError(error) && error.kind === 'no-key')) {
      throw toFailure(error);
    }
    session.log(`history: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/**
 * The last thing to ask. Results are kept for an hour, large ones for six minutes; the history keeps them longer, when the account
 * keeps a history. It is also the second opinion on a failure that may be that of the result's door and not of the model.
 */
async function fromHistory(job: ResultJob, fault: unknown, expired: boolean): Promise<ResultEnd> {
  const { session, ticket, signal } = job;
  try {
    const result = await outputInHistory(session, ticket, signal);
    if (result) {
      return { kind: 'result', result };
    }
  } catch (error) {
    if (signal.aborted) {
      throw cancelled();
    }
    session.log(`history: ${error instanceof Error ? error.message : String(error)}`);
  }
  const failure = toFailure(fault);
  if (!expired) {
    // The model's time limit is an end. `timeout` would mean that waiting longer could help.
    throw failure.kind === 'timeout' ? new ImageError('bad-response', failure.message, failure.detail) : failure;
  }
  // Not an end: the key may be that of another account now, and with the right one the result can still be there.
  throw new ImageError(
    'timeout',
    'fal.ai does not find this request. It keeps results for an hour, sometimes only for minutes; or the key belongs to another account than the one it was made with. Look for it in fal.ai/dashboard/requests.',
    failure.detail,
  );
}
