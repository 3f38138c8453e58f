import * as z from 'zod/mini';
import type { Methods } from './channel';
import { nextStep } from './panel';
import { addedModel } from '../core/models/added/description';
import { qualities } from '../core/models/model';

/** One place in the code that names the picture. */
const place = z.object({
  id: z.string(),
  /** Path for the reader, relative to the workspace. */
  file: z.string(),
  /** Counted from 1. */
  line: z.number(),
});
export type ReviewPlace = z.infer<typeof place>;

/** One picture that would be made, with every place that gets it. */
const row = z.object({
  id: z.string(),
  places: z.array(place),
  /** Where it comes from, for the reader: `placehold.co`, `missing file`, `data URI`. */
  origin: z.string(),
  /** The service answers no more, or the file is not there: the page is broken now. */
  broken: z.boolean(),
  /** Pixels on disk of the largest file; 0 where the code does not tell, and the user has to. */
  width: z.number(),
  height: z.number(),
  /** Further sizes of the same picture, made from the same generation: `600×400`. */
  smaller: z.array(z.string()),
  /** The guess; empty when nothing in the code tells what it should show. */
  prompt: z.string(),
  /** Where the guess comes from, as a person would say it: `alt`, `the heading above`. */
  promptSource: z.string(),
  /** Whether it is ticked at first. */
  included: z.boolean(),
  /** Why it is not ticked at first, or what to know about it. */
  note: z.optional(z.string()),
  /** Some of its places have no text alternative, and could have one. */
  lacksAlt: z.optional(z.boolean()),
  /** Where the file would be written, for the reader. */
  path: z.string(),
  /** `skipped`: not asked for in this run. `failed` and `cancelled` can be run again. */
  state: z.enum(['waiting', 'running', 'saving', 'done', 'failed', 'cancelled', 'skipped']),
  /** Requests ahead in the queue, while it waits there. */
  position: z.optional(z.number()),
  /** Why it failed, or what was not done although the picture is there. */
  message: z.optional(z.string()),
});
export type ReviewRow = z.infer<typeof row>;

/** Everything that the page shows and does not own. Always complete. */
export const reviewSnapshot = z.object({
  /** Models that the user has added. */
  models: z.optional(z.array(addedModel)),
  key: z.enum(['stored', 'environment', 'none']),
  blocked: z.optional(z.object({ message: z.string(), step: z.optional(z.object({ id: nextStep, label: z.string() })) })),
  /** `scanning` until the table is complete. */
  phase: z.enum(['scanning', 'review', 'running', 'done']),
  rows: z.array(row),
  /** What a new form starts with, from the settings. */
  defaults: z.object({
    model: z.string(),
    quality: z.enum(qualities),
    format: z.enum(['png', 'jpeg', 'webp']),
  }),
  /** After a run: what was written and changed. */
  summary: z.optional(
    z.object({
      files: z.number(),
      /** References that were changed, in how many documents. */
      references: z.number(),
      documents: z.number(),
      failed: z.number(),
      /** What it was estimated to cost, ready to be shown. */
      cost: z.string(),
      /** What was not done and why, a sentence each. */
      notes: z.array(z.string()),
    }),
  ),
});
export type ReviewSnapshot = z.infer<typeof reviewSnapshot>;

/** What the user decided about one picture. Sizes are pixels on disk. */
const order = z.object({
  id: z.string(),
  prompt: z.string(),
  width: z.number(),
  height: z.number(),
  model: z.string(),
  quality: z.enum(qualities),
});
export type ReviewOrder = z.infer<typeof order>;

const nothing = z.void();

/** Requests that the page makes of the host. */
export const reviewHostMethods = {
  ready: { params: z.object({}), result: z.object({ snapshot: reviewSnapshot }) },
  /**
   * Runs what is ticked. `price` is the total that stood on the button; refused with one sentence when it is another one now, or when
   * anything else is wrong, before any money is spent.
   */
  run: {
    params: z.object({
      orders: z.array(order),
      format: z.enum(['png', 'jpeg', 'webp']),
      price: z.string(),
      /** Whether a text alternative is written where there is none. */
      addAlt: z.optional(z.boolean()),
    }),
    result: nothing,
  },
  /** Stops what has not begun and cancels what runs; finished pictures are kept and used. */
  cancel: { params: z.object({}), result: nothing },
  /** Looks through the workspace again. */
  rescan: { params: z.object({}), result: nothing },
  /** Shows the place in the code. */
  open: { params: z.object({ placeId: z.string() }), result: nothing },
  step: { params: z.object({ step: nextStep }), result: nothing },
} as const satisfies Methods;

/** Requests that the host makes of the page. */
export const reviewPageMethods = {
  show: { params: z.object({ snapshot: reviewSnapshot }), result: nothing },
} as const satisfies Methods;
