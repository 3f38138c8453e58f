import * as z from 'zod/mini';
import { hexColour } from './icon';

/** A change of a picture that needs no model. Lengths are whole pixels of the upright picture. */
export const shapeOperation = z.discriminatedUnion('kind', [
  /** Cuts off margins that are transparent, or all of one colour within `tolerance` (0 to 255 in each sample); `margin` of them stays. */
  z.object({ kind: z.literal('trim'), tolerance: z.number(), margin: z.number() }),
  /** Adds margins; transparent, or of this colour. */
  z.object({
    kind: z.literal('pad'),
    left: z.number(),
    top: z.number(),
    right: z.number(),
    bottom: z.number(),
    colour: z.optional(hexColour),
  }),
  /** `pad` adds to the shorter edge on both sides, `crop` takes from the longer one. */
  z.object({ kind: z.literal('square'), by: z.enum(['pad', 'crop']), colour: z.optional(hexColour) }),
  /** Makes a flat ground transparent: what is like it within `tolerance` (0 to 100) and, unless `holes`, connected to the border. */
  z.object({ kind: z.literal('removeBackground'), tolerance: z.number(), holes: z.boolean() }),
]);
export type ShapeOperation = z.infer<typeof shapeOperation>;
export type ShapeKind = ShapeOperation['kind'];
export const shapeKinds = ['trim', 'pad', 'square', 'removeBackground'] as const satisfies readonly ShapeKind[];

/** What each operation starts with. */
export const usualOperation: Readonly<{ [K in ShapeKind]: Extract<ShapeOperation, { kind: K }> }> = {
  trim: { kind: 'trim', tolerance: 8, margin: 0 },
  pad: { kind: 'pad', left: 32, top: 32, right: 32, bottom: 32 },
  square: { kind: 'square', by: 'pad' },
  removeBackground: { kind: 'removeBackground', tolerance: 24, holes: true },
};

/** Whether the operation makes transparent pixels, which a JPEG cannot hold. */
export function makesTransparent(operation: ShapeOperation): boolean {
  switch (operation.kind) {
    case 'trim':
      return false;
    case 'pad':
      return operation.colour === undefined;
    case 'square':
      return operation.by === 'pad' && operation.colour === undefined;
    case 'removeBackground':
      return true;
  }
}
