import type { ServerResponse } from 'node:http';

export type Headers = Readonly<Record<string, string>>;

/** What a handler wants to say, before a fault gets hold of it. A body in pieces is sent as it comes, without a length. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | AsyncIterable<Buffer>;
}

export function json(status: number, body: unknown, headers: Headers = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(body)) };
}

/** The short form of the service's errors: `{"detail": "…"}`. */
export function detail(status: number, text: string, headers: Headers = {}): Answer {
  return json(status, { detail: text }, headers);
}

export function text(status: number, contentType: string, body: string): Answer {
  return { status, headers: { 'content-type': contentType }, body: Buffer.from(body) };
}

export function eventStream(events: AsyncIterable<Buffer>, headers: Headers = {}): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', ...headers },
    body: events,
  };
}

/** One server-sent event with one line of data. */
export function event(data: unknown): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}

/** Sends the answer and waits until the last byte is handed over or the caller has hung up. */
export async function deliver(response: ServerResponse, answer: Answer, withBody = true): Promise<void> {
  if (Buffer.isBuffer(answer.body)) {
    const hasBody = answer.status !== 204 && answer.status !== 304;
    response.writeHead(answer.status, hasBody ? { ...answer.headers, 'content-length': answer.body.length } : answer.headers);
    await end(response, withBody && hasBody ? answer.body : undefined);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.flushHeaders();
  for await (const chunk of answer.body) {
    if (!(await write(response, chunk))) {
      return;
    }
  }
  await end(response);
}

/** `false` when nobody listens any more. */
export function write(response: ServerResponse, chunk: Buffer): Promise<boolean> {
  if (response.destroyed || response.writableEnded) {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    const gone = (): void => resolve(false);
    response.once('close', gone);
    response.write(chunk, (error) => {
      response.off('close', gone);
      resolve(!error);
    });
  });
}

function end(response: ServerResponse, chunk?: Buffer): Promise<void> {
  if (response.destroyed) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.end(chunk, () => resolve());
  });
}
