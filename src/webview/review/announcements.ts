import type { ReviewSnapshot } from '../../protocol/review';
import { shortPrompt } from '../common/figures';
import { progressOf } from './progress';
import { pictures, places } from './quote';
import { summaryText } from './summaryView';

/** What a screen reader is told when one snapshot follows another. Empty when nothing is worth saying. */
export function announcement(before: ReviewSnapshot | undefined, after: ReviewSnapshot, sent: readonly string[]): string {
  if (!before) {
    return '';
  }
  if (before.phase !== after.phase) {
    return ofPhase(after);
  }
  return after.phase === 'running' ? ofProgress(before, after, sent) : '';
}

function ofPhase(after: ReviewSnapshot): string {
  switch (after.phase) {
    case 'scanning':
      return 'Looking for placeholders…';
    case 'review':
      return after.rows.length === 0 ? 'No placeholders found.' : `${factsText(after)}.`;
    case 'running':
      return 'Started.';
    case 'done':
      return after.summary ? `Finished. ${summaryText(after.summary)}` : 'Finished.';
  }
}

/** Failures at once; what goes well only every tenth of the way, so that a long run can be listened to. */
function ofProgress(before: ReviewSnapshot, after: ReviewSnapshot, sent: readonly string[]): string {
  const failed = after.rows.filter(
    (row) => row.state === 'failed' && before.rows.some((one) => one.id === row.id && one.state !== 'failed'),
  );
  const [last, now] = [progressOf(before.rows, sent), progressOf(after.rows, sent)];
  const tenth = (ended: number) => Math.floor((ended * 10) / Math.max(1, now.total));
  const words = failed.map((row) => `${shortPrompt(row.prompt, 40)}: failed. ${row.message ?? ''}`.trim());
  return tenth(last.ended) === tenth(now.ended) ? words.join(' ') : [...words, `${now.ended} of ${now.total}.`].join(' ');
}

/** `14 pictures in 23 places` */
export function factsText({ rows }: ReviewSnapshot): string {
  const all = rows.reduce((sum, row) => sum + row.places.length, 0);
  return all === rows.length ? pictures(rows.length) : `${pictures(rows.length)} in ${places(all)}`;
}
