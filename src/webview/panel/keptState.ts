import * as z from 'zod/mini';
import { historyQuery } from '../../protocol/history';
import { panelForm } from '../../protocol/panel';

const keptState = z.object({
  version: z.literal(1),
  /** Only what the user has set: the rest follows the defaults, which change when a key is added. */
  changes: z.partial(panelForm),
  scroll: z.number(),
  /** Ids of the jobs whose log or details are unfolded. */
  open: z.array(z.string()),
  /** Which of the two lists is shown, and what of the history. */
  list: z.catch(z.enum(['recent', 'history']), 'recent'),
  query: z.catch(z.object({ text: z.string().check(z.maxLength(500)), show: historyQuery.shape.show }), { text: '', show: 'all' }),
});

/** What survives hiding, moving and reloading the page. */
export type KeptState = z.infer<typeof keptState>;

/** State of another version, or of no form at all, is forgotten: an empty form is better than a wrong one. */
export function readKeptState(raw: unknown): KeptState {
  const parsed = keptState.safeParse(raw);
  return parsed.success ? parsed.data : { version: 1, changes: {}, scroll: 0, open: [], list: 'recent', query: { text: '', show: 'all' } };
}
