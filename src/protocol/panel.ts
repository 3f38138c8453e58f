import * as z from 'zod/mini';
import { hexColour, iconStyle } from '../core/icon';
import { addedModel } from '../core/models/added/description';
import { backgrounds, qualities } from '../core/models/model';
import { parameterValues } from '../core/models/parameters';
import type { Methods } from './channel';
import { historyHostMethods, historyKey, historyPageMethods } from './history';

/** What stands in the form. The page owns it and keeps it over hiding, moving and reloading. Sizes are CSS pixels at 1x. */
export const panelForm = z.object({
  /** An icon is always square and of one size; size, density and format stay for when a picture is wanted again. */
  mode: z.enum(['image', 'icon']),
  prompt: z.string(),
  model: z.string(),
  width: z.number(),
  height: z.number(),
  /** Device pixels per CSS pixel: the file is `width × density` by `height × density`. */
  density: z.enum(['1', '2', '3']),
  quality: z.enum(qualities),
  count: z.number(),
  format: z.enum(['png', 'jpeg', 'webp']),
  /** Of a picture, for models that have the choice. */
  background: z.enum(backgrounds),
  /** Options that only the model of a picture has, where they differ from what is usual. */
  parameters: z.optional(parameterValues),
  /** Id of one of the snapshot's folders; empty for the suggested one. */
  folder: z.string(),
  /** File name without extension; empty for the name made from the prompt. */
  name: z.string(),
  /** Model of an icon; which one can make it depends on other things than for a picture. */
  iconModel: z.string(),
  style: iconStyle,
  ground: z.enum(['transparent', 'colour', 'plate']),
  /** Of the ground, when it has one. */
  groundColour: hexColour,
  /** What the icon is to be drawn in, out of the snapshot's colours or others. */
  colours: z.array(hexColour).check(z.maxLength(6)),
});
export type PanelForm = z.infer<typeof panelForm>;

/** A step that the page offers under a sentence. The host carries it out. */
export const nextStep = z.enum([
  'setApiKey',
  'openBilling',
  'openDashboard',
  'continueJob',
  'saveElsewhere',
  'removeGround',
  'tryAgain',
  'keepGround',
  'showLog',
  'openFolder',
  'manageTrust',
  'openSettings',
]);
export type NextStep = z.infer<typeof nextStep>;

/** An unfinished picture of a live run, as small WebP. */
export const unfinished = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');

const savedImage = z.object({
  index: z.number(),
  /** File name with extension. */
  name: z.string(),
  /** Path for the reader, relative to the workspace. */
  path: z.string(),
  width: z.number(),
  height: z.number(),
  /** Size on disk in bytes. */
  bytes: z.number(),
  /** An address that the page may load. */
  src: z.string(),
  /** `discarded` was deleted by the user and can be restored; `missing` is no longer at its place. */
  state: z.enum(['saved', 'discarded', 'missing']),
});
export type SavedImage = z.infer<typeof savedImage>;

const panelJob = z.object({
  id: z.string(),
  mode: z.enum(['image', 'icon']),
  prompt: z.string(),
  modelName: z.string(),
  width: z.number(),
  height: z.number(),
  count: z.number(),
  /** `cancelling`: the service was told, but may finish all the same; what it finishes is kept. */
  state: z.enum(['preparing', 'queued', 'running', 'saving', 'cancelling', 'done', 'failed', 'cancelled']),
  /** Requests ahead in the queue. */
  position: z.optional(z.number()),
  logs: z.array(z.string()),
  /** The newest unfinished picture. */
  preview: z.optional(unfinished),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  /** What the run was estimated to cost, ready to be shown: `about $0.05`, `free`. */
  price: z.string(),
  error: z.optional(
    z.object({ message: z.string(), detail: z.optional(z.string()), steps: z.array(z.object({ id: nextStep, label: z.string() })) }),
  ),
  images: z.array(savedImage),
});
export type PanelJob = z.infer<typeof panelJob>;

/** Everything that the page shows and does not own. Always complete, never a delta. Jobs are newest first. */
export const panelSnapshot = z.object({
  /** Where the key comes from; the key itself never reaches the page. */
  key: z.enum(['stored', 'environment', 'none']),
  /** A reason why nothing can be generated now, with its next step: no folder open, Restricted Mode. */
  blocked: z.optional(z.object({ message: z.string(), step: z.optional(z.object({ id: nextStep, label: z.string() })) })),
  /** What was spent today, and the limit, ready to be shown. */
  spent: z.optional(z.string()),
  /** Whether models that take the user's OpenAI key are charged to it. The key itself never reaches the page. */
  byok: z.optional(z.boolean()),
  /** Models that the user has added. */
  models: z.optional(z.array(addedModel)),
  folders: z.array(z.object({ id: z.string(), label: z.string() })),
  /** The folder that the project suggests. */
  suggestedFolder: z.string(),
  /** What a new form starts with, from the settings. */
  defaults: panelForm,
  /** Colours of the project's theme, the most telling first. */
  colours: z.array(hexColour),
  jobs: z.array(panelJob),
});
export type PanelSnapshot = z.infer<typeof panelSnapshot>;

/** What can be done with a finished image. */
export const imageAction = z.enum(['open', 'insert', 'edit', 'iconSet', 'copyPath', 'reveal', 'discard', 'restore']);
export type ImageAction = z.infer<typeof imageAction>;

const nothing = z.void();

/** Requests that the page makes of the host. */
export const hostMethods = {
  /** The page is loaded; the answer is the whole state, and a form that was handed over when the panel was opened (a prompt, a folder); `history` when that is what was asked for. */
  ready: {
    params: z.object({}),
    result: z.object({
      snapshot: panelSnapshot,
      prefill: z.partial(panelForm),
      history: z.optional(z.object({ compare: z.optional(z.tuple([historyKey, historyKey])) })),
    }),
  },
  /** Starts a run. Refused with one sentence when something is wrong, before any money is spent; no id when the user took it back. */
  generate: { params: z.object({ form: panelForm }), result: z.object({ jobId: z.string() }) },
  /** Where the files of this form would be written: paths for the reader, one for each image. */
  previewPath: { params: z.object({ form: panelForm }), result: z.object({ paths: z.array(z.string()) }) },
  /** Lets the user pick a folder; the answer is its id, or empty when nothing was picked. */
  browseFolder: { params: z.object({}), result: z.object({ folder: z.string() }) },
  cancel: { params: z.object({ jobId: z.string() }), result: nothing },
  /** Takes an ended job out of the list; files stay. */
  dismiss: { params: z.object({ jobId: z.string() }), result: nothing },
  act: { params: z.object({ jobId: z.string(), index: z.number(), action: imageAction }), result: nothing },
  /** The form that made a job, also one of the history, for Generate again. */
  recall: { params: z.object({ jobId: z.string() }), result: z.object({ form: panelForm }) },
  /** `jobId` for a step that stands under a job. */
  step: { params: z.object({ step: nextStep, jobId: z.optional(z.string()) }), result: nothing },
  ...historyHostMethods,
} as const satisfies Methods;

/** Requests that the host makes of the page. */
export const pageMethods = {
  show: { params: z.object({ snapshot: panelSnapshot }), result: nothing },
  /** The panel was asked for again with something to start from. */
  prefill: { params: z.object({ form: z.partial(panelForm) }), result: nothing },
  ...historyPageMethods,
} as const satisfies Methods;
