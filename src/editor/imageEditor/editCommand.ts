import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError, toImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import type { Size } from '../../core/sizes';
import type { Saver } from '../../jobs/saver';
import { askPrompt } from '../askGeneration';
import { checkWorkspace } from '../buildRequest';
import { readArguments } from '../commandArguments';
import { outcomeOf } from '../jobOutcome';
import { showProgress } from '../jobProgress';
import { showError } from '../nextSteps';
import { writeFree } from '../writeFree';
import { checkFile, checkFolder, resolveFolder } from '../paths';
import { readSettings } from '../settings';
import { inTurn, isReadOnly, readIfThere, replaceFile } from './diskFile';
import { defaultBlend, defaultEditModel } from './editDefaults';
import { openInEditor } from './editJobs';
import type { ImageEditorDeps } from './editorPage';
import { buildEdit, nameOf } from './editRequest';
import { showJpegNotice } from './jpegNotice';
import { readPicture, readReference } from './references';
import { extensionOfName, formatFor } from './saveAs';
import { pixelsOf, sha256, versionOf, type Version } from './version';

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

const place = z.union([z.string(), z.custom<vscode.Uri>((value) => value instanceof vscode.Uri, 'not a Uri')]);
const rect = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** Unknown names are refused, because a misspelt one would silently cost money. */
const editArguments = z.strictObject({
  image: place,
  prompt: z.optional(z.string()),
  /** A picture of the same size: white, or transparent if it has transparent parts, is what changes. */
  mask: z.optional(place),
  /** In pixels of the upright picture. Together with `mask` both change. */
  rects: z.optional(z.array(rect)),
  references: z.optional(z.array(place)),
  edge: z.optional(z.enum(['exact', 'soft'])),
  count: z.optional(z.number()),
  quality: z.optional(z.enum(['low', 'medium', 'high'])),
  model: z.optional(z.string()),
  /** Where to write; a new file beside the picture when it is left out. Naming the picture itself replaces it. */
  output: z.optional(place),
});
type EditArguments = z.infer<typeof editArguments>;

/**
 * `easel.editImage`. With a file, or from a menu, it opens the image editor. With arguments it edits without one, asks only for what
 * they leave open, and rejects with the same sentence that a person would see.
 */
export async function editImage(deps: EditCommandDeps, argument: unknown): Promise<Edited | undefined> {
  if (argument === undefined || argument === null || argument instanceof vscode.Uri || isMenuContext(argument)) {
    await openForPerson(deps, argument instanceof vscode.Uri ? argument : undefined);
    return undefined;
  }
  const wanted = readArguments('easel.editImage', editArguments, argument);
  checkWorkspace();
  const prompt = wanted.prompt ?? (await askPrompt());
  return prompt === undefined ? undefined : run(deps, { ...wanted, prompt });
}

/** What VS Code passes from the menu of a webview. */
function isMenuContext(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'webview' in argument;
}

async function openForPerson(deps: EditCommandDeps, given: vscode.Uri | undefined): Promise<void> {
  try {
    const uri = given ?? activePicture() ?? (await pickPicture());
    if (uri) {
      await openInEditor(uri);
    }
  } catch (error) {
    void showError(error, deps.log);
  }
}

/** The picture in the active tab, whichever editor shows it. */
function activePicture(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  return uri && /\.(?:png|jpe?g|webp)$/i.test(uri.path) ? uri : undefined;
}

async function pickPicture(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    filters: { [vscode.l10n.t('Images')]: ['png', 'jpg', 'jpeg', 'webp'] },
    title: vscode.l10n.t('Image to Edit'),
    openLabel: vscode.l10n.t('Edit'),
  });
  return picked?.[0];
}

async function run(deps: EditCommandDeps, wanted: EditArguments & { readonly prompt: string }): Promise<Edited> {
  const { codec, key } = deps;
  const source = resolve(wanted.image);
  const owner = await checkFile(source);
  const version = await versionOf(await readPicture(source), codec);
  const { width, height, type } = version.facts;
  const target = await targetOf(wanted, source, type);
  const mask = await maskOf(wanted, { width, height }, deps);
  const settings = readSettings(owner.uri);
  const hasKey = (await key.source()) !== 'none';
  const model = modelOf(wanted.model ?? defaultEditModel(settings, hasKey));
  if (model.service === 'fal') {
    await key.askForEnvironmentKey();
  }
  const references = await Promise.all((wanted.references ?? []).map((one) => readReferenceFile(resolve(one), deps)));
  const { request, files } = await buildEdit(
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
  const job = await deps.runner.start(request, files);
  if (type === 'image/jpeg' && !target.format) {
    await showJpegNotice(deps.globalState);
  }
  void showProgress(job, deps.runner);
  const { cost, requestId } = await outcomeOf(job);
  const written: vscode.Uri[] = [];
  let changedOutside = 0;
  try {
    const blend = deps.answers.job(job.id).edit.settings;
    for (const { index } of job.state.images ?? []) {
      const variant = { jobId: job.id, index };
      const { file, report } = await deps.answers.blend(variant, blend, pixelsOf(version), version.file, target.format);
      written.push(await write(target, source, version, file.bytes, `${job.id}-${index}`, deps));
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

/** A file as an argument gives it: an address, an absolute path, or a path from the first workspace folder. */
function resolve(file: vscode.Uri | string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) {
    throw new ImageError('invalid-request', 'Easel saves images into a project. Open a folder first.');
  }
  return resolveFolder(file, folder);
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
  if (wanted.mask === undefined && wanted.rects === undefined) {
    return undefined;
  }
  const picture = wanted.mask === undefined ? undefined : await readChecked(resolve(wanted.mask));
  const rects = (wanted.rects ?? []).map(({ x, y, width, height }) => ({ left: x, top: y, width, height }));
  return (await codec.readMask(picture, size, rects)).mask;
}

interface Target {
  readonly folder: vscode.Uri;
  readonly name: string;
  readonly extension: string;
  /** When it is another than the picture's. */
  readonly format: ReturnType<typeof formatFor> | undefined;
  /** The picture itself is replaced. */
  readonly inPlace: boolean;
}

/** @throws ImageError before anything is spent when nothing could be written there */
async function targetOf(wanted: EditArguments, source: vscode.Uri, type: string): Promise<Target> {
  const beside = vscode.Uri.joinPath(source, '..', `${nameOf(source)}-edited.${extensionOfName(source)}`);
  const output = wanted.output === undefined ? beside : withExtension(resolve(wanted.output), source);
  const inPlace = output.toString() === source.toString();
  const folder = vscode.Uri.joinPath(output, '..');
  await checkFolder(folder);
  await checkFile(output);
  if (inPlace && (wanted.count ?? 1) > 1) {
    throw new ImageError('invalid-request', 'Only one result can replace the picture. Leave “count” out, or name another output.');
  }
  if (inPlace && (await isReadOnly(source))) {
    throw new ImageError('cannot-write', `“${vscode.workspace.asRelativePath(source)}” is read-only. Name another output.`);
  }
  const format = inPlace || wanted.output === undefined ? undefined : formatFor(output);
  const differs = format !== undefined && type !== `image/${format}`;
  return { folder, name: nameOf(output), extension: extensionOfName(output), format: differs ? format : undefined, inPlace };
}

function withExtension(output: vscode.Uri, source: vscode.Uri): vscode.Uri {
  return /\.[a-z0-9]{1,5}$/i.test(output.path) ? output : output.with({ path: `${output.path}.${extensionOfName(source)}` });
}

async function write(
  target: Target,
  source: vscode.Uri,
  version: Version,
  bytes: Uint8Array,
  tag: string,
  { saver }: EditCommandDeps,
): Promise<vscode.Uri> {
  if (target.inPlace) {
    await inTurn(source, () => replaceUnchanged(source, version, bytes));
    return source;
  }
  const written = await writeFree({ ...target, folder: target.folder.toString() }, bytes, tag, saver);
  if (!written) {
    throw new ImageError('cannot-write', `No free name was found for “${target.name}”. Choose another output.`);
  }
  return written;
}

async function replaceUnchanged(source: vscode.Uri, version: Version, bytes: Uint8Array): Promise<void> {
  const onDisk = await readIfThere(source);
  if (onDisk && sha256(onDisk) !== version.id) {
    throw new ImageError(
      'cannot-write',
      `“${vscode.workspace.asRelativePath(source)}” has changed while it was edited and was left as it is. Open it with Easel to apply the edit.`,
    );
  }
  await replaceFile(source, bytes);
}
