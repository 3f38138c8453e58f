import * as z from 'zod/mini';

/** How the answer is joined to the picture. Changing these never calls the model again. */
export const blendSettings = z.object({
  /** `exact`: the feather fades inward, nothing outside the painted mask changes. `soft`: it fades outward into a halo. */
  edge: z.enum(['exact', 'soft']),
  /** Width of the fade in pixels of the picture; 0 is a hard edge. */
  feather: z.number().check(z.minimum(0), z.maximum(256)),
  /** Whether a shift or a small scale of the whole answer is found and undone. */
  align: z.boolean(),
  /** How much of the colour cast is taken away, 0 to 1. */
  match: z.number().check(z.minimum(0), z.maximum(1)),
  /**
   * What an opaque answer becomes in a picture with transparency: `keep` takes on the transparency that is there, `answer` stays opaque.
   * As `keep` where it is not set: journals before 0.6 do not have it, and for a new edit it is chosen when the mask is known.
   */
  alpha: z.optional(z.enum(['keep', 'answer'])),
});
export type BlendSettings = z.infer<typeof blendSettings>;

/** Above this share of what is to be edited an edit is lost if what is transparent stays so. */
const mostClear = 0.5;

/** What happens to transparency unless the user says it. @param clearShare how much of what is to be edited is transparent, 0 to 1. */
export function usualAlpha(clearShare: number): NonNullable<BlendSettings['alpha']> {
  return clearShare > mostClear ? 'answer' : 'keep';
}

/** The feather of each edge unless the user sets another one, in pixels of the picture. */
export const usualFeather = { exact: 4, soft: 24 } as const satisfies Readonly<Record<BlendSettings['edge'], number>>;

/** How the model is told where to edit: white is edit, transparent is edit, or not at all. The local blend is the same in each case. */
export const maskConvention = z.enum(['white', 'alpha', 'none']);
export type MaskConvention = z.infer<typeof maskConvention>;

const size = z.object({ width: z.number(), height: z.number() });
const rectangle = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

/** How a part of a picture becomes a picture that the model renders, and back. All in whole pixels. */
export const placement = z.object({
  /** The context: what is cut out of the upright picture. */
  box: rectangle,
  /** The size that the cut is resampled to; equal to the box when nothing is resampled. */
  scaled: size,
  /** The picture that is sent; always legal for the model. What `scaled` leaves free is padding. */
  render: size,
  /** Where `scaled` lies in `render`. */
  left: z.number(),
  top: z.number(),
});
export type Placement = z.infer<typeof placement>;

/** What a request that changes a picture holds beyond one that makes a new one. */
export const editOrder = z.object({
  /** URI of the picture. */
  source: z.string(),
  /** Size of the upright picture. */
  sourceSize: size,
  /** Lower-case hex SHA-256 of the encoded picture that the edit was made of. */
  sourceHash: z.string(),
  placement,
  /** Without a mask the whole box is replaced. */
  masked: z.boolean(),
  /** Bounds of the mask in the picture that is sent; all that holds the box without one. */
  region: rectangle,
  convention: maskConvention,
  settings: blendSettings,
  /** Sizes of the pictures that are sent along, the references among them, the mask not. */
  inputs: z.array(size),
});
export type EditOrder = z.infer<typeof editOrder>;

/** Names of what a job keeps of its edit, besides what is sent. */
export const editFiles: Readonly<Record<'base' | 'mask', string>> = { base: 'base', mask: 'mask' };
