import * as z from 'zod/mini';
import { dollars } from '../money';
import { keepsAlpha } from './gptImage1';
import { gptImage2Sizes, legalSize } from './gptImage2';
import type { ImageModel, PriceQuery, RenderOrder } from './model';
import { tokenPrice, type TokenTariff } from './tokenPrice';
import { parseCountedOutput } from './usage';

/** Patches along the long edge: `high` costs what GPT Image 2 takes for `medium`, `max` what it takes for `high`. */
export const gptImage25Patches = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 } as const;

/** One table for the whole family, rounded up to a hundredth of a cent. */
const tariff: TokenTariff = { patches: gptImage25Patches, step: dollars(0.0001), reasoning: dollars(0.001) };

const shared = {
  prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
  image_size: legalSize,
  background: z.enum(['auto', 'transparent', 'opaque']),
  quality: z.enum(['low', 'medium', 'high', 'xhigh', 'max']),
  num_images: z.number().check(z.int(), z.minimum(1), z.maximum(10)),
  output_format: z.enum(['png', 'jpeg', 'webp']),
  output_compression: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(100))),
  sync_mode: z.literal(false),
};

interface Rules {
  readonly output_format?: string;
  readonly output_compression?: number | undefined;
}

const compressible = z.refine<Rules>(
  ({ output_compression, output_format }) => output_compression === undefined || output_format !== 'png',
  'a PNG is not compressed with a loss',
);

function sharedInput(order: RenderOrder): Record<string, unknown> {
  return {
    prompt: order.prompt,
    image_size: { width: order.size.width, height: order.size.height },
    background: order.background ?? 'auto',
    quality: order.quality,
    num_images: order.count,
    output_format: order.format,
    ...(order.compression === undefined || order.format === 'png' ? {} : { output_compression: order.compression }),
    sync_mode: false,
  };
}

const entry = {
  service: 'fal',
  sizes: gptImage2Sizes,
  qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
  defaultQuality: 'medium',
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: ['auto', 'transparent', 'opaque'],
  compresses: true,
  maxCount: 10,
  promptLimit: 32_000,
  price: (query: PriceQuery) => tokenPrice(query, tariff),
  parseOutput: parseCountedOutput,
} as const;

function fromText(variant: string, name: string): ImageModel {
  return {
    ...entry,
    id: `openai/gpt-image-2.5/${variant}/text-to-image`,
    name,
    operations: ['generate', 'icon'],
    minInputs: 0,
    maxInputs: 0,
    takesMask: false,
    inputSchema: z.object(shared).check(keepsAlpha, compressible),
    buildInput: sharedInput,
  };
}

function fromPictures(variant: string, name: string): ImageModel {
  return {
    ...entry,
    id: `openai/gpt-image-2.5/${variant}/edit`,
    name,
    operations: ['edit'],
    minInputs: 1,
    maxInputs: 16,
    takesMask: true,
    inputSchema: z
      .object({ ...shared, image_urls: z.array(z.url()).check(z.minLength(1), z.maxLength(16)), mask_url: z.optional(z.url()) })
      .check(keepsAlpha, compressible),
    buildInput: (order) => ({
      ...sharedInput(order),
      image_urls: [...order.imageUrls],
      ...(order.maskUrl === undefined ? {} : { mask_url: order.maskUrl }),
    }),
  };
}

/** Flare is the quick one, Sunburst the one that keeps closest to the prompt. Both cost the same. */
export const gptImage25: readonly ImageModel[] = [
  fromText('flare', 'GPT Image 2.5 Flare'),
  fromPictures('flare', 'GPT Image 2.5 Flare Edit'),
  fromText('sunburst', 'GPT Image 2.5 Sunburst'),
  fromPictures('sunburst', 'GPT Image 2.5 Sunburst Edit'),
];
