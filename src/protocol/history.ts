import * as z from 'zod/mini';
import type { Methods } from './channel';

/** What of the history is asked for. Words of `text` are looked for in prompt, model and file names, all of them, whatever their case. */
export const historyQuery = z.object({
  text: z.string().check(z.maxLength(500)),
  show: z.enum(['all', 'starred', 'image', 'icon', 'edit']),
  /** The newest this many. */
  limit: z.int().check(z.minimum(1), z.maximum(5000)),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** Names one picture of the history. */
export const historyKey = z.object({ jobId: z.string().check(z.maxLength(64)), index: z.int().check(z.minimum(0), z.maximum(99)) });
export type HistoryKey = z.infer<typeof historyKey>;

/** What can be done with a picture of the history. */
export const historyAction = z.enum([
  'open',
  'insert',
  'edit',
  'saveAgain',
  'copyRecipe',
  'copyPath',
  'reveal',
  'star',
  'unstar',
  'delete',
  'restore',
]);
export type HistoryAction = z.infer<typeof historyAction>;

/** One picture that was made in this workspace. */
export const historyEntry = z.extend(historyKey, {
  kind: z.enum(['image', 'icon', 'edit']),
  prompt: z.string(),
  modelName: z.string(),
  width: z.number(),
  height: z.number(),
  quality: z.string(),
  /** What the run of it and its brothers was estimated to cost, ready to be shown: `about $0.05`, `free`. */
  price: z.string(),
  /** When it was asked for, in milliseconds since the epoch. */
  at: z.number(),
  starred: z.boolean(),
  /** An address of a small picture that the page may load; empty while it is made, or when nothing is kept to make it of. */
  src: z.string(),
  /** Its file in the project, when it was saved there; an edit has none. */
  file: z.optional(z.object({ name: z.string(), path: z.string(), isThere: z.boolean() })),
  /** Its bytes are kept, so it can be saved once more without being paid again. */
  canSaveAgain: z.boolean(),
  /** The picture that an edit changed is still there to be opened. */
  canEdit: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyAnswer = z.object({
  /** Newest first. */
  entries: z.array(historyEntry),
  /** How many match in all. */
  matching: z.number(),
  /** How many there are in all. */
  total: z.number(),
  /** What it takes on disk, and the most it may, ready to be shown: `12.4 MB of 500 MB`. */
  used: z.string(),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;

const nothing = z.void();

/** Requests about the history that the panel's page makes of the host. */
export const historyHostMethods = {
  history: { params: z.object({ query: historyQuery }), result: historyAnswer },
  /** Refused with one sentence when it cannot be done. */
  historyAct: { params: z.object({ key: historyKey, action: historyAction }), result: nothing },
  /** Addresses of two larger pictures, to be looked at side by side. */
  compare: {
    params: z.object({ keys: z.tuple([historyKey, historyKey]) }),
    result: z.object({ sources: z.tuple([z.string(), z.string()]) }),
  },
} as const satisfies Methods;

/** Requests about the history that the host makes of the panel's page. */
export const historyPageMethods = {
  /** What was answered to `history` is no longer true; the page asks again when it shows it. */
  historyChanged: { params: z.object({}), result: nothing },
  /** The history was asked for by a command: the page shows it, and the two pictures beside each other when they are named. */
  showHistory: { params: z.object({ compare: z.optional(z.tuple([historyKey, historyKey])) }), result: nothing },
} as const satisfies Methods;
