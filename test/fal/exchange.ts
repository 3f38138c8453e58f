import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One line of the request log. Headers are as received, keys included: only test keys ever come here. */
export interface LoggedRequest {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly method: string;
  /** The host that was meant, such as `queue.fal.run`. */
  readonly host: string;
  /** Without the host and the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In bytes. */
  readonly bodyLength: number;
  readonly bodySha256: string;
  /** The body, when it is JSON. */
  readonly json: unknown;
  /** What kind of call it was, and the fault that was played on it. */
  step?: string;
  fault?: string;
  /** The status that was sent; `undefined` when none was. */
  status?: number;
}

/** One request with everything that a handler needs to answer it. */
export interface Exchange {
  readonly request: LoggedRequest;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly response: ServerResponse;
  /** Fires when the caller hangs up or the simulator closes. */
  readonly left: AbortSignal;
}

/** Reads a request whose path is `/HOST/PATH`, the way Easel maps addresses. */
export async function readExchange(incoming: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  const body = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  const [, host = '', ...rest] = url.pathname.split('/');
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  const request: LoggedRequest = {
    time: Date.now(),
    method: incoming.method ?? 'GET',
    host,
    path: `/${rest.join('/')}`,
    query: url.search.slice(1),
    headers: flatten(incoming.headers),
    bodyLength: body.length,
    bodySha256: createHash('sha256').update(body).digest('hex'),
    json: parseJson(body),
  };
  return { request, query: url.searchParams, body, response, left: leaving.signal };
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    flat[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return flat;
}

/** `undefined` when the body is not JSON; pictures are recognized by their first byte and not even tried. */
function parseJson(body: Buffer): unknown {
  if (body.length === 0 || body.length > 64_000_000 || !'{["0123456789tfn- \n'.includes(String.fromCharCode(body[0] ?? 0))) {
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
