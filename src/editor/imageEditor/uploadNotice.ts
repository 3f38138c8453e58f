import * as vscode from 'vscode';
import { readSettings } from '../settings';

/** Set in a workspace once its user has been told that edits send parts of its pictures away. */
const stateName = 'easel.toldUpload';

/** What stands in the image editor until somebody has put it away or sent the first edit. */
export function uploadNotes(state: vscode.Memento): { id: string; message: string }[] {
  return isTold(state) ? [] : [{ id: 'upload', message: uploadText() }];
}

function isTold(state: vscode.Memento): boolean {
  return state.get(stateName) === true;
}

export async function tellUpload(state: vscode.Memento): Promise<void> {
  await state.update(stateName, true);
}

/** What is sent where, and for how long it stays there. */
function uploadText(): string {
  const sent = vscode.l10n.t(
    'An edit sends the region around the mask, the mask and the references to fal.ai, where the model runs. The uploads are deleted there after 24 hours.',
  );
  const kept = readSettings().privateRequests
    ? vscode.l10n.t('The request itself is not kept (“Private Requests” is on).')
    : vscode.l10n.t('The request itself stays in your fal.ai history, unless you turn “Private Requests” on.');
  return `${sent} ${kept}`;
}

/** What the image editor says before the first edit, for who edits without it; once in a workspace, and not waited for. */
export async function showUploadNotice(state: vscode.Memento): Promise<void> {
  if (!isTold(state)) {
    await tellUpload(state);
    const settings = vscode.l10n.t('Open Settings');
    void vscode.window.showInformationMessage(uploadText(), settings).then((chosen) => {
      if (chosen === settings) {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'easel.privateRequests');
      }
    });
  }
}
