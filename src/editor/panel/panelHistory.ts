import type * as vscode from 'vscode';
import { ImageError } from '../../core/errors';
import type { Handlers } from '../../protocol/channel';
import type { historyHostMethods, HistoryKey } from '../../protocol/history';
import { historyFor, type HistoryParts } from '../history/forPage';
import type { HistoryActions } from '../history/historyActions';

export interface PanelHistoryDeps extends HistoryParts {
  readonly actions: HistoryActions;
}

/** What the panel's page may ask of the history. The page names pictures by job and index; anything else it says leads nowhere. */
export function historyHandlers(deps: PanelHistoryDeps, webview: vscode.Webview): Handlers<typeof historyHostMethods> {
  const large = async (key: HistoryKey): Promise<string> => {
    const file = await deps.thumbnails.make(await deps.history.find(key), 1600);
    if (!file) {
      throw new ImageError('invalid-request', 'This image is no longer kept on this machine, so it cannot be compared.');
    }
    return webview.asWebviewUri(file).toString(true);
  };
  return {
    history: ({ query }) => historyFor(query, deps, (file) => webview.asWebviewUri(file)),
    historyAct: ({ key, action }) => deps.actions.act(key, action),
    compare: async ({ keys: [first, second] }) => ({ sources: [await large(first), await large(second)] }),
  };
}
