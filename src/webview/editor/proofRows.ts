import type { EditorSnapshot } from '../../protocol/imageEditor';
import { alignmentReasons, alignmentText, colourReasons, colourText, count, keptPart, percent, pixels } from './reportWords';

export interface ProofRow {
  readonly term: string;
  readonly value: string;
}

/** The figures of the edit that made the present picture, in the order in which one asks. */
export function proofRows({ proof, jobs }: EditorSnapshot): ProofRow[] {
  if (!proof) {
    return [];
  }
  const { report, settings, state } = proof;
  const { alignment, colour } = report;
  const outside = report.pixels - report.effective;
  const masked = jobs.find((job) => job.id === proof.jobId)?.masked ?? true;
  return [
    ...(outside > 0
      ? [
          {
            term: `Changed outside the ${keptPart(masked, settings.edge)}`,
            value: `${count(report.changedOutside)} of ${count(outside)} px`,
          },
        ]
      : []),
    ...(report.changedInFile === report.changedOutside
      ? []
      : [{ term: 'As written to the file', value: `${count(report.changedInFile)} of ${count(outside)} px` }]),
    { term: 'Edited', value: `${count(report.effective)} px (${percent(report.effective / Math.max(1, report.pixels))})` },
    ...(report.modelChangedOutside === undefined
      ? []
      : [{ term: 'Outside, before blending', value: `${percent(report.modelChangedOutside)} changed` }]),
    { term: 'Inside, before blending', value: `${percent(report.modelChangedInside)} changed` },
    {
      term: 'Alignment',
      value: alignment.applied ? alignmentText(report) : reasonOr(alignment.reason, alignmentReasons),
    },
    { term: 'Colour', value: colour.applied ? colourText(report) : reasonOr(colour.reason, colourReasons) },
    { term: 'Edge', value: `${settings.edge === 'exact' ? 'Exact' : 'Soft'}, feather ${pixels(report.feather)}` },
    { term: 'Checked', value: state === 'saved' ? 'in the saved file' : 'in the picture, not saved yet' },
  ];
}

function reasonOr<R extends string>(reason: R | undefined, texts: Readonly<Record<R, string>>): string {
  return reason === undefined ? 'not applied' : texts[reason];
}
