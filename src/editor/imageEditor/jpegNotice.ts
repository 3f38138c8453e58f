import * as vscode from 'vscode';

/** Set once the user has been told that a JPEG is encoded again. */
const stateName = 'easel.toldJpeg';

export function isJpegTold(state: vscode.Memento): boolean {
  return state.get(stateName) === true;
}

export async function tellJpeg(state: vscode.Memento): Promise<void> {
  await state.update(stateName, true);
}

/** What the image editor says before the first edit, for who edits without it; once, and not waited for. */
export async function showJpegNotice(state: vscode.Memento): Promise<void> {
  if (!isJpegTold(state)) {
    await tellJpeg(state);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A JPEG is encoded again when it is written, which changes every pixel a little. A PNG keeps them.'),
    );
  }
}
