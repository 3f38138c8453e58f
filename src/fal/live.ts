import { ImageError } from '../core/errors';
import { modelOf } from '../core/models/catalogue';
import type { LiveWatcher, Order, ServiceResult, Ticket } from '../core/service';
import { within } from './deadline';
import { streamFailure, submissionUnknown, toFailure } from './failures';
import { AnswerFault, OddAnswer, toTransportFault, TransportFault } from './faults';
import { isSound, readPreview } from './livePicture';
import { readErrorBody } from './problems';
import { shorten } from './redact';
import type { Session } from './session';
import { EventReader } from './sse';
import { readStreamEvent } from './streamEvents';
import { checkEndpoint } from './submit';
import { Tale } from './tale';
import { readJson, requestId } from './wire';

/** In bytes of one event: a 4K picture in base64 has about 24 MB. */
const maxEvent = 64 * 1024 * 1024;

/**
 * Runs a request over the connection on which its previews come, with exactly one POST. No queue stands behind it: what the
 * service does not send to the end is known to nobody but its history.
 * @returns `not-taken` when the service says that it took nothing, because it has no such stream or no room for one
 * @throws ImageError `submission-unknown` when it may have been taken and no finished picture came; the service's plain refusal; `cancelled`
 */
export async function live(
  session: Session,
  order: Order,
  headers: Readonly<Record<string, string>>,
  watcher: LiveWatcher,
  signal: AbortSignal,
): Promise<ServiceResult | 'not-taken'> {
  checkEndpoint(order.endpoint);
  const connection = new AbortController();
  try {
    const url = `https://fal.run/${order.endpoint}/stream`;
    const response = await within(session.timing.liveDeadline, signal, () => session.post(url, order.input, headers, connection.signal));
    session.log(`live run of ${order.endpoint} -> HTTP ${response.status}`);
    if (!response.ok) {
      return await refusal(session, order, response, watcher, signal);
    }
    await noteTicket(order, response, watcher);
    return await answerOf(session, order, response, watcher, signal);
  } catch (fault) {
    signal.throwIfAborted();
    if (fault instanceof TransportFault && fault.maySent) {
      throw submissionUnknown(`live run: ${fault.message}`);
    }
    if (fault instanceof OddAnswer) {
      throw submissionUnknown(`live run: ${fault.message}`);
    }
    const failure = toFailure(fault);
    // The model's time limit is an end. `timeout` would mean that waiting longer could help.
    throw failure.kind === 'timeout' && fault instanceof AnswerFault
      ? new ImageError('bad-response', failure.message, failure.detail)
      : failure;
  } finally {
    connection.abort();
  }
}

async function noteTicket(order: Order, { headers }: Response, watcher: LiveWatcher): Promise<void> {
  const id = requestId.safeParse(headers.get('x-fal-request-id'));
  if (id.success) {
    const ticket: Ticket = { endpoint: order.endpoint, requestId: id.data };
    await watcher.onTicket(ticket);
  }
}

/** 404 and 405: there is no stream; 429: no room. A refused field that only streams have says the same. Nothing else proves it. */
async function refusal(
  session: Session,
  order: Order,
  response: Response,
  watcher: LiveWatcher,
  signal: AbortSignal,
): Promise<'not-taken'> {
  const { status, headers } = response;
  const raw = await within(session.timing.callDeadline, signal, () => response.text()).catch(() => '');
  const answer = { method: 'POST', host: 'fal.run', status, headers, text: session.redact(raw) };
  const body = readErrorBody(answer.text);
  const isAboutStreams =
    status === 422 && body.problems.length > 0 && body.problems.every((one) => /(^|\.)(stream|partial_images)$/.test(one.field ?? ''));
  if ([404, 405, 429].includes(status) || isAboutStreams) {
    return 'not-taken';
  }
  if (![401, 402, 403].includes(status)) {
    await noteTicket(order, response, watcher);
  }
  const isNamed = headers.has('x-fal-error-type') || body.errorType !== undefined || body.problems.some((one) => one.type !== undefined);
  if (status < 400 || [408, 499].includes(status) || (status >= 500 && !isNamed)) {
    throw submissionUnknown(`live run: HTTP ${status}: ${shorten(answer.text)}`);
  }
  throw new AnswerFault(answer);
}

async function answerOf(
  session: Session,
  order: Order,
  response: Response,
  watcher: LiveWatcher,
  signal: AbortSignal,
): Promise<ServiceResult> {
  const isStream = response.headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') === true;
  const tale = new Tale(countOf(order));
  let fault: Error | undefined;
  /** The body of an answer that is no stream. */
  let whole: unknown;
  try {
    const chunks = chunksOf(session, response, tale, signal);
    if (isStream) {
      await listen(chunks, tale, watcher);
    } else {
      const text = await textOf(chunks);
      whole = readJson(text);
      if (whole === undefined) {
        // A stream that something on the way has given another name.
        await listen([new TextEncoder().encode(text)], tale, watcher);
      }
    }
    tale.endsWhole = true;
  } catch (error) {
    signal.throwIfAborted();
    fault = error instanceof OddAnswer ? error : toTransportFault(error);
    session.log(`live run: ${fault.message}${tale.result === undefined ? '' : ', after the finished picture'}`);
  }
  const bodies = whole === undefined ? tale.result : [whole];
  if (bodies !== undefined) {
    return resultOf(session, order, bodies);
  }
  if (tale.error !== undefined) {
    const { status, headers } = response;
    throw streamFailure({ method: 'POST', host: 'fal.run', status, headers, text: session.redact(tale.error) });
  }
  throw fault ?? new OddAnswer('the stream ended without a finished picture');
}

/** What comes over the line, until nothing more is waited for: neither silence nor a drip of comments keeps a run open for ever. */
async function* chunksOf({ timing }: Session, response: Response, tale: Tale, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  let until = Date.now() + timing.liveMost;
  while (reader && !tale.isTold) {
    if (tale.isNearlyTold) {
      until = Math.min(until, Date.now() + timing.callDeadline);
    }
    const left = until - Date.now();
    if (left <= 0) {
      throw new TransportFault('timeout', 'the run did not end in time');
    }
    const { done, value } = await within(Math.min(timing.liveSilence, left), signal, () => reader.read());
    if (done) {
      return;
    }
    yield value;
  }
}

async function listen(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, tale: Tale, watcher: LiveWatcher): Promise<void> {
  const events = new EventReader(maxEvent);
  const take = (told: ReturnType<EventReader['feed']>): void => {
    for (const event of told) {
      const base64 = tale.take(readStreamEvent(event));
      const preview = base64 === undefined ? undefined : readPreview(base64);
      if (preview) {
        watcher.onPreview(preview);
      }
    }
  };
  for await (const chunk of chunks) {
    take(events.feed(chunk));
  }
  take(events.end());
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxEvent) {
      throw new OddAnswer(`an answer of more than ${maxEvent} bytes`);
    }
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return [...parts, decoder.decode()].join('');
}

function countOf({ input }: Order): number {
  const count = input['num_images'];
  return typeof count === 'number' && count > 0 ? count : 1;
}

/** What came in answers, put together. Each finished picture tells its own tokens. Broken pictures are none. */
function resultOf(session: Session, { endpoint }: Order, bodies: readonly unknown[]): ServiceResult {
  const results = bodies.map((body) => parseOutput(session, endpoint, body));
  const all = results.flatMap(({ images }) => images);
  const images = all.filter(isSound);
  if (images.length < all.length) {
    session.log(`live run: ${all.length - images.length} of ${all.length} finished pictures cannot be read`);
  }
  if (images.length === 0) {
    throw submissionUnknown('live run: the finished picture cannot be read');
  }
  const costs = results.flatMap(({ cost }) => cost ?? []);
  return { images, ...(costs.length === 0 ? {} : { cost: costs.reduce((sum, cost) => sum + cost) }) };
}

/** Something came that is no result although it was to be one: what was made is charged all the same. */
function parseOutput(session: Session, endpoint: string, body: unknown): ServiceResult {
  try {
    return modelOf(endpoint).parseOutput(body);
  } catch (error) {
    throw submissionUnknown(session.redact(error instanceof ImageError ? `${error.message} ${error.detail ?? ''}` : String(error)));
  }
}
