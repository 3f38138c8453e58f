import * as vscode from 'vscode';

/** Asked before a request that the service has taken is forgotten. */
export async function mayGiveUp(): Promise<boolean> {
  const giveUp = vscode.l10n.t('Give Up');
  const message = vscode.l10n.t('fal.ai has taken this request and may charge for it. Give up what it brings?');
  return Promise.resolve(vscode.window.showWarningMessage(message, { modal: true }, giveUp)).then(
    (chosen) => chosen === giveUp,
    () => false,
  );
}
