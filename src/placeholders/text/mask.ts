/** Of HTML and of what fills in templates; in MDX of the script. */
const comments = /<!--|\{%-?\s*comment\b|\{\{-?\s*\/\*/g;
const scriptComments = /<!--|\{\/\*/g;
const commentEnds: readonly (readonly [string, RegExp])[] = [
  ['<', /-->/g],
  ['{%', /\{%-?\s*endcomment\s*-?%\}/g],
  ['{', /\*\/[\s-]{0,9}\}{1,2}/g],
];

/** Markdown without its code and comments: blanks in its place, so that offsets stay. `shown` are the places of the code. */
export interface Masked {
  readonly text: string;
  readonly shown: readonly { readonly start: number; readonly end: number }[];
}

export function maskCode(text: string, start: number, end: number, mdx: boolean): Masked {
  const shown: { start: number; end: number }[] = [];
  const prose: { start: number; end: number }[] = [];
  let fence = '';
  let blank = true;
  let indented = false;
  let list = false;
  /** Where the content of the last item begins. */
  let content = 0;
  let paragraph = start;
  const endParagraph = (at: number): void => {
    if (at > paragraph) {
      prose.push({ start: paragraph, end: at });
    }
  };
  for (let at = start; at < end;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const line = text.slice(at, Math.min(next, at + 400));
    const open = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/.exec(line);
    const marks = open?.[1] ?? '';
    const empty = line.trim() === '';
    let code = false;
    if (fence !== '') {
      code = true;
      if (marks.startsWith(fence) && line.slice(open?.[0].length ?? 0).trim() === '') {
        fence = '';
      }
    } else if (marks !== '' && !(marks.startsWith('`') && line.slice(open?.[0].length ?? 0).includes('`'))) {
      fence = marks;
      code = true;
    } else if (!mdx && !empty && (blank || indented) && columns(line) >= (list ? content : 0) + 4) {
      code = true;
      indented = true;
    } else if (!empty) {
      indented = false;
      const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(line)?.[0];
      content = item === undefined ? Math.min(content, columns(line)) : columns(`${item.replace(/\S/g, ' ')}.`);
      list = /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line) || (list && /^[ \t]/.test(line)) || (list && !blank);
    }
    if (code || empty) {
      endParagraph(at);
      paragraph = next;
    }
    if (code) {
      shown.push({ start: at, end: next });
    }
    blank = empty;
    at = next;
  }
  endParagraph(end);
  for (const part of prose) {
    inlineCode(text, part.start, part.end, shown);
  }
  const masked = without(text, shown);
  const begins = new RegExp(mdx ? scriptComments : comments);
  begins.lastIndex = start;
  for (let match = begins.exec(masked); match && match.index < end; match = begins.exec(masked)) {
    const [open] = match;
    const close = new RegExp(commentEnds.find(([mark]) => open.startsWith(mark))?.[1] ?? /-->/g);
    close.lastIndex = match.index + open.length;
    const next = close.exec(masked) ? Math.min(end, close.lastIndex) : end;
    shown.push({ start: match.index, end: next });
    begins.lastIndex = next;
  }
  return { text: without(text, shown), shown };
}

/** Columns that a line is indented by. */
function columns(line: string): number {
  let column = 0;
  for (let i = 0; i < line.length; i += 1) {
    const char = line.charAt(i);
    if (char !== ' ' && char !== '\t') {
      break;
    }
    column += char === '\t' ? 4 - (column % 4) : 1;
  }
  return column;
}

/** Code spans: a run of backticks to the next run of the same length in the paragraph. */
function inlineCode(text: string, start: number, end: number, shown: { start: number; end: number }[]): void {
  if (!text.slice(start, end).includes('`')) {
    return;
  }
  const runs = [...text.slice(start, end).matchAll(/\\.|`+/g)].filter((run) => run[0].startsWith('`'));
  /** Of each length, the places that are still ahead, last first. */
  const ahead = new Map<number, number[]>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.[0].length ?? 0;
    const places = ahead.get(length) ?? [];
    places.push(index);
    ahead.set(length, places);
  }
  for (let index = 0; index < runs.length; index += 1) {
    const run = runs[index];
    const places = ahead.get(run?.[0].length ?? 0) ?? [];
    while (places.length > 0 && (places[places.length - 1] ?? 0) <= index) {
      places.pop();
    }
    const close = places[places.length - 1];
    const last = close === undefined ? undefined : runs[close];
    if (run && last && close !== undefined) {
      shown.push({ start: start + run.index, end: start + last.index + last[0].length });
      index = close;
    }
  }
}

function without(text: string, ranges: readonly { start: number; end: number }[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    if (range.start >= at) {
      parts.push(text.slice(at, range.start), text.slice(range.start, range.end).replace(/[^\r\n]/g, ' '));
      at = range.end;
    }
  }
  return parts.join('') + text.slice(at);
}
