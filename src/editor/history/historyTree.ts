import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { formatPrice } from '../../core/money';
import { modelNameOf } from './forPage';
import { kindOf, type History, type HistoryImage } from './history';
import type { Thumbnails } from './thumbnails';

export const historyViewId = 'easel.history';

export type HistoryNode = { readonly day: number; readonly images: readonly HistoryImage[] } | { readonly image: HistoryImage };

/** More than this many in a tree help nobody; the panel has a search. */
const maxImages = 500;

/** The pictures of this workspace, by day. */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listening: { dispose(): void };

  constructor(
    private readonly history: History,
    private readonly thumbnails: Thumbnails,
  ) {
    this.listening = history.onChange(() => this.refresh());
  }

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node) {
      return 'images' in node ? node.images.map((image) => ({ image })) : [];
    }
    const images = (await this.history.list()).slice(0, maxImages);
    await this.thumbnails.ready();
    this.thumbnails.want(images);
    const days = new Map<number, HistoryImage[]>();
    for (const image of images) {
      const day = new Date(image.state.createdAt).setHours(0, 0, 0, 0);
      days.set(day, [...(days.get(day) ?? []), image]);
    }
    void vscode.commands.executeCommand('setContext', 'easel.hasHistory', images.length > 0);
    return [...days].map(([day, ofDay]) => ({ day, images: ofDay }));
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    return 'images' in node ? dayItem(node.day, node.images) : imageItem(node.image, this.thumbnails.of(node.image));
  }

  /** The picture and the whole prompt, when somebody looks. */
  async resolveTreeItem(item: vscode.TreeItem, node: HistoryNode): Promise<vscode.TreeItem> {
    if ('image' in node) {
      item.tooltip = await tooltip(node.image, this.thumbnails.of(node.image));
    }
    return item;
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

function dayItem(day: number, images: readonly HistoryImage[]): vscode.TreeItem {
  const item = new vscode.TreeItem(dayName(day), vscode.TreeItemCollapsibleState.Expanded);
  item.id = `day ${day}`;
  item.description = String(images.length);
  item.contextValue = 'historyDay';
  return item;
}

function dayName(day: number): string {
  const today = new Date().setHours(0, 0, 0, 0);
  const yesterday = new Date(today - 1).setHours(0, 0, 0, 0);
  if (day === today) {
    return vscode.l10n.t('Today');
  }
  return day === yesterday
    ? vscode.l10n.t('Yesterday')
    : new Date(day).toLocaleDateString(vscode.env.language, { day: 'numeric', month: 'long', year: 'numeric' });
}

function imageItem(image: HistoryImage, small: vscode.Uri | undefined): vscode.TreeItem {
  const { state, starred } = image;
  const item = new vscode.TreeItem(shortened(state.request.prompt, 80));
  item.id = `${image.jobId} ${image.index}`;
  item.description = [...(starred ? ['★'] : []), modelNameOf(image), sizeOf(image), formatPrice(state.price)].join(' · ');
  item.iconPath = small ?? new vscode.ThemeIcon(starred ? 'star-full' : 'file-media');
  const canOpen = image.image.saved ? '.file' : '';
  item.contextValue = `history.${kindOf(state)}${canOpen}${image.image.file === undefined ? '' : '.kept'}${starred ? '.starred' : ''}`;
  item.command = { title: vscode.l10n.t('Open'), command: '_easel.historyShow', arguments: [{ image }] };
  return item;
}

/** Prompts are anybody's words: they are shown as text and never read as Markdown, markup or links. */
async function tooltip(image: HistoryImage, small: vscode.Uri | undefined): Promise<vscode.MarkdownString> {
  const text = new vscode.MarkdownString();
  const bytes = small && (await readFile(small.fsPath).catch(() => undefined));
  if (bytes) {
    text.appendMarkdown(`![](data:image/webp;base64,${bytes.toString('base64')})\n\n`);
  }
  const { state } = image;
  text.appendText(shortened(state.request.prompt, 600));
  const made = new Date(state.createdAt).toLocaleString(vscode.env.language);
  text.appendText(`\n\n${[modelNameOf(image), sizeOf(image), state.request.quality, formatPrice(state.price), made].join(' · ')}`);
  if (image.image.saved) {
    text.appendText(`\n\n${vscode.workspace.asRelativePath(vscode.Uri.parse(image.image.saved.uri, true))}`);
  }
  return text;
}

function sizeOf({ image, state }: HistoryImage): string {
  const { width, height } = image.saved ?? state.request;
  return `${width} × ${height}`;
}

/** On one line, without what would turn the direction of the text around it. */
function shortened(text: string, most: number): string {
  const line = text.replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  const characters = Array.from(line.slice(0, 4 * most));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}
