import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { modelOf } from '../core/models/catalogue';
import type { ImageRequest } from '../core/request';
import type { Size } from '../core/sizes';
import type { ActiveJob } from '../jobs/activeJob';
import type { Runner } from '../jobs/runner';
import type { ApiKey } from './apiKey';
import { askEdge, askPrompt, askSize } from './askGeneration';
import { buildRequest, checkWorkspace } from './buildRequest';
import { readArguments } from './commandArguments';
import { insertReference, noTextEditor, type InsertDeps, type Referenced } from './insertReference';
import { cancelWith, outcomeOf, type Generated } from './jobOutcome';
import { showProgress } from './jobProgress';
import { KeptTarget } from './keptTarget';
import { showError } from './nextSteps';
import { readSettings } from './settings';
import { standstillOf } from './standstill';
import { backgrounds, qualities } from '../core/models/model';
import { parameterValues } from '../core/models/parameters';

export interface GenerateDeps extends InsertDeps {
  readonly runner: Runner;
  readonly key: ApiKey;
  readonly log: vscode.LogOutputChannel;
}

const uriLike = z.custom<vscode.Uri>((value) => value instanceof vscode.Uri, 'not a Uri');

/** What other extensions, keybindings and tasks may pass. Unknown names are refused, because a misspelt one would silently cost money. */
const generateArguments = z.strictObject({
  prompt: z.optional(z.string()),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  count: z.optional(z.number()),
  quality: z.optional(z.enum(qualities)),
  format: z.optional(
    z.pipe(
      z.enum(['png', 'jpeg', 'jpg', 'webp']),
      z.transform((format) => (format === 'jpg' ? 'jpeg' : format)),
    ),
  ),
  background: z.optional(z.enum(backgrounds)),
  compression: z.optional(z.number()),
  model: z.optional(z.string()),
  parameters: z.optional(parameterValues),
  folder: z.optional(z.union([z.string(), uriLike])),
  name: z.optional(z.string()),
  insert: z.optional(z.boolean()),
});

export type GenerateArguments = z.infer<typeof generateArguments>;

/**
 * `easel.generateImage`. Called by a person it asks and reports; called with arguments it asks only what they leave open, and
 * rejects with the same sentence that a person would see.
 */
export async function generateImage(deps: GenerateDeps, argument: unknown, signal?: AbortSignal): Promise<Generated | undefined> {
  if (argument === undefined || argument === null || argument instanceof vscode.Uri) {
    return runForPerson(deps, argument ?? undefined);
  }
  const wanted = readArguments('easel.generateImage', generateArguments, argument);
  const place = wanted.insert ? deps.textTarget.current : undefined;
  if (wanted.insert && !place) {
    throw noTextEditor();
  }
  // The cursor may be elsewhere, in another file even, when the image has come.
  const kept = place && new KeptTarget(place);
  try {
    const job = await startWanted(deps, wanted);
    if (!job) {
      return undefined;
    }
    void showProgress(job, deps.runner);
    cancelWith(signal, job);
    const generated = await outcomeOf(job);
    const [first] = generated.files;
    if (kept && first) {
      // The image is there and paid for: a text that cannot be changed now is told, and takes nothing from the caller.
      await insertAtKept(first, job.state.request, deps, kept).catch((error: unknown) => void showError(error, deps.log));
    }
    return generated;
  } finally {
    kept?.dispose();
  }
}

/** A text that was closed meanwhile is told; the picture's reference never goes into another file instead. */
function insertAtKept(asset: vscode.Uri, picture: Referenced, deps: GenerateDeps, kept: KeptTarget): Promise<void> {
  const target = kept.current;
  return target ? insertReference(asset, picture, deps, target) : Promise.reject(noTextEditor());
}

async function runForPerson(deps: GenerateDeps, folder: vscode.Uri | undefined): Promise<Generated | undefined> {
  try {
    checkWorkspace();
    await deps.key.askForEnvironmentKey();
    const job = await startWanted(deps, folder ? { folder } : {});
    if (!job) {
      return undefined;
    }
    await showProgress(job, deps.runner);
    return await report(job, deps);
  } catch (error) {
    void showError(error, deps.log);
    return undefined;
  }
}

/** @returns `undefined` when the person left a question unanswered. */
async function startWanted(deps: GenerateDeps, wanted: GenerateArguments): Promise<ActiveJob | undefined> {
  checkWorkspace();
  if (wanted.model !== undefined && modelOf(wanted.model).service === 'fal') {
    await deps.key.askForEnvironmentKey();
  }
  const hasKey = (await deps.key.source()) !== 'none';
  const prompt = wanted.prompt ?? (await askPrompt());
  if (prompt === undefined) {
    return undefined;
  }
  const size = await sizeOf(deps, wanted, prompt, hasKey);
  return (
    size && deps.runner.start(await buildRequest({ ...wanted, prompt, width: size.width, height: size.height }, hasKey, deps.projects))
  );
}

async function sizeOf(deps: GenerateDeps, wanted: GenerateArguments, prompt: string, hasKey: boolean): Promise<Size | undefined> {
  if (wanted.width === undefined && wanted.height === undefined) {
    return askSize(prompt, wanted, readSettings(deps.projects.current?.uri), hasKey);
  }
  const width = wanted.width ?? (await askEdge(vscode.l10n.t('Width')));
  const height = width === undefined ? undefined : (wanted.height ?? (await askEdge(vscode.l10n.t('Height'))));
  return width === undefined || height === undefined ? undefined : { width, height };
}

/**
 * Waits for a job that nobody else waits for, and tells the person how it ended.
 * @param onlyFaults when somebody else tells of the success
 */
export async function report(job: ActiveJob, deps: GenerateDeps, onlyFaults = false): Promise<Generated | undefined> {
  try {
    const generated = await outcomeOf(job);
    if (!onlyFaults) {
      void announce(generated, job.state.request, deps);
    }
    return generated;
  } catch (error) {
    void showError(error, deps.log, standstillOf(job, deps.runner));
    return undefined;
  }
}

async function announce(generated: Generated, request: ImageRequest, deps: GenerateDeps): Promise<void> {
  const [first] = generated.files;
  if (!first) {
    return;
  }
  const open = vscode.l10n.t('Open');
  const insert = vscode.l10n.t('Insert at Cursor');
  const names = generated.files.map((file) => vscode.workspace.asRelativePath(file)).join(', ');
  const some = vscode.l10n.t('{0} of {1} images came and were saved: {2}', generated.files.length, request.count, names);
  const label = generated.files.length === request.count ? vscode.l10n.t('Saved {0}', names) : some;
  const set = vscode.l10n.t('Export Icon Set…');
  const buttons = [...(request.icon ? [set] : []), open, ...(deps.textTarget.current ? [insert] : [])];
  const chosen = await vscode.window.showInformationMessage(label, ...buttons);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', first);
  } else if (chosen === set) {
    await vscode.commands.executeCommand('easel.exportIconSet', first);
  } else if (chosen === insert) {
    await insertReference(first, request, deps).catch((error: unknown) => showError(error, deps.log));
  }
}
