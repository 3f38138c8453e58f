import * as vscode from 'vscode';
import type { Runner } from '../jobs/runner';
import type { ApiKey } from './apiKey';

/** What the steps of the walkthrough ask for. VS Code keeps for itself what was done once. */
export type WalkthroughStep = 'image' | 'key' | 'replace' | 'edit';

const done = new Set<WalkthroughStep>();

/** A step counts as done by doing it, whether the walkthrough is open or not. */
export function markDone(step: WalkthroughStep): void {
  if (!done.has(step)) {
    done.add(step);
    void vscode.commands.executeCommand('setContext', `easel.done.${step}`, true);
  }
}

/** Marks what jobs have brought, and whether there is a key. */
export function followSteps(runner: Runner, key: ApiKey): vscode.Disposable {
  const jobs = (): void => {
    runner
      .list()
      .filter(({ phase }) => phase === 'done')
      .forEach(({ state }) => markDone(state.request.operation === 'edit' ? 'edit' : 'image'));
  };
  const keys = (): void => {
    key.source().then(
      (source) => source !== 'none' && markDone('key'),
      () => undefined,
    );
  };
  jobs();
  keys();
  return vscode.Disposable.from(runner.onChange(jobs), key.onDidChange(keys));
}

export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'easel.easel-assets#easel.start', false);
}
