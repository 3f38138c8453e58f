import * as vscode from 'vscode';
import type { ActiveJob } from '../../jobs/activeJob';
import { savedFiles } from '../jobOutcome';
import { makeFiles } from './makeFiles';
import type { Pending } from './pendingReplacements';
import type { ReplaceDeps } from './replaceDeps';
import { wantedIn } from './replaceRun';
import { rewriteFile } from './rewriteFiles';

/**
 * Finishes replacements whose run is over: of a window that was closed in the middle, or of a job that stood still and was continued.
 */
export function finishPending(deps: ReplaceDeps): vscode.Disposable {
  const { runner, pending, log } = deps;
  /** Jobs whose end was seen; a job ends once. */
  const seen = new Set<string>();
  const look = (): void => {
    for (const job of runner.list()) {
      const isOver = job.phase === 'done' || (['failed', 'cancelled'].includes(job.phase) && !job.paused);
      if (isOver && !seen.has(job.id) && !pending.inHand.has(job.id)) {
        seen.add(job.id);
        settle(job, deps).catch((error: unknown) => {
          log.warn(`placeholders: job ${job.id}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }
    }
  };
  const listening = vscode.Disposable.from(runner.onChange(look));
  // Jobs that have ended in a window that is gone may be too old for the list.
  const recall = async (): Promise<void> => {
    const known = await pending.ids();
    for (const id of await runner.recallThese(known)) {
      // Its request was never written down, or is long gone: the place is free again.
      if (!pending.inHand.has(id)) {
        await pending.remove(id);
      }
    }
    look();
  };
  recall().catch((error: unknown) => log.warn(`placeholders: ${error instanceof Error ? error.message : String(error)}`));
  return listening;
}

async function settle(job: ActiveJob, deps: ReplaceDeps): Promise<void> {
  const found = await deps.pending.take(job.id);
  if (found && job.phase === 'done') {
    await finish(job, found, deps);
  }
  await deps.pending.remove(job.id);
}

async function finish(job: ActiveJob, { files }: Pending, deps: ReplaceDeps): Promise<void> {
  const { request } = job.state;
  const made = await makeFiles({ files, request }, savedFiles(job)[0], deps);
  const documents = new Set(files.flatMap((file) => file.places.map((place) => place.document)));
  let changed = 0;
  for (const document of documents) {
    const wanted = wantedIn(document, made, request.prompt, false);
    if (wanted.length > 0) {
      changed += (await rewriteFile(vscode.Uri.parse(document, true), wanted, deps, true)).changed.length;
    }
  }
  const name = made[0] ? vscode.workspace.asRelativePath(made[0].uri) : '';
  void vscode.window.showInformationMessage(
    changed > 0 ? vscode.l10n.t('{0} was finished and took the place of its placeholder.', name) : vscode.l10n.t('{0} was finished.', name),
  );
}
