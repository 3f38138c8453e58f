import type { Schema } from './schemaInput';

/** A model that Easel does not bring, with the document that the service gives out for it. */
export interface OtherModel {
  readonly id: string;
  readonly title: string;
  readonly openapi: unknown;
  /** In dollars, when it is told in a unit that can be counted. */
  readonly unitPrice?: number;
  readonly unit?: string;
}

const image: Schema = {
  title: 'Image',
  type: 'object',
  properties: {
    url: { type: 'string', title: 'Url' },
    width: { type: 'integer' },
    height: { type: 'integer' },
    content_type: { type: 'string', default: 'image/jpeg' },
  },
  required: ['url'],
};
const images: Schema = {
  title: 'Images',
  type: 'array',
  items: { $ref: '#/components/schemas/Image' },
  description: 'The generated image files info.',
};
const imageSize: Schema = {
  title: 'ImageSize',
  type: 'object',
  properties: {
    height: {
      description: 'The height of the generated image.',
      exclusiveMinimum: 0,
      maximum: 14_142,
      type: 'integer',
      title: 'Height',
      default: 512,
    },
    width: {
      description: 'The width of the generated image.',
      exclusiveMinimum: 0,
      maximum: 14_142,
      type: 'integer',
      title: 'Width',
      default: 512,
    },
  },
};
const presets = ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'];
const anySize: Schema = {
  anyOf: [{ $ref: '#/components/schemas/ImageSize' }, { enum: presets, type: 'string' }],
  title: 'Image Size',
  description: 'The size of the generated image.',
  default: 'landscape_4_3',
};
const prompt: Schema = { examples: ['A fox'], description: 'The prompt to generate an image from.', type: 'string', title: 'Prompt' };
const seed: Schema = {
  anyOf: [{ type: 'integer' }, { type: 'null' }],
  title: 'Seed',
  description: 'The same seed and prompt give the same image.',
};
const sync: Schema = { type: 'boolean', title: 'Sync Mode', default: false };
const count: Schema = { minimum: 1, maximum: 4, type: 'integer', title: 'Num Images', default: 1 };

/** The form that the service's documents have. */
export function documentFor(
  id: string,
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  output: Readonly<Record<string, Schema>> = { images, seed: { type: 'integer' }, prompt: { type: 'string' } },
  schemas: Readonly<Record<string, Schema>> = {},
): unknown {
  const named = (name: string) => ({ content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } });
  return {
    openapi: '3.0.4',
    info: { title: `Queue OpenAPI for ${id}`, version: '1.0.0', 'x-fal-metadata': { endpointId: id } },
    components: {
      securitySchemes: { apiKeyAuth: { type: 'apiKey', in: 'header', name: 'Authorization' } },
      schemas: {
        QueueStatus: {
          type: 'object',
          properties: { status: { type: 'string', enum: ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'] }, request_id: { type: 'string' } },
        },
        Input: { title: 'Input', type: 'object', properties, required, 'x-fal-order-properties': Object.keys(properties) },
        Output: { title: 'Output', type: 'object', properties: output, required: Object.keys(output) },
        Image: image,
        ImageSize: imageSize,
        ...schemas,
      },
    },
    paths: {
      [`/${id}/requests/{request_id}/status`]: { get: { responses: { '200': named('QueueStatus') } } },
      [`/${id}/requests/{request_id}/cancel`]: { put: { responses: { '200': { description: 'Cancelled.' } } } },
      [`/${id}`]: { post: { requestBody: { required: true, ...named('Input') }, responses: { '200': named('QueueStatus') } } },
      [`/${id}/requests/{request_id}`]: { get: { responses: { '200': named('Output') } } },
    },
    servers: [{ url: 'https://queue.fal.run' }],
  };
}

/** Sizes as presets or pixels, and a price by the megapixel. */
const flux: OtherModel = {
  id: 'fal-ai/flux/dev',
  title: 'FLUX.1 [dev]',
  unitPrice: 0.025,
  unit: 'megapixels',
  openapi: documentFor(
    'fal-ai/flux/dev',
    {
      prompt,
      image_size: anySize,
      num_inference_steps: {
        minimum: 1,
        maximum: 50,
        type: 'integer',
        title: 'Num Inference Steps',
        description: 'The number of inference steps to perform.',
        default: 28,
      },
      seed,
      guidance_scale: {
        minimum: 1,
        maximum: 20,
        type: 'number',
        title: 'Guidance scale (CFG)',
        description: 'How close the image sticks to the prompt.',
        default: 3.5,
      },
      sync_mode: sync,
      num_images: count,
      enable_safety_checker: { type: 'boolean', title: 'Enable Safety Checker', default: true },
      output_format: { enum: ['jpeg', 'png'], type: 'string', title: 'Output Format', default: 'jpeg' },
      acceleration: {
        enum: ['none', 'regular', 'high'],
        type: 'string',
        title: 'Acceleration',
        description: 'The speed of the generation.',
        default: 'none',
      },
    },
    ['prompt'],
  ),
};

/** Ratios by the style of older documents; a unit that says nothing before a run. */
const ratios: OtherModel = {
  id: 'fal-ai/imagen4/preview',
  title: 'Imagen 4',
  openapi: documentFor(
    'fal-ai/imagen4/preview',
    {
      prompt,
      negative_prompt: { type: 'string', title: 'Negative Prompt', description: 'What to leave out.', default: '' },
      aspect_ratio: { allOf: [{ $ref: '#/components/schemas/Ratio' }], default: '1:1', title: 'Aspect Ratio' },
      num_images: count,
      seed: { type: 'integer', nullable: true, title: 'Seed' },
      resolution: { type: 'string', enum: ['1K', '2K'], default: '1K', title: 'Resolution' },
    },
    ['prompt'],
    undefined,
    { Ratio: { type: 'string', enum: ['1:1', '16:9', '9:16', '3:4', '4:3'] } },
  ),
};

/** Changes one picture and follows its shape. */
const kontext: OtherModel = {
  id: 'fal-ai/flux-pro/kontext',
  title: 'FLUX.1 Kontext [pro]',
  unitPrice: 0.04,
  unit: 'images',
  openapi: documentFor(
    'fal-ai/flux-pro/kontext',
    {
      prompt,
      image_url: { type: 'string', title: 'Image Url', description: 'Image prompt.' },
      aspect_ratio: { anyOf: [{ enum: ['21:9', '16:9', '1:1', '9:16'], type: 'string' }, { type: 'null' }], title: 'Aspect Ratio' },
      guidance_scale: { minimum: 1, maximum: 20, type: 'number', default: 3.5, title: 'Guidance Scale' },
      sync_mode: sync,
      output_format: { enum: ['jpeg', 'png'], type: 'string', default: 'jpeg', title: 'Output Format' },
      safety_tolerance: { enum: ['1', '2', '3', '4', '5', '6'], type: 'string', default: '2', title: 'Safety Tolerance' },
    },
    ['prompt', 'image_url'],
  ),
};

/** Cannot do without a mask. */
const inpaint: OtherModel = {
  id: 'fal-ai/flux-lora/inpainting',
  title: 'FLUX.1 [dev] Inpainting',
  openapi: documentFor(
    'fal-ai/flux-lora/inpainting',
    {
      prompt,
      image_url: { type: 'string', title: 'Image Url' },
      mask_url: { type: 'string', title: 'Mask Url' },
      image_size: {
        anyOf: [{ $ref: '#/components/schemas/ImageSize' }, { enum: presets, type: 'string' }, { type: 'null' }],
        title: 'Image Size',
      },
      strength: { minimum: 0.01, maximum: 1, type: 'number', default: 0.85, title: 'Strength' },
      loras: { type: 'array', items: { type: 'object' }, default: [], title: 'Loras' },
      num_images: count,
    },
    ['prompt', 'image_url', 'mask_url'],
  ),
};

const video: OtherModel = {
  id: 'fal-ai/kling-video/v2/master/text-to-video',
  title: 'Kling 2.0 Master',
  openapi: documentFor(
    'fal-ai/kling-video/v2/master/text-to-video',
    {
      prompt,
      duration: { enum: ['5', '10'], type: 'string', default: '5' },
      aspect_ratio: { enum: ['16:9', '9:16', '1:1'], type: 'string', default: '16:9' },
    },
    ['prompt'],
    { video: { type: 'object', properties: { url: { type: 'string' } } } },
  ),
};

const needsMore: OtherModel = {
  id: 'fal-ai/face-style',
  title: 'Face Style',
  openapi: documentFor('fal-ai/face-style', { prompt, face_image_url: { type: 'string' }, image_size: anySize }, [
    'prompt',
    'face_image_url',
  ]),
};

export const otherModels: readonly OtherModel[] = [flux, ratios, kontext, inpaint, video, needsMore];
