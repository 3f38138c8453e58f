import * as z from 'zod/mini';
import { ceilToCent, dollars, type Price } from '../money';
import { formatSize } from '../sizes';
import { parseImagesOutput } from './imagesOutput';
import type { ImageModel, PriceQuery, RenderOrder } from './model';

const perImage = {
  square: { low: dollars(0.011), medium: dollars(0.042), high: dollars(0.167) },
  other: { low: dollars(0.016), medium: dollars(0.063), high: dollars(0.25) },
} as const;

/** Tokens of an input picture. High is the endpoint's default; low is for a base that only has to be there. */
const tokensPerInput = { high: 3050, low: 135 } as const;

/**
 * $0.011 to $0.25 for each picture by quality and shape, $0.005 per 1,000 tokens of input pictures and $0.002 per 1,000 of text,
 * the whole rounded up to the cent.
 */
function price(query: PriceQuery): Price {
  const shape = query.size.width === 1024 && query.size.height === 1024 ? perImage.square : perImage.other;
  const { quality } = query;
  if (quality === 'xhigh' || quality === 'max') {
    return { known: false };
  }
  const inputs = query.inputs.length * tokensPerInput[query.fidelity ?? 'high'] * dollars(0.005 / 1000);
  const text = Math.ceil(query.promptLength / 4) * dollars(0.002 / 1000);
  const total = shape[quality] * query.count + inputs + text;
  return { known: true, likely: ceilToCent(total), upper: ceilToCent(total) };
}

const shared = {
  prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
  image_size: z.enum(['1024x1024', '1536x1024', '1024x1536']),
  background: z.enum(['auto', 'transparent', 'opaque']),
  quality: z.enum(['low', 'medium', 'high']),
  num_images: z.number().check(z.int(), z.minimum(1), z.maximum(4)),
  output_format: z.enum(['png', 'jpeg', 'webp']),
  sync_mode: z.literal(false),
};
const pictures = { image_urls: z.array(z.url()).check(z.minLength(1), z.maxLength(16)) };
const fidelity = { input_fidelity: z.enum(['low', 'high']) };

export const keepsAlpha = z.refine<{ readonly background?: string; readonly output_format?: string }>(
  ({ background, output_format }) => background !== 'transparent' || output_format !== 'jpeg',
  'a JPEG has no transparency',
);

function sharedInput(order: RenderOrder): Record<string, unknown> {
  return {
    prompt: order.prompt,
    image_size: formatSize(order.size),
    background: order.background ?? 'auto',
    quality: order.quality,
    num_images: order.count,
    output_format: order.format,
    sync_mode: false,
  };
}

const picturesInput = (order: RenderOrder) => ({ image_urls: [...order.imageUrls] });
const fidelityInput = (order: RenderOrder) => ({ input_fidelity: order.fidelity ?? 'high' });

const entry = {
  service: 'fal',
  sizes: {
    kind: 'fixed',
    sizes: [
      { width: 1024, height: 1024 },
      { width: 1536, height: 1024 },
      { width: 1024, height: 1536 },
    ],
  },
  qualities: ['low', 'medium', 'high'],
  defaultQuality: 'medium',
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: ['auto', 'transparent', 'opaque'],
  maxCount: 4,
  minInputs: 0,
  maxInputs: 0,
  takesMask: false,
  promptLimit: 32_000,
  parseOutput: parseImagesOutput,
} as const;

const unknownPrice = (): Price => ({ known: false });

/** Makes pictures and icons from words alone. */
export const gptImage1: ImageModel = {
  ...entry,
  id: 'fal-ai/gpt-image-1/text-to-image',
  name: 'GPT Image 1',
  operations: ['generate', 'icon'],
  inputSchema: z.object(shared).check(keepsAlpha),
  buildInput: sharedInput,
  price,
};

/** Changes pictures only: it always needs one to start from, and it has no mask. Icons start from an empty one. */
export const gptImage1Edit: ImageModel = {
  ...entry,
  id: 'fal-ai/gpt-image-1/edit-image',
  name: 'GPT Image 1 Edit',
  operations: ['edit', 'icon'],
  minInputs: 1,
  maxInputs: 16,
  inputSchema: z.object({ ...shared, ...pictures, ...fidelity }).check(keepsAlpha),
  buildInput: (order) => ({ ...sharedInput(order), ...picturesInput(order), ...fidelityInput(order) }),
  price,
};

/** The one endpoint whose mask goes by the name `mask_image_url`. Its price is not published. */
export const gptImage15Edit: ImageModel = {
  ...entry,
  id: 'fal-ai/gpt-image-1.5/edit',
  name: 'GPT Image 1.5 Edit',
  operations: ['edit'],
  minInputs: 1,
  maxInputs: 16,
  takesMask: true,
  inputSchema: z.object({ ...shared, ...pictures, ...fidelity, mask_image_url: z.optional(z.url()) }).check(keepsAlpha),
  buildInput: (order) => ({
    ...sharedInput(order),
    ...picturesInput(order),
    ...fidelityInput(order),
    ...(order.maskUrl === undefined ? {} : { mask_image_url: order.maskUrl }),
  }),
  price: unknownPrice,
};

/** The small ones: no fidelity, no mask, and no published price. */
export const gptImage1Mini: readonly ImageModel[] = [
  {
    ...entry,
    id: 'fal-ai/gpt-image-1-mini',
    name: 'GPT Image 1 Mini',
    operations: ['generate', 'icon'],
    inputSchema: z.object(shared).check(keepsAlpha),
    buildInput: sharedInput,
    price: unknownPrice,
  },
  {
    ...entry,
    id: 'fal-ai/gpt-image-1-mini/edit',
    name: 'GPT Image 1 Mini Edit',
    operations: ['edit'],
    minInputs: 1,
    maxInputs: 16,
    inputSchema: z.object({ ...shared, ...pictures }).check(keepsAlpha),
    buildInput: (order) => ({ ...sharedInput(order), ...picturesInput(order) }),
    price: unknownPrice,
  },
];
