/** Live runs: what is a preview, what is a result, what is never sent twice, and what becomes of a line that breaks. */
import assert from 'node:assert/strict';
import { isImageError } from '../../src/core/errors';
import { modelOf } from '../../src/core/models/catalogue';
import type { EncodedImage, Order, ServiceResult, Ticket } from '../../src/core/service';
import { createFalService } from '../../src/fal/falService';
import { EventReader } from '../../src/fal/sse';
import { readStreamEvent } from '../../src/fal/streamEvents';
import { checklist } from '../fal/checklist';
import type { FaultsByStep } from '../fal/faults';
import { startSimulator, type Simulator } from '../fal/simulator';
import { usedMemory as used } from './usedMemory';

const { signal } = new AbortController();
const utf8 = new TextEncoder();

function orderFor(count = 1): Order {
  const model = modelOf('openai/gpt-image-2');
  const size = { width: 1024, height: 1024 };
  return { endpoint: model.id, input: model.buildInput({ prompt: 'a fox', size, quality: 'low', count, format: 'png', imageUrls: [] }) };
}

/** The events of a text that arrives in pieces of `step` bytes. */
function eventsOf(text: string, step: number): { name: string; data: string }[] {
  const reader = new EventReader(1_000_000);
  const bytes = utf8.encode(text);
  const events = [];
  for (let at = 0; at < bytes.length; at += step) {
    events.push(...reader.feed(bytes.subarray(at, at + step)));
  }
  return [...events, ...reader.end()];
}

describe('server-sent events', () => {
  const text =
    '\ufeff: hello\r\n\r\ndata: {"a":\r\ndata: "Größe – 画像 🎨"}\r\n\r\nid: 7\nevent: error\ndata:x\n\n\rdata: last\r\rdata: open';

  it('are the same in whatever pieces they come', () => {
    const whole = [
      { name: 'message', data: '{"a":\n"Größe – 画像 🎨"}' },
      { name: 'error', data: 'x' },
      { name: 'message', data: 'last' },
      { name: 'message', data: 'open' },
    ];
    const { length } = utf8.encode(text);
    for (let step = 1; step <= length; step++) {
      assert.deepEqual(eventsOf(text, step), whole, `pieces of ${step}`);
    }
  });

  it('are refused when one has no end', () => {
    const reader = new EventReader(1000);
    assert.throws(() => {
      for (let i = 0; i < 2000; i++) {
        reader.feed(utf8.encode('data: x\n'));
      }
    }, /more than 1000 bytes/);
  });

  it('leave nothing behind over 24 MB of previews, and one of 24 MB is read in one pass', () => {
    const reader = new EventReader(64_000_000);
    const preview = utf8.encode(`data: {"type":"image.partial","image":{"b64_json":"${'A'.repeat(100_000)}"}}\n\n`);
    const before = used();
    let seen = 0;
    for (let sent = 0; sent < 24_000_000; sent += preview.length) {
      for (let at = 0; at < preview.length; at += 1460) {
        seen += reader.feed(preview.subarray(at, at + 1460)).filter((event) => readStreamEvent(event).kind === 'preview').length;
      }
    }
    assert.equal(seen, Math.ceil(24_000_000 / preview.length));
    // Half of what went by: the rest of the process takes and gives back a few megabytes of its own.
    assert.ok(used() - before < 12_000_000, `${used() - before} bytes more`);
    const huge = utf8.encode(`data: "${'A'.repeat(24_000_000)}"\n\n`);
    let whole = 0;
    for (let at = 0; at < huge.length; at += 16_384) {
      whole += reader.feed(huge.subarray(at, at + 16_384)).length;
    }
    assert.equal(whole, 1);
  });
});

describe('events of a model’s stream', () => {
  const kindOf = (body: unknown, name = 'message') =>
    readStreamEvent({ name, data: typeof body === 'string' ? body : JSON.stringify(body) }).kind;

  it('are told apart in all three forms', () => {
    assert.equal(kindOf({ images: [{ url: 'data:image/png;base64,AAAA' }] }), 'preview');
    assert.equal(kindOf({ images: [{ url: 'https://v3b.fal.media/files/a.png' }] }), 'output');
    assert.equal(kindOf({ images: [{ url: 'https://v3b.fal.media/a.png' }, { url: 'data:image/png;base64,AAAA' }] }), 'preview');
    assert.equal(kindOf({ type: 'image_generation.partial_image', b64_json: 'AAAA' }), 'preview');
    assert.equal(kindOf({ type: 'image_edit.partial_image', b64_json: 'AAAA' }), 'preview');
    assert.equal(kindOf({ type: 'image_edit.completed', b64_json: 'AAAA' }), 'picture');
    assert.equal(kindOf({ type: 'image.partial', image: { b64_json: 'AAAA' } }), 'preview');
    assert.equal(kindOf({ type: 'image.completed', image: { b64_json: 'AAAA' } }), 'picture');
    assert.equal(kindOf('[DONE]'), 'done');
    assert.equal(kindOf({ detail: 'no' }, 'error'), 'error');
    assert.equal(kindOf({ error: { message: 'no' } }), 'error');
    for (const other of [
      '0',
      'null',
      '""',
      'false',
      '{"images":[',
      '{"images":[]}',
      '{"type":"image.completed"}',
      '[]',
      '{"type":"ping"}',
    ]) {
      assert.equal(kindOf(other), 'nothing', other);
    }
  });
});

describe('a live run', () => {
  let simulator: Simulator;
  let previews: EncodedImage[];
  let tickets: Ticket[];
  let lines: string[];

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());
  beforeEach(() => {
    simulator.reset();
    previews = [];
    tickets = [];
    lines = [];
  });

  const service = (timing = {}) =>
    createFalService({
      key: () => Promise.resolve('test-key'),
      baseUrl: simulator.baseUrl,
      log: (line) => lines.push(line),
      timing: { pollFast: 5, pollSlow: 10, ...timing },
    });
  const run = async (order = orderFor(), stop = signal, timing = {}): Promise<ServiceResult | 'not-taken'> => {
    const fal = service(timing);
    const outcome = fal.live?.(
      order,
      { onTicket: (ticket) => Promise.resolve(void tickets.push(ticket)), onPreview: (picture) => previews.push(picture) },
      stop,
    );
    assert.ok(outcome, 'the service has no live runs');
    return outcome;
  };
  const kindOf = (error: unknown) => (isImageError(error) ? error.kind : String(error));
  const paid = () => simulator.requests.filter((one) => one.method === 'POST' && /^(queue\.)?fal\.run$/.test(one.host));

  for (const form of ['A', 'B', 'C'] as const) {
    it(`shows previews and gives the finished picture in form ${form}`, async () => {
      simulator.switches.streamForm = form;
      const result = await run();
      assert.ok(result !== 'not-taken');
      assert.equal(result.images.length, 1);
      assert.equal(previews.length, 2);
      assert.ok(previews.every((one) => one.type === 'image/png'));
      assert.equal(tickets[0]?.requestId, simulator.jobs[0]?.requestId);
      const picture = await service().download(result.images[0] ?? { url: '' }, signal);
      assert.ok(!previews.some((one) => Buffer.from(one.bytes).equals(picture.bytes)), 'no preview is the result');
      assert.equal(paid().length, 1);
    });
  }

  for (const entry of checklist.filter(({ step }) => step === 'modelStream')) {
    for (const form of ['A', 'B', 'C'] as const) {
      it(`${entry.name}, form ${form}: one request, and never a preview for a result`, async () => {
        simulator.switches.streamForm = form;
        simulator.fail('modelStream', entry.fault as FaultsByStep['modelStream'], entry.options);
        let outcome: string;
        try {
          const result = await run(orderFor(), signal, { liveSilence: 1_500, liveDeadline: 5_000 });
          outcome = result === 'not-taken' ? result : 'result';
          if (result !== 'not-taken') {
            const { bytes } = await service().download(result.images[0] ?? { url: '' }, signal);
            assert.ok(!previews.some((one) => Buffer.from(one.bytes).equals(bytes)));
            assert.ok(bytes.length > 5_000, 'the full picture');
          }
        } catch (error) {
          assert.ok(isImageError(error), String(error));
          outcome = error.kind;
        }
        assert.equal(paid().length, 1);
        assert.ok(simulator.jobs.length <= 1);
        if (outcome === 'not-taken') {
          assert.equal(simulator.jobs.length, 0, 'nothing was taken');
        }
        if (simulator.jobs.length === 1) {
          assert.ok(['result', 'submission-unknown', 'content-refused', 'bad-response'].includes(outcome), outcome);
        }
      });
    }
  }

  it('is not taken where there is no stream, no room, or no such field; everything else is no reason for a second request', async () => {
    const http = async (status: number, body: unknown) => {
      simulator.reset();
      simulator.fail('modelStream', { kind: 'http', status, body });
      return run().then(
        (result) => result as unknown,
        (error: unknown) => kindOf(error),
      );
    };
    assert.equal(await http(404, { detail: 'Not Found' }), 'not-taken');
    assert.equal(await http(405, { detail: 'Method Not Allowed' }), 'not-taken');
    assert.equal(await http(429, { detail: 'Too many' }), 'not-taken');
    const entry = (loc: string[]) => ({ detail: [{ loc, msg: 'extra fields not permitted', type: 'value_error.extra' }] });
    assert.equal(await http(422, entry(['body', 'stream'])), 'not-taken');
    assert.equal(await http(422, entry(['body', 'prompt'])), 'invalid-request');
    assert.equal(await http(401, { detail: 'no' }), 'bad-key');
    assert.equal(await http(402, { detail: 'no' }), 'no-credit');
    assert.equal(await http(500, 'x'), 'submission-unknown');
    assert.equal(await http(503, { detail: 'Service unavailable' }), 'submission-unknown');
    assert.equal(await http(302, ''), 'submission-unknown');
  });

  it('ends with its signal, and nothing is sent when that has fired before', async () => {
    simulator.hold();
    const stop = new AbortController();
    const going = run(orderFor(), stop.signal);
    const ended = going.then(
      () => 'ended',
      (error: unknown) => kindOf(error),
    );
    while (simulator.jobs.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    stop.abort();
    assert.notEqual(await ended, 'ended');
    await assert.rejects(run(orderFor(), AbortSignal.abort()));
    assert.equal(paid().length, 1);
  });

  it('is found in the service’s history afterwards', async () => {
    simulator.fail('modelStream', { kind: 'sse', play: 'partialOnly' });
    assert.equal(await run().catch(kindOf), 'submission-unknown');
    simulator.finish();
    const [ticket] = tickets;
    assert.ok(ticket);
    const kept = await service().kept?.(ticket, signal);
    assert.equal(kept?.images.length, 1);
    simulator.fail('platform', { kind: 'http', status: 403, body: { detail: 'no' } });
    assert.equal(await service().kept?.(ticket, signal), undefined);
  });
});
