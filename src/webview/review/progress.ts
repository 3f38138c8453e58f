import type { ReviewRow } from '../../protocol/review';

/** How far a run is. */
export interface RunProgress {
  readonly total: number;
  /** Done, failed or cancelled. */
  readonly ended: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Counts what was asked for; without knowing that, everything that was not skipped. */
export function progressOf(rows: readonly ReviewRow[], sent: readonly string[]): RunProgress {
  const asked = new Set(sent);
  const mine = rows.filter((row) => asked.has(row.id));
  const counted = mine.length > 0 ? mine : rows.filter((row) => row.state !== 'skipped');
  const inState = (state: ReviewRow['state']) => counted.filter((row) => row.state === state).length;
  const [done, failed, cancelled] = [inState('done'), inState('failed'), inState('cancelled')];
  return { total: counted.length, ended: done + failed + cancelled, done, failed, cancelled };
}

/** `5 of 12 · 1 failed` */
export function progressText({ total, ended, failed }: RunProgress): string {
  return `${ended} of ${total}${failed > 0 ? ` · ${failed} failed` : ''}`;
}

/** `10 of 12 replaced · 1 failed · 1 cancelled` */
export function resultText({ total, done, failed, cancelled }: RunProgress): string {
  const rest = [failed > 0 ? `${failed} failed` : '', cancelled > 0 ? `${cancelled} cancelled` : ''];
  return [`${done} of ${total} replaced`, ...rest].filter(Boolean).join(' · ');
}
