import assert from 'node:assert/strict';
import { catalogue, findModel, modelOf, modelsFor } from '../../src/core/models/catalogue';
import { gptImage2Patches, gptImage2Sizes } from '../../src/core/models/gptImage2';
import { gptImage25Patches } from '../../src/core/models/gptImage25';
import type { Quality, RenderOrder } from '../../src/core/models/model';
import { outputPriceOf, outputTokens } from '../../src/core/models/tokenPrice';
import { priceOfOrder } from '../../src/core/batchPrice';
import { pricedLength } from '../../src/core/prompt';
import { ceilToCent, dollars, formatMoney, formatPrice } from '../../src/core/money';
import { isLegal, planSize, type Size } from '../../src/core/sizes';

/** The price table of the service's page, in dollars. */
const priceTable: readonly (readonly [number, number, number, number, number])[] = [
  [1024, 768, 0.01, 0.04, 0.15],
  [1024, 1024, 0.01, 0.06, 0.22],
  [1024, 1536, 0.01, 0.05, 0.17],
  [1920, 1080, 0.01, 0.04, 0.16],
  [2560, 1440, 0.01, 0.06, 0.23],
  [3840, 2160, 0.02, 0.11, 0.41],
];

const qualities = ['low', 'medium', 'high'] as const;

/** Published figures of GPT Image 2.5, in dollars, as they are rounded there. */
const prices25: readonly (readonly [number, number, Quality, number])[] = [
  [1024, 768, 'low', 0.004],
  [1024, 768, 'high', 0.036],
  [1024, 768, 'max', 0.144],
  [3840, 2160, 'low', 0.011],
  [3840, 2160, 'high', 0.1],
  [3840, 2160, 'max', 0.4],
];

describe('prices', () => {
  for (const [width, height, ...prices] of priceTable) {
    it(`of GPT Image 2 at ${width}x${height} are those of the table`, () => {
      for (const [index, quality] of qualities.entries()) {
        assert.equal(
          ceilToCent(outputPriceOf({ width, height }, gptImage2Patches[quality])),
          dollars(prices[index] ?? Number.NaN),
          quality,
        );
      }
    });
  }

  it('follow the published token counts', () => {
    assert.equal(outputTokens({ width: 1024, height: 1024 }, 96), 7024);
    assert.equal(outputTokens({ width: 1024, height: 1536 }, 96), 5488);
    assert.equal(outputTokens({ width: 1536, height: 1024 }, 96), 5488);
  });

  it('of GPT Image 2.5 follow its published token counts and figures, for the whole family', () => {
    const tokens = { low: 196, medium: 439, high: 1756, xhigh: 3122, max: 7024 } as const;
    for (const [quality, count] of Object.entries(tokens) as [keyof typeof tokens, number][]) {
      assert.equal(outputTokens({ width: 1024, height: 1024 }, gptImage25Patches[quality]), count, quality);
    }
    for (const [width, height, quality, price] of prices25) {
      for (const model of catalogue.filter(({ id }) => id.startsWith('openai/gpt-image-2.5/'))) {
        const got = model.price({ size: { width, height }, quality, count: 1, promptLength: 0, inputs: [] });
        assert.ok(got.known);
        assert.equal(Math.round(got.likely / 1000) / 1000, price, `${model.id} ${width}x${height} ${quality}`);
        // Rounded up to $0.0001, and $0.001 for what the model thinks.
        assert.equal(got.upper, Math.ceil(got.likely / 100) * 100 + 1000);
      }
    }
    // What was charged for a low picture of one input, in single samples: $0.0145.
    const edit = modelOf('openai/gpt-image-2.5/flare/edit');
    const size = { width: 1024, height: 1024 };
    const price = edit.price({ size, quality: 'low', count: 1, promptLength: 300, inputs: [size] });
    assert.ok(price.known && Math.abs(price.likely - dollars(0.0145)) < 100 && price.upper >= dollars(0.0145));
    assert.deepEqual(modelOf('openai/gpt-image-2').price({ size, quality: 'max', count: 1, promptLength: 0, inputs: [] }), {
      known: false,
    });
  });

  it('that are not published are unknown, never free', () => {
    for (const id of ['fal-ai/gpt-image-1.5/edit', 'fal-ai/gpt-image-1-mini', 'fal-ai/gpt-image-1-mini/edit']) {
      const size = { width: 1024, height: 1024 };
      assert.deepEqual(modelOf(id).price({ size, quality: 'low', count: 1, promptLength: 1, inputs: [] }), { known: false });
    }
  });

  it('of GPT Image 1 are those of its page', () => {
    for (const id of ['fal-ai/gpt-image-1/edit-image', 'fal-ai/gpt-image-1/text-to-image']) {
      const price = (width: number, height: number, quality: Quality, count = 1) =>
        modelOf(id).price({ size: { width, height }, quality, count, promptLength: 0, inputs: [] });
      const expected = { low: [0.02, 0.02], medium: [0.05, 0.07], high: [0.17, 0.25] } as const;
      for (const quality of qualities) {
        assert.deepEqual(price(1024, 1024, quality), {
          known: true,
          likely: dollars(expected[quality][0]),
          upper: dollars(expected[quality][0]),
        });
        assert.deepEqual(price(1536, 1024, quality), {
          known: true,
          likely: dollars(expected[quality][1]),
          upper: dollars(expected[quality][1]),
        });
      }
    }
    // Four medium pictures, one input of 3,050 tokens, 4,000 characters: 0.168 + 0.01525 + 0.002, to the cent.
    const full = modelOf('fal-ai/gpt-image-1/edit-image').price({
      size: { width: 1024, height: 1024 },
      quality: 'medium',
      count: 4,
      promptLength: 4000,
      inputs: [{ width: 1024, height: 1024 }],
    });
    assert.deepEqual(full, { known: true, likely: dollars(0.19), upper: dollars(0.19) });
  });

  it('of an edit count every picture that is sent, the mask too', () => {
    const size = { width: 1024, height: 1024 };
    const query = { size, quality: 'medium', count: 1, promptLength: 0 } as const;
    const priceOf = (inputs: readonly Size[], count = 1) => {
      const price = modelOf('openai/gpt-image-2/edit').price({ ...query, inputs, count });
      assert.ok(price.known);
      return price;
    };
    const alone = priceOf([]);
    // 32 x 32 tiles at $8 for a million tokens.
    const one = 1024 * 8;
    assert.equal(priceOf([size]).likely - alone.likely, one);
    assert.equal(priceOf([size, size]).likely - alone.likely, 2 * one);
    assert.equal(priceOf([size, { width: 3840, height: 2160 }]).likely - alone.likely, one + 1536 * 8, 'a large picture has a ceiling');
    assert.equal(priceOf([{ width: 512, height: 512 }]).likely - alone.likely, one, 'a small one is doubled');
    assert.equal(priceOf([size, size], 3).likely, 3 * priceOf([size, size]).likely, 'each picture of an order pays for them');
    for (let count = 1; count <= 4; count++) {
      const price = priceOf(
        Array.from({ length: 17 }, () => size),
        count,
      );
      assert.ok(price.upper > price.likely && price.upper % 10_000 === 0);
    }
    // Three inputs of 3,050 tokens and a medium picture: 0.042 + 0.04575, to the cent.
    const fixed = modelOf('fal-ai/gpt-image-1/edit-image').price({ ...query, inputs: [size, size, size] });
    assert.deepEqual(fixed, { known: true, likely: dollars(0.09), upper: dollars(0.09) });
    assert.deepEqual(modelOf('easel/draft').price({ ...query, inputs: [size, size] }), { known: true, likely: 0, upper: 0 });
  });

  it('grow with the count and never show less than what may be charged', () => {
    const model = modelOf('openai/gpt-image-2');
    for (const count of [1, 2, 3, 4]) {
      const price = model.price({ size: { width: 1024, height: 1024 }, quality: 'low', count, promptLength: 400, inputs: [] });
      assert.ok(price.known && price.likely > 0 && price.upper >= price.likely);
      assert.ok(price.known && price.likely >= 5_880 * count);
    }
  });

  it('count a character of a script without blanks as a token of its own', () => {
    assert.equal(pricedLength('A fox – “quiet”, naïve'), 22);
    assert.equal(pricedLength('静かな港'), 16);
    assert.ok(pricedLength('🦊') >= 8);
    const prompt = '港'.repeat(2000);
    const order = { model: 'openai/gpt-image-2.5/flare/text-to-image', quality: 'low', prompt, width: 1024, height: 1024 } as const;
    const price = priceOfOrder(order);
    // 196 tokens of picture at $30 a million, and 2,000 of text at $5.
    assert.ok(price.known && price.likely === 196 * 30 + 2000 * 5);
  });

  it('are written as a person reads them', () => {
    assert.equal(formatMoney(dollars(0.0059)), '$0.0059');
    assert.equal(formatMoney(dollars(0.0527)), '$0.053');
    assert.equal(formatMoney(dollars(0.05)), '$0.05');
    assert.equal(formatMoney(dollars(1.234)), '$1.23');
    assert.equal(formatPrice({ known: true, likely: 0, upper: 0 }), 'free');
    assert.equal(formatPrice({ known: false }), 'price unknown');
  });
});

describe('the catalogue', () => {
  const order: RenderOrder = {
    prompt: 'a fox',
    size: { width: 1024, height: 1024 },
    quality: 'medium',
    count: 2,
    format: 'webp',
    imageUrls: ['https://v3b.fal.media/files/a.png'],
  };

  for (const model of catalogue) {
    it(`builds an input for ${model.id} that its schema takes, and only such`, () => {
      const input = model.buildInput({ ...order, imageUrls: model.minInputs > 0 ? order.imageUrls : [] });
      const parsed = model.inputSchema.safeParse(input);
      assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
      assert.deepEqual(parsed.data, input);
      assert.equal(model.inputSchema.safeParse({ ...input, prompt: '' }).success, false);
      for (const key of Object.keys(input)) {
        const rest = Object.fromEntries(Object.entries(input).filter(([name]) => name !== key));
        assert.equal(model.inputSchema.safeParse(rest).success, false, `${key} is not needed`);
      }
    });
  }

  it('builds edits from addresses of every place that pictures are uploaded to', () => {
    const places = [
      'https://v3b.fal.media/files/b/0a1b/input-0.png',
      'https://upload.invalid/input-0.png',
      'http://127.0.0.1:45123/v3b.fal.media/files/b/0a1b/input-0.png',
      `draft-input:${'0123456789abcdef'.repeat(4)}`,
      'data:image/png;base64,iVBORw0KGgo=',
    ];
    const region = { left: 16, top: 0, width: 100, height: 1024 };
    for (const model of modelsFor('edit')) {
      for (const url of places) {
        const input = model.buildInput({ ...order, imageUrls: [url, url], maskUrl: model.takesMask ? url : undefined, region });
        const parsed = model.inputSchema.safeParse(input);
        assert.ok(parsed.success, `${model.id} ${url}: ${JSON.stringify(parsed.error?.issues)}`);
        assert.deepEqual(parsed.data, input);
        const masks = Object.keys(input).filter((field) => field.startsWith('mask'));
        const name = model.id === 'fal-ai/gpt-image-1.5/edit' ? 'mask_image_url' : 'mask_url';
        assert.deepEqual(masks, model.takesMask && model.service === 'fal' ? [name] : []);
      }
      const imageUrls = Array.from({ length: model.maxInputs }, () => places[0] ?? '');
      assert.ok(model.inputSchema.safeParse(model.buildInput({ ...order, imageUrls })).success);
      if (model.service === 'fal') {
        assert.equal(
          model.inputSchema.safeParse(model.buildInput({ ...order, imageUrls: [...imageUrls, 'https://a.b/c'] })).success,
          false,
        );
        assert.equal(model.inputSchema.safeParse(model.buildInput({ ...order, imageUrls: ['input-0.png'] })).success, false);
        assert.equal(model.inputSchema.safeParse(model.buildInput({ ...order, imageUrls: [] })).success, false);
      }
    }
  });

  it('never sends size presets, sync_mode or a background that a model does not have', () => {
    for (const model of catalogue.filter((one) => one.service === 'fal')) {
      const input = model.buildInput(order);
      assert.equal(input['sync_mode'], false);
      const size = input['image_size'];
      assert.ok(typeof size === 'string' ? /^\d+x\d+$/.test(size) : size instanceof Object);
      assert.equal('background' in input, model.backgrounds.length > 0);
    }
  });

  it('reads an answer of which only the addresses are certain, and refuses one without a picture', () => {
    const model = modelOf('openai/gpt-image-2');
    const parseOutput = (body: unknown) => model.parseOutput(body);
    assert.equal(
      parseOutput({ images: [{ url: 'https://v3b.fal.media/a.png' }, { url: 'https://v3b.fal.media/b.png', width: null }] }).images.length,
      2,
    );
    for (const body of [undefined, null, '', {}, { images: [] }, { images: [{}] }, { images: 'x' }, '<html>', { detail: 'no' }]) {
      assert.throws(() => parseOutput(body), { kind: 'bad-response' });
    }
  });

  it('finds models by id and task', () => {
    assert.equal(findModel('nothing'), undefined);
    assert.throws(() => modelOf('nothing'), { kind: 'invalid-request' });
    assert.deepEqual(
      modelsFor('generate').map((model) => model.id),
      [
        'openai/gpt-image-2',
        'openai/gpt-image-2.5/flare/text-to-image',
        'openai/gpt-image-2.5/sunburst/text-to-image',
        'fal-ai/gpt-image-1/text-to-image',
        'fal-ai/gpt-image-1-mini',
        'easel/draft',
      ],
    );
    assert.deepEqual(
      modelsFor('edit').map((model) => model.id),
      [
        'openai/gpt-image-2/edit',
        'openai/gpt-image-2.5/flare/edit',
        'openai/gpt-image-2.5/sunburst/edit',
        'fal-ai/gpt-image-1/edit-image',
        'fal-ai/gpt-image-1.5/edit',
        'fal-ai/gpt-image-1-mini/edit',
        'easel/draft',
      ],
    );
  });
});

describe('size plans', () => {
  it('of every size from 1x1 to the limit are legal and cover the target’s ratio', () => {
    let state = 7;
    const random = (limit: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return 1 + (state % limit);
    };
    for (let round = 0; round < 500; round++) {
      const target = { width: random(round % 2 ? 8192 : 700), height: random(round % 2 ? 7800 : 700) };
      const { render, cropLoss, upscale } = planSize(target, gptImage2Sizes);
      assert.ok(isLegal(render, gptImage2Sizes), `${JSON.stringify(target)} -> ${JSON.stringify(render)}`);
      assert.ok(cropLoss >= 0 && cropLoss < 1);
      const within =
        target.width <= 3840 &&
        target.height <= 3840 &&
        target.width * target.height < 4_000_000 &&
        Math.max(target.width / target.height, target.height / target.width) <= 2.9;
      if (within) {
        assert.ok(upscale <= 1 && cropLoss < 0.05, `${JSON.stringify(target)}: ${upscale}, ${cropLoss}`);
      }
    }
  });

  it('need no resampling where a crop is enough', () => {
    assert.deepEqual(planSize({ width: 1920, height: 1080 }, gptImage2Sizes).render, { width: 1920, height: 1088 });
    assert.deepEqual(planSize({ width: 1200, height: 630 }, gptImage2Sizes).render, { width: 1200, height: 640 });
    assert.deepEqual(planSize({ width: 64, height: 64 }, gptImage2Sizes).render, { width: 816, height: 816 });
  });

  it('refuse what is no size', () => {
    for (const target of [
      { width: 0, height: 5 },
      { width: -1, height: 5 },
      { width: 1.5, height: 5 },
      { width: Number.NaN, height: 5 },
      { width: Infinity, height: 1 },
      { width: 9000, height: 10 },
    ]) {
      assert.throws(() => planSize(target, gptImage2Sizes), { kind: 'invalid-request' });
    }
  });
});
