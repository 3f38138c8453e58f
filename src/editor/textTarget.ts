import * as vscode from 'vscode';

/** The place in the code where a reference would go. */
export interface TextTarget {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Selection;
}

/**
 * Remembers where the cursor was last: while the panel has the focus no text editor is active, and the panel may even cover it.
 */
export class LastTextTarget implements vscode.Disposable {
  private last: TextTarget | undefined;
  private readonly listening: vscode.Disposable;

  constructor() {
    this.remember(vscode.window.activeTextEditor);
    this.listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.remember(editor)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.remember(event.textEditor)),
    );
  }

  /** `undefined` when no text is open. */
  get current(): TextTarget | undefined {
    const active = vscode.window.activeTextEditor;
    if (active && isText(active.document)) {
      return { document: active.document, selection: active.selection };
    }
    if (this.last && !this.last.document.isClosed) {
      return this.last;
    }
    const visible = vscode.window.visibleTextEditors.find((editor) => isText(editor.document));
    return visible && { document: visible.document, selection: visible.selection };
  }

  dispose(): void {
    this.listening.dispose();
  }

  private remember(editor: vscode.TextEditor | undefined): void {
    if (editor && isText(editor.document)) {
      this.last = { document: editor.document, selection: editor.selection };
    }
  }
}

/** Output channels and the like are text editors too, but no place for a reference. */
function isText(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== 'output' && document.uri.scheme !== 'debug' && document.uri.scheme !== 'comment';
}
