import * as vscode from 'vscode';
import type { ActiveJob } from '../jobs/activeJob';
import type { Runner } from '../jobs/runner';

/** What a job is doing, in a few words. */
export function phaseText(job: ActiveJob): string {
  switch (job.phase) {
    case 'preparing':
      return vscode.l10n.t('Sending the request');
    case 'queued': {
      const ahead = job.progress?.position;
      return ahead ? vscode.l10n.t('In queue, {0} ahead', ahead) : vscode.l10n.t('In queue');
    }
    case 'running':
      return vscode.l10n.t('Generating');
    case 'saving':
      return vscode.l10n.t('Saving');
    case 'cancelling':
      return vscode.l10n.t('Cancelling; what is finished all the same is kept');
    case 'done':
      return vscode.l10n.t('Done');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'cancelled':
      return vscode.l10n.t('Cancelled');
  }
}

/** A notification with Cancel for as long as the job has nothing final to tell. */
export async function showProgress(job: ActiveJob, runner: Runner): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: titleOf(job), cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    const report = (): void => progress.report({ message: phaseText(job) });
    report();
    const listening = vscode.Disposable.from(
      runner.onChange(report),
      token.onCancellationRequested(() => runner.cancel(job.id)),
    );
    try {
      await job.told;
    } finally {
      listening.dispose();
    }
  });
}

function titleOf(job: ActiveJob): string {
  const { prompt, width, height } = job.state.request;
  const short = prompt.length > 40 ? `${prompt.slice(0, 39)}…` : prompt;
  return `${short} (${width}×${height})`;
}

/** One item in the status bar while jobs run; a click opens the panel. */
export function registerStatusBar(runner: Runner): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('easel.jobs', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Easel Jobs');
  item.command = 'easel.openPanel';
  const update = (): void => {
    const running = runner.list().filter((job) => ['preparing', 'queued', 'running', 'saving'].includes(job.phase));
    const [only] = running;
    if (!only) {
      item.hide();
      return;
    }
    const label = running.length === 1 ? phaseText(only) : vscode.l10n.t('{0} images', running.length);
    item.text = `$(loading~spin) Easel: ${label}`;
    item.tooltip = running.map((job) => `${titleOf(job)}: ${phaseText(job)}`).join('\n');
    item.show();
  };
  update();
  return vscode.Disposable.from(item, runner.onChange(update));
}
