import assert from 'node:assert/strict';
import { isImageError, type ErrorKind } from '../../src/core/errors';
import type { Order, Progress, Ticket } from '../../src/core/service';
import { createFalService } from '../../src/fal/falService';
import { mergeLines } from '../../src/fal/progress';
import type { Timing } from '../../src/fal/timing';

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
const ticket: Ticket = { endpoint: order.endpoint, requestId: 'r-1' };
const queue = 'https://queue.fal.run/openai/gpt-image-2/requests/r-1';
const picture = { images: [{ url: 'https://v3b.fal.media/files/a.png' }] };

const fast: Partial<Timing> = {
  callDeadline: 100,
  resultDeadline: 100,
  pollFast: 5,
  pollSlow: 10,
  pollBeside: 10,
  streamOpening: 20,
  streamSilence: 40,
  streamDead: 60,
  backoffFirst: 2,
  backoffMost: 10,
  statusPatience: 60,
  resultPatience: 80,
  followDeadline: 1_000,
};

const addressOf = (input: string | URL | Request) => (input instanceof Request ? input.url : input.toString());

type Step = Response | Error | 'silence' | (() => Response | Promise<Response>);

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const html = (status: number) => new Response('<html>nginx</html>', { status, headers: { 'content-type': 'text/html' } });
const running = (extra: object = {}) => json({ status: 'IN_PROGRESS', ...extra }, 202);
const completed = (extra: object = {}) => json({ status: 'COMPLETED', ...extra });
const noStream = () => json({ detail: 'Not Found' }, 404);
const reset = () => new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });

/** A stream of the given chunks, each after the given pause; stays open at the end when `open`. */
function events(chunks: readonly (string | Uint8Array)[], { pause = 2, open = false }: { pause?: number; open?: boolean } = {}): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const chunk of chunks) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      }
      if (!open) {
        controller.close();
      }
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`;

/** A service of which every address plays its steps one after the other and then repeats the last. */
function play(
  script: { stream?: Step[]; status?: Step[]; result?: Step[]; history?: Step[]; cancel?: Step[] },
  timing: Partial<Timing> = {},
) {
  const calls: string[] = [];
  const lines: string[] = [];
  const progress: Progress[] = [];
  const turns = new Map<string, number>();
  const stub: typeof fetch = async (input, init) => {
    const url = addressOf(input);
    const name = url.includes('api.fal.ai')
      ? 'history'
      : url.includes('/status/stream')
        ? 'stream'
        : url.includes('/status')
          ? 'status'
          : url.endsWith('/cancel')
            ? 'cancel'
            : 'result';
    calls.push(name);
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    const steps: Step[] = script[name] ?? [noStream()];
    const step = steps[Math.min(turn, steps.length - 1)];
    if (step instanceof Error) {
      throw step;
    }
    if (step === 'silence' || step === undefined) {
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))));
    }
    return typeof step === 'function' ? step() : step.clone();
  };
  const service = createFalService({
    key: async () => 'id:secret-secret',
    fetch: stub,
    log: (line) => lines.push(line),
    timing: { ...fast, ...timing },
  });
  const controller = new AbortController();
  return {
    calls,
    lines,
    progress,
    service,
    controller,
    follow: () => service.follow(order, ticket, (one) => progress.push(one), controller.signal),
  };
}

async function fails(promise: Promise<unknown>, kind: ErrorKind, text?: RegExp): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(isImageError(error), String(error));
    assert.equal(error.kind, kind, error.message);
    if (text) {
      assert.match(error.message, text);
    }
    return true;
  });
}

describe('fal: follow', () => {
  describe('by the stream', () => {
    it('fetches the result as soon as the stream says so, without polling', async () => {
      const run = play({
        stream: [
          events([
            event({ status: 'IN_QUEUE', queue_position: 2 }),
            event({ status: 'IN_PROGRESS', logs: [{ message: 'one', timestamp: 't1' }] }),
            event({ status: 'COMPLETED' }),
          ]),
        ],
        result: [json(picture)],
      });
      assert.equal((await run.follow()).images[0]?.url, 'https://v3b.fal.media/files/a.png');
      assert.deepEqual(run.calls, ['stream', 'result']);
      assert.deepEqual(run.progress, [
        { stage: 'queued', position: 2, logs: [] },
        { stage: 'running', position: undefined, logs: ['one'] },
      ]);
    });

    it('reads characters that are split over chunks, CRLF, comments, and an end without a blank line', async () => {
      const bytes = new TextEncoder().encode(
        `: hello\r\n\r\ndata: ${JSON.stringify({ status: 'IN_PROGRESS', logs: [{ message: 'grün ✓' }] })}\r\n\r\ndata: {"status":"COMPLETED"}`,
      );
      const run = play(
        {
          stream: [
            events(
              [...bytes].map((byte) => Uint8Array.of(byte)),
              { pause: 0 },
            ),
          ],
          result: [json(picture)],
        },
        { streamOpening: 500, streamSilence: 500, streamDead: 500 },
      );
      await run.follow();
      assert.deepEqual(run.progress.at(-1)?.logs, ['grün ✓']);
      assert.deepEqual(run.calls, ['stream', 'result']);
    });

    it('polls when the stream closes early', async () => {
      const run = play({ stream: [events([event({ status: 'IN_PROGRESS' })])], status: [running(), completed()], result: [json(picture)] });
      await run.follow();
      assert.ok(run.calls.includes('status'));
    });

    it('polls beside a stream that says nothing, or sends comments only', async () => {
      for (const stream of [
        events([event({ status: 'IN_PROGRESS' })], { open: true }),
        events([': ping\n\n', ': ping\n\n'], { pause: 10, open: true }),
      ]) {
        const run = play({ stream: [() => stream], status: [completed()], result: [json(picture)] });
        await run.follow();
        assert.ok(run.calls.includes('status'));
      }
    });

    it('polls when the stream never answers', async () => {
      const run = play({ stream: ['silence'], status: [completed()], result: [json(picture)] });
      await run.follow();
    });

    it('opens a stream again after a fault and does not after "no such route"', async () => {
      const again = play({
        stream: [reset(), html(502), events([event({ status: 'COMPLETED' })])],
        status: [running()],
        result: [json(picture)],
      });
      await again.follow();
      assert.equal(again.calls.filter((call) => call === 'stream').length, 3);
      for (const none of [noStream(), json({}, 405), json({ status: 'IN_PROGRESS' })]) {
        const run = play({ stream: [none], status: [running(), running(), completed()], result: [json(picture)] });
        await run.follow();
        assert.equal(run.calls.filter((call) => call === 'stream').length, 1);
      }
    });
  });

  describe('by polling', () => {
    const faults: Record<string, Step> = {
      'a reset': reset(),
      'a 500': json({ detail: 'x' }, 500),
      'a 502 of nginx': html(502),
      'a 429': json({ detail: 'slow down' }, 429, { 'retry-after': '0' }),
      'a page of HTML': html(200),
      'an unknown state': json({ status: 'DREAMING' }),
      'a 404': json({ detail: 'not found' }, 404),
      'a 401': json({ detail: 'no' }, 401),
      'JSON that is cut off': new Response('{"status":"IN_PRO', { headers: { 'content-type': 'application/json' } }),
      'no answer': 'silence',
      null: json(null),
      'a 500 of null': json(null, 500),
      'an empty answer': new Response(null, { status: 204 }),
      'logs that are null': running({ logs: null }),
      'logs of a wrong kind': running({ logs: [1, null, { text: 'x' }], queue_position: 'first' }),
    };
    for (const [name, fault] of Object.entries(faults)) {
      it(`goes on after ${name}`, async () => {
        const run = play({ status: [running(), fault, fault, running(), completed()], result: [json(picture)] });
        assert.equal((await run.follow()).images.length, 1);
      });
    }

    it('asks for the result when the status makes no sense for long', async () => {
      const run = play({ status: [json({ status: 'FAILED' })], result: [json(picture)] });
      assert.equal((await run.follow()).images.length, 1);
      const html200 = play({ status: [html(200)], result: [json({ detail: 'Request is still in progress' }, 400), json(picture)] });
      assert.equal((await html200.follow()).images.length, 1);
    });

    it('says what is wrong when a 401 or a 404 stays', async () => {
      await fails(play({ status: [json({ detail: 'x' }, 401)], result: [json({ detail: 'x' }, 401)] }).follow(), 'bad-key');
      await fails(play({ status: [noStream()], result: [noStream()] }).follow(), 'timeout', /does not find this request/);
    });

    it('waits through a long loss of the network, and ends in time', async () => {
      const run = play({ status: [reset()], result: [reset()] }, { followDeadline: 200 });
      await fails(run.follow(), 'timeout', /not lost/);
      const late = play({ stream: [reset()], status: [...Array<Error>(15).fill(reset()), completed()], result: [json(picture)] });
      await late.follow();
    });

    it('ends in time when the request never ends', async () => {
      await fails(play({ status: [running()] }, { followDeadline: 100 }).follow(), 'timeout', /not finished within/);
    });

    it('survives a listener that throws', async () => {
      const run = play({ status: [running(), completed()], result: [json(picture)] });
      const listener = () => {
        throw new Error('the page is gone');
      };
      await run.service.follow(order, ticket, listener, run.controller.signal);
    });
  });

  describe('the result', () => {
    it('is not there yet at 202, a 400 that says so, or a state in its place', async () => {
      for (const early of [
        json({ status: 'IN_PROGRESS' }, 202),
        json({ detail: 'Request is still in progress' }, 400),
        json({ status: 'IN_QUEUE' }),
      ]) {
        const run = play({ status: [completed()], result: [early, json(picture)] });
        assert.equal((await run.follow()).images.length, 1);
      }
    });

    it('is fetched again after passing faults, by GET alone', async () => {
      const cut = new Response('{"images":[{"url":"htt', { headers: { 'content-type': 'application/json' } });
      for (const fault of [
        reset(),
        html(502),
        html(200),
        cut,
        json({ detail: 'x' }, 429),
        json({ detail: 'x', error_type: 'internal_error' }, 500),
        noStream(),
      ] as Step[]) {
        const run = play({ status: [completed()], result: [fault, fault, json(picture)] });
        assert.equal((await run.follow()).images.length, 1);
      }
    });

    it('comes from the history when it has expired', async () => {
      const run = play({
        status: [completed()],
        result: [noStream()],
        history: [json({ items: [{ request_id: 'r-1', json_output: picture }] })],
      });
      assert.equal((await run.follow()).images.length, 1);
      await fails(
        play({ status: [completed()], result: [noStream()], history: [json({ items: [] })] }).follow(),
        'timeout',
        /does not find this request/,
      );
    });

    it('of a failed request is a clear failure', async () => {
      const refused = json(
        { detail: [{ loc: ['body', 'prompt'], msg: 'Unsafe prompt.', type: 'content_policy_violation', input: 'secret words' }] },
        422,
      );
      await fails(play({ status: [completed()], result: [refused] }).follow(), 'content-refused', /Unsafe prompt/);
      await fails(
        play({ status: [completed({ error: 'x' })], result: [json({ detail: 'gone', error_type: 'runner_disconnected' }, 503)] }).follow(),
        'bad-response',
        /does not charge/,
      );
      await fails(
        play({ status: [completed()], result: [json({ detail: 'x', error_type: 'request_timeout' }, 504)] }).follow(),
        'bad-response',
        /took too long/,
      );
      await fails(play({ status: [completed()], result: [html(503)] }).follow(), 'network', /not lost/);
      await fails(play({ status: [completed()], result: [json({ images: [] })] }).follow(), 'bad-response', /no image/);
    });
  });

  describe('cancelled', () => {
    it('by the service', async () => {
      await fails(play({ status: [completed({ error: 'x', error_type: 'client_cancelled' })] }).follow(), 'cancelled');
      await fails(
        play({ status: [completed()], result: [json({ detail: 'x', error_type: 'client_cancelled' }, 499)] }).follow(),
        'cancelled',
      );
    });

    it('when the request is gone after a cancel was accepted', async () => {
      const run = play({ status: [running(), noStream()], cancel: [json({ status: 'CANCELLATION_REQUESTED' }, 202)] });
      assert.equal(await run.service.cancel(ticket), 'accepted');
      await fails(run.follow(), 'cancelled');
      assert.ok(!run.calls.includes('result'));
    });

    it('by the signal, at once, without a cancel and without leaving anything running', async () => {
      const run = play({ stream: [events([event({ status: 'IN_PROGRESS' })], { open: true })], status: [running()] });
      setTimeout(() => run.controller.abort(), 60);
      await fails(run.follow(), 'cancelled');
      const calls = run.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 40));
      assert.equal(run.calls.length, calls);
      assert.ok(!run.calls.includes('cancel'));
      const before = play({});
      before.controller.abort();
      await fails(before.follow(), 'cancelled');
      assert.deepEqual(before.calls, []);
    });
  });

  it('asks only for the addresses of its request', async () => {
    const urls: string[] = [];
    const service = createFalService({
      key: async () => 'id:secret-secret',
      fetch: async (input) => {
        urls.push(addressOf(input));
        return addressOf(input).includes('stream') ? events([event({ status: 'COMPLETED' })]) : json(picture);
      },
      log: () => {},
    });
    await service.follow(
      { ...order, endpoint: 'openai/gpt-image-2/edit' },
      { ...ticket, endpoint: 'openai/gpt-image-2/edit' },
      () => {},
      new AbortController().signal,
    );
    assert.deepEqual(urls, [`${queue}/status/stream?logs=1`, queue]);
    for (const bad of ['../x', 'undefined', '', 'a/b', 'x'.repeat(200)]) {
      await fails(
        service.follow(order, { ...ticket, requestId: bad }, () => {}, new AbortController().signal),
        'invalid-request',
      );
    }
  });
});

describe('fal: log lines', () => {
  const line = (message: string, timestamp?: string) => ({ message, timestamp });
  const texts = (lines: readonly { message: string }[]) => lines.map((one) => one.message).join('');

  it('are not doubled by a complete list', () => {
    assert.equal(texts(mergeLines([line('a'), line('b')], [line('a'), line('b'), line('c')], true)), 'abc');
    assert.equal(texts(mergeLines([line('a', '1'), line('b', '2')], [line('b', '2'), line('c', '3')], true)), 'abc');
  });

  it('never go backwards', () => {
    assert.equal(texts(mergeLines([line('a'), line('b')], [line('a')], true)), 'ab');
    assert.equal(texts(mergeLines([line('a')], [], true)), 'a');
  });

  it('are added when only the new ones come', () => {
    assert.equal(texts(mergeLines([line('a', '1')], [line('b', '2')], false)), 'ab');
    assert.equal(texts(mergeLines([line('x'), line('y')], [line('y')], false)), 'xyy');
  });
});
