import * as vscode from 'vscode';
import { isCancelled } from '../../core/errors';
import type { ActiveJob } from '../../jobs/activeJob';
import type { Runner } from '../../jobs/runner';
import { outcomeOf } from '../jobOutcome';
import { showError } from '../nextSteps';
import { standstillOf } from '../standstill';

export const imageEditorViewType = 'easel.imageEditor';

/** Opens a picture in the image editor. */
export async function openInEditor(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, imageEditorViewType);
}

/** Whether the picture stands before the user in the image editor, who sees there how its edits end. */
export function isShown(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    return input instanceof vscode.TabInputCustom && input.viewType === imageEditorViewType && input.uri.toString() === uri.toString();
  });
}

/** Waits for an edit that nobody else waits for, and tells the user how it ended unless it is to be seen anyway. */
export async function reportEdit(job: ActiveJob, runner: Runner, log: vscode.LogOutputChannel): Promise<void> {
  const source = job.state.request.edit?.source;
  if (source === undefined) {
    return;
  }
  const uri = vscode.Uri.parse(source, true);
  const label = vscode.workspace.asRelativePath(uri);
  try {
    await outcomeOf(job);
    if (isShown(uri)) {
      return;
    }
    const open = vscode.l10n.t('Open');
    if ((await vscode.window.showInformationMessage(vscode.l10n.t('The edit of {0} is ready to be applied.', label), open)) === open) {
      await openInEditor(uri);
    }
  } catch (error) {
    if (!isCancelled(error) && !isShown(uri)) {
      void showError(error, log, standstillOf(job, runner));
    }
  }
}
