import { createParser } from 'eventsource-parser';
import type { Ticket } from '../core/service';
import { within } from './deadline';
import { AnswerFault, OddAnswer, toTransportFault } from './faults';
import type { Session } from './session';
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
  const { timing } = session;
  const url = `https://queue.fal.run/${appOf(ticket.endpoint)}/requests/${ticket.requestId}/status/stream?logs=1`;
  const response = await within(timing.callDeadline, signal, () => session.open(url, { accept: 'text/event-stream' }, signal));
  const { status, headers } = response;
  if (!response.ok || !headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') || !response.body) {
    response.body?.cancel().catch(() => {});
    throw response.ok
      ? new OddAnswer('the status stream is no stream')
      : new AnswerFault({ method: 'GET', host: 'queue.fal.run', status, headers, text: '' });
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  try {
    const decoder = new TextDecoder();
    const events: StatusAnswer[] = [];
    const parser = createParser({
      maxBufferSize: maxEvent,
      onEvent: ({ data }) => {
        const parsed = statusAnswer.safeParse(readJson(data));
        if (parsed.success) {
          events.push(parsed.data);
        }
      },
    });
    for (;;) {
      const { done, value } = await within(timing.streamDead, signal, () => reader.read());
      // The blank lines at the end complete an event that was not closed.
      parser.feed(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }));
      yield* events.splice(0);
      if (done) {
        return;
      }
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'ImageError' ? error : toTransportFault(error);
  } finally {
    // Not awaited: the cancelling of a broken body can take its time, and nobody needs to know.
    reader.cancel().catch(() => {});
  }
}
