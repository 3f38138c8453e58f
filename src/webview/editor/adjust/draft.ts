import * as z from 'zod/mini';
import { hexColour } from '../../../core/icon';
import { shapeKinds, usualOperation, type ShapeKind, type ShapeOperation } from '../../../core/shapeOperation';
import type { EditorSnapshot } from '../../../protocol/imageEditor';

const number = z.number();

/** What stands in the panels of the local operations. */
export const adjustDraft = z.object({
  /** The operation whose panel is open. */
  kind: z.optional(z.enum(shapeKinds)),
  trim: z.object({ tolerance: number, margin: number }),
  pad: z.object({ left: number, top: number, right: number, bottom: number }),
  /** All sides get the same. */
  linked: z.boolean(),
  by: z.enum(['pad', 'crop']),
  removeBackground: z.object({ tolerance: number, holes: z.boolean() }),
  /** What is added; until it is chosen, what a file of the type can hold. */
  ground: z.optional(z.enum(['transparent', 'colour'])),
  colour: hexColour,
});
export type AdjustDraft = z.infer<typeof adjustDraft>;

export const usualDraft: AdjustDraft = {
  trim: { tolerance: usualOperation.trim.tolerance, margin: usualOperation.trim.margin },
  pad: {
    left: usualOperation.pad.left,
    top: usualOperation.pad.top,
    right: usualOperation.pad.right,
    bottom: usualOperation.pad.bottom,
  },
  linked: true,
  by: usualOperation.square.by,
  removeBackground: { tolerance: usualOperation.removeBackground.tolerance, holes: usualOperation.removeBackground.holes },
  colour: '#ffffff',
};

export function groundOf({ ground }: AdjustDraft, { type }: Pick<EditorSnapshot, 'type'>): 'transparent' | 'colour' {
  return ground ?? (type === 'image/jpeg' ? 'colour' : 'transparent');
}

/** What the host is asked for. */
export function operationOf(draft: AdjustDraft, kind: ShapeKind, snapshot: Pick<EditorSnapshot, 'type'>): ShapeOperation {
  const colour = groundOf(draft, snapshot) === 'colour' ? { colour: draft.colour } : {};
  switch (kind) {
    case 'trim':
      return { kind, ...draft.trim };
    case 'pad':
      return { kind, ...draft.pad, ...colour };
    case 'square':
      return { kind, by: draft.by, ...(draft.by === 'pad' ? colour : {}) };
    case 'removeBackground':
      return { kind, ...draft.removeBackground };
  }
}
