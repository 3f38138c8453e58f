import * as z from 'zod/mini';
import { free } from '../money';
import { parseImagesOutput } from './imagesOutput';
import type { ImageModel, RenderOrder } from './model';

/** The endpoint of `DraftService`. */
export const draftModelId = 'easel/draft';

const pixels = z.number().check(z.int(), z.minimum(1));
const offset = z.number().check(z.int(), z.minimum(0));

/** Only with an edit: the picture as it was uploaded, and where to draw into it. */
const edit = {
  image_url: z.optional(z.string().check(z.minLength(1))),
  region: z.optional(z.object({ left: offset, top: offset, width: pixels, height: pixels })),
};

/** What the service reads from an order. */
export const draftInput = z
  .object({
    prompt: z.string().check(z.minLength(1), z.maxLength(32_000)),
    width: pixels,
    height: pixels,
    count: z.number().check(z.int(), z.minimum(1), z.maximum(4)),
    /** An icon on nothing; without, a picture that fills its size. */
    background: z.optional(z.literal('transparent')),
    ...edit,
  })
  .check(
    z.refine(({ image_url, region }) => (image_url === undefined) === (region === undefined), 'a picture and a region belong together'),
    z.refine(
      ({ width, height, region }) => !region || (region.left + region.width <= width && region.top + region.height <= height),
      'the region does not lie in the picture',
    ),
  );

export type DraftInput = z.infer<typeof draftInput>;

function buildInput(order: RenderOrder): Record<string, unknown> {
  const {
    prompt,
    size: { width, height },
    count,
    imageUrls: [source],
    region,
  } = order;
  const isIcon = source === undefined && order.background === 'transparent';
  const input = { prompt, width, height, count, ...(isIcon ? { background: 'transparent' } : {}) };
  return source === undefined ? input : { ...input, image_url: source, region: { ...(region ?? { left: 0, top: 0, width, height }) } };
}

/**
 * Draws the prompt's words and the size, offline and free; goes the same way as a paid picture. An edit draws them over the region of
 * the first picture; further pictures and the mask may be sent along but are not looked at.
 */
export const draft: ImageModel = {
  id: draftModelId,
  name: 'Draft (offline, free)',
  service: 'draft',
  operations: ['generate', 'edit', 'icon'],
  sizes: { kind: 'exact' },
  qualities: ['low', 'medium', 'high'],
  defaultQuality: 'medium',
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: ['auto', 'transparent', 'opaque'],
  maxCount: 4,
  minInputs: 0,
  maxInputs: 16,
  takesMask: true,
  promptLimit: 32_000,
  inputSchema: draftInput,
  buildInput,
  price: () => free,
  parseOutput: parseImagesOutput,
};
