import { ImageError, isImageError } from '../core/errors';
import { sniffImageType } from '../core/imageType';
import { modelOf } from '../core/models/catalogue';
import type { LiveWatcher, Order, ServiceResult, Ticket } from '../core/service';
import { decodeDataUri } from './dataUri';
import { within } from './deadline';
import { submissionUnknown, toFailure } from './failures';
import { AnswerFault, OddAnswer, toTransportFault, TransportFault } from './faults';
import { readErrorBody } from './problems';
import { shorten } from './redact';
import type { Session } from './session';
import { EventReader } from './sse';
import { readStreamEvent, type StreamEvent } from './streamEvents';
import { checkEndpoint } from './submit';
import { readJson, requestId } from './wire';

/** In bytes of one event: a 4K picture in base64 has about 24 MB. */
const maxEvent = 64 * 1024 * 1024;
const maxPreview = 16 * 1024 * 1024;

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
    throw toFailure(fault);
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
  const parse = (body: unknown) => parseOutput(session, order.endpoint, body);
  if (!response.headers.get('content-type')?.toLowerCase().startsWith('text/event-stream')) {
    const text = await within(session.timing.liveDeadline, signal, () => response.text());
    return parse(readJson(text));
  }
  const events = new EventReader(maxEvent);
  const tale = new Tale(countOf(order));
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  try {
    for (let over = false; reader !== undefined && !over && !tale.isTold;) {
      const { done, value } = await within(session.timing.liveSilence, signal, () => reader.read());
      over = done;
      for (const event of done ? events.end() : events.feed(value)) {
        show(tale.take(readStreamEvent(event)), watcher);
      }
    }
    tale.endsWhole = true;
  } catch (error) {
    signal.throwIfAborted();
    const fault = error instanceof OddAnswer ? error : toTransportFault(error);
    if (tale.result === undefined) {
      throw fault;
    }
    session.log(`live run: ${fault.message} after the finished picture`);
  }
  if (tale.result !== undefined) {
    return parse(tale.result);
  }
  if (tale.error !== undefined) {
    const headers = response.headers;
    throw new AnswerFault({ method: 'POST', host: 'fal.run', status: 500, headers, text: session.redact(tale.error) });
  }
  throw new OddAnswer('the stream ended without a finished picture');
}

/** What the events of one stream have told so far. */
class Tale {
  /** The stream was read to its end, so that what came last is what was meant to be last. */
  endsWhole = false;
  error: string | undefined;
  private output: unknown;
  private previews = 0;
  private outputs = 0;
  private saidDone = false;
  private usage: unknown;
  private readonly pictures: string[] = [];

  constructor(private readonly asked: number) {}

  /** Returns a preview to show, in base64. */
  take(event: StreamEvent): string | undefined {
    switch (event.kind) {
      case 'preview':
        this.previews++;
        return event.base64;
      case 'output':
        this.output = event.body;
        this.outputs++;
        return undefined;
      case 'picture':
        this.pictures.push(event.base64);
        this.usage = event.usage ?? this.usage;
        return undefined;
      case 'error':
        this.error ??= event.text;
        return undefined;
      case 'done':
        this.saidDone = true;
        return undefined;
      case 'nothing':
        return undefined;
    }
  }

  /** Whether nothing more is waited for. */
  get isTold(): boolean {
    return this.saidDone || this.error !== undefined || this.pictures.length >= this.asked;
  }

  /**
   * The body of a result, `undefined` while there is none. An output is one when the stream ended with it; when the line broke right
   * after it, only if the previews of this stream were of the other kind, so that it cannot be one of them.
   */
  get result(): unknown {
    if (this.pictures.length > 0) {
      return { images: this.pictures.map((one) => ({ url: `data:image/png;base64,${one}` })), usage: this.usage ?? undefined };
    }
    const isLast = this.endsWhole || (this.previews > 0 && this.outputs === 1);
    return isLast && this.error === undefined ? this.output : undefined;
  }
}

function countOf({ input }: Order): number {
  const count = input['num_images'];
  return typeof count === 'number' && count > 0 ? count : 1;
}

/** A preview that cannot be read is none, and no reason to stop. */
function show(base64: string | undefined, watcher: LiveWatcher): void {
  if (base64 === undefined) {
    return;
  }
  try {
    const bytes = decodeDataUri(`data:image/png;base64,${base64}`, maxPreview);
    const type = sniffImageType(bytes);
    if (type !== undefined) {
      watcher.onPreview({ bytes, type });
    }
  } catch (error) {
    if (!isImageError(error)) {
      throw error;
    }
  }
}

/** Something came that is no result although it was to be one: what was made is charged all the same. */
function parseOutput(session: Session, endpoint: string, body: unknown): ServiceResult {
  try {
    return modelOf(endpoint).parseOutput(body);
  } catch (error) {
    throw submissionUnknown(session.redact(error instanceof ImageError ? `${error.message} ${error.detail ?? ''}` : String(error)));
  }
}
