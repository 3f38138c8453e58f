import * as z from 'zod/mini';
import { qualities } from '../../core/models/model';

/** What the user has set on one row: the rest follows the scan. */
const rowChanges = z.object({
  ticked: z.optional(z.boolean()),
  prompt: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  /** Only a model that differs from the one above the table. */
  model: z.optional(z.string()),
});
export type RowChanges = z.infer<typeof rowChanges>;

const keptState = z.object({
  version: z.literal(1),
  /** Choices above the table that the user has made: the rest follows the settings. */
  model: z.optional(z.string()),
  quality: z.optional(z.enum(qualities)),
  format: z.optional(z.enum(['png', 'jpeg', 'webp'])),
  addAlt: z.optional(z.boolean()),
  /** By the row's id. */
  rows: z.record(z.string(), rowChanges),
  /** What was asked for in the run that goes on or has ended: progress counts these. */
  sent: z.array(z.string()),
  /** Ticked after a run, to be run again. */
  again: z.array(z.string()),
  /** Rows whose further places are unfolded. */
  open: z.array(z.string()),
  filter: z.string(),
  scroll: z.number(),
});

/** What survives hiding, moving and reloading the page. */
export type KeptState = z.infer<typeof keptState>;

/** State of another version, or of no form at all, is forgotten: an empty form is better than a wrong one. */
export function readKeptState(raw: unknown): KeptState {
  const parsed = keptState.safeParse(raw);
  return parsed.success ? parsed.data : { version: 1, rows: {}, sent: [], again: [], open: [], filter: '', scroll: 0 };
}

/** Without what belongs to rows that are no longer there. */
export function withoutVanished(kept: KeptState, ids: ReadonlySet<string>): KeptState {
  const here = (id: string) => ids.has(id);
  return {
    ...kept,
    rows: Object.fromEntries(Object.entries(kept.rows).filter(([id]) => here(id))),
    sent: kept.sent.filter(here),
    again: kept.again.filter(here),
    open: kept.open.filter(here),
  };
}
