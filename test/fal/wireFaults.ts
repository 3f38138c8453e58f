import type { ServerResponse } from 'node:http';
import { deliver, json, text, write, type Answer } from './answer';
import { pause } from './clock';
import type { Exchange } from './exchange';

/**
 * What can go wrong with any call, whatever it is about. With `accept` the call is carried out first and only its answer is lost;
 * faults without that field always carry it out, because they need the honest answer to damage it.
 */
export type WireFault =
  /** Another answer; a body that is not a string is sent as JSON, `undefined` as nothing at all. */
  | { kind: 'http'; status: number; body?: unknown; headers?: Record<string, string>; accept?: boolean }
  /** A page for people: nginx's for an error, a captive portal's for 200. */
  | { kind: 'html'; status: number; accept?: boolean }
  /** What an object store says when a signature has run out. */
  | { kind: 'xml'; status: number; accept?: boolean }
  /** No body at all. */
  | { kind: 'empty'; status: 200 | 202 | 204; accept?: boolean }
  /** The connection breaks: before the first byte, within the headers or within the body; by RST or, with `fin`, by a plain end. */
  | { kind: 'reset'; when: 'before' | 'headers' | 'body'; how?: 'rst' | 'fin'; accept?: boolean }
  /** Never a byte; the connection stays open until the caller gives up. */
  | { kind: 'blackHole'; accept?: boolean }
  /** The honest answer, `bytes` every `everyMs` milliseconds. */
  | { kind: 'slowDrip'; bytes: number; everyMs: number }
  /** The honest answer after so many milliseconds. */
  | { kind: 'late'; ms: number }
  /** Half of the honest body: as if that were all, or with the connection ended or reset. */
  | { kind: 'truncated'; end: 'clean' | 'fin' | 'rst' }
  /** The whole honest body under a content-length that is too high or too low. */
  | { kind: 'wrongLength'; declared: 'more' | 'fewer' }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; to: string }
  /** So many bytes of nothing, after the beginning of a PNG; with or without saying how many. */
  | { kind: 'hugeBody'; bytes: number; declared: boolean; contentType?: string };

const wireKinds = {
  http: true,
  html: true,
  xml: true,
  empty: true,
  reset: true,
  blackHole: true,
  slowDrip: true,
  late: true,
  truncated: true,
  wrongLength: true,
  redirect: true,
  hugeBody: true,
} as const satisfies Record<WireFault['kind'], true>;

export function isWireFault(fault: { readonly kind: string }): fault is WireFault {
  return fault.kind in wireKinds;
}

/** Plays the fault on the open connection. `honest` carries the call out. */
export async function playWireFault(fault: WireFault, exchange: Exchange, honest: () => Promise<Answer>): Promise<void> {
  const { response } = exchange;
  const answer = !('accept' in fault) || fault.accept ? await honestOrNothing(fault, honest) : undefined;
  switch (fault.kind) {
    case 'http':
    case 'html':
    case 'xml':
    case 'empty':
    case 'redirect':
      return deliver(response, replacement(fault));
    case 'reset':
      return playReset(fault, exchange, answer);
    case 'blackHole':
      return untilLeft(exchange);
    case 'late':
      await pause(fault.ms);
      return deliver(response, answer ?? json(200, {}));
    case 'slowDrip':
      return deliver(response, { ...whole(answer), body: drip(answer, fault.bytes, fault.everyMs, exchange.left) });
    case 'truncated':
      return playTruncated(fault.end, response, whole(answer));
    case 'wrongLength':
      return playWrongLength(fault.declared, response, whole(answer));
    case 'hugeBody':
      return playHugeBody(fault, response);
  }
}

/** Faults that replace the answer need none: a redirect and a huge body do not carry the call out. */
async function honestOrNothing(fault: WireFault, honest: () => Promise<Answer>): Promise<Answer | undefined> {
  const needed = ('accept' in fault && fault.accept) || ['slowDrip', 'late', 'truncated', 'wrongLength'].includes(fault.kind);
  return needed ? honest() : undefined;
}

function whole(answer: Answer | undefined): Answer {
  return answer ?? json(200, {});
}

function replacement(fault: Extract<WireFault, { kind: 'http' | 'html' | 'xml' | 'empty' | 'redirect' }>): Answer {
  switch (fault.kind) {
    case 'http': {
      const body = fault.body === undefined ? '' : typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
      const headers = { 'content-type': typeof fault.body === 'string' ? 'text/plain' : 'application/json', ...fault.headers };
      return { status: fault.status, headers, body: Buffer.from(body) };
    }
    case 'html':
      return text(fault.status, 'text/html', fault.status < 300 ? portalPage : nginxPage(fault.status));
    case 'xml':
      return text(fault.status, 'application/xml', expiredSignature);
    case 'empty':
      return { status: fault.status, headers: {}, body: Buffer.alloc(0) };
    case 'redirect':
      return { status: fault.status, headers: { location: fault.to }, body: Buffer.alloc(0) };
  }
}

const portalPage = '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body><h1>Welcome</h1></body></html>';
const expiredSignature =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';

function nginxPage(status: number): string {
  const names: Record<number, string> = { 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out' };
  const title = `${status} ${names[status] ?? 'Error'}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

async function playReset(fault: Extract<WireFault, { kind: 'reset' }>, exchange: Exchange, answer: Answer | undefined): Promise<void> {
  const { response } = exchange;
  if (fault.when === 'headers') {
    await new Promise((resolve) => response.socket?.write('HTTP/1.1 200 OK\r\ncontent-type: applica', resolve));
    await pause(5);
  }
  if (fault.when === 'body') {
    await sendHalf(response, whole(answer));
  }
  hangUp(response, fault.how ?? 'rst');
}

async function playTruncated(end: 'clean' | 'fin' | 'rst', response: ServerResponse, answer: Answer): Promise<void> {
  if (end === 'clean') {
    const body = Buffer.isBuffer(answer.body) ? half(answer.body) : halfOfStream(answer.body);
    return deliver(response, { ...answer, body });
  }
  await sendHalf(response, answer);
  hangUp(response, end);
}

async function playWrongLength(declared: 'more' | 'fewer', response: ServerResponse, answer: Answer): Promise<void> {
  const body = await collect(answer.body);
  const length = declared === 'more' ? body.length + 1000 : Math.floor(body.length / 2);
  // Node refuses to break its own promise about the length, so the bytes go out by hand.
  const headers = Object.entries({ ...answer.headers, 'content-length': String(length), connection: 'close' });
  const head = `HTTP/1.1 ${answer.status} OK\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  await new Promise((resolve) => response.socket?.write(Buffer.concat([Buffer.from(head), body]), resolve));
  hangUp(response, 'fin');
}

async function playHugeBody(fault: Extract<WireFault, { kind: 'hugeBody' }>, response: ServerResponse): Promise<void> {
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const type = { 'content-type': fault.contentType ?? 'image/png' };
  response.writeHead(200, fault.declared ? { ...type, 'content-length': fault.bytes } : type);
  const block = Buffer.alloc(65_536);
  let left = fault.bytes;
  for (let chunk = start; left > 0; chunk = block) {
    const part = chunk.subarray(0, Math.min(left, chunk.length));
    left -= part.length;
    if (!(await write(response, part))) {
      return;
    }
  }
  response.end();
}

/** Announces the whole body and sends half of it. */
async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  if (Buffer.isBuffer(answer.body)) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    await write(response, half(answer.body));
  } else {
    response.writeHead(answer.status, answer.headers);
    for await (const chunk of halfOfStream(answer.body)) {
      await write(response, chunk);
    }
  }
  // A reset that overtakes the bytes would look like one before the response.
  await pause(10);
}

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.max(1, Math.floor(body.length / 2)));
}

/** One whole chunk and half of the next. */
async function* halfOfStream(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let count = 0;
  for await (const chunk of body) {
    yield count === 0 ? chunk : half(chunk);
    if (++count === 2) {
      return;
    }
  }
}

async function* drip(answer: Answer | undefined, bytes: number, everyMs: number, left: AbortSignal): AsyncGenerator<Buffer> {
  const body = await collect(whole(answer).body);
  for (let at = 0; at < body.length && !left.aborted; at += bytes) {
    yield body.subarray(at, at + bytes);
    await pause(everyMs);
  }
}

async function collect(body: Answer['body']): Promise<Buffer> {
  if (Buffer.isBuffer(body)) {
    return body;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function hangUp(response: ServerResponse, how: 'rst' | 'fin'): void {
  if (how === 'rst') {
    response.socket?.resetAndDestroy();
  } else {
    response.socket?.end();
    response.socket?.destroySoon();
  }
}

function untilLeft(exchange: Exchange): Promise<void> {
  return new Promise((resolve) => {
    if (exchange.left.aborted) {
      resolve();
    }
    exchange.left.addEventListener('abort', () => resolve(), { once: true });
  });
}
