/** One place of a text to be changed. Offsets are those of the text before all changes. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a change makes of a file's text. */
export interface TextChange {
  /** What it does, for the reader. */
  readonly summary: string;
  /** The whole text afterwards. */
  readonly text: string;
  /** What the user should know of the file as it is then, a sentence or two. */
  readonly note?: string | undefined;
}

/** The text with all changes made; those at one place in the order in which they are listed. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits.map((edit, index) => ({ edit, index })).sort((a, b) => a.edit.start - b.edit.start || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of inOrder) {
    result += text.slice(at, Math.max(at, edit.start)) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

/** How lines of a text end: as the first one does. */
export function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** What stands before an offset in its line, when that is nothing but blanks. */
export function indentAt(text: string, offset: number): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*$/.test(line) ? line : undefined;
}

/** The blanks that the line of an offset begins with. */
export function lineIndentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** `1 icon`, `3 icons`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
