import * as z from 'zod/mini';
import type { MaskOperation } from '../../../imaging/mask/operations';
import type { KeptPainting } from '../../../imaging/mask/painting';
import { shapes } from './shapeTool';
import { toolNames } from './tool';

const numbers = z.array(z.number());
const erase = z.boolean();
const box = { left: z.number(), top: z.number(), width: z.number(), height: z.number() };

const operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stroke'), points: numbers, erase }),
  z.object({ kind: z.enum(['rectangle', 'ellipse']), ...box, erase }),
  z.object({ kind: z.literal('polygon'), points: numbers, erase }),
  z.object({ kind: z.literal('move'), dx: z.int(), dy: z.int() }),
  z.object({ kind: z.enum(['grow', 'shrink']), by: z.number() }),
  z.object({ kind: z.enum(['invert', 'all', 'clear']) }),
  z.object({ kind: z.literal('mask'), code: z.string(), how: z.enum(['replace', 'add', 'subtract']) }),
]) satisfies z.ZodMiniType<MaskOperation>;

const painting = z.object({
  width: z.number(),
  height: z.number(),
  base: z.string(),
  operations: z.array(operation),
  done: z.number(),
}) satisfies z.ZodMiniType<KeptPainting>;

const canvasState = z.object({
  version: z.literal(1),
  painting: z.optional(painting),
  tool: z.enum(toolNames),
  shape: z.enum(shapes),
  brushSize: z.optional(z.number()),
  eraserSize: z.optional(z.number()),
  tolerance: z.number(),
  view: z.optional(z.object({ scale: z.number(), centre: z.object({ x: z.number(), y: z.number() }) })),
});

/** What the canvas keeps of itself. */
export type CanvasState = Omit<z.infer<typeof canvasState>, 'painting'> & { readonly painting?: KeptPainting | undefined };

export function readCanvasState(raw: unknown): CanvasState | undefined {
  const parsed = canvasState.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** More than this as text, and only the mask itself is kept, without the way to it. */
const mostText = 400_000;

export function keptPainting(kept: KeptPainting, code: () => string): KeptPainting {
  const length = kept.operations.reduce(
    (sum, one) => sum + ('points' in one ? one.points.length * 7 : 'code' in one ? one.code.length : 80),
    kept.base.length,
  );
  return length <= mostText ? kept : { ...kept, base: code(), operations: [], done: 0 };
}
