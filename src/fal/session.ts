import { createFalClient, type FalClient } from '@fal-ai/client';
import { isImageError } from '../core/errors';
import { checkCredentials } from './credentials';
import { within } from './deadline';
import { type Answer, AnswerFault, OddAnswer, toTransportFault, TransportFault } from './faults';
import { guardFetch, type Fetch } from './guardedFetch';
import { createLocate } from './loopback';
import { guardPaidPosts, SubmitOutcomeUnknown } from './paidPost';
import { createRedactor, shorten } from './redact';
import { defaultTiming, type Timing } from './timing';

export interface SessionOptions {
  /** The key, asked for at every call so that a new one is used at once. @throws ImageError `no-key` */
  readonly key: () => Promise<string>;
  /** The user's own OpenAI key, when requests are to be charged to it. It is in no log and in no text that comes back. */
  readonly openAiKey?: (() => Promise<string | undefined>) | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Stands in for the service; addresses of this machine only. See `loopback.ts`. */
  readonly baseUrl?: string | undefined;
  /** Takes one line of English without keys or prompts. */
  readonly log: (line: string) => void;
  readonly timing?: Partial<Timing> | undefined;
}

/** What one call may take. Without `limit` it is a paid POST, which has its own. */
export interface CallOptions {
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Added to every request of the call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Leaves answers that are fine out of the log, for calls that are made four times a second. */
  readonly quiet?: boolean | undefined;
}

/**
 * The way to the service that all calls share. Whatever goes wrong comes out as an `AnswerFault`, `TransportFault`, `OddAnswer`,
 * `SubmitOutcomeUnknown` or `ImageError`, and every call makes each of its requests exactly once: repeating is the business
 * of the caller, who knows what may be repeated.
 */
export interface Session {
  readonly timing: Timing;
  /** One call through the client; `answers` are what its requests brought, in order. */
  call<T>(options: CallOptions, use: (client: FalClient) => Promise<T>): Promise<{ value: T; answers: readonly Answer[] }>;
  /** A plain GET with the key, for what the client does not know. */
  get(url: string, options: CallOptions): Promise<Answer>;
  /** A GET whose answer is still to be read: streams, with the key. */
  open(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
  /** One paid POST whose answer is still to be read. Repeats nothing; what its outcome means is the caller's to say. */
  post(url: string, body: unknown, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response>;
  /** The same without the key: pictures, and what else anybody may read. */
  openPublic(url: string, signal: AbortSignal, accept?: string): Promise<Response>;
  /** As of now. @throws ImageError `no-key` when there is one and it cannot be read */
  openAiKey(): Promise<string | undefined>;
  log(line: string): void;
  redact(text: string): string;
}

export function createSession(options: SessionOptions): Session {
  const timing: Timing = { ...defaultTiming, ...options.timing };
  const redactor = createRedactor();
  const locate = createLocate(options.baseUrl);
  // Looked up at the first use and not here: the editor replaces the global `fetch` with one that knows its proxy settings.
  const base: typeof fetch = (input, init) => (options.fetch ?? fetch)(input, init);
  const guarded = guardFetch(base, locate);
  const paid = guardPaidPosts(guarded, locate, timing.submitDeadline);
  const log = (line: string) => options.log(redactor.redact(line));

  async function credentials(): Promise<string> {
    const key = checkCredentials(await options.key());
    redactor.learn(key);
    // A request of an earlier window may have carried it, and its answer may echo it.
    await openAiKey().catch(() => undefined);
    return key;
  }

  async function openAiKey(): Promise<string | undefined> {
    const key = await options.openAiKey?.();
    if (key !== undefined) {
      redactor.learn(key);
    }
    return key;
  }

  /** Sends once, reads to the end, writes down what came, and lets only 2xx pass. */
  async function settle(send: Fetch, url: string, init: RequestInit, quiet: boolean): Promise<{ response: Response; answer: Answer }> {
    const method = (init.method ?? 'GET').toUpperCase();
    const address = locate(url);
    const what = `${method} ${address.host}${new URL(url).pathname}`;
    const started = Date.now();
    try {
      const response = await send(url, init);
      const raw = await response.text();
      const answer: Answer = { method, host: address.host, status: response.status, headers: response.headers, text: redactor.redact(raw) };
      if (!response.ok || !quiet) {
        log(`${what} -> ${describe(answer, response.ok)} in ${Date.now() - started} ms`);
      }
      if (!response.ok) {
        throw new AnswerFault(answer);
      }
      const { status, statusText, headers } = response;
      return { answer, response: new Response(status === 204 || status === 205 ? null : raw, { status, statusText, headers }) };
    } catch (error) {
      if (error instanceof AnswerFault || isImageError(error)) {
        throw error;
      }
      const fault = redacted(error instanceof SubmitOutcomeUnknown ? error : toTransportFault(error));
      if (!init.signal?.aborted) {
        log(`${what} -> ${fault.message} after ${Date.now() - started} ms`);
      }
      throw fault;
    }
  }

  function redacted(fault: SubmitOutcomeUnknown | TransportFault): Error {
    const message = redactor.redact(fault.message);
    return fault instanceof TransportFault
      ? new TransportFault(fault.reason, message, fault.maySent, fault.systemCode)
      : new SubmitOutcomeUnknown(message, fault.status, redactor.redact(fault.bodyText ?? ''));
  }

  function limited<T>(call: CallOptions, work: (signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
    return call.limit === undefined ? work(undefined) : within(call.limit, call.signal, work);
  }

  return {
    timing,
    log,
    redact: (text) => redactor.redact(text),
    openAiKey,

    async call(call, use) {
      const key = await credentials();
      const answers: Answer[] = [];
      const value = await limited(call, (signal) => {
        const send: Fetch = async (url, init = {}) => {
          const headers = new Headers(init.headers);
          for (const [name, text] of Object.entries(call.headers ?? {})) {
            headers.set(name, text);
          }
          const { response, answer } = await settle(paid, url, { ...init, headers, signal: signal ?? null }, call.quiet ?? false);
          answers.push(answer);
          return response;
        };
        // After an answer without an address the client fetches `undefined`.
        const clientFetch: typeof fetch = (input, init) =>
          typeof input === 'string' ? send(input, init) : Promise.reject(new OddAnswer('an answer without an address', answers.at(-1)));
        return use(createFalClient({ credentials: key, fetch: clientFetch, suppressLocalCredentialsWarning: true }));
      }).catch((error: unknown) => {
        // What is left is the client tripping over a 2xx answer: a SyntaxError or TypeError that may quote it.
        // Its words may hold a piece of a key, which nobody could tell for one.
        throw isFault(error)
          ? error
          : new OddAnswer(error instanceof SyntaxError ? 'no JSON' : redactor.redact(String(error)), answers.at(-1));
      });
      return { value, answers };
    },

    async get(url, call) {
      const key = await credentials();
      return limited(call, async (signal) => {
        const headers = { accept: 'application/json', authorization: `Key ${key}`, ...call.headers };
        const { answer } = await settle(guarded, url, { headers, signal: signal ?? null }, call.quiet ?? false);
        return answer;
      });
    },

    async open(url, headers, signal) {
      const key = await credentials();
      return opened(() => guarded(url, { headers: { ...headers, authorization: `Key ${key}` }, signal }));
    },

    async post(url, body, headers, signal) {
      const key = await credentials();
      const all = {
        accept: 'text/event-stream, application/json',
        'content-type': 'application/json',
        ...headers,
        authorization: `Key ${key}`,
      };
      return opened(() => guarded(url, { method: 'POST', body: JSON.stringify(body), headers: all, signal }));
    },

    openPublic: (url, signal, accept = 'image/*') => opened(() => guarded(url, { headers: { accept }, signal })),
  };

  async function opened(send: () => Promise<Response>): Promise<Response> {
    try {
      return await send();
    } catch (error) {
      throw isImageError(error) ? error : redacted(toTransportFault(error));
    }
  }
}

function isFault(error: unknown): boolean {
  return [AnswerFault, OddAnswer, SubmitOutcomeUnknown, TransportFault].some((kind) => error instanceof kind) || isImageError(error);
}

const recordedHeaders = [
  'x-fal-request-id',
  'x-fal-error-type',
  'x-fal-retryable',
  'x-fal-billable-units',
  'x-fal-request-timeout-type',
  'retry-after',
];

/** For the log: what the client drops and what later questions are about. The meaning of the billable units is unknown. */
function describe(answer: Answer, fine: boolean): string {
  const headers = recordedHeaders.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const body = fine ? [] : [`body: ${shorten(answer.text)}`];
  return [`HTTP ${answer.status}`, ...headers, ...body].join(', ');
}
