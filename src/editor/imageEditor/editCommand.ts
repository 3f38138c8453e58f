import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError, toImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import type { ImageRequest } from '../../core/request';
import type { Size } from '../../core/sizes';
import type { Saver } from '../../jobs/saver';
import { askPrompt } from '../askGeneration';
import { checkWorkspace } from '../buildRequest';
import { readArguments } from '../commandArguments';
import { cancelWith, outcomeOf } from '../jobOutcome';
import { showProgress } from '../jobProgress';
import { showError } from '../nextSteps';
import { checkFile } from '../paths';
import { readSettings } from '../settings';
import { defaultBlend, defaultEditModel } from './editDefaults';
import { openInEditor } from './editJobs';
import type { ImageEditorDeps } from './editorPage';
import { writeSidecar } from '../recipes/sidecar';
import { buildEdit } from './editRequest';
import { showJpegNotice } from './jpegNotice';
import { outputFor, writeOutput } from './outputFile';
import { isFromPerson, pictureFor, place, resolvePlace } from './pictureArgument';
import { readPicture, readReference } from './references';
import { showUploadNotice } from './uploadNotice';
import { pixelsOf, versionOf } from './version';
import { qualities } from '../../core/models/model';

export interface EditCommandDeps extends ImageEditorDeps {
  readonly saver: Saver;
}

/** What `easel.editImage` gives back to its caller. */
export interface Edited {
  readonly files: vscode.Uri[];
  /** Pixels outside the mask that differ from the original, counted in what was written; the most of any file. 0 for PNG and WebP. */
  readonly changedOutside: number;
  /** Estimated cost in US dollars; `undefined` when the model's price is not known. */
  readonly cost: number | undefined;
  readonly requestId: string;
}

const rect = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Unknown names are refused, because a misspelt one would silently cost money. */
const editArguments = z.strictObject({
  image: place,
  prompt: z.optional(z.string()),
  /** A picture of the same size: white, or transparent if it has transparent parts, is what changes. */
  mask: z.optional(place),
  /** In pixels of the upright picture. Together with `mask` all of them change. */
  rects: z.optional(z.array(rect)),
  /** Corners, in the same pixels. */
  polygons: z.optional(z.array(z.array(z.strictObject({ x: z.number(), y: z.number() })).check(z.minLength(3), z.maxLength(10_000)))),
  references: z.optional(z.array(place)),
  edge: z.optional(z.enum(['exact', 'soft'])),
  count: z.optional(z.number()),
  quality: z.optional(z.enum(qualities)),
  model: z.optional(z.string()),
  /** Where to write; a new file beside the picture when it is left out. Naming the picture itself replaces it. */
  output: z.optional(place),
});
type EditArguments = z.infer<typeof editArguments>;

/**
 * `easel.editImage`. With a file, or from a menu, it opens the image editor. With arguments it edits without one, asks only for what
 * they leave open, and rejects with the same sentence that a person would see.
 */
export async function editImage(deps: EditCommandDeps, argument: unknown, signal?: AbortSignal): Promise<Edited | undefined> {
  if (isFromPerson(argument)) {
    await openForPerson(deps, argument);
    return undefined;
  }
  const wanted = readArguments('easel.editImage', editArguments, argument);
  checkWorkspace();
  const prompt = wanted.prompt ?? (await askPrompt());
  return prompt === undefined ? undefined : run(deps, { ...wanted, prompt }, signal);
}

async function openForPerson(deps: EditCommandDeps, argument: unknown): Promise<void> {
  try {
    const uri = await pictureFor(argument);
    if (uri) {
      await openInEditor(uri);
    }
  } catch (error) {
    void showError(error, deps.log);
  }
}

type Wanted = EditArguments & { readonly prompt: string };

/** What an edit would send, and where its result would go. Nothing is asked, written or sent. @throws ImageError */
async function planEdit(deps: EditCommandDeps, wanted: Wanted) {
  const { codec, key } = deps;
  const source = resolvePlace(wanted.image);
  const owner = await checkFile(source);
  const version = await versionOf(await readPicture(source), codec);
  const { width, height, type } = version.facts;
  const target = await outputFor(wanted.output === undefined ? undefined : resolvePlace(wanted.output), source, 'edited', type);
  if (target.inPlace && (wanted.count ?? 1) > 1) {
    throw new ImageError('invalid-request', 'Only one result can replace the picture. Leave “count” out, or name another output.');
  }
  const mask = await maskOf(wanted, { width, height }, deps);
  const settings = readSettings(owner.uri);
  const model = modelOf(wanted.model ?? defaultEditModel(settings, (await key.source()) !== 'none'));
  const references = await Promise.all((wanted.references ?? []).map((one) => readReferenceFile(resolvePlace(one), deps)));
  const edit = await buildEdit(
    {
      source,
      version,
      workspace: owner.uri,
      prompt: wanted.prompt,
      model: model.id,
      quality: wanted.quality ?? (model.qualities.includes(settings.quality) ? settings.quality : model.defaultQuality),
      count: wanted.count ?? 1,
      settings: defaultBlend(version.facts, wanted.edge),
      convention: settings.maskConvention,
      mask,
      references,
    },
    codec,
  );
  return { ...edit, source, version, target, model };
}

/** The request that an edit would be, for whoever wants to see it before it is made. @throws ImageError */
export async function plannedEdit(deps: EditCommandDeps, argument: unknown): Promise<ImageRequest> {
  const wanted = readArguments('easel.editImage', editArguments, argument);
  checkWorkspace();
  return (await planEdit(deps, { ...wanted, prompt: wanted.prompt ?? '' })).request;
}

/** Where its result would be written. @throws ImageError when nothing could be written there */
export async function plannedOutput(argument: unknown): Promise<{ readonly file: vscode.Uri; readonly inPlace: boolean }> {
  const wanted = readArguments('easel.editImage', editArguments, argument);
  const source = resolvePlace(wanted.image);
  const output = wanted.output === undefined ? undefined : resolvePlace(wanted.output);
  // The picture's type decides only whether the answer is converted.
  const { folder, name, extension, inPlace } = await outputFor(output, source, 'edited', 'image/png');
  return { file: vscode.Uri.joinPath(folder, `${name}.${extension}`), inPlace };
}

async function run(deps: EditCommandDeps, wanted: Wanted, signal: AbortSignal | undefined): Promise<Edited> {
  if (wanted.model !== undefined && modelOf(wanted.model).service === 'fal') {
    await deps.key.askForEnvironmentKey();
  }
  const { request, files, source, version, target, model } = await planEdit(deps, wanted);
  const { type } = version.facts;
  if (model.service === 'fal') {
    await showUploadNotice(deps.workspaceState);
  }
  const job = await deps.runner.start(request, files);
  if (type === 'image/jpeg' && !target.format) {
    await showJpegNotice(deps.globalState);
  }
  void showProgress(job, deps.runner);
  cancelWith(signal, job);
  const { cost, requestId } = await outcomeOf(job);
  const written: vscode.Uri[] = [];
  let changedOutside = 0;
  try {
    const blend = deps.answers.job(job.id).edit.settings;
    for (const { index } of job.state.images ?? []) {
      const variant = { jobId: job.id, index };
      const { file, sidecar, report } = await deps.answers.blend(variant, blend, pixelsOf(version), version.file, target.format);
      const how = { tag: `${job.id}-${index}`, otherwise: 'Open it with Easel to apply the edit.', saver: deps.saver };
      const place = await writeOutput(target, source, version, file.bytes, how);
      await writeSidecar(place, sidecar, deps.log);
      written.push(place);
      changedOutside = Math.max(changedOutside, report.changedInFile);
    }
  } catch (error) {
    // What the model made is paid for and kept: it can still be applied in the image editor.
    const { kind, message, detail } = toImageError(error);
    const saved = written.map((file) => vscode.workspace.asRelativePath(file)).join(', ');
    throw new ImageError(kind, saved === '' ? message : `${message} Saved all the same: ${saved}.`, detail);
  }
  await deps.runner.settle(job.id);
  return { files: written, changedOutside, cost, requestId };
}

async function readReferenceFile(uri: vscode.Uri, { codec }: EditCommandDeps): ReturnType<typeof readReference> {
  await checkFile(uri);
  return readReference(uri.path.slice(uri.path.lastIndexOf('/') + 1), await readPicture(uri), codec);
}

async function readChecked(uri: vscode.Uri): Promise<Uint8Array> {
  await checkFile(uri);
  return readPicture(uri);
}

/** One mask of everything that was named; `undefined` when nothing was, and the whole picture changes. */
async function maskOf(wanted: EditArguments, size: Size, { codec }: EditCommandDeps): Promise<string | undefined> {
  if (wanted.mask === undefined && wanted.rects === undefined && wanted.polygons === undefined) {
    return undefined;
  }
  const picture = wanted.mask === undefined ? undefined : await readChecked(resolvePlace(wanted.mask));
  const rects = (wanted.rects ?? []).map(({ x, y, width, height }) => ({ left: x, top: y, width, height }));
  const polygons = (wanted.polygons ?? []).map((corners) => corners.flatMap(({ x, y }) => [x, y]));
  return (await codec.readMask(picture, size, { rects, polygons })).mask;
}
