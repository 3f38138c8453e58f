import * as vscode from 'vscode';
import type { Located } from '../../placeholders/located';
import { isBroken, lineRange, originOf, sizeText } from './describe';
import type { PlaceholderIndex } from './placeholderIndex';

export const placeholdersViewId = 'easel.placeholders';

export type PlaceholderNode = { readonly document: vscode.Uri } | { readonly located: Located };

/** The tree of placeholders, by file, each with its size and host. */
export class PlaceholderTree implements vscode.TreeDataProvider<PlaceholderNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listening: vscode.Disposable;

  constructor(private readonly index: PlaceholderIndex) {
    this.listening = vscode.Disposable.from(
      this.changed,
      index.onDidChange(() => this.changed.fire()),
    );
  }

  getChildren(node?: PlaceholderNode): PlaceholderNode[] {
    if (!node) {
      return this.index.documents.map((document) => ({ document }));
    }
    return 'document' in node ? this.index.of(node.document).map((located) => ({ located })) : [];
  }

  getTreeItem(node: PlaceholderNode): vscode.TreeItem {
    return 'document' in node ? fileItem(node.document, this.index.of(node.document)) : placeItem(node.located);
  }

  /** Keeps the number on the view, and the sentence above it, in line with what is known. */
  attach(view: vscode.TreeView<PlaceholderNode>): vscode.Disposable {
    const update = (): void => {
      const count = this.index.all.length;
      view.badge = count > 0 ? { value: count, tooltip: vscode.l10n.t('{0} placeholders', count) } : undefined;
      view.message = this.index.isScanning
        ? vscode.l10n.t('Looking for placeholders…')
        : this.index.isComplete && count === 0
          ? vscode.l10n.t('No placeholders found.')
          : '';
      void vscode.commands.executeCommand('setContext', 'easel.placeholdersScanned', this.index.isComplete || this.index.isScanning);
      void vscode.commands.executeCommand('setContext', 'easel.hasPlaceholders', count > 0);
    };
    update();
    return this.index.onDidChange(update);
  }

  dispose(): void {
    this.listening.dispose();
  }
}

function fileItem(document: vscode.Uri, located: readonly Located[]): vscode.TreeItem {
  const item = new vscode.TreeItem(document, vscode.TreeItemCollapsibleState.Expanded);
  const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(document, '..'));
  const isTop = vscode.workspace.getWorkspaceFolder(document)?.uri.toString() === vscode.Uri.joinPath(document, '..').toString();
  item.id = document.toString();
  item.iconPath = vscode.ThemeIcon.File;
  item.description = isTop ? String(located.length) : `${folder} · ${located.length}`;
  item.contextValue = 'placeholderFile';
  return item;
}

function placeItem(located: Located): vscode.TreeItem {
  const { finding } = located;
  const label = finding.prompt?.value ?? (finding.kind === 'data' ? originOf(located) : finding.url);
  const item = new vscode.TreeItem(label.length > 80 ? `${label.slice(0, 79)}…` : label);
  const role = finding.role === 'fallback' ? vscode.l10n.t('fallback') : finding.role === 'example' ? vscode.l10n.t('example') : '';
  item.id = located.id;
  item.description = [sizeText(located), originOf(located), role, vscode.l10n.t('line {0}', located.line + 1)]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = finding.url.slice(0, 500);
  item.iconPath = isBroken(located)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('file-media');
  item.contextValue = finding.match ? 'placeholder.host' : 'placeholder';
  const document = vscode.Uri.parse(located.document, true);
  const options: vscode.TextDocumentShowOptions = { selection: lineRange(located), preserveFocus: true };
  item.command = { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [document, options] };
  return item;
}
