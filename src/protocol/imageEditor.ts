import * as z from 'zod/mini';
import { blendSettings } from '../core/edit';
import { shapeKinds, shapeOperation } from '../core/shapeOperation';
import type { Methods } from './channel';
import { addedModel } from '../core/models/added/description';
import { nextStep, unfinished } from './panel';
import { qualities } from '../core/models/model';

/** What stands in the editor's form. The page owns it and keeps it over hiding, moving and reloading. */
export const editForm = z.object({
  prompt: z.string(),
  model: z.string(),
  quality: z.enum(qualities),
  count: z.number(),
  settings: blendSettings,
});
export type EditForm = z.infer<typeof editForm>;

const rectangle = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'not bytes');

/** What was measured when an edit was blended; see `imaging/messages.ts`. */
const report = z.object({
  changedOutside: z.number(),
  changedInFile: z.number(),
  effective: z.number(),
  pixels: z.number(),
  modelChangedOutside: z.optional(z.number()),
  modelChangedInside: z.number(),
  alignment: z.object({
    applied: z.boolean(),
    dx: z.number(),
    dy: z.number(),
    scale: z.number(),
    reason: z.optional(z.enum(['off', 'nothing-kept', 'flat', 'unlike', 'no-gain', 'in-place'])),
  }),
  colour: z.object({
    applied: z.boolean(),
    before: z.number(),
    after: z.number(),
    reason: z.optional(z.enum(['off', 'nothing-kept', 'unlike', 'transparent'])),
  }),
  feather: z.number(),
  notes: z.readonly(
    z.array(
      z.enum([
        'answer-size',
        'feather-shrunk',
        'stays-transparent',
        'palette-became-rgb',
        'grey-became-rgb',
        'cmyk-became-rgb',
        'jpeg-encoded-again',
        'webp-became-lossless',
        'depth-reduced',
        'transparency-lost',
        'profile-approximated',
      ]),
    ),
  ),
});
export type EditReport = z.infer<typeof report>;

/** Which run and variant made a picture, how it was joined, and what was measured. */
export const editProof = z.object({ jobId: z.string(), index: z.number(), settings: blendSettings, report });

const step = z.object({ id: nextStep, label: z.string() });

const variant = z.object({
  index: z.number(),
  /** Small WebP of the answer as the model sent it. */
  thumbnail: bytes,
  discarded: z.boolean(),
});

/** One run of the model on this picture. */
const editJob = z.object({
  id: z.string(),
  prompt: z.string(),
  modelName: z.string(),
  count: z.number(),
  state: z.enum(['preparing', 'queued', 'running', 'saving', 'cancelling', 'done', 'failed', 'cancelled']),
  position: z.optional(z.number()),
  logs: z.array(z.string()),
  /** The newest unfinished picture. */
  preview: z.optional(unfinished),
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  price: z.string(),
  error: z.optional(z.object({ message: z.string(), detail: z.optional(z.string()), steps: z.array(step) })),
  /** What was sent: the context, in pixels of the picture. */
  box: rectangle,
  /** The size of the picture that it was made of. */
  image: z.object({ width: z.number(), height: z.number() }),
  masked: z.boolean(),
  settings: blendSettings,
  variants: z.array(variant),
});
export type EditJob = z.infer<typeof editJob>;

const reference = z.object({ id: z.string(), name: z.string(), width: z.number(), height: z.number(), thumbnail: bytes });
export type EditReference = z.infer<typeof reference>;

/** Everything that the page shows and does not own, always complete. Jobs are newest first. */
export const editorSnapshot = z.object({
  name: z.string(),
  /** Identifies the bytes of the picture as it stands now, with all that was applied and undone. */
  version: z.string(),
  width: z.number(),
  height: z.number(),
  hasAlpha: z.boolean(),
  type: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif']),
  depth: z.union([z.literal(8), z.literal(16)]),
  /** Whether saving keeps every sample. */
  lossless: z.boolean(),
  /** What is worth knowing before the first edit, one sentence each: a JPEG is encoded again, a palette becomes RGB. */
  notes: z.array(z.object({ id: z.string(), message: z.string(), offer: z.optional(z.literal('saveAsPng')) })),
  /** The file on disk is no longer the one that was opened or saved here. */
  changedOnDisk: z.boolean(),
  /** The document has changes that are not saved. */
  dirty: z.boolean(),
  /** A reason why nothing can be run now. */
  blocked: z.optional(z.object({ message: z.string(), step: z.optional(step) })),
  key: z.enum(['stored', 'environment', 'none']),
  /** Whether models that take the user's OpenAI key are charged to it. The key itself never reaches the page. */
  byok: z.optional(z.boolean()),
  convention: z.enum(['white', 'alpha', 'none']),
  /** Models that the user has added. */
  models: z.optional(z.array(addedModel)),
  defaults: editForm,
  references: z.array(reference),
  jobs: z.array(editJob),
  /** The edit that made the present version; `saved` when the file was read back after saving and is the same. */
  proof: z.optional(z.extend(editProof, { state: z.enum(['unsaved', 'saved']) })),
});
export type EditorSnapshot = z.infer<typeof editorSnapshot>;

const nothing = z.void();
const shapeKind = z.enum(shapeKinds);
const chosen = { jobId: z.string(), index: z.number() };

/** Requests that the page makes of the host. */
export const editorHostMethods = {
  ready: {
    params: z.object({}),
    result: z.object({
      snapshot: editorSnapshot,
      prefill: z.partial(editForm),
      /** The editor was opened for a local operation. */
      startShape: z.optional(shapeKind),
    }),
  },
  /** The encoded picture of a version, or that which a job was made of, as every browser shows it upright. */
  picture: {
    params: z.union([z.object({ version: z.string() }), z.object({ jobId: z.string() })]),
    result: z.object({ bytes, type: z.string() }),
  },
  /** Starts a run at the price that stood on the button (`about $0.05`, `free`); refused with one sentence when something is wrong, before any money is spent; no id when the user took it back. Mask in the code of `imaging/mask/maskCode.ts`. */
  run: {
    params: z.object({ form: editForm, version: z.string(), mask: z.optional(z.string()), box: z.optional(rectangle), price: z.string() }),
    result: z.object({ jobId: z.string() }),
  },
  /** Blends a variant anew; nothing is sent anywhere. The picture is a PNG of the box in the job's base. */
  preview: {
    params: z.object({ ...chosen, settings: blendSettings }),
    result: z.object({ bytes, box: rectangle, report }),
  },
  /** The answer as the model sent it, as every browser shows it upright. */
  answer: { params: z.object(chosen), result: z.object({ bytes, type: z.string() }) },
  /** The painted mask of a run, to paint on from it. */
  maskOf: { params: z.object({ jobId: z.string() }), result: z.object({ mask: z.optional(z.string()) }) },
  /** Puts a variant into the document, which becomes dirty. */
  apply: { params: z.object({ ...chosen, settings: blendSettings }), result: nothing },
  /** Writes a variant into a file that the user names; the path for the reader, or empty when nothing was named. */
  saveAsNew: { params: z.object({ ...chosen, settings: blendSettings }), result: z.object({ path: z.string() }) },
  discard: { params: z.object({ ...chosen, discarded: z.boolean() }), result: nothing },
  cancel: { params: z.object({ jobId: z.string() }), result: nothing },
  dismiss: { params: z.object({ jobId: z.string() }), result: nothing },
  /** Lets the user pick pictures of the workspace or the disk. */
  pickReferences: { params: z.object({}), result: nothing },
  /** Pictures that were dropped or pasted: addresses, or bytes in base64. */
  addReferences: {
    params: z.object({ uris: z.array(z.string()), files: z.array(z.object({ name: z.string(), base64: z.string() })) }),
    result: nothing,
  },
  removeReference: { params: z.object({ id: z.string() }), result: nothing },
  /** A mask from the picture's own transparency, or from a file that the user picks; none when nothing was picked. */
  maskFrom: { params: z.object({ from: z.enum(['alpha', 'file']) }), result: z.object({ mask: z.optional(z.string()) }) },
  /**
   * What a local operation would make of the document, which stays as it is; nothing is sent anywhere.
   * `left` and `top` say where the present picture lies in it; `changed` is `false` when there is nothing to do.
   */
  shape: {
    params: z.object({ version: z.string(), operation: shapeOperation }),
    result: z.object({
      bytes,
      type: z.string(),
      width: z.number(),
      height: z.number(),
      left: z.number(),
      top: z.number(),
      changed: z.boolean(),
      cleared: z.optional(z.number()),
    }),
  },
  /** Puts it into the document, which becomes dirty; undo takes it back. */
  applyShape: { params: z.object({ version: z.string(), operation: shapeOperation }), result: nothing },
  /** Saves the document as PNG beside it and opens that, to go on there with a local operation if one is named. */
  saveAsPng: { params: z.object({ startShape: z.optional(shapeKind) }), result: nothing },
  /** Takes over the file on disk; asks when there are changes. */
  reload: { params: z.object({}), result: nothing },
  /** The user has read a note and put it away. */
  noteRead: { params: z.object({ id: z.string() }), result: nothing },
  step: { params: z.object({ step: nextStep, jobId: z.optional(z.string()) }), result: nothing },
} as const satisfies Methods;

/** Requests that the host makes of the page. */
export const editorPageMethods = {
  show: { params: z.object({ snapshot: editorSnapshot }), result: nothing },
  /** The editor was asked for with something to start from. */
  prefill: { params: z.object({ form: z.partial(editForm) }), result: nothing },
  /** A command asks for a local operation: its preview is shown, to be set, applied or put away. */
  startShape: { params: z.object({ kind: shapeKind }), result: nothing },
} as const satisfies Methods;
