import * as z from 'zod/mini';
import { isEndpointId } from '../endpointId';
import { backgrounds, qualities } from '../model';
import { isParameterName, parameter } from '../parameters';

const fieldName = z.string().check(z.refine(isParameterName, 'not the name of an input'));
const edge = z.int().check(z.minimum(1), z.maximum(16_384));
const pixels = z.int().check(z.minimum(1), z.maximum(16_384 * 16_384));
const word = z.string().check(z.minLength(1), z.maxLength(100));

/** Sizes within limits, told as `{ width, height }` in one input or in two of their own. */
const free = {
  multiple: z.int().check(z.minimum(1), z.maximum(512)),
  maxEdge: edge,
  minPixels: pixels,
  maxPixels: pixels,
};

/** How the model is told the size of the picture. */
export const sizing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('object'), field: fieldName, ...free }),
  z.object({ kind: z.literal('edges'), ...free }),
  /** Presets or ratios, each with the pixels that it stands for. Of a ratio they are a guess: the picture itself tells. */
  z.object({
    kind: z.literal('names'),
    field: fieldName,
    options: z.array(z.object({ value: word, width: edge, height: edge })).check(z.minLength(1), z.maxLength(100)),
  }),
  /** It is not told: an edit follows its picture, and anything else is what the model makes it. */
  z.object({ kind: z.literal('none') }),
]);
export type Sizing = z.infer<typeof sizing>;

/** A model that a user has added, as it is kept and as the pages get it: everything that its schema told and Easel needs. */
export const addedModel = z.object({
  v: z.literal(1),
  id: z.string().check(z.refine(isEndpointId, 'not the id of a model')),
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  promptLimit: z.int().check(z.minimum(1), z.maximum(100_000)),
  size: sizing,
  count: z.optional(z.object({ field: fieldName, max: z.int().check(z.minimum(1), z.maximum(10)) })),
  format: z.optional(
    z.object({
      field: fieldName,
      values: z.array(z.object({ format: z.enum(['png', 'jpeg', 'webp']), value: word })).check(z.minLength(1), z.maxLength(3)),
    }),
  ),
  qualities: z.optional(z.array(z.enum(qualities)).check(z.minLength(1), z.maxLength(5))),
  backgrounds: z.optional(z.array(z.enum(backgrounds)).check(z.minLength(1), z.maxLength(3))),
  /** Pictures that are sent along: one address, or a list of them. */
  pictures: z.optional(
    z.object({ field: fieldName, list: z.boolean(), needed: z.boolean(), max: z.int().check(z.minimum(1), z.maximum(16)) }),
  ),
  mask: z.optional(z.object({ field: fieldName, needed: z.boolean() })),
  /** It can put pictures into the answer itself, which is kept for minutes only and is never asked for. */
  sync: z.boolean(),
  parameters: z.array(parameter).check(z.maxLength(60)),
  /** What the service told when the model was added; missing when it told nothing that can be counted. */
  price: z.optional(z.object({ unit: z.enum(['image', 'megapixel']), amount: z.int().check(z.minimum(1), z.maximum(1_000_000_000)) })),
});
export type AddedModel = z.infer<typeof addedModel>;
