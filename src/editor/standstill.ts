import * as vscode from 'vscode';
import { formatPrice } from '../core/money';
import type { ActiveJob } from '../jobs/activeJob';
import type { Runner } from '../jobs/runner';
import { newId } from './buildRequest';
import type { Standstill } from './nextSteps';
import { checkFolder } from './paths';

/** The ways on for a job that stands still; `undefined` for one that does not. */
export function standstillOf(job: ActiveJob | undefined, runner: Runner): Standstill | undefined {
  if (!job?.paused) {
    return undefined;
  }
  return {
    continueJob: () => runner.continue(job.id),
    chooseGround: (choice) => runner.choose(job.id, choice),
    async tryAgain() {
      const now = new Date();
      await runner.again(job.id, { ...job.state.request, id: newId(now), createdAt: now.getTime() });
    },
    price: job.state.repeatedBy === undefined ? formatPrice(job.state.price) : undefined,
    async saveElsewhere() {
      if (job.state.request.operation === 'edit') {
        await runner.continue(job.id);
        return;
      }
      const folder = await pickFolder();
      if (folder) {
        const owner = await checkFolder(folder);
        await runner.continue(job.id, { folder: folder.toString(), workspace: owner.uri.toString() });
      }
    },
  };
}

/** Asks for a folder. `undefined` when the person left. */
export async function pickFolder(start?: vscode.Uri): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('Folder for Images'),
    openLabel: vscode.l10n.t('Select Folder'),
    ...(start ? { defaultUri: start } : {}),
  });
  return picked?.[0];
}
