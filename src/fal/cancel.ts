import type { CancelOutcome, Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import { type Answer, AnswerFault, TransportFault } from './faults';
import type { Session } from './session';
import { backoff } from './timing';
import { cancelAnswer, readJson } from './wire';

const maxTries = 4;

/**
 * Asks the service to stop a request. A connection that breaks is tried again, because taking a request back twice does no harm;
 * an answer never is an error. `accepted` promises nothing: what already runs may finish and be charged.
 */
export async function cancel(session: Session, ticket: Ticket): Promise<CancelOutcome> {
  for (let tries = 1; ; tries++) {
    try {
      const { answers } = await session.call({ limit: session.timing.callDeadline }, (client) =>
        client.queue.cancel(ticket.endpoint, { requestId: ticket.requestId }),
      );
      return outcomeOf(answers[0]);
    } catch (fault) {
      const passing =
        fault instanceof TransportFault || (fault instanceof AnswerFault && (fault.answer.status >= 500 || fault.answer.status === 429));
      if (!passing || tries === maxTries) {
        session.log(`cancel of ${ticket.requestId}: ${fault instanceof Error ? fault.message : String(fault)}`);
        return fault instanceof AnswerFault ? outcomeOf(fault.answer) : 'unknown';
      }
      await sleep(backoff(tries, session.timing));
    }
  }
}

/** By the word in the answer; the status codes that go with the words are documented nowhere. */
function outcomeOf(answer: Answer | undefined): CancelOutcome {
  const parsed = cancelAnswer.safeParse(readJson(answer?.text ?? ''));
  switch (parsed.success ? parsed.data.status.toUpperCase() : '') {
    case 'ALREADY_COMPLETED':
      return 'too-late';
    case 'OK':
    case 'CANCELLATION_REQUESTED':
      return 'accepted';
    default:
      return answer?.status === 202 || answer?.status === 204 ? 'accepted' : 'unknown';
  }
}
