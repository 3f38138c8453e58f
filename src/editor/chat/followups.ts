import * as vscode from 'vscode';

/** Apart from the rest, so that registering loads nothing. What can be asked next: words without a command are most often meant as a prompt. */
export function followups({ metadata }: vscode.ChatResult): vscode.ChatFollowup[] {
  const { command, prompt } = (metadata ?? {}) as { readonly command?: string; readonly prompt?: string };
  return command === '' && prompt ? [{ command: 'generate', prompt, label: vscode.l10n.t('Generate an image of this') }] : [];
}
