import * as z from 'zod/mini';
import { hexColour } from '../core/icon';
import type { Methods } from './channel';
import { nextStep } from './panel';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');
const step = z.object({ id: nextStep, label: z.string() });

/** The ids of `icons/set.ts`; the page only gives back what it was given. */
const presetId = z.string();

/** What stands in the form. The page owns it and keeps it over hiding, moving and reloading. */
export const iconSetForm = z.object({
  presets: z.array(presetId),
  /** Name of the app in manifests. */
  name: z.string(),
  /** Behind everything that has no transparency. */
  background: hexColour,
  /** Colour of the browser's bars. */
  theme: hexColour,
  /** Margin on each side as a share of the edge, 0 to 0.4; not set, each picture has the one that suits it. */
  padding: z.optional(z.number().check(z.minimum(0), z.maximum(0.4))),
  sharpen: z.boolean(),
  /** Id of one of the snapshot's folders; empty for the project's own structure. */
  folder: z.string(),
  /** Whether files that are there with other content are replaced. */
  overwrite: z.boolean(),
  /** Paths of the changes that are not wanted. */
  withoutPatches: z.array(z.string()),
});
export type IconSetForm = z.infer<typeof iconSetForm>;

const preset = z.object({
  id: presetId,
  name: z.string(),
  /** What is in it, for the reader: `favicon, touch icon, manifest`. */
  detail: z.string(),
  /** Where it would go, for the reader, and what in the project says so. */
  place: z.string(),
  reason: z.string(),
  /** Whether the project asks for it. */
  suggested: z.boolean(),
});
export type IconSetPreset = z.infer<typeof preset>;

/** Everything that the page shows and does not own, always complete. */
export const iconSetSnapshot = z.object({
  blocked: z.optional(z.object({ message: z.string(), step: z.optional(step) })),
  master: z.object({
    name: z.string(),
    /** Identifies its bytes: with another one, everything that was drawn of it is out of date. */
    version: z.string(),
    width: z.number(),
    height: z.number(),
    verdict: z.enum(['real', 'opaque', 'painted', 'noise']),
    /** Whether a background could be taken away. */
    removable: z.boolean(),
    /** Whether a trace of it would be clean. */
    flat: z.boolean(),
    /** Colours of the icon and of the project, to choose a background from. */
    colours: z.array(hexColour),
  }),
  presets: z.array(preset),
  /** Folders that the whole set could go to. */
  folders: z.array(z.object({ id: z.string(), label: z.string() })),
  defaults: iconSetForm,
  phase: z.enum(['ready', 'writing', 'done']),
  /** How far the writing is, 0 to 1. */
  progress: z.optional(z.number()),
  /** After writing. */
  summary: z.optional(
    z.object({
      written: z.number(),
      replaced: z.number(),
      /** Were there with just these bytes. */
      same: z.number(),
      /** Were there with others, and were left. */
      kept: z.number(),
      patched: z.number(),
      /** What failed, a sentence each. */
      faults: z.array(z.string()),
    }),
  ),
});
export type IconSetSnapshot = z.infer<typeof iconSetSnapshot>;

const plannedFile = z.object({
  /** Path for the reader, relative to the workspace. */
  path: z.string(),
  presets: z.array(presetId),
  kind: z.enum(['png', 'ico', 'icns', 'svg', 'text']),
  /** Of a picture: its size in pixels, or those of its entries (`16, 32, 48`). */
  sizes: z.string(),
  /** `new`, or there already. */
  state: z.enum(['new', 'exists']),
});
export type IconSetFile = z.infer<typeof plannedFile>;

/** What the form would write. */
export const iconSetPlan = z.object({
  /** Identifies what is listed: the master, the files with their states, and every change. */
  id: z.string(),
  files: z.array(plannedFile),
  patches: z.array(z.object({ path: z.string(), presets: z.array(presetId), summary: z.string() })),
  /** Lines for the head of a page; empty without a web preset. */
  snippet: z.string(),
  notes: z.array(z.string()),
});
export type IconSetPlanForPage = z.infer<typeof iconSetPlan>;

const preview = z.object({
  /** What it is, for the reader: `Favicon`, `App icon`, `Maskable`. */
  label: z.string(),
  presets: z.array(presetId),
  /** Pixels of the file. */
  width: z.number(),
  height: z.number(),
  /** Whether it is seen on whatever lies behind it, so that it is worth a look on light and on dark. */
  transparent: z.boolean(),
  /** Drawn over it: the outline that the platform cuts, or leaves whole; diameter or edge as a share of the shorter edge. */
  guide: z.optional(z.object({ kind: z.enum(['circle', 'rounded', 'squircle']), share: z.number(), label: z.string() })),
  /** PNG of the real file up to 256 pixels, else one of 256. */
  bytes,
});
export type IconSetPreview = z.infer<typeof preview>;

const nothing = z.void();

/** Requests that the page makes of the host. */
export const iconSetHostMethods = {
  ready: { params: z.object({}), result: z.object({ snapshot: iconSetSnapshot }) },
  plan: { params: z.object({ form: iconSetForm }), result: z.object({ plan: iconSetPlan }) },
  /** The sizes that differ for the eye, each once. */
  previews: { params: z.object({ form: iconSetForm }), result: z.object({ previews: z.array(preview) }) },
  /** The master itself, as every browser shows it. */
  master: { params: z.object({}), result: z.object({ bytes, type: z.string() }) },
  /** The master as vectors, as a picture of the same size, and both sizes in bytes. */
  trace: {
    params: z.object({}),
    result: z.object({ svg: z.string(), size: z.number(), pngSize: z.number(), paths: z.number() }),
  },
  /** Writes the traced master beside it; the path for the reader. */
  saveTrace: { params: z.object({}), result: z.object({ path: z.string() }) },
  /** Writes what the plan of this id lists; refused when it would be another one now: then the page looks again. */
  write: { params: z.object({ form: iconSetForm, plan: z.string() }), result: nothing },
  cancel: { params: z.object({}), result: nothing },
  /** Copies the lines for the head of a page. */
  copySnippet: { params: z.object({ form: iconSetForm }), result: nothing },
  /** Shows what was changed, or the folder of what was written. */
  open: { params: z.object({ path: z.string() }), result: nothing },
  /** Opens the master in the image editor, to take its background away. */
  removeBackground: { params: z.object({}), result: nothing },
  /** Lets the user pick a folder; the answer is its id, or empty. */
  browseFolder: { params: z.object({}), result: z.object({ folder: z.string() }) },
  step: { params: z.object({ step: nextStep }), result: nothing },
} as const satisfies Methods;

/** Requests that the host makes of the page. */
export const iconSetPageMethods = {
  show: { params: z.object({ snapshot: iconSetSnapshot }), result: nothing },
  /** What lies on disk has changed: the plan is to be asked for again. */
  replan: { params: z.object({}), result: nothing },
} as const satisfies Methods;
