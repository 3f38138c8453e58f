import { readFile } from 'node:fs/promises';
import { languageOf } from '../placeholders/scan';
import { EventEmitter } from './events';
import { FileSystemError } from './fileSystem';
import { Position, Range } from './geometry';
import { host } from './host';
import { EndOfLine } from './parts';
import type { Uri } from './uri';

const byteOrderMark = '\ufeff';

/** One stretch of a text and what takes its place. */
interface Replacement {
  readonly range: Range;
  readonly text: string;
}

/**
 * A text on disk as VS Code's `TextDocument`. Everybody shares the one of a file: an edit counts from the moment that it is applied, and
 * is written at once, after those before it. So many calls can change one text, and none of them undoes what another has done.
 */
export class TextFile {
  readonly encoding = 'utf8';
  readonly isDirty = false;
  readonly isClosed = false;
  readonly languageId: string;
  version = 0;
  private text = '';
  private starts: number[] = [0];
  /** The text as bytes: those on disk, or those that they are about to be. */
  private bytes: Uint8Array = new Uint8Array();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(readonly uri: Uri) {
    this.languageId = languageOf(uri.path) ?? 'plaintext';
  }

  get eol(): number {
    return /\r\n|\n/.exec(this.text)?.[0] === '\r\n' ? EndOfLine.CRLF : EndOfLine.LF;
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

  async save(): Promise<boolean> {
    await this.turn;
    return true;
  }

  /** Takes over what is on disk. @throws FileSystemError */
  async read(): Promise<void> {
    for (;;) {
      const { turn } = this;
      await turn;
      const { version } = this;
      const bytes = await this.onDisk();
      // What was edited meanwhile is newer than what was read, and on its way to the disk.
      if (turn === this.turn && version === this.version) {
        if (version === 0 || Buffer.compare(bytes, this.bytes) !== 0) {
          this.take(bytes);
        }
        return;
      }
    }
  }

  /**
   * Edits the text now, and the file in its turn.
   * @returns `false` when the file is another one than was read, or cannot be written; the text is then what is on disk
   */
  edit(edits: readonly Replacement[]): Promise<boolean> {
    const before = this.bytes;
    const after = this.edited(edits);
    this.take(after);
    const written = this.turn.then(() => this.write(before, after));
    this.turn = written;
    return written;
  }

  private edited(edits: readonly Replacement[]): Uint8Array {
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
    return Buffer.from(mark + text);
  }

  private async write(before: Uint8Array, after: Uint8Array): Promise<boolean> {
    try {
      const there = await this.onDisk();
      if (Buffer.compare(there, before) === 0) {
        await host().replaceFile(this.uri.fsPath, after);
        return true;
      }
      this.take(there);
    } catch {
      this.take(await this.onDisk().catch(() => before));
    }
    return false;
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
  const key = uri.toString();
  const document = opened.get(key) ?? new TextFile(uri);
  opened.set(key, document);
  await document.read();
  return document;
}

/** Changes of texts, by document. They are for the texts as they read when the first change of each was named. */
export class WorkspaceEdit {
  readonly changes = new Map<
    string,
    { readonly document: TextFile | undefined; readonly version: number; readonly edits: Replacement[] }
  >();

  replace(uri: Uri, range: Range, text: string): void {
    const key = uri.toString();
    const document = opened.get(key);
    const known = this.changes.get(key) ?? { document, version: document?.version ?? 0, edits: [] };
    known.edits.push({ range, text });
    this.changes.set(key, known);
  }

  insert(uri: Uri, place: Position, text: string): void {
    this.replace(uri, new Range(place, place), text);
  }
}

/** `vscode.workspace.applyEdit`: nothing unless every text still reads as it did; `false` when one was not changed. */
export async function applyEdit({ changes }: WorkspaceEdit): Promise<boolean> {
  const wanted = [...changes.values()].flatMap(({ document, version, edits }) =>
    document?.version === version ? [{ document, edits }] : [],
  );
  if (wanted.length < changes.size) {
    return false;
  }
  // All at once, before anything is waited for: whoever looks at a text next sees it changed.
  const written = wanted.map(({ document, edits }) => document.edit(edits));
  wanted.forEach(({ document }) => changed.fire({ document, contentChanges: [] }));
  return (await Promise.all(written)).every(Boolean);
}
