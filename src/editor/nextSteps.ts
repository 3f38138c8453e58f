import * as vscode from 'vscode';
import { isCancelled, toImageError, waitsForChoice, type ErrorKind, type ImageError } from '../core/errors';
import type { GroundChoice } from '../core/icon';
import type { NextStep } from '../protocol/panel';

/** Every step that a person can be offered, with the words on its button. */
const labels: Readonly<Record<NextStep, string>> = {
  setApiKey: vscode.l10n.t('Set API Key…'),
  openBilling: vscode.l10n.t('Open fal.ai Billing'),
  openDashboard: vscode.l10n.t('Open fal.ai Requests'),
  continueJob: vscode.l10n.t('Continue'),
  saveElsewhere: vscode.l10n.t('Save Elsewhere…'),
  removeGround: vscode.l10n.t('Remove Background'),
  tryAgain: vscode.l10n.t('Try Again'),
  keepGround: vscode.l10n.t('Keep as It Is'),
  showLog: vscode.l10n.t('Show Log'),
  openFolder: vscode.l10n.t('Open Folder…'),
  manageTrust: vscode.l10n.t('Manage Workspace Trust'),
  openSettings: vscode.l10n.t('Open Settings'),
};

/** What can be done about each kind of error. The one place that decides it. */
const stepsFor: Readonly<Record<ErrorKind, readonly NextStep[]>> = {
  'no-key': ['setApiKey'],
  'bad-key': ['setApiKey'],
  'no-credit': ['openBilling'],
  'rate-limited': ['continueJob'],
  'content-refused': [],
  'invalid-request': [],
  'submission-unknown': ['openDashboard', 'showLog'],
  network: ['continueJob', 'showLog'],
  timeout: ['continueJob', 'showLog'],
  'bad-response': ['showLog'],
  'not-an-image': ['openDashboard', 'showLog'],
  'not-transparent': ['removeGround', 'tryAgain', 'keepGround'],
  'not-removable': ['tryAgain', 'keepGround'],
  'too-large': [],
  'cannot-write': ['continueJob', 'showLog'],
  'over-budget': ['openSettings'],
  cancelled: [],
};

export interface Step {
  readonly id: NextStep;
  readonly label: string;
}

/**
 * @param canContinue whether there is a job that stands still and can go on without being paid again.
 * @param price what the same request would cost once more, ready to be shown; not set when it was tried again already
 */
export function stepsAfter(kind: ErrorKind, canContinue: boolean, price?: string): Step[] {
  if (waitsForChoice({ kind })) {
    const left = stepsFor[kind].filter((id) => id !== 'tryAgain' || price !== undefined);
    return canContinue ? left.map((id) => (id === 'tryAgain' && price !== undefined ? priced(id, price) : step(id))) : [];
  }
  const others = stepsFor[kind].filter((id) => id !== 'continueJob');
  const onward: readonly NextStep[] =
    kind === 'cannot-write' || kind === 'invalid-request' ? ['continueJob', 'saveElsewhere'] : ['continueJob'];
  return [...(canContinue ? onward : []), ...others].map(step);
}

/** Whatever is paid says what it costs. */
function priced(id: NextStep, price: string): Step {
  return { id, label: vscode.l10n.t('{0} ({1})', labels[id], price) };
}

export function step(id: NextStep): Step {
  return { id, label: labels[id] };
}

/** What can be done with a job that stands still; its caller knows the runner. */
export interface Standstill {
  continueJob(): Promise<void>;
  saveElsewhere(): Promise<void>;
  /** Of an icon that is not transparent. */
  chooseGround(choice: GroundChoice): Promise<void>;
  /** Sends the same request once more, as a new one. */
  tryAgain(): Promise<void>;
  /** What that would cost, ready to be shown; `undefined` when it was tried again already. */
  readonly price: string | undefined;
}

/** Carries a step out. */
export async function takeStep(id: NextStep, log: vscode.LogOutputChannel, job: Standstill | undefined): Promise<void> {
  switch (id) {
    case 'setApiKey':
      await vscode.commands.executeCommand('easel.setApiKey');
      return;
    case 'openBilling':
      await vscode.env.openExternal(vscode.Uri.parse('https://fal.ai/dashboard/billing'));
      return;
    case 'openDashboard':
      await vscode.env.openExternal(vscode.Uri.parse('https://fal.ai/dashboard/requests'));
      return;
    case 'continueJob':
      await job?.continueJob();
      return;
    case 'saveElsewhere':
      await job?.saveElsewhere();
      return;
    case 'removeGround':
      await job?.chooseGround('remove');
      return;
    case 'keepGround':
      await job?.chooseGround('keep');
      return;
    case 'tryAgain':
      await job?.tryAgain();
      return;
    case 'showLog':
      log.show();
      return;
    case 'openFolder':
      await vscode.commands.executeCommand('workbench.action.files.openFolder');
      return;
    case 'manageTrust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:easel.easel-assets');
      return;
  }
}

/** Shows an error as one sentence with its buttons. Cancelling is no error and shows nothing. */
export async function showError(error: unknown, log: vscode.LogOutputChannel, job?: Standstill): Promise<void> {
  if (isCancelled(error)) {
    return;
  }
  const fault: ImageError = toImageError(error);
  log.error(`${fault.kind}: ${fault.message}${fault.detail ? `\n${fault.detail}` : ''}`);
  const steps = stepsAfter(fault.kind, job !== undefined, job?.price);
  const chosen = await vscode.window.showErrorMessage(fault.message, ...steps.map((one) => one.label));
  const taken = steps.find((one) => one.label === chosen);
  if (taken) {
    // The next fault is the next thing to tell.
    await takeStep(taken.id, log, job).catch((next: unknown) => showError(next, log, job));
  }
}
