import * as z from 'zod/mini';
import { dollars } from '../money';
import { isLegal, type SizeRule } from '../sizes';
import type { ImageModel, PriceQuery, RenderOrder } from './model';
import { tokenPrice, type TokenTariff } from './tokenPrice';
import { parseCountedOutput } from './usage';

/** Both edges multiples of 16, edge up to 3840, ratio up to 3:1, 655,360 to 8,294,400 pixels. */
export const gptImage2Sizes: SizeRule = {
  kind: 'free',
  multiple: 16,
  maxEdge: 3840,
  maxRatio: 3,
  minPixels: 655_360,
  maxPixels: 8_294_400,
};

/** Patches along the long edge, by quality: the one parameter of the token formula. */
export const gptImage2Patches = { low: 16, medium: 48, high: 96 } as const;

/** The price table rounds up to the cent. */
const tariff: TokenTariff = { patches: gptImage2Patches, step: dollars(0.01), reasoning: dollars(0.01) };

export const legalSize = z
  .object({ width: z.number(), height: z.number() })
  .check(z.refine((size) => isLegal(size, gptImage2Sizes), 'not a size that the model renders'));

const shared = {
  prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
  image_size: legalSize,
  quality: z.enum(['low', 'medium', 'high']),
  num_images: z.number().check(z.int(), z.minimum(1), z.maximum(4)),
  output_format: z.enum(['png', 'jpeg', 'webp']),
  sync_mode: z.literal(false),
};

/** Never the service's size presets (two lie below its own minimum), never `sync_mode` (such results are kept six minutes). */
function sharedInput(order: RenderOrder): Record<string, unknown> {
  return {
    prompt: order.prompt,
    image_size: { width: order.size.width, height: order.size.height },
    quality: order.quality,
    num_images: order.count,
    output_format: order.format,
    sync_mode: false,
  };
}

const entry = {
  service: 'fal',
  sizes: gptImage2Sizes,
  qualities: ['low', 'medium', 'high'],
  defaultQuality: 'medium',
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: [],
  maxCount: 4,
  takesOpenAiKey: true,
  promptLimit: 32_000,
  price: (query: PriceQuery) => tokenPrice(query, tariff),
  parseOutput: parseCountedOutput,
} as const;

export const gptImage2: ImageModel = {
  ...entry,
  id: 'openai/gpt-image-2',
  name: 'GPT Image 2',
  operations: ['generate', 'icon'],
  minInputs: 0,
  maxInputs: 0,
  takesMask: false,
  inputSchema: z.object(shared),
  buildInput: sharedInput,
};

export const gptImage2Edit: ImageModel = {
  ...entry,
  id: 'openai/gpt-image-2/edit',
  name: 'GPT Image 2 Edit',
  operations: ['edit'],
  minInputs: 1,
  maxInputs: 16,
  takesMask: true,
  inputSchema: z.object({
    ...shared,
    image_urls: z.array(z.url()).check(z.minLength(1), z.maxLength(16)),
    mask_url: z.optional(z.url()),
  }),
  buildInput: (order) => ({
    ...sharedInput(order),
    image_urls: [...order.imageUrls],
    ...(order.maskUrl === undefined ? {} : { mask_url: order.maskUrl }),
  }),
};
