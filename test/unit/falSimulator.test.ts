import assert from 'node:assert/strict';
import { isImageError } from '../../src/core/errors';
import type { ImageService, Order, Ticket } from '../../src/core/service';
import { checkKey } from '../../src/fal/checkKey';
import { createFalService } from '../../src/fal/falService';
import { defaultTiming, type Timing } from '../../src/fal/timing';
import { modelErrors, requestErrors, type ModelErrorType, type RequestErrorType } from '../fal/failures';
import type { Fault, FaultOptions, Step } from '../fal/faults';
import { startSimulator, type Simulator } from '../fal/simulator';

const order: Order = {
  endpoint: 'openai/gpt-image-2',
  input: {
    prompt: 'a fox',
    image_size: { width: 1024, height: 640 },
    quality: 'low',
    num_images: 1,
    output_format: 'jpeg',
    sync_mode: false,
  },
};

const quick: Partial<Timing> = {
  submitDeadline: 700,
  rateLimitPatience: 1_500,
  callDeadline: 200,
  resultDeadline: 200,
  pollFast: 10,
  pollSlow: 20,
  pollBeside: 20,
  streamOpening: 60,
  streamSilence: 120,
  streamDead: 300,
  backoffFirst: 3,
  backoffMost: 20,
  statusPatience: 150,
  resultPatience: 200,
  followDeadline: 1_500,
  transferSilence: 400,
  downloadPatience: 600,
  transferDeadline: 15_000,
};

const never = new AbortController().signal;

/** One request from the prompt to the picture; what came of it in a word. */
async function run(service: ImageService): Promise<string> {
  try {
    const ticket = await service.submit(order);
    const result = await service.follow(order, ticket, () => {}, never);
    const first = result.images[0];
    assert.ok(first);
    const { bytes, type } = await service.download(first, never);
    assert.ok(bytes.length > 100);
    return type;
  } catch (error) {
    assert.ok(isImageError(error), `no ImageError: ${error instanceof Error ? error.stack : String(error)}`);
    assert.match(error.message, /^[A-Z“f].*[.…]$/s, 'a whole sentence');
    assert.ok(!`${error.message} ${error.detail}`.includes('test-key'), 'no key');
    return error.kind;
  }
}

describe('fal: against the simulator', function () {
  this.timeout(20_000);
  let simulator: Simulator;
  const lines: string[] = [];
  const serviceWith = (timing: Partial<Timing> = quick, key = 'test-key') =>
    createFalService({ key: async () => key, baseUrl: simulator.baseUrl, log: (line) => lines.push(line), timing });

  before(async () => {
    simulator = await startSimulator({ timing: { queueMs: 20, runMs: 40 } });
  });
  after(() => simulator.close());
  beforeEach(() => {
    simulator.reset();
    lines.length = 0;
  });

  it('makes a picture', async () => {
    assert.equal(await run(serviceWith()), 'image/jpeg');
    assert.equal(simulator.jobs.length, 1);
    assert.ok(simulator.requests.every((request) => request.host !== 'fal.run'));
    for (const request of simulator.requests) {
      assert.equal(request.headers['authorization'] !== undefined, request.host !== 'v3b.fal.media', request.host + request.path);
    }
  });

  const ok = 'image/jpeg';

  /** Every fault with the outcomes that are right for it; `always` plays it on every call. */
  const cases: [name: string, step: Step, fault: Fault, expected: string | string[], options?: FaultOptions][] = [
    // Account, routing and refusals at submit.
    ['submit 401', 'submit', { kind: 'http', status: 401, body: { detail: 'x' } }, 'bad-key'],
    ['submit 402', 'submit', { kind: 'http', status: 402, body: { detail: 'x' } }, 'no-credit'],
    ['submit 403 scope', 'submit', { kind: 'http', status: 403, body: { detail: 'scope' } }, 'bad-key'],
    ['submit 403 page', 'submit', { kind: 'html', status: 403 }, 'network'],
    ['submit 404', 'submit', { kind: 'http', status: 404, body: { detail: 'Application not found' } }, 'invalid-request'],
    ['submit 409', 'submit', { kind: 'http', status: 409, body: { detail: 'x' } }, 'bad-response'],
    ['submit 413', 'submit', { kind: 'http', status: 413, body: { detail: 'x' } }, 'too-large'],
    ['submit 422 text', 'submit', { kind: 'http', status: 422, body: { detail: 'x' } }, 'invalid-request'],
    ['submit 422 null', 'submit', { kind: 'http', status: 422, body: null }, 'invalid-request'],
    ['submit 422 page', 'submit', { kind: 'html', status: 422 }, 'invalid-request'],
    ['submit 429 once', 'submit', { kind: 'http', status: 429, body: { detail: 'x' }, headers: { 'retry-after': '0' } }, ok],
    ['submit 429 always', 'submit', { kind: 'http', status: 429, headers: { 'retry-after': '0' } }, 'rate-limited', { times: 'always' }],
    ['submit 429 long', 'submit', { kind: 'http', status: 429, headers: { 'retry-after': '3600' } }, 'rate-limited'],
    ['submit 504 asked for', 'submit', { kind: 'requestError', type: 'request_timeout', userTimeout: true }, 'timeout'],
    // The job is taken and the answer lost: one job, and nobody says that there is none.
    ...[500, 502, 503, 504].map((status): (typeof cases)[number] => [
      `submit ${status} after accepting`,
      'submit',
      { kind: 'http', status, accept: true },
      'submission-unknown',
    ]),
    ['submit nginx 502', 'submit', { kind: 'html', status: 502, accept: true }, 'submission-unknown'],
    ['submit portal page', 'submit', { kind: 'html', status: 200, accept: true }, 'submission-unknown'],
    ['submit 204', 'submit', { kind: 'empty', status: 204, accept: true }, 'submission-unknown'],
    ['submit empty 200', 'submit', { kind: 'empty', status: 200, accept: true }, 'submission-unknown'],
    ['submit {}', 'submit', { kind: 'http', status: 200, body: {}, accept: true }, 'submission-unknown'],
    ['submit black hole', 'submit', { kind: 'blackHole', accept: true }, 'submission-unknown'],
    ['submit too late', 'submit', { kind: 'late', ms: 1_000 }, 'submission-unknown'],
    ['submit late', 'submit', { kind: 'late', ms: 30 }, ok],
    ...(['before', 'headers', 'body'] as const).flatMap((when) =>
      (['rst', 'fin'] as const).map((how): (typeof cases)[number] => [
        `submit ${how} ${when}`,
        'submit',
        { kind: 'reset', when, how, accept: true },
        'submission-unknown',
      ]),
    ),
    ...(['clean', 'fin', 'rst'] as const).map((end): (typeof cases)[number] => [
      `submit truncated ${end}`,
      'submit',
      { kind: 'truncated', end },
      'submission-unknown',
    ]),
    ['submit wrong length', 'submit', { kind: 'wrongLength', declared: 'more' }, 'submission-unknown'],
    ['submit 307', 'submit', { kind: 'redirect', status: 307, to: 'https://queue.fal.run/openai/gpt-image-2' }, 'submission-unknown'],
    ['submit drip', 'submit', { kind: 'slowDrip', bytes: 40, everyMs: 5 }, ok],
    // Status and its stream: whatever happens to them, the picture comes.
    ...(['status', 'statusStream'] as const).flatMap((step): typeof cases => [
      [`${step} 500`, step, { kind: 'http', status: 500, body: { detail: 'x' } }, ok, { times: 3 }],
      [`${step} 503 always`, step, { kind: 'html', status: 503 }, ok, { times: 'always' }],
      [`${step} 429`, step, { kind: 'http', status: 429, headers: { 'retry-after': '0' } }, ok, { times: 3 }],
      [`${step} 404 in the middle`, step, { kind: 'http', status: 404, body: { detail: 'x' } }, ok, { after: 1 }],
      [`${step} 404 always`, step, { kind: 'http', status: 404, body: { detail: 'x' } }, ok, { times: 'always' }],
      [`${step} 401`, step, { kind: 'http', status: 401, body: { detail: 'x' } }, ok, { times: 2 }],
      [`${step} portal page`, step, { kind: 'html', status: 200 }, ok, { times: 'always' }],
      [`${step} empty`, step, { kind: 'empty', status: 204 }, ok, { times: 'always' }],
      [`${step} black hole`, step, { kind: 'blackHole' }, ok, { times: 1 }],
      [`${step} reset before`, step, { kind: 'reset', when: 'before' }, ok, { times: 4 }],
      [`${step} reset in headers`, step, { kind: 'reset', when: 'headers' }, ok, { times: 3 }],
      [`${step} reset in body`, step, { kind: 'reset', when: 'body' }, ok, { times: 3 }],
      [`${step} truncated`, step, { kind: 'truncated', end: 'clean' }, ok, { times: 3 }],
      [`${step} drip`, step, { kind: 'slowDrip', bytes: 30, everyMs: 3 }, ok, { times: 2 }],
      [`${step} unknown state`, step, { kind: 'unknownState', state: 'FAILED' }, ok, { times: 'always' }],
      [`${step} logs null`, step, { kind: 'logs', value: null }, ok, { times: 'always' }],
      [`${step} logs missing`, step, { kind: 'logs', value: 'missing' }, ok, { times: 'always' }],
      [`${step} position rising`, step, { kind: 'positionRising' }, ok, { times: 3 }],
      [`${step} redirect`, step, { kind: 'redirect', status: 302, to: 'https://evil.example/' }, ok, { times: 2 }],
    ]),
    ['stream early close', 'statusStream', { kind: 'earlyClose', events: 1 }, ok, { times: 'always' }],
    ['stream comments only', 'statusStream', { kind: 'commentsOnly' }, ok, { times: 'always' }],
    ['stream without an end', 'statusStream', { kind: 'noCompleted' }, ok, { times: 'always' }],
    ['stream never completes', 'statusStream', { kind: 'neverCompletes' }, ok, { times: 'always' }],
    // The result.
    ...(Object.keys(modelErrors) as ModelErrorType[]).map((type): (typeof cases)[number] => {
      const { status } = modelErrors[type];
      const kind = ['content_policy_violation', 'no_media_generated'].includes(type)
        ? 'content-refused'
        : status >= 500
          ? 'bad-response'
          : 'invalid-request';
      return [`result ${type}`, 'result', { kind: 'modelError', type }, kind, { times: 'always' }];
    }),
    ...(Object.keys(requestErrors) as RequestErrorType[]).map((type): (typeof cases)[number] => {
      const { status } = requestErrors[type];
      const kind = type === 'client_cancelled' ? 'cancelled' : status === 400 ? 'invalid-request' : 'bad-response';
      return [`result ${type}`, 'result', { kind: 'requestError', type }, kind, { times: 'always' }];
    }),
    ['result 400 in progress', 'result', { kind: 'http', status: 400, body: { detail: 'Request is still in progress' } }, ok, { times: 2 }],
    ['result 202', 'result', { kind: 'http', status: 202, body: { status: 'IN_PROGRESS' } }, ok, { times: 2 }],
    ['result 404 once', 'result', { kind: 'http', status: 404, body: { detail: 'x' } }, ok],
    ['result 404 always', 'result', { kind: 'http', status: 404, body: { detail: 'x' } }, ok, { times: 'always' }],
    ['result 500', 'result', { kind: 'http', status: 500, body: { detail: 'x' } }, ok, { times: 3 }],
    ['result nginx', 'result', { kind: 'html', status: 502 }, ok, { times: 3 }],
    ['result nginx always', 'result', { kind: 'html', status: 502 }, 'network', { times: 'always' }],
    ['result portal', 'result', { kind: 'html', status: 200 }, ok, { times: 3 }],
    ['result black hole', 'result', { kind: 'blackHole' }, ok],
    ['result reset', 'result', { kind: 'reset', when: 'body' }, ok, { times: 6 }],
    ['result truncated', 'result', { kind: 'truncated', end: 'clean' }, ok, { times: 2 }],
    ['result wrong length', 'result', { kind: 'wrongLength', declared: 'more' }, ok],
    ['result {}', 'result', { kind: 'http', status: 200, body: {} }, 'bad-response'],
    ['result no images', 'result', { kind: 'images', change: 'none' }, 'bad-response'],
    ['result without sizes', 'result', { kind: 'images', change: 'noSizes' }, ok],
    ['result url only', 'result', { kind: 'images', change: 'urlOnly' }, ok],
    ['result of another type', 'result', { kind: 'images', change: 'wrongType' }, 'image/png'],
    ['result data URI', 'result', { kind: 'images', change: 'dataUri' }, ok],
    ['result one more', 'result', { kind: 'images', change: 'oneMore' }, ok],
    ['result one fewer', 'result', { kind: 'images', change: 'oneFewer' }, 'bad-response'],
    ['result no picture', 'result', { kind: 'images', change: 'notAnImage' }, 'not-an-image'],
    ['result missing file', 'result', { kind: 'images', change: 'missingFile' }, 'bad-response'],
    ['result other host', 'result', { kind: 'images', change: 'otherHost' }, 'bad-response'],
    // The file.
    ['download 404', 'download', { kind: 'http', status: 404 }, ok],
    ['download 410', 'download', { kind: 'http', status: 410 }, 'bad-response'],
    ['download 403', 'download', { kind: 'xml', status: 403 }, 'bad-response'],
    ['download 503', 'download', { kind: 'html', status: 503 }, ok, { times: 3 }],
    ['download page once', 'download', { kind: 'html', status: 200 }, ok],
    ['download page', 'download', { kind: 'html', status: 200 }, 'not-an-image', { times: 'always' }],
    ['download truncated', 'download', { kind: 'truncated', end: 'fin' }, ok, { times: 2 }],
    ['download reset', 'download', { kind: 'reset', when: 'body' }, ok, { times: 2 }],
    ['download reset always', 'download', { kind: 'reset', when: 'body' }, 'network', { times: 'always' }],
    ['download too few bytes', 'download', { kind: 'wrongLength', declared: 'more' }, ok],
    ['download black hole', 'download', { kind: 'blackHole' }, ok],
    ['download black hole always', 'download', { kind: 'blackHole' }, 'timeout', { times: 'always' }],
    ['download drip', 'download', { kind: 'slowDrip', bytes: 1, everyMs: 5 }, ok],
    ['download huge', 'download', { kind: 'hugeBody', bytes: 200_000_000, declared: false }, 'too-large'],
    ['download huge and says so', 'download', { kind: 'hugeBody', bytes: 200_000_000, declared: true }, 'too-large'],
    ['download empty', 'download', { kind: 'empty', status: 200 }, ok],
    ['download elsewhere', 'download', { kind: 'redirect', status: 302, to: 'https://evilfal.media/a.png' }, 'bad-response'],
    [
      'download in circles',
      'download',
      { kind: 'redirect', status: 302, to: 'https://v3b.fal.media/a.png' },
      'bad-response',
      { times: 'always' },
    ],
  ];

  for (const stream of [true, false]) {
    describe(stream ? 'with the status stream' : 'by polling', () => {
      for (const [name, step, fault, expected, options = {}] of cases) {
        // What has nothing to do with waiting is the same in both.
        if (stream ? step === 'status' : step !== 'status' && step !== 'result') {
          continue;
        }
        it(`${name} -> ${String(expected)}`, async () => {
          if (!stream) {
            simulator.fail('statusStream', { kind: 'http', status: 405 }, { times: 'always' });
          }
          simulator.fail(step, fault, options);
          if (fault.kind === 'modelError' || fault.kind === 'requestError') {
            // The job itself went well here, and the history would say so.
            simulator.fail('platform', { kind: 'http', status: 404 }, { times: 'always' });
          }
          assert.equal(await run(serviceWith()), expected, lines.join('\n'));
          assert.ok(simulator.jobs.length <= 1, 'one job at most');
          const posts = simulator.requests.filter((request) => request.method === 'POST' && request.host === 'queue.fal.run').length;
          assert.ok(posts === 1 || name.startsWith('submit 429'), `${posts} posts`);
          assert.ok(!lines.join('\n').includes('test-key'));
        });
      }
    });
  }

  it('does not take the failure of the result’s door for that of the model', async () => {
    simulator.fail('result', { kind: 'requestError', type: 'internal_error' }, { times: 'always' });
    assert.equal(await run(serviceWith()), ok);
  });

  it('finds a request whose receipt was lost, and only that one', async () => {
    const service = serviceWith();
    simulator.fail('submit', { kind: 'reset', when: 'before', accept: true }, { after: 1 });
    const first = await service.submit(order);
    const sentAt = Date.now();
    await assert.rejects(service.submit(order));
    assert.equal(simulator.jobs.length, 2);
    simulator.advance(500);
    const found: Ticket | undefined = await service.find(order, sentAt, never);
    assert.equal(found?.requestId, simulator.jobs[1]?.requestId);
    assert.notEqual(found?.requestId, first.requestId);
    assert.equal(await service.find({ ...order, input: { ...order.input, prompt: 'a cat' } }, sentAt, never), undefined);
    assert.equal((await service.follow(order, found ?? first, () => {}, never)).images.length, 1);
  });

  it('cancels', async () => {
    const service = serviceWith();
    const queued = await service.submit(order);
    assert.equal(await service.cancel(queued), 'accepted');
    await assert.rejects(
      service.follow(order, queued, () => {}, never),
      { kind: 'cancelled' },
    );
    const done = await service.submit(order);
    await service.follow(order, done, () => {}, never);
    assert.equal(await service.cancel(done), 'too-late');
    assert.equal(await service.cancel({ ...done, requestId: 'nobody' }), 'unknown');
    simulator.fail('cancel', { kind: 'reset', when: 'before' }, { times: 2 });
    assert.equal(await service.cancel(done), 'too-late');
    simulator.fail('cancel', { kind: 'html', status: 502 }, { times: 'always' });
    assert.equal(await service.cancel(done), 'unknown');
  });

  it('uploads, once for the same bytes, and through faults', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    const image = { bytes: png, type: 'image/png' } as const;
    const service = serviceWith();
    const url = await service.upload(image, 'My Screenshot ü.PNG', never);
    assert.equal(await service.upload(image, 'other', never), url);
    assert.equal(simulator.uploads.length, 1);
    const sent = simulator.uploads[0];
    assert.equal(sent?.fileName, 'My-Screenshot.png');
    assert.equal(sent.lifecycle, '{"expiration_duration_seconds":86400}');
    assert.equal(sent.lifecyclePreference, sent.lifecycle);
    assert.deepEqual(new Uint8Array(sent.bytes ?? []), png);
    const faults: [Step, Fault, string][] = [
      ['uploadInitiate', { kind: 'http', status: 401 }, 'bad-key'],
      ['uploadInitiate', { kind: 'http', status: 422, body: { detail: 'x' } }, 'invalid-request'],
      ['uploadInitiate', { kind: 'http', status: 429 }, 'ok'],
      ['uploadInitiate', { kind: 'http', status: 503 }, 'ok'],
      ['uploadInitiate', { kind: 'http', status: 200, body: {} }, 'ok'],
      ['uploadInitiate', { kind: 'html', status: 200 }, 'ok'],
      ['uploadInitiate', { kind: 'reset', when: 'before' }, 'ok'],
      [
        'uploadInitiate',
        { kind: 'http', status: 200, body: { upload_url: 'https://evil.example/put', file_url: 'https://evil.example/x' } },
        'bad-response',
      ],
      ['uploadPut', { kind: 'xml', status: 403 }, 'ok'],
      ['uploadPut', { kind: 'http', status: 503 }, 'ok'],
      ['uploadPut', { kind: 'reset', when: 'before' }, 'ok'],
      ['uploadPut', { kind: 'blackHole' }, 'ok'],
    ];
    for (const [index, [step, fault, expected]] of faults.entries()) {
      simulator.reset();
      simulator.fail(step, fault);
      const other = { bytes: Uint8Array.of(...png, index), type: 'image/png' } as const;
      const outcome = await service.upload(other, 'x', never).then(
        () => 'ok',
        (error: unknown) => (isImageError(error) ? error.kind : String(error)),
      );
      assert.equal(outcome, expected, `${step} ${JSON.stringify(fault)}`);
    }
  });

  it('checks a key for free', async () => {
    const options = { baseUrl: simulator.baseUrl, log: () => {} };
    assert.equal(await checkKey('test-key', options), 'ok');
    assert.equal(await checkKey('wrong', options), 'bad-key');
    assert.equal(await checkKey(' ', options), 'bad-key');
    assert.equal(await checkKey('scope-key', options), 'unknown');
    simulator.fail('platform', { kind: 'http', status: 403, body: { detail: 'User is locked. Reason: Exhausted balance.' } });
    assert.equal(await checkKey('test-key', options), 'locked');
    assert.equal(await checkKey('test-key', { ...options, baseUrl: 'http://127.0.0.1:1' }), 'unknown');
    assert.equal(simulator.jobs.length, 0);
  });

  it('says what is wrong with an account', async () => {
    assert.equal(await run(serviceWith(quick, 'locked-key')), 'no-credit');
    assert.equal(await run(serviceWith(quick, 'scope-key')), 'bad-key');
    assert.equal(await run(serviceWith(quick, 'wrong')), 'bad-key');
    assert.equal(simulator.jobs.length, 0);
  });

  for (const stream of [true, false]) {
    it(`has the picture within 0.3 s of its being ready, ${stream ? 'by the stream' : 'by polling'}, with the intervals of every day`, async () => {
      if (!stream) {
        simulator.fail('statusStream', { kind: 'http', status: 405 }, { times: 'always' });
      }
      const waits: { result: number; downloaded: number }[] = [];
      const service = serviceWith(defaultTiming);
      for (const runMs of [300, 410, 530]) {
        simulator.timing.runMs = runMs;
        const ticket = await service.submit(order);
        const job = simulator.jobs.at(-1);
        assert.ok(job);
        const ready = job.sentAt + job.finishedAt - job.acceptedAt;
        const { images } = await service.follow(order, ticket, () => {}, never);
        const result = Date.now() - ready;
        await service.download(images[0] ?? { url: '' }, never);
        // The simulator draws the picture only now, which the real service has done before; so this one is not checked.
        waits.push({ result, downloaded: Date.now() - ready });
      }
      console.log(`        ready to result, downloaded: ${waits.map((one) => `${one.result}, ${one.downloaded}`).join('; ')} ms`);
      assert.ok(
        waits.every((one) => one.result < 300),
        JSON.stringify(waits),
      );
    });
  }
});
