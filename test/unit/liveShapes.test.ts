/** Live runs against streams that nobody has documented, played byte by byte: what counts as the picture, and what of the money. */
import assert from 'node:assert/strict';
import sharp from 'sharp';
import { isImageError, type ImageError } from '../../src/core/errors';
import { modelOf } from '../../src/core/models/catalogue';
import type { ServiceResult } from '../../src/core/service';
import { createFalService } from '../../src/fal/falService';
import type { Timing } from '../../src/fal/timing';
import { usedMemory as used } from './usedMemory';

const utf8 = new TextEncoder();
const openAiKey = 'sk-proj-marked+key/with=signs"0123456789';
const size = { width: 1024, height: 1024 };
const address = 'https://v3b.fal.media/files/b/final.png';

interface Played {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** How the body ends after its last piece; it stays open when it hangs. */
  readonly end?: 'clean' | 'reset' | 'hang' | 'drip';
}

describe('a live run of any shape', () => {
  let picture: string;
  let other: string;
  let small: string;
  let bodies: string[];
  let lines: string[];
  let previews: number;
  let ids: string[];

  before(async () => {
    const png = async (edge: number, background: string) =>
      (
        await sharp({ create: { width: edge, height: edge, channels: 3, background } })
          .png()
          .toBuffer()
      ).toString('base64');
    [picture, other, small] = await Promise.all([png(64, '#205080'), png(64, '#802050'), png(16, '#205080')]);
  });
  beforeEach(() => {
    bodies = [];
    lines = [];
    previews = 0;
    ids = [];
  });

  /** Pieces of `step` bytes. */
  function bodyOf(text: string, step: number, end: Played['end'] = 'clean'): ReadableStream<Uint8Array> {
    const bytes = utf8.encode(text);
    let at = 0;
    return new ReadableStream({
      async pull(controller) {
        if (at < bytes.length) {
          controller.enqueue(bytes.subarray(at, at + step));
          at += step;
        } else if (end === 'clean') {
          controller.close();
        } else if (end === 'reset') {
          controller.error(new TypeError('terminated'));
        } else if (end === 'drip') {
          await new Promise((resolve) => setTimeout(resolve, 2));
          controller.enqueue(utf8.encode(': still here\n\n'));
        } else {
          await new Promise(() => undefined);
        }
      },
    });
  }

  async function play(
    text: string | ReadableStream<Uint8Array>,
    { status = 200, headers = {}, end }: Played = {},
    { count = 1, step = 1000, timing = {} }: { count?: number; step?: number; timing?: Partial<Timing> } = {},
  ): Promise<ServiceResult | 'not-taken'> {
    const fal = createFalService({
      key: () => Promise.resolve('test-key'),
      openAiKey: () => Promise.resolve(openAiKey),
      fetch: (_, init) => {
        bodies.push(typeof init?.body === 'string' ? init.body : '');
        const all = { 'content-type': 'text/event-stream', 'x-fal-request-id': 'r-1', ...headers };
        return Promise.resolve(new Response(typeof text === 'string' ? bodyOf(text, step, end) : text, { status, headers: all }));
      },
      log: (line) => lines.push(line),
      timing,
    });
    const model = modelOf('openai/gpt-image-2');
    const input = model.buildInput({ prompt: 'a fox', size, quality: 'low', count, format: 'png', imageUrls: [] });
    const watcher = {
      onTicket: ({ requestId }: { requestId: string }) => Promise.resolve(void ids.push(requestId)),
      onPreview: () => {
        previews++;
      },
    };
    const outcome = fal.live?.({ endpoint: model.id, input }, watcher, new AbortController().signal);
    assert.ok(outcome);
    const result = await outcome.finally(() => assert.equal(bodies.length, 1, 'one request'));
    return result;
  }
  const event = (body: unknown, name?: string) =>
    `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof body === 'string' ? body : JSON.stringify(body)}\n\n`;
  const partial = () => event({ images: [{ url: `data:image/png;base64,${small}` }] });
  const final = () => event({ images: [{ url: address }] });
  const completed = (base64: string, more = {}) => event({ type: 'image_generation.completed', b64_json: base64, ...more });
  const urlsOf = (result: ServiceResult | 'not-taken') => (result === 'not-taken' ? [result] : result.images.map(({ url }) => url));
  const refusal = async (going: Promise<unknown>): Promise<ImageError> => {
    const error: unknown = await going.then(
      (result) => assert.fail(`a result: ${JSON.stringify(result).slice(0, 200)}`),
      (fault: unknown) => fault,
    );
    assert.ok(isImageError(error), String(error));
    return error;
  };
  const data = (base64: string) => `data:image/png;base64,${base64}`;

  it('takes a finished picture by its address or in the event, in every known dress', async () => {
    const shapes: [string, string][] = [
      [event({ type: 'image_generation.completed', url: address }), address],
      [event({ type: 'image.completed', image: { url: address } }), address],
      [event({ type: 'image_edit.completed', images: [{ url: address }] }), address],
      [event({ type: 'image_edit.completed', images: [{ url: data(picture) }] }), data(picture)],
      [event({ b64_json: picture }, 'image_generation.completed'), data(picture)],
      [event({ images: [{ url: data(picture) }] }, 'completed'), data(picture)],
      [event({ type: 'final', images: [{ url: data(picture) }] }), data(picture)],
      [completed(picture), data(picture)],
    ];
    for (const [text, url] of shapes) {
      for (const step of [1, 7, 100_000]) {
        assert.deepEqual(urlsOf(await play(`: hi\r\n\r\n${text}`, {}, { step })), [url], text.slice(0, 100));
        bodies = [];
      }
    }
    const named = event({ b64_json: small, partial_image_index: 0 }, 'image_generation.partial_image') + completed(picture);
    assert.deepEqual(urlsOf(await play(named)), [data(picture)]);
    assert.equal(previews, 1);
  });

  it('never takes what calls itself partial, however it looks', async () => {
    const shapes = [
      event({ type: 'image.partial', images: [{ url: address }] }),
      event({ images: [{ url: address }] }, 'partial'),
      event({ images: [{ url: address }], partial_image_index: 0 }),
      event({ type: 'image_generation.partial_image', url: address }),
      event({ type: 'image_generation.completed', b64_json: picture, partial_image_index: 1 }),
      event({ type: 'image.partial', image: { url: data(small) } }),
      partial(),
    ];
    for (const text of shapes) {
      const { kind } = await refusal(play(text));
      assert.equal(kind, 'submission-unknown', text.slice(0, 100));
      assert.deepEqual(ids, ['r-1'], 'its id is known to the history');
      [bodies, ids] = [[], []];
    }
  });

  it('keeps the finished picture when something comes after it', async () => {
    const after = [partial(), event({ detail: 'late' }, 'error'), event('[DONE]'), ': bye\n\n', 'data: {"images":['];
    for (const more of after) {
      assert.deepEqual(urlsOf(await play(partial() + final() + more)), [address], more);
      bodies = [];
      assert.deepEqual(urlsOf(await play(partial() + final() + more, { end: 'reset' })), [address], `${more}, reset`);
      bodies = [];
    }
    const timing = { callDeadline: 40 };
    assert.deepEqual(urlsOf(await play(partial() + final(), { end: 'hang' }, { timing })), [address]);
    bodies = [];
    assert.deepEqual(urlsOf(await play(partial() + final(), { end: 'drip' }, { timing })), [address]);
    bodies = [];
    assert.deepEqual(urlsOf(await play(completed(picture), { end: 'hang' })), [data(picture)]);
  });

  it('takes a picture that comes after a complaint, and otherwise says that it may be charged', async () => {
    const complaint = event({ detail: 'Internal server error', error_type: 'runner_server_error' }, 'error');
    assert.deepEqual(urlsOf(await play(partial() + complaint + final())), [address]);
    bodies = [];
    assert.deepEqual(urlsOf(await play(complaint + completed(picture))), [data(picture)]);
    bodies = [];
    const broken = await refusal(play(partial() + complaint, { end: 'hang' }, { timing: { callDeadline: 40 } }));
    assert.equal(broken.kind, 'bad-response');
    assert.match(broken.message, /“Internal server error”\. It may be charged/);
    bodies = [];
    const doubted = await refusal(play(final() + complaint));
    assert.equal(doubted.kind, 'bad-response', 'what stands alone before a complaint may be a preview');
    bodies = [];
    const openAi = { type: 'error', error: { type: 'image_generation_user_error', code: 'moderation_blocked', message: 'Rejected.' } };
    assert.equal((await refusal(play(event(openAi)))).kind, 'content-refused');
  });

  it('takes only pictures that are whole', async () => {
    const cut = Buffer.from(picture, 'base64').subarray(0, -20).toString('base64');
    for (const bad of [cut, '####', 'AAAA', Buffer.from('<html>').toString('base64')]) {
      assert.equal((await refusal(play(completed(bad)))).kind, 'submission-unknown', bad.slice(0, 20));
      bodies = [];
    }
    const two = await play(completed(cut) + completed(other), {}, { count: 2 });
    assert.deepEqual(urlsOf(two), [data(other)]);
    assert.match(lines.join('\n'), /1 of 2 finished pictures cannot be read/);
  });

  it('takes several pictures, and adds up what each has cost', async () => {
    const usage = { input_tokens: 10, output_tokens: 100 };
    const result = await play(completed(picture, { usage }) + completed(other, { usage }), {}, { count: 2 });
    assert.deepEqual(urlsOf(result), [data(picture), data(other)]);
    assert.ok(result !== 'not-taken');
    assert.equal(result.cost, 2 * (10 * 8 + 100 * 30));
    bodies = [];
    const list = await play(partial() + event({ images: [{ url: address }, { url: address }], usage }), {}, { count: 2 });
    assert.ok(list !== 'not-taken');
    assert.deepEqual([list.images.length, list.cost], [2, 10 * 8 + 100 * 30]);
  });

  it('reads an answer that is no stream, and a stream under another name', async () => {
    const json = { headers: { 'content-type': 'application/json' } };
    assert.deepEqual(urlsOf(await play(JSON.stringify({ images: [{ url: address }] }), json)), [address]);
    for (const type of ['text/plain', 'application/octet-stream']) {
      bodies = [];
      assert.deepEqual(urlsOf(await play(partial() + final(), { headers: { 'content-type': type } })), [address], type);
    }
    for (const [text, end] of [
      ['{"images":[', 'clean'],
      ['<html>Log in</html>', 'clean'],
      ['', 'clean'],
      [JSON.stringify({ images: [{ url: address }] }).slice(0, 30), 'reset'],
      ['{"request_id":"r-1","status":"IN_QUEUE"}', 'clean'],
    ] as const) {
      bodies = [];
      assert.equal((await refusal(play(text, { ...json, end }))).kind, 'submission-unknown', text);
    }
  });

  it('is given up when it only drips, and is not sent again', async () => {
    const { kind } = await refusal(play(partial(), { end: 'drip' }, { timing: { liveMost: 60 } }));
    assert.equal(kind, 'submission-unknown');
  });

  it('holds one preview at a time, over 24 MB of them', async () => {
    const noise = {
      create: { width: 200, height: 200, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
    } as const;
    const large = (await sharp(noise).png().toBuffer()).toString('base64');
    const one = utf8.encode(event({ images: [{ url: data(large) }] }));
    const count = Math.ceil(24_000_000 / one.length);
    const held: number[] = [];
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent % 40 === 20) {
          held.push(used());
        }
        controller.enqueue(sent < count ? one.slice() : utf8.encode(final()));
        if (sent++ === count) {
          controller.close();
        }
      },
    });
    assert.deepEqual(urlsOf(await play(stream)), [address]);
    assert.equal(previews, count);
    const [first = 0, ...later] = held;
    assert.ok(later.length >= 3);
    // The one in the middle: what was kept would grow from each to the next by a quarter of 24 MB, and what the rest of the process takes
    // for a moment does not.
    const middle = [...later].sort((one, other) => one - other)[Math.floor((later.length - 1) / 2)] ?? 0;
    assert.ok(middle - first < 6_000_000, `${held.map((bytes) => Math.round(bytes / 1000)).join(', ')} kB`);
  });

  it('is an end when the service’s own time limit is, and no reason to wait', async () => {
    const body = JSON.stringify({ detail: 'Request timed out', error_type: 'request_timeout' });
    const { kind } = await refusal(play(body, { status: 504, headers: { 'content-type': 'application/json' } }));
    assert.equal(kind, 'bad-response');
  });

  it('carries the user’s own key in its one body, and tells it to nobody, in whatever form it comes back', async () => {
    const escaped = [...openAiKey].map((one) => `\\u00${one.charCodeAt(0).toString(16).toUpperCase()}`).join('');
    const echoes = [
      JSON.stringify(openAiKey).slice(1, -1),
      JSON.stringify(openAiKey).slice(1, -1).replaceAll('/', '\\/'),
      escaped,
      encodeURIComponent(openAiKey),
      btoa(openAiKey),
      btoa(`Bearer ${openAiKey}`),
      btoa(`x${openAiKey}`),
      btoa(openAiKey).replaceAll('+', '-').replaceAll('/', '_'),
    ];
    const assertUnheard = (text: string) => {
      assert.ok(!/sk-proj-marked|with=signs|with%3Dsigns|c2stcHJvai1tYXJrZWQ|NrLXByb2otbWFya2Vk|zay1wcm9qLW1hcmtlZ/.test(text), text);
    };
    for (const echo of echoes) {
      const text = `data: {"type":"error","error":{"message":"Incorrect API key provided: ${echo}","code":"invalid_api_key"}}\n\n`;
      const error = await refusal(play(partial() + text, {}, { step: 3 }));
      assert.equal(error.kind, 'bad-response');
      assertUnheard(`${error.message} ${error.detail} ${lines.join('\n')}`);
      bodies = [];
      const http = { status: 500, headers: { 'content-type': 'text/html' } };
      const unknown = await refusal(play(`${'x'.repeat(480)} ${echo}`, http));
      assertUnheard(`${unknown.message} ${unknown.detail} ${lines.join('\n')}`);
      bodies = [];
    }
    await play(partial() + final());
    assert.equal((JSON.parse(bodies[0] ?? '') as { openai_api_key?: string }).openai_api_key, openAiKey);
  });
});
