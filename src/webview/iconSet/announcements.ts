import type { IconSetSnapshot } from '../../protocol/iconSet';
import { counted } from './order';
import { summaryText } from './summaryView';

/** What a screen reader is told when one snapshot follows another. Empty when nothing is worth saying. @param sent how many files were asked for */
export function announcement(before: IconSetSnapshot | undefined, after: IconSetSnapshot, sent: number): string {
  if (!before) {
    return '';
  }
  if (before.phase !== after.phase) {
    return ofPhase(after, sent);
  }
  // Every quarter of the way, so that it can be listened to.
  const quarter = (snapshot: IconSetSnapshot) => Math.floor((snapshot.progress ?? 0) * 4);
  const reached = quarter(after);
  return after.phase === 'writing' && reached > quarter(before) && reached < 4 ? `${reached * 25} %.` : '';
}

function ofPhase({ phase, summary }: IconSetSnapshot, sent: number): string {
  switch (phase) {
    case 'ready':
      return '';
    case 'writing':
      return sent === 0 ? 'Writing…' : `Writing ${counted(sent)}…`;
    case 'done':
      return summary ? `Finished. ${summaryText(summary)} ${summary.faults.join(' ')}`.trim() : 'Finished.';
  }
}
