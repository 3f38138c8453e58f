import type { PanelJob } from '../../protocol/panel';

/** What a page shows of a job's way, whatever it makes. */
export type JobProgress = Pick<PanelJob, 'state' | 'position'>;

/** `84 kB`, `1.2 MB`: decimal, as the Explorer of every system but one shows them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  const kilo = bytes / 1000;
  if (kilo < 999.5) {
    return `${kilo < 9.95 ? kilo.toFixed(1) : Math.round(kilo)} kB`;
  }
  return `${(kilo / 1000).toFixed(1)} MB`;
}

/** `0:07`, `12:30`, `1:02:03`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `1200 × 630`, as it is shown; `1200x630` is how it is typed. */
export function formatDimensions(size: { readonly width: number; readonly height: number }): string {
  return `${size.width} × ${size.height}`;
}

export function isActive(job: JobProgress): boolean {
  return job.state !== 'done' && job.state !== 'failed' && job.state !== 'cancelled';
}

/** Whether a job stands still until the user says what becomes of its answer: nothing has gone wrong, and nothing is lost. */
export function asksForDecision(job: Pick<PanelJob, 'state' | 'error'>): boolean {
  return job.state === 'failed' && job.error?.steps.some((step) => step.id === 'keepGround') === true;
}

/** What a job is doing, for eyes and screen readers. */
export function stateText(job: JobProgress): string {
  switch (job.state) {
    case 'preparing':
      return 'Preparing';
    case 'queued':
      return job.position === undefined ? 'In queue' : job.position === 0 ? 'In queue, next' : `In queue, ${job.position} ahead`;
    case 'running':
      return 'Running';
    case 'saving':
      return 'Saving';
    case 'cancelling':
      return 'Cancelling';
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
  }
}

/** The beginning of a prompt on one line, for names and announcements. */
export function shortPrompt(prompt: string, length = 60): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
