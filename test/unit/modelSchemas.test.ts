/** Every model of the catalogue against the simulated service's own reading of the same endpoint. */
import assert from 'node:assert/strict';
import sharp from 'sharp';
import { catalogue } from '../../src/core/models/catalogue';
import type { ImageModel, RenderOrder } from '../../src/core/models/model';
import { createFalService } from '../../src/fal/falService';
import { endpoints, findEndpoint, type Endpoint } from '../fal/endpoints';
import { startSimulator, type Simulator } from '../fal/simulator';
import { defaultSwitches } from '../fal/switches';
import { checkInput, unknownFields } from '../fal/validation';

const models = catalogue.filter(({ service }) => service === 'fal');
const size = { width: 1024, height: 1024 };
const address = 'https://v3b.fal.media/files/b/0a1b/input-0.png';

function endpointOf(model: ImageModel): Endpoint {
  const endpoint = findEndpoint(model.id);
  assert.ok(endpoint, model.id);
  return endpoint;
}

function orderFor(model: ImageModel, changes: Partial<RenderOrder> = {}): RenderOrder {
  return {
    ...{ prompt: 'a fox', size, quality: model.defaultQuality, count: 1, format: 'png' },
    imageUrls: model.minInputs > 0 ? [address] : [],
    ...(model.takesMask ? { maskUrl: address } : {}),
    ...changes,
  };
}

/** Everything that can be asked of a model, each once. */
function orders(model: ImageModel): RenderOrder[] {
  const sizes = model.sizes.kind === 'fixed' ? model.sizes.sizes : [size, { width: 3840, height: 2160 }, { width: 1424, height: 480 }];
  return [
    ...sizes.map((one) => orderFor(model, { size: one })),
    ...model.qualities.map((quality) => orderFor(model, { quality })),
    ...model.formats.map((format) => orderFor(model, { format, compression: 80 })),
    ...model.backgrounds.map((background) => orderFor(model, { background })),
    ...Array.from({ length: model.maxCount }, (_, index) => orderFor(model, { count: index + 1 })),
    ...(model.minInputs > 0 ? [orderFor(model, { imageUrls: Array.from({ length: model.maxInputs }, () => address) })] : []),
    orderFor(model, { maskUrl: undefined, fidelity: 'low' }),
  ];
}

/** An input, broken in one place each; both sides have to see it. */
function broken(model: ImageModel): Record<string, unknown>[] {
  const input = model.buildInput(orderFor(model));
  const mask = Object.keys(input).find((field) => field.startsWith('mask'));
  return [
    { ...input, prompt: '' },
    { ...input, prompt: 7 },
    { ...input, quality: 'ultra' },
    { ...input, num_images: 0 },
    { ...input, num_images: model.maxCount + 1 },
    { ...input, num_images: 1.5 },
    { ...input, output_format: 'gif' },
    { ...input, image_size: model.sizes.kind === 'fixed' ? '512x512' : { width: 1000, height: 1000 } },
    { ...input, image_size: model.sizes.kind === 'fixed' ? { width: 1024, height: 1024 } : { width: 3856, height: 2160 } },
    { ...input, sync_mode: 'no' },
    ...(model.qualities.includes('max') ? [] : [{ ...input, quality: 'max' }]),
    ...(model.backgrounds.length > 0
      ? [
          { ...input, background: 'green' },
          { ...input, background: 'transparent', output_format: 'jpeg' },
        ]
      : []),
    ...(model.compresses ? [{ ...input, output_format: 'webp', output_compression: 101 }] : []),
    ...(model.minInputs > 0
      ? [
          { ...input, image_urls: [] },
          { ...input, image_urls: address },
          { ...input, image_urls: Array.from({ length: model.maxInputs + 1 }, () => address) },
        ]
      : []),
    ...(mask === undefined ? [] : [{ ...input, [mask]: 5 }]),
  ];
}

describe('every model of the catalogue', () => {
  it('is an endpoint of the service, and the other way round', () => {
    assert.deepEqual(models.map(({ id }) => id).sort(), endpoints.map(({ id }) => id).sort());
  });

  for (const model of models) {
    it(`${model.id} asks for nothing that the service does not know, and sees what it would refuse`, () => {
      const endpoint = endpointOf(model);
      for (const order of orders(model).filter(({ format, background }) => format !== 'jpeg' || background !== 'transparent')) {
        const input = model.buildInput(order);
        const parsed = model.inputSchema.safeParse(input);
        assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
        assert.deepEqual(checkInput(endpoint, input, defaultSwitches()), [], JSON.stringify(input));
        assert.deepEqual(unknownFields(endpoint, input), []);
      }
      for (const input of broken(model)) {
        const changed = JSON.stringify(input);
        assert.equal(model.inputSchema.safeParse(input).success, false, `taken here: ${changed}`);
        assert.notDeepEqual(checkInput(endpoint, input, defaultSwitches()), [], `taken there: ${changed}`);
      }
    });
  }
});

describe('a request to every model', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.close());

  for (const model of models) {
    it(`${model.id} brings pictures of the size and kind that were asked for`, async () => {
      const service = createFalService({
        key: () => Promise.resolve('test-key'),
        baseUrl: simulator.baseUrl,
        log: () => undefined,
        timing: { pollFast: 5, pollSlow: 10 },
      });
      const { signal } = new AbortController();
      const upload = async (bytes: Buffer) => service.upload({ bytes, type: 'image/png' }, 'input-0.png', signal);
      const grey = { create: { ...size, channels: 3, background: '#808080' } } as const;
      const half = { create: { width: 512, height: 1024, channels: 3, background: '#ffffff' } } as const;
      const picture = await sharp(grey).png().toBuffer();
      const mask = await sharp({ create: { ...size, channels: 3, background: '#000000' } })
        .composite([{ input: await sharp(half).png().toBuffer(), left: 0, top: 0 }])
        .png()
        .toBuffer();
      const input = model.buildInput(
        orderFor(model, {
          count: 2,
          imageUrls: model.minInputs > 0 ? [await upload(picture)] : [],
          maskUrl: model.takesMask ? await upload(mask) : undefined,
        }),
      );
      const order = { endpoint: model.id, input };
      const ticket = await service.submit(order);
      const { images } = await service.follow(order, ticket, () => undefined, signal);
      assert.equal(images.length, 2);
      for (const image of images) {
        const { bytes, type } = await service.download(image, signal);
        assert.equal(type, 'image/png');
        const { width, height } = await sharp(bytes).metadata();
        assert.deepEqual({ width, height }, size);
      }
      const job = simulator.jobs.at(-1);
      assert.equal(job?.model.id, model.id);
      assert.equal(job.inputs?.mask !== undefined, model.takesMask, 'the mask arrives under the name that the endpoint knows');
    });
  }
});
