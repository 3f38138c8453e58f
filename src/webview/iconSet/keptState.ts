import * as z from 'zod/mini';

/** What the user has set: the rest follows the defaults, which change with the picture and the project. */
const formChanges = z.object({
  presets: z.optional(z.array(z.string())),
  name: z.optional(z.string()),
  background: z.optional(z.string()),
  theme: z.optional(z.string()),
  padding: z.optional(z.union([z.literal('automatic'), z.number()])),
  sharpen: z.optional(z.boolean()),
  folder: z.optional(z.string()),
  overwrite: z.optional(z.boolean()),
  withoutPatches: z.optional(z.array(z.string())),
});
export type FormChanges = z.infer<typeof formChanges>;

const keptState = z.object({
  version: z.literal(1),
  changes: formChanges,
  /** Version of the master that what follows belongs to; empty before the first. */
  master: z.string(),
  /** What the last writing was about, in the order of the plan: it is what can be shown afterwards. */
  sent: z.object({ files: z.array(z.string()), patches: z.array(z.string()) }),
  /** Where the traced master was saved. */
  savedSvg: z.optional(z.string()),
  /** Whether the section with the traced master is unfolded. */
  svg: z.boolean(),
  /** Whether the list of files is folded. */
  filesFolded: z.boolean(),
  /** Whether the outlines of the platforms are drawn over the previews. */
  guides: z.boolean(),
  scroll: z.number(),
});

/** What survives hiding, moving and reloading the page. */
export type KeptState = z.infer<typeof keptState>;

const nothingSent = { files: [], patches: [] };

/** State of another version, or of no form at all, is forgotten: an empty form is better than a wrong one. */
export function readKeptState(raw: unknown): KeptState {
  const parsed = keptState.safeParse(raw);
  return parsed.success
    ? parsed.data
    : { version: 1, changes: {}, master: '', sent: nothingSent, svg: false, filesFolded: false, guides: true, scroll: 0 };
}

/** The choices stay with another master. What was said of the files of the former one does not: consent to replace, what was written. */
export function forMaster(kept: KeptState, master: string): KeptState {
  if (kept.master === master) {
    return kept;
  }
  if (kept.master === '') {
    return { ...kept, master };
  }
  return { ...kept, changes: { ...kept.changes, overwrite: undefined }, savedSvg: undefined, master, sent: nothingSent };
}
