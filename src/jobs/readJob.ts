import { findModel } from '../core/models/catalogue';
import type { JobDeps } from './deps';
import { parseJournal } from './records';
import { foldRecords, isEnded, type JobState } from './state';

type ReadDeps = Pick<JobDeps, 'storage' | 'log'>;

/**
 * The state that a journal tells. `empty` when nothing was ever written down, so nothing can have been sent; `undefined` when this
 * version cannot understand it and leaves it to one that can.
 */
export async function readState(id: string, { storage, log }: ReadDeps): Promise<JobState | 'empty' | undefined> {
  const journal = parseJournal(await storage.readJournal(id));
  if (!journal.readable) {
    log(`job ${id}: its journal was written by another version of Easel and is left alone`);
    return undefined;
  }
  const state = foldRecords(journal.records);
  if (state && !findModel(state.request.model)) {
    log(`job ${id}: this version of Easel does not know the model ${state.request.model} and leaves the job alone`);
    return undefined;
  }
  return state ?? 'empty';
}

/** An ended job as its journal tells it; one whose last lines could not be written has ended all the same. */
export async function readEnded(id: string, deps: ReadDeps): Promise<JobState | undefined> {
  const state = await readState(id, deps);
  if (state === undefined || state === 'empty' || isEnded(state)) {
    return state === 'empty' ? undefined : state;
  }
  const message = 'This request has ended, but its end could not be written down. Look for its file in the folder that it was for.';
  return { ...state, failure: { kind: 'cannot-write', message }, endedAt: state.createdAt };
}
