import type { PanelJob, PanelSnapshot } from '../../protocol/panel';
import { asksForDecision, formatDimensions, shortPrompt, stateText } from '../common/figures';

/** What a screen reader is told when one snapshot follows another. Empty when nothing is worth saying; logs and time never are. */
export function announcement(before: PanelSnapshot | undefined, after: PanelSnapshot): string {
  if (!before) {
    return '';
  }
  const said = after.jobs.map((job) =>
    ofJob(
      before.jobs.find((one) => one.id === job.id),
      job,
    ),
  );
  return said.filter((text) => text !== '').join(' ');
}

function ofJob(before: PanelJob | undefined, job: PanelJob): string {
  if (before?.state !== job.state || before.position !== job.position) {
    return `${shortPrompt(job.prompt, 40)}: ${news(job)}`;
  }
  const moved = job.images.filter((image) => before.images.some((one) => one.index === image.index && one.state !== image.state));
  return moved
    .map((image) => `${image.name} ${image.state === 'discarded' ? 'discarded.' : image.state === 'saved' ? 'restored.' : 'is missing.'}`)
    .join(' ');
}

function news(job: PanelJob): string {
  if (job.state === 'failed') {
    return `${asksForDecision(job) ? 'Waits for you' : 'Failed'}. ${job.error?.message ?? ''}`.trim();
  }
  const [first] = job.images;
  if (job.state === 'done' && first) {
    return job.images.length === 1
      ? `Saved ${first.name}, ${formatDimensions(first)}.`
      : `Saved ${job.images.length} ${job.mode}s, ${formatDimensions(first)}.`;
  }
  return `${stateText(job)}.`;
}
