import * as vscode from 'vscode';
import { showError } from '../nextSteps';
import { exportIconSet, type Exported } from './exportCommand';
import { readMaster } from './iconSet';
import { IconSetPanel, iconSetViewType, type IconSetPanelDeps } from './iconSetPanel';
import { SetState } from './setState';

const masterName = 'easel.iconSet.master';

export interface IconSetsDeps extends IconSetPanelDeps {
  /** Remembers the picture of the page over a reload of the window. */
  readonly state: vscode.Memento;
}

/** The one page of icon sets, and the command that writes them with or without it. */
export class IconSets implements vscode.Disposable {
  private panel: IconSetPanel | undefined;
  private readonly set = new SetState();

  constructor(private readonly deps: IconSetsDeps) {}

  export(argument: unknown): Promise<Exported | undefined> {
    return exportIconSet(this.deps, (uri) => this.open(uri), argument);
  }

  /** A page that VS Code brings back after a reload. */
  async revive(webviewPanel: vscode.WebviewPanel): Promise<void> {
    const master = this.deps.state.get<string>(masterName);
    try {
      if (master === undefined) {
        webviewPanel.dispose();
        return;
      }
      const uri = vscode.Uri.parse(master, true);
      await readMaster(uri, this.deps.codec);
      this.show(webviewPanel, uri);
    } catch (error) {
      webviewPanel.dispose();
      void showError(error, this.deps.log);
    }
  }

  dispose(): void {
    this.set.cancel();
    this.panel?.dispose();
  }

  /** @throws ImageError when the picture is none; a page without one would say nothing. */
  private async open(uri: vscode.Uri): Promise<void> {
    await readMaster(uri, this.deps.codec);
    this.set.begin(uri);
    await this.deps.state.update(masterName, uri.toString());
    if (this.panel) {
      this.panel.reveal(uri);
      return;
    }
    this.show(vscode.window.createWebviewPanel(iconSetViewType, vscode.l10n.t('Icon Set'), vscode.ViewColumn.Active), uri);
  }

  private show(webviewPanel: vscode.WebviewPanel, uri: vscode.Uri): void {
    this.panel = new IconSetPanel(webviewPanel, this.deps, this.set, uri, () => (this.panel = undefined));
  }
}
