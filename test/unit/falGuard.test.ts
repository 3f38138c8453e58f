import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { isImageError, type ErrorKind } from '../../src/core/errors';
import type { EncodedImage, Order } from '../../src/core/service';
import { checkCredentials } from '../../src/fal/credentials';
import { within } from '../../src/fal/deadline';
import { createFalService, type FalServiceOptions } from '../../src/fal/falService';
import { TransportFault } from '../../src/fal/faults';
import { covers } from '../../src/fal/find';
import { guardFetch } from '../../src/fal/guardedFetch';
import { createLocate } from '../../src/fal/loopback';
import { createRedactor, shorten } from '../../src/fal/redact';
import { isWhole } from '../../src/core/wholeImage';

const key = '12345678-aaaa:0123456789abcdef?>?>';
const order: Order = {
  endpoint: 'openai/gpt-image-2',
  input: {
    prompt: 'a fox',
    image_size: { width: 1024, height: 1024 },
    quality: 'low',
    num_images: 1,
    output_format: 'png',
    sync_mode: false,
  },
};
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const never = new AbortController().signal;
const quick = { submitDeadline: 200, backoffFirst: 2, backoffMost: 5, transferSilence: 100, callDeadline: 100, rateLimitPatience: 200 };

const addressOf = (input: string | URL | Request) => (input instanceof Request ? input.url : input.toString());

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
}

/** A service on a `fetch` that writes down what it is asked and answers as told. */
function stubbed(answer: (sent: Sent, count: number) => Response | Promise<Response>, options: Partial<FalServiceOptions> = {}) {
  const sent: Sent[] = [];
  const lines: string[] = [];
  const stub: typeof fetch = async (input, init) => {
    const one = { url: addressOf(input), method: init?.method ?? 'GET', headers: new Headers(init?.headers) };
    assert.equal(init?.redirect, 'manual');
    sent.push(one);
    return answer(one, sent.length);
  };
  return {
    sent,
    lines,
    service: createFalService({ key: async () => key, fetch: stub, log: (line) => lines.push(line), timing: quick, ...options }),
  };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

async function fails(promise: Promise<unknown>, kind: ErrorKind, text?: RegExp): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(isImageError(error), String(error));
    assert.equal(error.kind, kind, `${error.message} ${error.detail}`);
    assert.ok(!`${error.message}${error.detail}`.includes('0123456789abcdef'));
    if (text) {
      assert.match(error.message, text);
    }
    return true;
  });
}

describe('fal: hosts', () => {
  const locate = createLocate(undefined);

  it('are the service’s own, over https, to the letter', () => {
    for (const good of [
      'https://queue.fal.run/x',
      'https://fal.run/x',
      'https://rest.fal.ai/x',
      'https://api.fal.ai/x',
      'https://v3b.fal.media/x',
      'https://storage.googleapis.com/x',
    ]) {
      assert.equal(locate(good).url, good);
    }
    for (const bad of [
      'https://evilfal.ai/x',
      'https://evilfal.media/x',
      'https://queue.fal.run.evil.example/x',
      'https://evil.example/queue.fal.run',
      'https://queue.fal.run@evil.example/x',
      'https://user:pass@queue.fal.run/x',
      'https://queue.fal.run:8443/x',
      'http://queue.fal.run/x',
      'https://x.fal.run/x',
      'https://rest.fal.ai./x',
      'file:///etc/passwd',
      'data:text/plain,x',
      'undefined',
      '',
    ]) {
      assert.throws(() => locate(bad), { kind: 'bad-response' }, bad);
    }
  });

  it('get the key only where it belongs', async () => {
    const seen: string[] = [];
    const base: typeof fetch = async (input, init) => {
      seen.push(`${new URL(addressOf(input)).hostname} ${new Headers(init?.headers).has('authorization')}`);
      return new Response('');
    };
    const guarded = guardFetch(base, locate);
    for (const host of ['queue.fal.run', 'rest.fal.ai', 'v3b.fal.media', 'storage.googleapis.com']) {
      await guarded(`https://${host}/x`, { headers: { Authorization: `Key ${key}` } });
    }
    assert.deepEqual(seen, ['queue.fal.run true', 'rest.fal.ai true', 'v3b.fal.media false', 'storage.googleapis.com false']);
  });

  it('are mapped to this machine and to no other', () => {
    for (const base of [
      'http://127.0.0.1:9000',
      'http://127.8.7.6:9000/',
      'http://localhost:9000',
      'http://[::1]:9000',
      'http://127.0.0.1:9000/prefix/',
    ]) {
      const mapped = createLocate(base);
      const clean = base.replace(/\/$/, '');
      assert.deepEqual(mapped('https://queue.fal.run/a/b?c=1'), { host: 'queue.fal.run', url: `${clean}/queue.fal.run/a/b?c=1` });
      assert.equal(mapped(`${clean}/v3b.fal.media/x.png`).host, 'v3b.fal.media');
      assert.equal(mapped(`${clean}/files/x.png`).host, '');
      assert.throws(() => mapped('https://evil.example/x'));
      assert.throws(() => mapped('http://127.0.0.1:9001/x'));
    }
    for (const base of [
      'https://evil.example',
      'http://evil.example',
      'http://127.0.0.1.evil.example',
      'http://localhost.evil.example',
      'https://127.0.0.1:9000',
      'http://10.0.0.1',
      'http://user@127.0.0.1',
      'x',
      '',
    ]) {
      assert.throws(() => createLocate(base), { kind: 'invalid-request' }, base);
    }
  });
});

describe('fal: keys', () => {
  it('are trimmed and looked at before they go anywhere', () => {
    assert.equal(checkCredentials(` ${key}\n`), key);
    assert.throws(() => checkCredentials(' \n'), { kind: 'no-key' });
    for (const bad of ['a b', 'schlüssel', 'a\nb', '“quoted”']) {
      assert.throws(() => checkCredentials(bad), { kind: 'bad-key' });
    }
  });

  it('are asked for at every call, and never taken from the environment', async () => {
    process.env['FAL_KEY'] = 'environment-key';
    try {
      const keys = ['', 'first-key', 'second-key'];
      const { sent, service } = stubbed(() => json({ request_id: 'r' }), { key: async () => keys.shift() ?? '' });
      await fails(service.submit(order), 'no-key');
      await service.submit(order);
      await service.submit(order);
      assert.deepEqual(
        sent.map((one) => one.headers.get('authorization')),
        ['Key first-key', 'Key second-key'],
      );
    } finally {
      delete process.env['FAL_KEY'];
    }
  });

  it('are taken out of every text, in every form', () => {
    const redactor = createRedactor();
    redactor.learn(key);
    const secret = key.split(':')[1] ?? '';
    for (const form of [
      key,
      secret,
      btoa(key),
      btoa(key).replace(/=+$/, ''),
      btoa(key).replaceAll('+', '-').replaceAll('/', '_'),
      encodeURIComponent(key),
      btoa(secret),
    ]) {
      const clean = redactor.redact(`before ${form} after`);
      assert.match(clean, /^before •••=* after$/, form);
    }
  });

  it('appear in no error and no line of the log, whatever the service echoes', async () => {
    for (const status of [400, 401, 403, 422, 500]) {
      const { lines, service } = stubbed(() =>
        json({ detail: `you sent Key ${key} and ${btoa(key)}`, input: { prompt: 'a fox' } }, status),
      );
      await assert.rejects(
        service.submit(order),
        (error: unknown) =>
          isImageError(error) && !`${error.message}${error.detail}`.includes(key) && !`${error.detail}`.includes(btoa(key)),
      );
      assert.ok(!lines.join().includes(key) && !lines.join().includes(btoa(key)) && !lines.join().includes('a fox'));
    }
  });

  it('echoes of the input are left out of the log, also of a body that was cut off', () => {
    assert.equal(shorten('{"detail":[{"msg":"m","input":{"prompt":"secret"}}]}'), '{"detail":[{"msg":"m"}]}');
    assert.equal(shorten('{"msg":"m","input":{"prompt":"secr'), '{"msg":"m",');
  });
});

describe('fal: submit', () => {
  it('posts the input as it is, once, to the queue', async () => {
    const { sent, service } = stubbed(() => json({ request_id: 'r-1', status: 'IN_QUEUE' }));
    assert.deepEqual(await service.submit(order), { endpoint: order.endpoint, requestId: 'r-1' });
    assert.deepEqual(
      sent.map((one) => `${one.method} ${one.url}`),
      ['POST https://queue.fal.run/openai/gpt-image-2'],
    );
    assert.equal(sent[0]?.headers.get('x-fal-store-io'), null);
    const hidden = stubbed(() => json({ request_id: 'r-1' }), { privateRequests: () => true });
    await hidden.service.submit(order);
    assert.equal(hidden.sent[0]?.headers.get('x-fal-store-io'), '0');
  });

  it('takes endpoints of the catalogue only', async () => {
    const { sent, service } = stubbed(() => json({ request_id: 'r-1' }));
    for (const endpoint of ['https://evilfal.ai/x', 'fal-ai/other', 'easel/draft', '../x', '']) {
      await fails(service.submit({ ...order, endpoint }), 'invalid-request');
    }
    assert.equal(sent.length, 0);
  });

  it('leaves the outcome open when the answer has no sound id', async () => {
    for (const body of [
      {},
      null,
      [],
      'text',
      { request_id: '' },
      { request_id: null },
      { request_id: 'undefined' },
      { request_id: '../x' },
      { request_id: 7 },
    ]) {
      const { sent, service } = stubbed(() => json(body));
      await fails(service.submit(order), 'submission-unknown');
      assert.equal(sent.length, 1);
    }
  });

  it('leaves it open after every fault that does not prove the opposite, and never posts twice', async () => {
    const fault = (code: string, syscall?: string) => () =>
      Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) }));
    for (const answer of [
      fault('ECONNRESET', 'read'),
      fault('EPIPE', 'write'),
      fault('ETIMEDOUT', 'read'),
      fault('ENETUNREACH', 'read'),
      fault('EHOSTUNREACH', 'write'),
      fault('UND_ERR_SOCKET'),
      fault('UND_ERR_HEADERS_TIMEOUT'),
      fault('UND_ERR_BODY_TIMEOUT'),
      () => Promise.reject(new TypeError('fetch failed')),
      () => Promise.reject(new DOMException('aborted', 'AbortError')),
      () => Promise.reject(new Error('something')),
      () => new Promise<Response>(() => {}),
      () => new Response('', { status: 302, headers: { location: 'https://queue.fal.run/x' } }),
      () => json({ detail: 'x' }, 500),
      () => json({ detail: 'x' }, 408),
    ]) {
      const { sent, service } = stubbed(answer);
      await fails(service.submit(order), 'submission-unknown', /may have taken it/);
      assert.equal(sent.length, 1);
    }
  });

  it('is sure that nothing was sent when no connection came about', async () => {
    const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const causes = [
      refused(),
      Object.assign(new Error('x'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      Object.assign(new Error('x'), { code: 'EAI_AGAIN' }),
      Object.assign(new Error('x'), { code: 'ENETUNREACH', syscall: 'connect' }),
      Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall: 'connect' }),
      Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      Object.assign(new Error('x'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      Object.assign(new AggregateError([refused(), refused()]), { code: 'ECONNREFUSED' }),
    ];
    for (const cause of causes) {
      const { sent, service } = stubbed(() => Promise.reject(new TypeError('fetch failed', { cause })));
      await fails(service.submit(order), 'network');
      assert.equal(sent.length, 1);
    }
    const mixed = new AggregateError([refused(), Object.assign(new Error('x'), { code: 'ECONNRESET', syscall: 'read' })]);
    await fails(stubbed(() => Promise.reject(new TypeError('fetch failed', { cause: mixed }))).service.submit(order), 'submission-unknown');
  });

  it('honours Retry-After within bounds', async () => {
    const slow = (after: string) => () =>
      new Response('{}', { status: 429, headers: { 'retry-after': after, 'content-type': 'application/json' } });
    const patient = stubbed((_, count) => (count === 1 ? slow('0.05')() : json({ request_id: 'r-1' })));
    const started = Date.now();
    await patient.service.submit(order);
    assert.ok(Date.now() - started >= 45);
    const long = stubbed(slow('30'));
    await fails(long.service.submit(order), 'rate-limited', /30 s/);
    assert.equal(long.sent.length, 1);
    const always = stubbed(slow('0'));
    await fails(always.service.submit(order), 'rate-limited');
    assert.equal(always.sent.length, 3);
  });

  /** Runs against a real socket. */
  async function onSocket(
    listener: RequestListener,
    check: (service: ReturnType<typeof createFalService>) => Promise<void>,
  ): Promise<number> {
    let count = 0;
    const server = createServer((request, response) => {
      count++;
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await check(createFalService({ key: async () => key, baseUrl: `http://127.0.0.1:${port}`, log: () => {}, timing: quick }));
    } finally {
      server.closeAllConnections();
      server.close();
    }
    return count;
  }

  it('is one POST on a real socket too, whatever breaks', async () => {
    const listeners: RequestListener[] = [
      (request) => request.socket.destroy(),
      (request) => request.socket.resetAndDestroy(),
      (_, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
          .write('{"request_id":', () => response.destroy()),
      (_, response) => response.writeHead(503).end('busy'),
      (_, response) => response.writeHead(307, { location: '/queue.fal.run/openai/gpt-image-2' }).end(),
      () => {},
    ];
    for (const listener of listeners) {
      assert.equal(await onSocket(listener, (service) => fails(service.submit(order), 'submission-unknown')), 1);
    }
  });

  it('knows a port at which nobody listens', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    for (const host of ['127.0.0.1', 'localhost']) {
      await fails(
        createFalService({ key: async () => key, baseUrl: `http://${host}:${port}`, log: () => {}, timing: quick }).submit(order),
        'network',
      );
    }
  });
});

describe('fal: uploads and downloads', () => {
  const image: EncodedImage = { bytes: png, type: 'image/png' };
  const upload = (sent: Sent) =>
    sent.method === 'POST'
      ? json({ upload_url: 'https://v3b.fal.media/put?sig=1', file_url: 'https://v3b.fal.media/a.png' })
      : new Response(null, { status: 200 });

  it('send no key to the store, and ask for an expiry by both names', async () => {
    const { sent, lines, service } = stubbed(upload, { expiresIn: 3600 });
    assert.equal(await service.upload(image, 'a', never), 'https://v3b.fal.media/a.png');
    assert.equal(sent[0]?.headers.get('authorization'), `Key ${key}`);
    assert.equal(sent[0]?.headers.get('x-fal-object-lifecycle'), '{"expiration_duration_seconds":3600}');
    assert.equal(sent[0]?.headers.get('x-fal-object-lifecycle-preference'), '{"expiration_duration_seconds":3600}');
    assert.equal(sent[1]?.headers.get('authorization'), null);
    assert.ok(!lines.join().includes('sig='));
  });

  it('upload again when the earlier one is about to expire', async () => {
    const { sent, service } = stubbed(upload, { expiresIn: 0 });
    await service.upload(image, 'a', never);
    await service.upload(image, 'a', never);
    assert.equal(sent.length, 4);
  });

  it('refuse what is too large before anything is sent', async () => {
    const { sent, service } = stubbed(upload);
    await fails(service.upload({ bytes: new Uint8Array(90 * 1024 * 1024 + 1), type: 'image/png' }, 'a', never), 'too-large');
    assert.equal(sent.length, 0);
  });

  it('end at once when they are cancelled', async () => {
    const { service } = stubbed(() => new Promise<Response>(() => {}), { timing: {} });
    for (const start of [
      (signal: AbortSignal) => service.upload(image, 'a', signal),
      (signal: AbortSignal) => service.download({ url: 'https://v3b.fal.media/a' }, signal),
    ]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 10);
      await fails(start(controller.signal), 'cancelled');
      await fails(start(controller.signal), 'cancelled');
    }
  });

  it('follow redirects inside the service, without the key', async () => {
    const { sent, service } = stubbed((one) =>
      one.url.endsWith('/a')
        ? new Response('', { status: 302, headers: { location: '/b' } })
        : one.url.endsWith('/b')
          ? new Response('', { status: 307, headers: { location: 'https://storage.googleapis.com/c' } })
          : new Response(png),
    );
    assert.deepEqual(await service.download({ url: 'https://v3b.fal.media/a' }, never), image);
    assert.ok(sent.every((one) => !one.headers.has('authorization')));
    for (const to of ['https://evil.example/', 'http://v3b.fal.media/', 'file:///etc/passwd', 'http://127.0.0.1/']) {
      await fails(
        stubbed(() => new Response('', { status: 302, headers: { location: to } })).service.download(
          { url: 'https://v3b.fal.media/a' },
          never,
        ),
        'bad-response',
      );
    }
  });

  it('tell the type by the bytes', async () => {
    const webp = new TextEncoder().encode('RIFF\x08\0\0\0WEBPVP8 ');
    const { service } = stubbed(() => new Response(webp, { headers: { 'content-type': 'image/png' } }));
    assert.equal((await service.download({ url: 'https://v3b.fal.media/a.png', contentType: 'image/png' }, never)).type, 'image/webp');
  });

  it('fetch again what was cut and passed off as whole', async () => {
    const { sent, service } = stubbed((_, count) => new Response(count === 1 ? png.slice(0, 12) : png));
    assert.deepEqual(await service.download({ url: 'https://v3b.fal.media/a' }, never), image);
    assert.equal(sent.length, 2);
    const webp = (length: number) =>
      ({ bytes: Uint8Array.of(0x52, 0x49, 0x46, 0x46, length, 0, 0, 0, 0, 0, 0, 0), type: 'image/webp' }) as const;
    assert.ok(isWhole(webp(4)) && !isWhole(webp(5)));
    assert.ok(isWhole({ bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0xff, 0xd9, 0), type: 'image/jpeg' }));
    assert.ok(!isWhole({ bytes: Uint8Array.of(0xff, 0xd8, 0xff), type: 'image/jpeg' }));
  });

  it('read a data URI without asking anybody', async () => {
    const { sent, service } = stubbed(() => json({}));
    const uri = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
    assert.deepEqual(await service.download({ url: uri(png) }, never), image);
    await fails(service.download({ url: uri(Uint8Array.of(1, 2, 3)) }, never), 'not-an-image');
    await fails(service.download({ url: 'data:image/png;base64,???' }, never), 'bad-response');
    await fails(service.download({ url: 'data:text/plain,x' }, never), 'bad-response');
    assert.equal(sent.length, 0);
  });

  it('come in time although they are long, as long as they move', async () => {
    const body = () =>
      new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(png);
          for (let count = 0; count < 6; count++) {
            await new Promise((resolve) => setTimeout(resolve, 40));
            controller.enqueue(png);
          }
          controller.close();
        },
      });
    const { sent, service } = stubbed(() => new Response(body()));
    assert.equal((await service.download({ url: 'https://v3b.fal.media/a' }, never)).bytes.length, png.length * 7);
    assert.equal(sent.length, 1);
  });
});

describe('fal: find', () => {
  const sentAt = Date.parse('2026-01-02T03:04:05Z');
  const item = (requestId: string, seconds: number, input: unknown = { ...order.input, extra: 1 }) => ({
    request_id: requestId,
    endpoint_id: order.endpoint,
    sent_at: new Date(sentAt + seconds * 1000).toISOString(),
    json_input: input,
  });
  const search = (items: unknown[], headers: Record<string, string> = {}) =>
    stubbed(() => new Response(JSON.stringify({ items }), { headers })).service.find(order, sentAt, never);

  it('takes the nearest that was sent then with that input', async () => {
    assert.equal(
      (await search([item('old', -60), item('far', 200), item('near', 2), item('other', 1, { prompt: 'x' }), null, { request_id: 'r' }]))
        ?.requestId,
      'near',
    );
    assert.equal(await search([item('old', -60), item('later', 900)]), undefined);
    assert.equal(await search([]), undefined);
  });

  it('goes by the service’s clock', async () => {
    const ahead = 3_600_000;
    const headers = { date: new Date(Date.now() + ahead).toUTCString() };
    assert.equal((await search([item('now', ahead / 1000 + 1), item('same by our clock', 0)], headers))?.requestId, 'now');
  });

  it('proves nothing when it cannot look', async () => {
    for (const answer of [json({ error: { type: 'authorization_error', message: 'no' } }, 403), json('x'), new Response('<html>')]) {
      assert.equal(await stubbed(() => answer.clone()).service.find(order, sentAt, never), undefined);
    }
  });

  it('compares what was sent, and not what the service added', () => {
    assert.ok(covers({ a: 1, b: { c: [1, 2], d: 5 }, e: 3 }, { a: 1, b: { c: [1, 2] } }));
    assert.ok(!covers({ b: { c: [1, 2, 3] } }, { b: { c: [1, 2] } }));
    assert.ok(!covers({ a: '1' }, { a: 1 }));
    assert.ok(!covers(undefined, { a: 1 }));
  });
});

describe('fal: deadlines', () => {
  it('end work that ignores its signal', async () => {
    await assert.rejects(
      within(20, undefined, () => new Promise(() => {})),
      (error: unknown) => error instanceof TransportFault && error.reason === 'timeout',
    );
  });

  it('leave no listener behind', async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await within(1000, signal, async () => 1);
    assert.equal(listeners, 0);
  });
});
