import * as z from 'zod/mini';
import { blendSettings } from '../../core/edit';
import { editForm } from '../../protocol/imageEditor';
import { adjustDraft } from './adjust/draft';

const keptState = z.object({
  version: z.literal(1),
  /** Only what the user has set: the rest follows the defaults, which change when a key is added. */
  changes: z.partial(editForm),
  region: z.object({
    mode: z.enum(['auto', 'whole', 'manual']),
    box: z.optional(z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })),
  }),
  /** What the canvas keeps of itself: mask, tool, view. */
  canvas: z.optional(z.unknown()),
  /** The variant that is looked at. */
  chosen: z.optional(z.object({ jobId: z.string(), index: z.number() })),
  /** Settings of the blend that were changed after the run, by job. */
  blends: z.record(z.string(), blendSettings),
  compare: z.enum(['none', 'slider', 'side', 'blink', 'difference']),
  /** The local operations: which is open, and what is set in each. */
  adjust: z.optional(adjustDraft),
  inspector: z.boolean(),
  scroll: z.number(),
  /** Ids of the jobs whose log or details are unfolded. */
  open: z.array(z.string()),
  /** Ids of the notes that were put away. */
  dismissed: z.array(z.string()),
});

/** What survives hiding, moving and reloading the page. */
export type KeptState = z.infer<typeof keptState>;
export type Compare = KeptState['compare'];
export type Chosen = NonNullable<KeptState['chosen']>;

/** State of another version, or of no form at all, is forgotten: an empty form is better than a wrong one. */
export function readKeptState(raw: unknown): KeptState {
  const parsed = keptState.safeParse(raw);
  return parsed.success
    ? parsed.data
    : {
        version: 1,
        changes: {},
        region: { mode: 'auto' },
        blends: {},
        compare: 'blink',
        inspector: true,
        scroll: 0,
        open: [],
        dismissed: [],
      };
}
