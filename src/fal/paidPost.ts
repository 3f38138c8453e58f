import { within } from './deadline';
import { toTransportFault } from './faults';
import type { Fetch } from './guardedFetch';
import { isPaidHost } from './hosts';
import type { Locate } from './loopback';

/**
 * The POST left, and nobody can say whether the service took it. Has no `cause` on purpose: the client walks the chain of causes
 * and posts again, up to four times, when it finds a broken connection there.
 */
export class SubmitOutcomeUnknown extends Error {
  override readonly name = 'SubmitOutcomeUnknown';
  readonly status: number | undefined;
  readonly bodyText: string | undefined;

  constructor(message: string, status?: number, bodyText?: string) {
    super(message);
    this.status = status;
    this.bodyText = bodyText;
  }
}

/**
 * Makes sure that one call of the client is one POST. Reads the whole answer here, where a connection that breaks in the middle
 * of it can still be told from one that never came about, and gives the POST its own generous deadline instead of the user's
 * signal: an abort after it left would be an unknown outcome and not a cancel.
 */
export function guardPaidPosts(base: Fetch, locate: Locate, deadline: number): Fetch {
  return async (url, init) => {
    if ((init?.method ?? 'GET').toUpperCase() !== 'POST' || !isPaidHost(locate(url).host)) {
      return base(url, init);
    }
    try {
      return await within(deadline, undefined, async (signal) => {
        const response = await base(url, { ...init, signal });
        const text = await response.text();
        if (leavesOutcomeOpen(response)) {
          throw new SubmitOutcomeUnknown(`submit outcome unknown: HTTP ${response.status}`, response.status, text);
        }
        const { status, statusText, headers } = response;
        return new Response(status === 204 || status === 205 ? null : text, { status, statusText, headers });
      });
    } catch (error) {
      if (error instanceof SubmitOutcomeUnknown) {
        throw error;
      }
      const fault = toTransportFault(error);
      if (!fault.maySent) {
        throw fault;
      }
      throw new SubmitOutcomeUnknown(`submit outcome unknown: ${fault.message}`);
    }
  };
}

/**
 * Answers after which the job may exist all the same: redirects (0 is what a browser shows of them), time-outs on the way, and
 * every failure of the server, which may have come after the job was put into the queue. A start time-out that the caller asked
 * for is the service's own clear answer.
 */
function leavesOutcomeOpen(response: Response): boolean {
  if (response.status === 504 && response.headers.get('x-fal-request-timeout-type') === 'user') {
    return false;
  }
  return (
    response.status < 200 ||
    (response.status >= 300 && response.status < 400) ||
    [408, 499].includes(response.status) ||
    response.status >= 500
  );
}
