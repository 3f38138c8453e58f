import * as vscode from 'vscode';
import type { App } from './editor/app';
import { hasOpenJobs } from './editor/openJobs';

const panelViewType = 'easel.panel';

/**
 * Registers what VS Code may ask for and nothing more: everything else is in the second bundle, which is loaded at the first
 * command, with a panel that comes back, or when jobs wait to be finished.
 */
export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<App> | undefined;
  const app = (): Promise<App> => {
    loading ??= import('./editor/app').then((module) => module.createApp(context));
    // What failed once may work the next time.
    loading.catch(() => (loading = undefined));
    return loading;
  };

  const command = (id: string, run: (app: App, argument: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (argument: unknown) => run(await app(), argument));

  context.subscriptions.push(
    command('easel.generateImage', (loaded, argument) => loaded.generateImage(argument)),
    command('easel.generateImageHere', (loaded, argument) => loaded.generateImage(argument)),
    command('easel.openPanel', (loaded, argument) => loaded.openPanel(argument)),
    command('easel.setApiKey', (loaded, argument) => loaded.setApiKey(argument)),
    command('easel.removeApiKey', (loaded, argument) => loaded.removeApiKey(argument)),
    command('easel.showLog', (loaded) => loaded.showLog()),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (panel) => (await app()).revivePanel(panel),
    }),
    { dispose: () => void loading?.then((loaded) => loaded.dispose()) },
  );

  // Jobs that a closed window left behind are paid for: they go on as soon as the workspace is open again. Looked for after
  // activation has returned, so that it costs the start of the editor nothing.
  setImmediate(() => {
    hasOpenJobs(context.globalStorageUri.fsPath).then(
      (waiting) => (waiting ? app() : undefined),
      () => undefined,
    );
  });
}
