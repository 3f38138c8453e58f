import { isImageError } from '../core/errors';
import type { Ticket } from '../core/service';
import { within } from './deadline';
import { AnswerFault, OddAnswer, toTransportFault } from './faults';
import type { Session } from './session';
import { EventReader } from './sse';
import { appOf, readJson, type StatusAnswer, statusAnswer } from './wire';

/** No status event comes near this; an endless one must not fill the memory. */
const maxEvent = 1_000_000;

/**
 * Reads the status of a request as it changes, to the end of the stream, which proves nothing: it ends early, and without its
 * last event. The client's own reader is not used: it retries nothing, ignores aborts, corrupts characters that are split over
 * two chunks and loses an event without a final blank line.
 * @throws AnswerFault, TransportFault; OddAnswer when the answer is no stream
 */
export async function* statusEvents(session: Session, ticket: Ticket, signal: AbortSignal): AsyncGenerator<StatusAnswer> {
  // Its own controller, so that a connection which is given up here is closed, whoever still waits for what.
  const connection = new AbortController();
  const onAbort = () => {
    connection.abort();
  };
  signal.addEventListener('abort', onAbort);
  try {
    const reader = await openStream(session, ticket, signal, connection.signal);
    const events = new EventReader(maxEvent);
    for (;;) {
      const { done, value } = await within(session.timing.streamDead, signal, () => reader.read());
      // The end completes an event that was not closed.
      for (const { data } of done ? events.end() : events.feed(value)) {
        const parsed = statusAnswer.safeParse(readJson(data));
        if (parsed.success) {
          yield parsed.data;
        }
      }
      if (done) {
        return;
      }
    }
  } catch (error) {
    throw isImageError(error) || error instanceof AnswerFault || error instanceof OddAnswer ? error : toTransportFault(error);
  } finally {
    signal.removeEventListener('abort', onAbort);
    connection.abort();
  }
}

async function openStream(
  session: Session,
  ticket: Ticket,
  signal: AbortSignal,
  connection: AbortSignal,
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const url = `https://queue.fal.run/${appOf(ticket.endpoint)}/requests/${ticket.requestId}/status/stream?logs=1`;
  const response = await within(session.timing.callDeadline, signal, () => session.open(url, { accept: 'text/event-stream' }, connection));
  const { status, headers } = response;
  if (!response.ok) {
    throw new AnswerFault({ method: 'GET', host: 'queue.fal.run', status, headers, text: '' });
  }
  if (!headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') || !response.body) {
    throw new OddAnswer('the status stream is no stream');
  }
  return response.body.getReader();
}
