import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { isCancelled, toImageError } from '../../core/errors';
import { modelOf } from '../../core/models/catalogue';
import { readArguments } from '../commandArguments';
import { checkWorkspace } from '../buildRequest';
import { fileLike, placesOf } from './findCommand';
import { choiceFor, gather, reasonToLeave, type Gathered } from './gather';
import type { ReplaceDeps } from './replaceDeps';
import { planPicture, type Plan } from './replacePlan';
import { resultOf, type Replaced } from './replaceResult';
import { ReplaceRun } from './replaceRun';
import { qualities } from '../../core/models/model';

/** Unknown names are refused, because a misspelt one would silently cost money. */
const replaceAllArguments = z.strictObject({
  /** All of the workspace when they are not given. */
  files: z.optional(z.array(fileLike)),
  model: z.optional(z.string()),
  quality: z.optional(z.enum(qualities)),
  format: z.optional(z.enum(['png', 'jpeg', 'webp'])),
  addAlt: z.optional(z.boolean()),
  /** Pictures of error handlers too. */
  fallbacks: z.optional(z.boolean()),
});

/**
 * `easel.replaceAllPlaceholders` with arguments: replaces what Replace All would take, without a question, and tells what was done and
 * what was left. What fails is among what was left; only what stops everything is thrown.
 * @throws ImageError `invalid-request`, `cancelled`
 */
export async function replaceAllWithArguments(deps: ReplaceDeps, argument: unknown): Promise<Replaced> {
  const wanted = readArguments('easel.replaceAllPlaceholders', replaceAllArguments, argument);
  checkWorkspace();
  if (wanted.model !== undefined && modelOf(wanted.model).service === 'fal') {
    await deps.key.askForEnvironmentKey();
  }
  const hasKey = (await deps.key.source()) !== 'none';
  if (!wanted.files) {
    await deps.index.scanWorkspace();
  }
  const located = wanted.files ? await placesOf(wanted.files, deps.index) : deps.index.all;
  const plans: Plan[] = [];
  const skipped: Replaced['skipped'] = [];
  for (const gathered of gather(located)) {
    const isFallback = gathered.picture.files.some((file) => file.places.some((place) => place.finding.role === 'fallback'));
    const reason = wanted.fallbacks && isFallback ? undefined : reasonToLeave(gathered.picture);
    const plan = reason ?? (await planOrReason(gathered, hasKey, wanted, deps));
    if (typeof plan === 'string') {
      skipped.push(...leftPlaces(gathered, plan));
    } else {
      plans.push(plan);
    }
  }
  const run = new ReplaceRun(plans, deps, { save: true, addAlt: wanted.addAlt ?? false });
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Replacing placeholders'), cancellable: true },
    async (progress, token) => {
      const report = (): void => {
        const ended = run.items.filter(({ state }) => !['waiting', 'running', 'saving'].includes(state)).length;
        progress.report({ message: vscode.l10n.t('{0} of {1}', ended, run.items.length) });
      };
      const listening = vscode.Disposable.from(
        run.onDidChange(report),
        token.onCancellationRequested(() => run.cancel()),
      );
      report();
      await run.run();
      listening.dispose();
    },
  );
  const result = resultOf(run);
  return { ...result, skipped: [...skipped, ...result.skipped] };
}

async function planOrReason(
  gathered: Gathered,
  hasKey: boolean,
  wanted: Parameters<typeof choiceFor>[2],
  { projects }: ReplaceDeps,
): Promise<Plan | string> {
  try {
    return await planPicture(gathered.owner, gathered.picture, choiceFor(gathered, hasKey, wanted), projects);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return toImageError(error).message;
  }
}

function leftPlaces({ picture }: Gathered, reason: string): Replaced['skipped'] {
  return picture.files.flatMap((file) =>
    file.places.map((place) => ({
      file: vscode.Uri.parse(place.document, true),
      line: place.line + 1,
      url: place.finding.url,
      reason,
    })),
  );
}
