import * as z from 'zod/mini';
import { free } from '../money';
import { parseImagesOutput } from './imagesOutput';
import type { ImageModel } from './model';

/** The endpoint of `DraftService`. */
export const draftModelId = 'easel/draft';

/** Draws the prompt's words and the size, offline and free; goes the same way as a paid picture. */
export const draft: ImageModel = {
  id: draftModelId,
  name: 'Draft (offline, free)',
  service: 'draft',
  operations: ['generate'],
  sizes: { kind: 'exact' },
  qualities: ['low', 'medium', 'high'],
  defaultQuality: 'medium',
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: [],
  maxCount: 4,
  minInputs: 0,
  maxInputs: 0,
  takesMask: false,
  promptLimit: 32_000,
  inputSchema: z.object({
    prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
    width: z.number().check(z.int(), z.minimum(1)),
    height: z.number().check(z.int(), z.minimum(1)),
    count: z.number().check(z.int(), z.minimum(1), z.maximum(4)),
  }),
  buildInput: (order) => ({
    prompt: order.prompt,
    width: order.size.width,
    height: order.size.height,
    count: order.count,
  }),
  price: () => free,
  parseOutput: parseImagesOutput,
};
