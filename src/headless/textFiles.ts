import { readFile } from 'node:fs/promises';
import { languageOf } from '../placeholders/scan';
import { EventEmitter } from './events';
import { FileSystemError } from './fileSystem';
import { Position, type Range } from './geometry';
import { host } from './host';
import { EndOfLine, type WorkspaceEdit } from './parts';
import type { Uri } from './uri';

const byteOrderMark = '\ufeff';

/** A text on disk as VS Code's `TextDocument`. It has no changes that are not saved: an edit is written at once. */
export class TextFile {
  readonly encoding = 'utf8';
  readonly isDirty = false;
  readonly isClosed = false;
  readonly languageId: string;
  version = 1;
  private text = '';
  private starts: number[] = [0];
  /** What was read, to see whether the file is still the one that an edit was made for. */
  private bytes: Uint8Array = new Uint8Array();

  constructor(readonly uri: Uri) {
    this.languageId = languageOf(uri.path) ?? 'plaintext';
  }

  get eol(): number {
    return /\r\n|\n/.exec(this.text)?.[0] === '\r\n' ? EndOfLine.CRLF : EndOfLine.LF;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  getText(range?: Range): string {
    return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text;
  }

  offsetAt({ line, character }: Position): number {
    const start = this.starts[Math.min(line, this.starts.length - 1)] ?? 0;
    const end = this.starts[line + 1] ?? this.text.length;
    return Math.min(start + character, end);
  }

  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      [low, high] = (this.starts[middle] ?? 0) <= at ? [middle, high] : [low, middle - 1];
    }
    return new Position(low, at - (this.starts[low] ?? 0));
  }

  save(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Takes over what is on disk. @throws FileSystemError */
  async read(): Promise<void> {
    const bytes = await this.onDisk();
    if (this.version === 1 || Buffer.compare(bytes, this.bytes) !== 0) {
      this.take(bytes);
    }
  }

  /** Writes edits of the text as it was read. `false` when the file is another one by now, or cannot be written. */
  async write(edits: readonly { readonly range: Range; readonly text: string }[]): Promise<boolean> {
    const eol = this.eol === EndOfLine.CRLF ? '\r\n' : '\n';
    const spots = edits
      .map(({ range, text }) => ({
        start: this.offsetAt(range.start),
        end: this.offsetAt(range.end),
        text: text.replace(/\r\n|\r|\n/g, eol),
      }))
      .sort((a, b) => b.start - a.start);
    let text = this.text;
    for (const { start, end, text: inserted } of spots) {
      text = text.slice(0, start) + inserted + text.slice(end);
    }
    const mark = Buffer.from(this.bytes.subarray(0, 3)).toString() === byteOrderMark ? byteOrderMark : '';
    const bytes = Buffer.from(mark + text);
    try {
      if (Buffer.compare(await this.onDisk(), this.bytes) !== 0) {
        return false;
      }
      await host().replaceFile(this.uri.fsPath, bytes);
    } catch {
      return false;
    }
    this.take(bytes);
    return true;
  }

  private take(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.text = new TextDecoder().decode(bytes);
    this.starts = [0, ...[...this.text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
    this.version++;
  }

  private async onDisk(): Promise<Uint8Array> {
    try {
      return await readFile(this.uri.fsPath);
    } catch (error) {
      throw new FileSystemError('FileNotFound', error instanceof Error ? error.message : String(error), error);
    }
  }
}

/** Texts that were opened once, so that an edit is made in the one that it was made for. */
const opened = new Map<string, TextFile>();
const changed = new EventEmitter<{ readonly document: TextFile; readonly contentChanges: readonly never[] }>();
export const onDidChangeTextDocument = changed.event;

/** `vscode.workspace.openTextDocument`: as it is on disk now. */
export async function openTextDocument(uri: Uri): Promise<TextFile> {
  const document = opened.get(uri.toString()) ?? new TextFile(uri);
  await document.read();
  opened.set(uri.toString(), document);
  return document;
}

/** `vscode.workspace.applyEdit`: file by file; `false` when one was not changed. */
export async function applyEdit({ changes }: WorkspaceEdit): Promise<boolean> {
  let all = true;
  for (const { uri, edits } of changes.values()) {
    const document = opened.get(uri.toString());
    const isWritten = document !== undefined && (await document.write(edits));
    if (isWritten) {
      changed.fire({ document, contentChanges: [] });
    }
    all &&= isWritten;
  }
  return all;
}
