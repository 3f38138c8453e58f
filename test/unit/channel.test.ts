import assert from 'node:assert/strict';
import { pageMethods as panelPageMethods } from '../../src/protocol/panel';
import * as z from 'zod/mini';
import { Channel, type Methods } from '../../src/protocol/channel';
import { hostMethods, pageMethods } from '../../src/protocol/panel';

const left = {
  double: { params: z.object({ value: z.number() }), result: z.number() },
  nothing: { params: z.object({}), result: z.void() },
} satisfies Methods;
const right = { shout: { params: z.object({ text: z.string() }), result: z.string() } } satisfies Methods;

/** Two ends, joined by JSON as a webview's are. */
function pair(answer: (text: string) => string | Promise<string> = (text) => text.toUpperCase()) {
  const sent: unknown[] = [];
  const a: Channel<typeof left, typeof right> = new Channel(
    left,
    { double: ({ value }) => value * 2, nothing: () => undefined },
    right,
    (message) => {
      sent.push(message);
      void b.receive(JSON.parse(JSON.stringify(message)));
    },
  );
  const b: Channel<typeof right, typeof left> = new Channel(right, { shout: ({ text }) => answer(text) }, left, (message) => {
    sent.push(message);
    void a.receive(JSON.parse(JSON.stringify(message)));
  });
  return { a, b, sent };
}

describe('the channel', () => {
  it('carries requests both ways at once', async () => {
    const { a, b } = pair();
    assert.deepEqual(
      await Promise.all([a.request('shout', { text: 'hi' }), b.request('double', { value: 21 }), a.request('shout', { text: 'ho' })]),
      ['HI', 42, 'HO'],
    );
  });

  it('settles requests that give nothing back, although JSON drops the value', async () => {
    await pair().b.request('nothing', {});
  });

  it('turns a handler that throws into a refusal with its message', async () => {
    const { a } = pair(() => {
      throw new Error('No such thing.');
    });
    await assert.rejects(a.request('shout', { text: 'x' }), { message: 'No such thing.' });
  });

  it('refuses what does not fit the schemas, on either side', async () => {
    const { a, b } = pair(() => 5 as unknown as string);
    await assert.rejects(a.request('shout', { text: 'x' }));
    await assert.rejects(b.request('double', { value: 'many' as unknown as number }));
    await assert.rejects(b.request('toString' as 'double', { value: 1 }));
  });

  it('ignores what is no message of its own', async () => {
    const { a } = pair();
    for (const noise of [
      undefined,
      null,
      5,
      'x',
      {},
      { kind: 'request' },
      { kind: 'answer', id: 'x' },
      { kind: 'answer', id: 99, value: 1 },
      { kind: 'refusal', id: 98, message: 'x' },
    ]) {
      await a.receive(noise);
    }
    assert.equal(await a.request('shout', { text: 'still here' }), 'STILL HERE');
  });

  it('rejects what waits when the other side is made anew or closed', async () => {
    const { a } = pair(() => new Promise<string>(() => undefined));
    const first = a.request('shout', { text: 'x' });
    a.forget();
    await assert.rejects(first, { name: 'ChannelClosed' });
    const second = a.request('shout', { text: 'x' });
    a.dispose();
    await assert.rejects(second, { name: 'ChannelClosed' });
    await assert.rejects(a.request('shout', { text: 'x' }), { name: 'ChannelClosed' });
  });
});

describe('the panel’s protocol', () => {
  it('takes no paths from the page: folders and images are named by ids', () => {
    const form = {
      mode: 'image',
      prompt: 'x',
      model: 'easel/draft',
      width: 1,
      height: 1,
      density: '1',
      quality: 'low',
      count: 1,
      format: 'png',
      background: 'auto',
      folder: 'id',
      name: '',
      iconModel: 'easel/draft',
      style: 'flat',
      ground: 'transparent',
      groundColour: '#ffffff',
      colours: [],
    };
    assert.ok(hostMethods.generate.params.safeParse({ form }).success);
    assert.equal(hostMethods.generate.params.safeParse({ form: { ...form, density: '9' } }).success, false);
    assert.equal(hostMethods.generate.params.safeParse({ form: { ...form, groundColour: 'url(x)' } }).success, false);
    assert.equal(hostMethods.act.params.safeParse({ jobId: 'x', index: 0, action: 'execute' }).success, false);
    assert.equal(hostMethods.step.params.safeParse({ step: 'command:evil' }).success, false);
    assert.ok(pageMethods.prefill.params.safeParse({ form: { prompt: 'x' } }).success);
  });
});

describe('a form that is handed over in part', () => {
  it('stays in part: what it leaves out is not set', () => {
    assert.deepEqual(panelPageMethods.prefill.params.parse({ form: { prompt: 'a fox' } }), { form: { prompt: 'a fox' } });
  });
});
