import * as vscode from 'vscode';
import type { TextTarget } from './textTarget';

/** A place in a text that stays where it is while the text around it is changed. */
export class KeptTarget implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private start: number;
  private end: number;

  constructor(private readonly target: TextTarget) {
    this.start = target.document.offsetAt(target.selection.start);
    this.end = target.document.offsetAt(target.selection.end);
    this.listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === target.document) {
        // From the end of the text to its beginning, as VS Code lists them, so that no change moves the next one.
        event.contentChanges.forEach((change) => this.follow(change));
      }
    });
  }

  /** @returns `undefined` when the text was closed meanwhile. */
  get current(): TextTarget | undefined {
    const { document } = this.target;
    return document.isClosed
      ? undefined
      : { document, selection: new vscode.Selection(document.positionAt(this.start), document.positionAt(this.end)) };
  }

  dispose(): void {
    this.listening.dispose();
  }

  private follow(change: vscode.TextDocumentContentChangeEvent): void {
    const changeEnd = change.rangeOffset + change.rangeLength;
    const growth = change.text.length - change.rangeLength;
    if (changeEnd <= this.start) {
      this.start += growth;
      this.end += growth;
    } else if (change.rangeOffset < this.end) {
      // What was selected is no longer what it was: nothing of it may be replaced.
      this.start = change.rangeOffset + change.text.length;
      this.end = this.start;
    }
  }
}
