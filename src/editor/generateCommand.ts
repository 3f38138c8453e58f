import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import { describeIssue } from '../core/issues';
import type { Runner } from '../jobs/runner';
import type { ApiKey } from './apiKey';
import { askPrompt, askSize } from './askGeneration';
import { buildRequest, checkWorkspace, type Wish } from './buildRequest';
import { insertReference, noTextEditor, type InsertDeps } from './insertReference';
import { outcomeOf, type Generated } from './jobOutcome';
import { showProgress } from './jobProgress';
import { showError } from './nextSteps';

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
  quality: z.optional(z.enum(['low', 'medium', 'high'])),
  format: z.optional(
    z.pipe(
      z.enum(['png', 'jpeg', 'jpg', 'webp']),
      z.transform((format) => (format === 'jpg' ? 'jpeg' : format)),
    ),
  ),
  model: z.optional(z.string()),
  folder: z.optional(z.union([z.string(), uriLike])),
  name: z.optional(z.string()),
  insert: z.optional(z.boolean()),
});

export type GenerateArguments = z.infer<typeof generateArguments>;

/**
 * `easel.generateImage`. Called by a person it asks and reports; called with arguments it asks only what they leave open, and
 * rejects with the same sentence that a person would see.
 */
export async function generateImage(deps: GenerateDeps, argument: unknown): Promise<Generated | undefined> {
  if (argument === undefined || argument instanceof vscode.Uri) {
    return runForPerson(deps, argument);
  }
  const wanted = parseArguments(argument);
  if (wanted.insert && !deps.textTarget.current) {
    throw noTextEditor();
  }
  const job = await startWanted(deps, wanted);
  if (!job) {
    return undefined;
  }
  void showProgress(job, deps.runner);
  const generated = await outcomeOf(job);
  if (wanted.insert && generated.files[0]) {
    // The image is there and paid for: a text that cannot be changed now is told, and takes nothing from the caller.
    await insertReference(generated.files[0], job.state.request, deps).catch((error: unknown) => void showError(error, deps.log));
  }
  return generated;
}

function parseArguments(argument: unknown): GenerateArguments {
  const parsed = generateArguments.safeParse(argument);
  if (!parsed.success) {
    throw new ImageError('invalid-request', `The arguments of easel.generateImage do not fit: ${describeIssue(parsed.error)}.`);
  }
  return parsed.data;
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
    const generated = await outcomeOf(job).catch((error: unknown) => {
      void showError(error, deps.log, job.paused ? () => deps.runner.continue(job.id) : undefined);
      return undefined;
    });
    if (generated) {
      void announce(generated, job.state.request, deps);
    }
    return generated;
  } catch (error) {
    void showError(error, deps.log);
    return undefined;
  }
}

/** @returns `undefined` when the person left a question unanswered. */
async function startWanted(deps: GenerateDeps, wanted: GenerateArguments): Promise<Awaited<ReturnType<Runner['start']>> | undefined> {
  checkWorkspace();
  const hasKey = (await deps.key.source()) !== 'none';
  const prompt = wanted.prompt ?? (await askPrompt());
  if (prompt === undefined) {
    return undefined;
  }
  const { width, height } = wanted;
  const size = width !== undefined && height !== undefined ? { width, height } : await askSize(prompt, wanted, hasKey);
  if (!size) {
    return undefined;
  }
  const wish: Wish = { ...wanted, prompt, ...size };
  return deps.runner.start(await buildRequest(wish, hasKey, deps.projects));
}

async function announce(
  generated: Generated,
  request: { prompt: string; width: number; height: number },
  deps: GenerateDeps,
): Promise<void> {
  const [first] = generated.files;
  if (!first) {
    return;
  }
  const open = vscode.l10n.t('Open');
  const insert = vscode.l10n.t('Insert at Cursor');
  const label = generated.files.map((file) => vscode.workspace.asRelativePath(file)).join(', ');
  const buttons = deps.textTarget.current ? [open, insert] : [open];
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}', label), ...buttons);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', first);
  } else if (chosen === insert) {
    await insertReference(first, request, deps).catch((error: unknown) => showError(error, deps.log));
  }
}
