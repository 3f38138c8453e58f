import type { EditJob, EditorSnapshot } from '../../protocol/imageEditor';
import { formatDimensions, shortPrompt, stateText } from '../common/figures';
import { proofText } from './reportWords';

/** What a screen reader is told when one snapshot follows another. Empty when nothing is worth saying; logs and time never are. */
export function announcement(before: EditorSnapshot | undefined, after: EditorSnapshot): string {
  if (!before) {
    return '';
  }
  const said = after.jobs.map((job) =>
    ofJob(
      before.jobs.find((one) => one.id === job.id),
      job,
    ),
  );
  if (before.version !== after.version) {
    const proof = proofText(after);
    said.push(proof === undefined ? changeText(before, after) : `Applied. ${proof}.`);
  }
  if (before.references.length !== after.references.length) {
    said.push(`${after.references.length} ${after.references.length === 1 ? 'reference' : 'references'}.`);
  }
  return said.filter((text) => text !== '').join(' ');
}

function changeText(before: EditorSnapshot, after: EditorSnapshot): string {
  const isSame = before.width === after.width && before.height === after.height;
  return isSame ? 'The picture has changed.' : `The picture is ${formatDimensions(after)} now.`;
}

function ofJob(before: EditJob | undefined, job: EditJob): string {
  if (before?.state === job.state && before.position === job.position) {
    return '';
  }
  return `${shortPrompt(job.prompt, 40)}: ${news(job)}`;
}

function news(job: EditJob): string {
  if (job.state === 'failed') {
    return `Failed. ${job.error?.message ?? ''}`.trim();
  }
  if (job.state === 'done') {
    return job.variants.length === 1 ? 'One result.' : `${job.variants.length} results.`;
  }
  return `${stateText(job)}.`;
}
