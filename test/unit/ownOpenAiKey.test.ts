/** The user's own OpenAI key: where it goes, where it does not, and what the answer tells of the cost. */
import assert from 'node:assert/strict';
import { isImageError, ImageError } from '../../src/core/errors';
import { modelOf } from '../../src/core/models/catalogue';
import { costOfUsage } from '../../src/core/models/usage';
import { formatPrice, exactly } from '../../src/core/money';
import type { Order } from '../../src/core/service';
import { createFalService } from '../../src/fal/falService';
import { createRedactor } from '../../src/fal/redact';
import { amountOf, encodeLine, parseLedger, type LedgerLine } from '../../src/jobs/ledger';
import { startSimulator, type Simulator } from '../fal/simulator';

const openAiKey = 'sk-proj-marked+key/with=signs0123456789';
const { signal } = new AbortController();

function orderFor(id: string, prompt = 'a fox'): Order {
  const model = modelOf(id);
  const size = { width: 1024, height: 1024 };
  const imageUrls = model.minInputs > 0 ? ['https://v3b.fal.media/files/b/0a1b/input-0.png'] : [];
  return { endpoint: id, input: model.buildInput({ prompt, size, quality: 'low', count: 2, format: 'png', imageUrls }) };
}

/** Every form in which a text could hold the key. */
const forms = [openAiKey, encodeURIComponent(openAiKey), btoa(openAiKey), JSON.stringify(openAiKey).slice(1, -1)];

describe('the user’s own OpenAI key', () => {
  let simulator: Simulator;
  let lines: string[];
  let set: string | undefined;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());
  beforeEach(() => {
    simulator.reset();
    lines = [];
    set = openAiKey;
  });

  const service = (key: () => Promise<string | undefined> = () => Promise.resolve(set)) =>
    createFalService({
      key: () => Promise.resolve('test-key'),
      openAiKey: key,
      baseUrl: simulator.baseUrl,
      log: (line) => lines.push(line),
      timing: { pollFast: 5, pollSlow: 10 },
    });
  const assertUnheard = (texts: readonly string[]): void => {
    for (const text of texts) {
      assert.ok(!forms.some((form) => text.includes(form)), text);
    }
  };

  it('is in the body of the one request that makes the picture and nowhere else, and that request is not kept', async () => {
    const fal = service();
    const order = orderFor('openai/gpt-image-2');
    const before = JSON.stringify(order);
    const ticket = await fal.submit(order);
    const { images, cost } = await fal.follow(order, ticket, () => undefined, signal);
    for (const image of images) {
      await fal.download(image, signal);
    }
    assert.equal(JSON.stringify(order), before, 'the order that is journaled is not touched');
    const carrying = simulator.requests.filter((request) => forms.some((form) => JSON.stringify(request).includes(form)));
    assert.deepEqual(
      carrying.map(({ method, host }) => [method, host]),
      [['POST', 'queue.fal.run']],
    );
    const [sent] = carrying;
    assert.equal((sent?.json as { openai_api_key?: string }).openai_api_key, openAiKey);
    assert.equal(sent?.headers['x-fal-store-io'], '0');
    assert.ok(!JSON.stringify(sent?.headers).includes(openAiKey));
    assertUnheard(lines);
    // 2 tokens of text at $5 a million, and two pictures of 1,756 at $30.
    assert.equal(cost, 2 * 5 + 2 * 1756 * 30);
  });

  it('goes to the two models of GPT Image 2 and to no other', async () => {
    const fal = service();
    for (const id of ['openai/gpt-image-2.5/flare/text-to-image', 'fal-ai/gpt-image-1/text-to-image', 'fal-ai/gpt-image-1-mini']) {
      await fal.submit(orderFor(id));
    }
    assert.ok(!JSON.stringify(simulator.requests).includes(openAiKey));
    assert.ok(simulator.requests.every(({ headers }) => headers['x-fal-store-io'] === undefined));
    set = undefined;
    await fal.submit(orderFor('openai/gpt-image-2'));
    assert.ok(!JSON.stringify(simulator.requests).includes('openai_api_key'));
  });

  it('that cannot be read sends nothing, because another account would be charged', async () => {
    const fal = service(() => Promise.reject(new ImageError('no-key', 'It cannot be read.')));
    await assert.rejects(fal.submit(orderFor('openai/gpt-image-2')), { kind: 'no-key' });
    assert.equal(simulator.requests.length, 0);
    await fal.submit(orderFor('fal-ai/gpt-image-1-mini'));
    assert.equal(simulator.jobs.length, 1, 'what does not need it goes on');
  });

  it('is taken out of errors and logs that echo it, at the submit and in a later window at the result', async () => {
    const echo = {
      detail: [{ loc: ['body', 'openai_api_key'], msg: `Incorrect API key provided: ${openAiKey}`, type: 'value_error', input: openAiKey }],
    };
    const failure = { status: 422, body: JSON.stringify(echo) };
    const answers: { readonly status: number; readonly text: string }[] = [];
    const play = (text: string, status: number): typeof fetch => {
      return (input) => {
        const url = input instanceof Request ? input.url : input.toString();
        answers.push({ status, text });
        const isStatus = url.includes('/status');
        const body = isStatus ? JSON.stringify({ status: 'COMPLETED' }) : text;
        return Promise.resolve(new Response(body, { status: isStatus ? 200 : status, headers: { 'content-type': 'application/json' } }));
      };
    };
    const fal = createFalService({
      key: () => Promise.resolve('test-key'),
      openAiKey: () => Promise.resolve(openAiKey),
      fetch: play(failure.body, failure.status),
      log: (line) => lines.push(line),
      timing: { pollFast: 5, pollSlow: 10, backoffFirst: 2, backoffMost: 4 },
    });
    const order = orderFor('openai/gpt-image-2');
    const said = async (work: Promise<unknown>): Promise<string> => {
      const error = await work.then(
        () => assert.fail('it was refused'),
        (fault: unknown) => fault,
      );
      assert.ok(isImageError(error), String(error));
      return `${error.message} ${error.detail ?? ''} ${error.stack ?? ''}`;
    };
    const atSubmit = await said(fal.submit(order));
    const atResult = await said(fal.follow(order, { endpoint: order.endpoint, requestId: 'r-1' }, () => undefined, signal));
    assert.match(atSubmit, /Incorrect API key provided: •••/);
    assertUnheard([atSubmit, atResult, ...lines]);
    assert.ok(answers.length > 1);
  });
});

describe('a key', () => {
  it('is looked for in one pass, also in a text of nothing but backslashes', () => {
    const redactor = createRedactor();
    redactor.learn('sk-0123456789abcdef');
    const run = '\\'.repeat(500_000);
    assert.equal(redactor.redact(run), run);
    assert.equal(redactor.redact(`${run}sk-01${run}23456789abcdef`), `${run}•••`);
    assert.equal(redactor.redact(`${run}u0073k-0123456789abcdef`), `${run.slice(1)}•••`);
  });

  it('is taken out of a text in every escape, also mixed, cut off, or inside of base64', () => {
    const redactor = createRedactor();
    const redact = (text: string) => redactor.redact(text);
    redactor.learn(openAiKey);
    const html = [...openAiKey].map((one) => `&#x${one.charCodeAt(0).toString(16)};`).join('');
    for (const form of [...forms, html, encodeURIComponent(encodeURIComponent(openAiKey)), openAiKey.replaceAll('/', '\\/')]) {
      assert.equal(redact(`a ${form}`).replace(/=*$/, ''), 'a •••', form);
    }
    assert.equal(redact(`a ${openAiKey.slice(0, 20)}`), 'a •••', 'cut off');
    assert.equal(redact(`${openAiKey}${openAiKey} b`), '•••••• b');
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const inside = redact(btoa(`${before}${openAiKey} and so on`));
      assert.ok(inside.includes('•••') && inside.length < 40, inside);
    }
    assert.equal(redact('sk-proj, nothing of ours'), 'sk-proj, nothing of ours');
  });
});

describe('what an answer tells of its cost', () => {
  it('is the sum of the tokens, each at its price', () => {
    const usage = {
      input_tokens: 1100,
      input_tokens_details: { image_tokens: 1000, text_tokens: 100 },
      output_tokens: 1800,
      output_tokens_details: { image_tokens: 1756, text_tokens: 44 },
      total_tokens: 2900,
    };
    assert.equal(costOfUsage(usage), 1000 * 8 + 100 * 5 + 1756 * 30 + 44 * 10);
    assert.equal(
      costOfUsage({ input_tokens: 10, output_tokens: 100 }),
      10 * 8 + 100 * 30,
      'what is not told apart counts as the dearer kind',
    );
    // Either kind may be left out of the details, and the sum may leave out what the model thought.
    assert.equal(costOfUsage({ input_tokens: 1100, input_tokens_details: { image_tokens: 1000 }, output_tokens: 0 }), 1000 * 8 + 100 * 5);
    assert.equal(
      costOfUsage({ input_tokens: 0, output_tokens: 1756, output_tokens_details: { image_tokens: 1756, text_tokens: 44 } }),
      1756 * 30 + 44 * 10,
    );
    for (const told of [undefined, null, 'x', {}, { input_tokens: -1, output_tokens: 1 }, { input_tokens: 1.5, output_tokens: 1 }]) {
      assert.equal(costOfUsage(told), undefined);
    }
  });

  it('is shown as it is, and booked beside the estimate', () => {
    assert.equal(formatPrice(exactly(105_370)), '$0.11');
    assert.equal(formatPrice({ known: true, likely: 105_370, upper: 120_000 }), 'about $0.11');
    const line: LedgerLine = { v: 1, id: 'a', at: 1, state: 'booked', model: 'm', workspace: 'w', likely: 50, upper: 90, cost: 61 };
    const [booking] = parseLedger(encodeLine(line)).values();
    assert.ok(booking);
    assert.equal(booking.likely, 50);
    assert.equal(amountOf(booking), 61);
    assert.equal(amountOf({ ...booking, state: 'unsure' }), 90);
  });
});
