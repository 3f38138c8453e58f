/** Models that a user adds: what is read from their schemas, and what is sent to them. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { imageModelOf, retiredModelOf } from '../../src/core/models/added/build';
import { describeModel } from '../../src/core/models/added/describe';
import { addedModel, type AddedModel } from '../../src/core/models/added/description';
import { addModelsFrom, allModels, findModel, modelOf, modelsFor } from '../../src/core/models/catalogue';
import { isEndpointId, parseEndpointId } from '../../src/core/models/endpointId';
import type { RenderOrder } from '../../src/core/models/model';
import { checkRequest, type ImageRequest } from '../../src/core/request';
import { planSize } from '../../src/core/sizes';
import { fetchModelCard } from '../../src/fal/modelCard';
import { buildInput } from '../../src/jobs/inputs';
import { documentFor, otherModels } from '../fal/otherModels';
import { schemaFaults, type Schema } from '../fal/schemaInput';
import { startSimulator, type Simulator } from '../fal/simulator';

const prompt: Schema = { type: 'string', title: 'Prompt' };

function known(id: string): AddedModel {
  const found = otherModels.find((one) => one.id === id);
  assert.ok(found);
  return describeModel({ id, name: found.title, openapi: found.openapi });
}

/** A model with these inputs beside the prompt. */
function withInputs(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
  schemas: Readonly<Record<string, Schema>> = {},
): AddedModel {
  return describeModel({
    id: 'acme/model',
    openapi: documentFor('acme/model', { prompt, ...properties }, ['prompt', ...required], undefined, schemas),
  });
}

const refused = (openapi: unknown, id = 'acme/model'): string => {
  try {
    describeModel({ id, openapi });
  } catch (error) {
    assert.ok(error instanceof Error && error.name === 'ImageError', String(error));
    return error.message;
  }
  return assert.fail('it was not refused');
};

const order: RenderOrder = {
  prompt: 'a fox',
  size: { width: 1024, height: 1024 },
  quality: 'medium',
  count: 1,
  format: 'png',
  imageUrls: [],
};

describe('the schema of a model that is added', () => {
  it('with sizes as presets or pixels gives a form of what it has, and no more', () => {
    const model = known('fal-ai/flux/dev');
    assert.equal(model.name, 'FLUX.1 dev', 'no markup in a name');
    assert.deepEqual(
      model.parameters.map(({ name, kind }) => [name, kind]),
      [
        ['num_inference_steps', 'number'],
        ['seed', 'number'],
        ['guidance_scale', 'number'],
        ['enable_safety_checker', 'switch'],
        ['acceleration', 'choice'],
      ],
    );
    const [steps] = model.parameters;
    assert.deepEqual(steps, {
      name: 'num_inference_steps',
      label: 'Num Inference Steps',
      description: 'The number of inference steps to perform.',
      kind: 'number',
      integer: true,
      min: 1,
      max: 50,
      usual: 28,
    });
    const { operations, maxCount, backgrounds, qualities, takesMask, maxInputs } = imageModelOf(model);
    assert.deepEqual(
      { operations, maxCount, backgrounds, takesMask, maxInputs },
      { operations: ['generate', 'icon'], maxCount: 4, backgrounds: [], takesMask: false, maxInputs: 0 },
    );
    assert.equal(qualities.length, 1, 'no quality to choose');
    assert.deepEqual(addedModel.parse(JSON.parse(JSON.stringify(model))), model, 'it survives being kept');
  });

  it('with ratios maps every size to the nearest, in its own words', () => {
    const model = imageModelOf(known('fal-ai/imagen4/preview'));
    const sent = (width: number, height: number) =>
      model.buildInput({ ...order, size: planSize({ width, height }, model.sizes).render })['aspect_ratio'];
    assert.deepEqual(
      [sent(512, 512), sent(1920, 1080), sent(1080, 1920), sent(800, 600), sent(600, 800)],
      ['1:1', '16:9', '9:16', '4:3', '3:4'],
    );
    assert.deepEqual(
      model.parameters?.map(({ name }) => name),
      ['negative_prompt', 'seed', 'resolution'],
    );
  });

  it('of an edit tells picture and mask, and what cannot do without one', () => {
    const kontext = imageModelOf(known('fal-ai/flux-pro/kontext'));
    assert.deepEqual([kontext.operations, kontext.minInputs, kontext.maxInputs, kontext.takesMask], [['edit'], 1, 1, false]);
    const input = kontext.buildInput({ ...order, imageUrls: ['https://v3b.fal.media/a.png'] });
    assert.deepEqual(input, { prompt: 'a fox', output_format: 'png', image_url: 'https://v3b.fal.media/a.png', sync_mode: false });
    const inpaint = imageModelOf(known('fal-ai/flux-lora/inpainting'));
    assert.deepEqual([inpaint.takesMask, inpaint.needsMask], [true, true]);
    const list = imageModelOf(withInputs({ image_urls: { type: 'array', items: { type: 'string' }, maxItems: 3 } }));
    assert.deepEqual([list.operations, list.minInputs, list.maxInputs], [['generate', 'icon', 'edit'], 0, 3]);
  });

  it('says plainly why a model cannot be used', () => {
    const of = (id: string) => refused(otherModels.find((one) => one.id === id)?.openapi, id);
    assert.match(of('fal-ai/kling-video/v2/master/text-to-video'), /cannot be used: it makes videos, not images\.$/);
    assert.match(of('fal-ai/face-style'), /it needs “face_image_url”, which Easel cannot give\.$/);
    assert.match(refused(documentFor('acme/model', { text: prompt }, ['text'])), /it takes no prompt\.$/);
    assert.match(refused(documentFor('acme/model', { prompt, voice: { type: 'string' } }, ['prompt', 'voice'])), /“voice”/);
    assert.match(refused(documentFor('acme/model', { prompt }, ['prompt'], { text: { type: 'string' } })), /text or data, not images/);
    assert.match(refused(documentFor('acme/model', { prompt }, ['prompt'], {})), /does not tell what it makes/);
  });

  it('tells what it makes by its answer, wherever that is described, or else by its kind', () => {
    const id = 'acme/model';
    type Paths = Record<string, { post?: { responses?: Record<string, unknown> } }>;
    const changed = (change: (paths: Paths, schemas: Record<string, unknown>) => void) => {
      const document = structuredClone(documentFor(id, { prompt }, ['prompt'])) as {
        paths: Paths;
        components: { schemas: Record<string, unknown> };
      };
      change(document.paths, document.components.schemas);
      return document;
    };
    const result = `/${id}/requests/{request_id}`;
    // An app's own document: the answer comes with the request, at the root.
    const direct = changed((paths, schemas) => {
      paths['/'] = paths[`/${id}`] ?? {};
      paths[`/${id}`] = {};
      paths[result] = {};
      schemas['QueueStatus'] = schemas['Output'];
      delete schemas['Output'];
    });
    assert.equal(describeModel({ id, openapi: direct }).id, id);
    const named = changed((paths) => (paths[result] = {}));
    assert.equal(describeModel({ id, openapi: named }).id, id);
    const silent = changed((paths, schemas) => {
      paths[result] = {};
      delete schemas['Output'];
    });
    assert.match(refused(silent), /does not tell what it makes/);
    assert.equal(describeModel({ id, category: 'text-to-image', openapi: silent }).id, id);
  });

  it('is understood in every style that schemas are written in', () => {
    const kinds = (model: AddedModel) => model.parameters.map(({ name, kind }) => [name, kind]);
    const model = withInputs(
      {
        style: { allOf: [{ $ref: '#/components/schemas/Style' }], default: 'b' },
        mood: { oneOf: [{ $ref: '#/components/schemas/Style' }, { type: 'null' }] },
        level: { type: ['integer', 'null'] as unknown as string, minimum: 0, maximum: 9 },
        ratio: { $ref: '#/components/schemas/Alias' },
        shift: { type: 'number', minimum: 0, exclusiveMinimum: true as unknown as number, maximum: 1 },
        fixed: { const: 'v1' },
        steps: { type: 'integer', minimum: 8, maximum: 64, multipleOf: 8, default: 16 },
        hint: { anyOf: [{ type: 'string', maxLength: 20 }, { type: 'null' }] },
        lora: { type: 'array', items: { type: 'string' } },
        style_image_url: { type: 'string' },
        fal_api_key: { type: 'string' },
        webhook_url: { type: 'string' },
      },
      [],
      {
        Style: { type: 'string', enum: ['a', 'b'], title: 'Style' },
        Alias: { $ref: '#/components/schemas/Other' },
        Other: { type: 'boolean', default: true },
      },
    );
    assert.deepEqual(kinds(model), [
      ['style', 'choice'],
      ['mood', 'choice'],
      ['level', 'number'],
      ['ratio', 'switch'],
      ['shift', 'number'],
      ['fixed', 'choice'],
      ['steps', 'number'],
      ['hint', 'text'],
    ]);
    const one = imageModelOf(model);
    const taken = (parameters: Record<string, string | number | boolean>) =>
      one.inputSchema.safeParse(one.buildInput({ ...order, parameters })).success;
    assert.ok(taken({ style: 'a', level: 0, ratio: false, shift: 0.5, steps: 24, hint: 'soft' }));
    for (const wrong of [
      { style: 'c' },
      { level: 10 },
      { level: 1.5 },
      { ratio: 1 },
      { shift: 0 },
      { steps: 9 },
      { hint: 'x'.repeat(21) },
      { level: NaN },
    ]) {
      assert.ok(!taken(wrong), JSON.stringify(wrong));
    }
  });

  it('has sizes in many forms', () => {
    const size = (properties: Readonly<Record<string, Schema>>, required: string[] = []) => imageModelOf(withInputs(properties, required));
    const sent = (properties: Readonly<Record<string, Schema>>, width: number, height: number) => {
      const model = size(properties);
      const { prompt: words, ...rest } = model.buildInput({ ...order, size: planSize({ width, height }, model.sizes).render });
      assert.equal(words, 'a fox');
      return rest;
    };
    const whole: Schema = { type: 'integer', minimum: 256, maximum: 1440, multipleOf: 32 };
    assert.deepEqual(sent({ width: whole, height: whole }, 1200, 640), { width: 1216, height: 640 });
    assert.deepEqual(sent({ image_size: { enum: ['square_hd', 'landscape_16_9'], type: 'string' } }, 1600, 900), {
      image_size: 'landscape_16_9',
    });
    assert.deepEqual(sent({ size: { enum: ['auto', '1024x1024', '1536x1024'], type: 'string' } }, 900, 600), { size: '1536x1024' });
    assert.deepEqual(sent({ resolution: { enum: ['1K', '2K'], type: 'string' } }, 900, 600), {}, 'a word that is no size is an option');
    assert.deepEqual(sent({}, 900, 600), {});
  });

  it('leaves what was never set to the service, and sends what it calls required', () => {
    const model = imageModelOf(
      withInputs({ steps: { type: 'integer', default: 20 }, mode: { enum: ['x', 'y'], default: 'x' }, n: { enum: [1, 2, 4] } }, ['mode']),
    );
    assert.deepEqual(model.buildInput(order), { prompt: 'a fox', n: 1, mode: 'x' });
    assert.deepEqual(model.buildInput({ ...order, parameters: { steps: 30 } }), { prompt: 'a fox', n: 1, steps: 30, mode: 'x' });
    assert.equal(model.maxCount, 2);
  });

  it('that is hostile ends in a sentence, soon', () => {
    const name = '#/components/schemas/';
    const cyclic = documentFor('acme/model', { prompt }, ['prompt'], undefined, { A: { $ref: `${name}B` }, B: { $ref: `${name}A` } });
    (cyclic as { paths: Record<string, { post: { requestBody: unknown } }> }).paths['/acme/model'] = {
      post: { requestBody: { content: { 'application/json': { schema: { $ref: `${name}A` } } } } },
    };
    assert.match(refused(cyclic), /cannot be read/);
    // Of an option that nobody needs it is only left out.
    const inner = withInputs({ odd: { $ref: `${name}A` }, wide: { anyOf: [{ $ref: `${name}Wide` }, { $ref: `${name}Wide` }] } }, [], {
      A: { $ref: `${name}A` },
      Wide: { anyOf: [{ $ref: `${name}Wide` }, { $ref: `${name}Wide` }] },
    });
    assert.deepEqual(inner.parameters, []);
    let deep: Schema = { type: 'string' };
    for (let level = 0; level < 5_000; level++) {
      deep = { allOf: [deep] };
    }
    assert.deepEqual(withInputs({ deep }).parameters, []);
    assert.match(refused(documentFor('acme/model', { prompt: deep }, ['prompt'])), /cannot be read/);
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`p${index}`, { type: 'string' }]));
    assert.match(refused(documentFor('acme/model', { prompt, ...many }, ['prompt'])), /cannot be read/);
    for (const document of [
      undefined,
      null,
      5,
      '',
      [],
      {},
      { paths: [] },
      { paths: { '/acme/model': 7 } },
      { paths: { '/acme/model': { post: null } } },
    ]) {
      assert.match(refused(document), /cannot be read/);
    }
    assert.match(refused({ ...(documentFor('acme/model', {}, []) as object), components: null }), /./);
  });

  it('changes nothing by its names and texts', () => {
    const odd = JSON.parse(
      '{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"},"a b":{"type":"string"},"<img>":{"type":"boolean"},"fine":{"type":"string","title":"<script>alert(1)</script>\\u202e","description":"line\\nbreak [x](command:y)"}}',
    ) as Record<string, Schema>;
    const model = withInputs(odd);
    assert.deepEqual(
      model.parameters.map(({ name, label, description }) => [name, label, description]),
      [['fine', '<script>alert(1)</script>', 'line break [x](command:y)']],
    );
    assert.equal(({} as Record<string, unknown>)['type'], undefined);
    const named = describeModel({
      id: 'acme/model',
      name: '[free](command:evil) $(x)',
      openapi: documentFor('acme/model', { prompt }, ['prompt']),
    });
    assert.doesNotMatch(named.name, /[[\]]|\$\(/);
  });
});

describe('a model that was added', () => {
  let models = otherModels.slice(0, 4).map(({ id }) => imageModelOf(known(id)));
  before(() => addModelsFrom(() => models));
  after(() => addModelsFrom(() => []));

  const request: ImageRequest = {
    id: '20260301-142530-1a2b3c4d',
    createdAt: 0,
    operation: 'generate',
    model: 'fal-ai/flux/dev',
    prompt: 'a fox',
    width: 1200,
    height: 630,
    count: 2,
    quality: 'medium',
    format: 'webp',
    target: { folder: 'file:///w/a', name: 'fox' },
    workspace: 'file:///w',
  };

  it('stands behind the catalogue, in every list that it belongs to', () => {
    assert.equal(modelsFor('generate')[0]?.id, 'openai/gpt-image-2');
    assert.deepEqual(
      modelsFor('edit')
        .map(({ id }) => id)
        .slice(-2),
      ['fal-ai/flux-pro/kontext', 'fal-ai/flux-lora/inpainting'],
    );
    assert.equal(allModels().at(-1)?.id, 'fal-ai/flux-lora/inpainting');
  });

  for (const { id, openapi } of otherModels.slice(0, 4)) {
    it(`gets inputs that the schema of ${id} takes, whatever is set`, () => {
      const model = modelOf(id);
      const address = 'https://v3b.fal.media/a.png';
      const imageUrls = model.maxInputs > 0 ? [address] : [];
      for (const target of [
        [64, 64],
        [1200, 630],
        [3840, 2160],
        [300, 900],
        [8192, 64],
      ] as const) {
        const size = planSize({ width: target[0], height: target[1] }, model.sizes).render;
        for (const format of model.formats) {
          const input = model.buildInput({
            ...order,
            size,
            format,
            count: model.maxCount,
            imageUrls,
            ...(model.takesMask ? { maskUrl: address } : {}),
          });
          assert.deepEqual(schemaFaults(openapi, id, input), [], JSON.stringify(input));
          assert.ok(model.inputSchema.safeParse(input).success);
        }
      }
    });
  }

  it('is checked, planned and priced like every other', () => {
    const { plan, price } = checkRequest({ ...request, parameters: { seed: 7, guidance_scale: 2.5 } });
    assert.deepEqual(plan.render, { width: 1200, height: 640 });
    assert.deepEqual(price, { known: false });
    const input = buildInput({ ...request, parameters: { seed: 7, guidance_scale: 2.5 } }, plan.render, { images: [] });
    assert.deepEqual(input, {
      prompt: 'a fox',
      image_size: { width: 1200, height: 640 },
      num_images: 2,
      output_format: 'png',
      sync_mode: false,
      seed: 7,
      guidance_scale: 2.5,
    });
    assert.throws(() => checkRequest({ ...request, parameters: { sed: 7 } }), /no option “sed”\. It has: num_inference_steps, seed,/);
    assert.throws(
      () => checkRequest({ ...request, parameters: { guidance_scale: 21 } }),
      /“guidance_scale” of FLUX\.1 dev must be a number, at least 1, at most 20/,
    );
    assert.throws(() => checkRequest({ ...request, quality: 'high' }), /has no quality to choose/);
    assert.throws(() => checkRequest({ ...request, count: 5 }), /1 to 4 images/);
    assert.throws(() => checkRequest({ ...request, background: 'transparent' }), /no transparent background/);
    assert.throws(() => checkRequest({ ...request, model: 'openai/gpt-image-2', parameters: { seed: 7 } }), /no option “seed”/);
  });

  it('costs what the service tells for a picture or a megapixel', () => {
    const query = { size: { width: 1200, height: 1200 }, quality: 'medium', count: 2, promptLength: 9, inputs: [] } as const;
    const priced = (price: AddedModel['price'], id: string) => imageModelOf({ ...known(id), price }).price(query);
    assert.deepEqual(priced({ unit: 'image', amount: 40_000 }, 'fal-ai/imagen4/preview'), { known: true, likely: 80_000, upper: 80_000 });
    assert.deepEqual(priced({ unit: 'megapixel', amount: 25_000 }, 'fal-ai/flux/dev'), { known: true, likely: 100_000, upper: 100_000 });
    assert.deepEqual(
      priced({ unit: 'megapixel', amount: 25_000 }, 'fal-ai/imagen4/preview'),
      { known: false },
      'nobody knows how large it will be',
    );
  });

  it('that was taken away goes on for what runs, under its id, and takes nothing new', () => {
    models = [retiredModelOf(known('fal-ai/flux/dev'))];
    assert.equal(findModel('fal-ai/flux/dev')?.name, 'fal-ai/flux/dev');
    assert.ok(!modelsFor('generate').some(({ id }) => id === 'fal-ai/flux/dev'));
    assert.throws(() => checkRequest(request), /“fal-ai\/flux\/dev” was removed/);
    assert.equal(modelOf('fal-ai/flux/dev').parseOutput({ images: [{ url: 'https://v3b.fal.media/a.png' }] }).images.length, 1);
    assert.equal(modelOf('fal-ai/flux/dev').parseOutput({ image: { url: 'https://v3b.fal.media/a.png' } }).images.length, 1);
    assert.throws(() => modelOf('fal-ai/flux/dev').parseOutput({ video: {} }), { kind: 'bad-response' });
  });
});

describe('the id of a model', () => {
  it('is taken as it is, or out of the address of a page', () => {
    for (const text of [
      'fal-ai/flux/dev',
      ' https://fal.ai/models/fal-ai/flux/dev ',
      'https://fal.ai/models/fal-ai/flux/dev/api?share=1#schema',
      'fal.ai/models/fal-ai/flux/dev/playground',
      'https://fal.run/fal-ai/flux/dev',
    ]) {
      assert.equal(parseEndpointId(text), 'fal-ai/flux/dev', text);
    }
    for (const text of [
      '',
      'flux',
      'https://evil.example/models/fal-ai/flux',
      'https://evilfal.ai/models/a/b',
      'a/../b',
      'a//b',
      '/a/b',
      'a/b?c',
      'a/b c',
      'http://fal.ai/models/a/b',
      'workflows/me/x',
      'easel/draft',
      `a/${'b'.repeat(300)}`,
    ]) {
      assert.equal(parseEndpointId(text), undefined, text);
      assert.ok(!isEndpointId(text), text);
    }
  });
});

describe('fal: the card of a model', () => {
  let simulator: Simulator;
  before(async () => (simulator = await startSimulator()));
  after(() => simulator.close());
  beforeEach(() => simulator.reset());
  const card = (id: string, key: string | null = 'test-key', baseUrl = simulator.baseUrl) =>
    fetchModelCard(
      {
        key: () =>
          key === null ? Promise.reject(Object.assign(new Error('no key'), { name: 'ImageError', kind: 'no-key' })) : Promise.resolve(key),
        baseUrl,
        log: () => undefined,
        timing: { callDeadline: 2_000 },
      },
      id,
    );

  it('has name, schema and what it costs', async () => {
    const found = await card('fal-ai/flux/dev');
    assert.equal(found.name, 'FLUX.1 [dev]');
    assert.deepEqual(found.price, { unit: 'megapixel', amount: 25_000 });
    assert.equal(describeModel(found).id, 'fal-ai/flux/dev');
    assert.deepEqual((await card('fal-ai/flux-pro/kontext')).price, { unit: 'image', amount: 40_000 });
    assert.equal((await card('fal-ai/imagen4/preview')).price, undefined, 'seconds of a machine say nothing');
  });

  it('is there without a key, and with one that is refused, only without a price', async () => {
    for (const key of [null, 'wrong-key']) {
      const found = await card('fal-ai/flux/dev', key);
      assert.equal(describeModel(found).name, 'FLUX.1 dev');
      assert.equal(found.price, undefined);
    }
    assert.ok(simulator.requests.every(({ host }) => host === 'api.fal.ai'));
  });

  it('of no model, or of one that tells nothing, is an error that says so', async () => {
    await assert.rejects(card('fal-ai/nothing'), { kind: 'invalid-request', message: /has no model “fal-ai\/nothing”/ });
    await assert.rejects(card('openai/gpt-image-2'), { kind: 'invalid-request', message: /does not tell how/ });
  });

  it('that is endless, silent or nonsense ends in an error within its bounds', async () => {
    const answers: Record<string, (write: (text: string) => boolean, end: () => void) => void> = {
      'acme/huge': (write, end) => {
        for (let chunk = 0; chunk < 10; chunk++) {
          write(' '.repeat(1024 * 1024));
        }
        end();
      },
      'acme/silent': (write) => write('{"models":['),
      'acme/html': (write, end) => {
        write('<html>login</html>');
        end();
      },
      'acme/deep': (write, end) => {
        write(`{"models":[{"endpoint_id":"acme/deep","openapi":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}]}`);
        end();
      },
    };
    const server = createServer((request, response) => {
      const id = new URL(request.url ?? '', 'http://x').searchParams.get('endpoint_id') ?? '';
      response.writeHead(200, { 'content-type': 'application/json' });
      answers[id]?.(
        (text) => response.write(text),
        () => response.end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await assert.rejects(card('acme/huge', 'test-key', base), { kind: 'too-large' });
      await assert.rejects(card('acme/silent', 'test-key', base), { kind: 'timeout' });
      await assert.rejects(card('acme/html', 'test-key', base), { kind: 'bad-response' });
      const deep = await card('acme/deep', 'test-key', base)
        .then(describeModel)
        .catch((error: unknown) => error);
      assert.ok(deep instanceof Error && deep.name === 'ImageError');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
