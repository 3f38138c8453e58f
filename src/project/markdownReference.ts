import { frontmatter } from './component';
import { insertAt, insertIntoValue, type ReferenceEdit } from './edit';
import { attributeUrl, markdownText } from './escape';
import { markupReference } from './markupReference';
import { markupSpot } from './markupSpot';
import { urlFor, type Place } from './place';
import { textReference } from './textReference';

/** Names the picture in Markdown: an image, or the address alone in a link, in code and in the frontmatter. */
export function markdownReference(place: Place): ReferenceEdit {
  const { text, start } = place;
  const front = frontmatter(text);
  if (front && start >= front.start && start <= front.end) {
    return textReference({ ...place, languageId: 'yaml' });
  }
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const line = text.slice(lineStart, start);
  const url = urlFor(place, true);
  if (inFence(text.slice(0, lineStart)) || (line.match(/(?<!\\)`/g)?.length ?? 0) % 2 === 1) {
    return insertAt(place, url);
  }
  const link = /(?:\]\([ \t]*<?|^ {0,3}\[[^\]]+\]:[ \t]*<?)([^()\s<>]*)$/.exec(line);
  if (link) {
    const rest = /^[^()\s<>]*/.exec(text.slice(start))?.[0] ?? '';
    return insertIntoValue(place, { start: start - (link[1]?.length ?? 0), end: start + rest.length }, url);
  }
  // HTML in Markdown lasts until a blank line.
  const block = /(?:^|\n)[ \t]*\r?\n(?=[^]*$)/.test(text.slice(0, lineStart))
    ? Math.max(text.lastIndexOf('\n\n', start - 1), text.lastIndexOf('\n\r\n', start - 1)) + 1
    : 0;
  const spot = markupSpot(text, start, false, block);
  if (spot.kind === 'tag' || spot.kind === 'raw') {
    return markupReference(place);
  }
  if (spot.kind === 'value') {
    return insertIntoValue(place, spot, attributeUrl(url));
  }
  return spot.kind === 'comment' ? insertAt(place, url) : insertAt(place, `![${markdownText(place.alt)}](${url})`);
}

/** Whether the line that follows is part of a fenced code block. */
function inFence(before: string): boolean {
  let fence = '';
  for (const line of before.split(/\r\n|\r|\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (mark && fence === '') {
      // Backticks with more backticks behind them on the line are inline code.
      fence = mark[1]?.startsWith('`') === true && mark[2]?.includes('`') === true ? '' : (mark[1] ?? '');
    } else if (mark && mark[1]?.startsWith(fence) === true && mark[2]?.trim() === '') {
      fence = '';
    }
  }
  return fence !== '';
}
