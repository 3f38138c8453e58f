import type { EditorSnapshot, EditReport } from '../../protocol/imageEditor';

/** Below this share of visibly changed pixels the model has done nothing where it should. */
const hardlyAny = 0.02;

export const noteTexts: Readonly<Record<EditReport['notes'][number], string>> = {
  'answer-size': 'The answer came in another size than was asked for and was fitted.',
  'feather-shrunk': 'The mask is narrower than the feather, which was made smaller.',
  'stays-transparent': 'Some of what was edited is transparent in the picture and stays so; without Keep transparency it is seen.',
  'palette-became-rgb': 'The palette of the file became full colour.',
  'grey-became-rgb': 'The grey file became full colour.',
  'cmyk-became-rgb': 'The CMYK file became RGB.',
  'jpeg-encoded-again': 'JPEG encodes the whole picture again when it is saved; save as PNG to keep every pixel.',
  'webp-became-lossless': 'The file is saved as lossless WebP, which is larger.',
  'depth-reduced': 'The file cannot keep 16 bits a sample; it has 8.',
  'transparency-lost': 'The file cannot keep transparency.',
  'profile-approximated': 'The colour profile of the picture is made of tables; the edited pixels are not converted into it.',
};

/** What was measured while a variant was blended, as short parts of one line. The first is what the user should act on. */
export function reportParts(report: EditReport, masked: boolean): string[] {
  return [
    ...(report.alignment.reason === 'unlike' ? ['the answer does not line up with the original'] : []),
    ...(report.modelChangedInside < hardlyAny
      ? [`nothing changed ${masked ? 'inside' : 'in the picture'}: rephrase${masked ? ' or enlarge the region' : ''}`]
      : []),
    ...(report.notes.includes('stays-transparent') ? ['transparent parts stay transparent'] : []),
    ...(report.alignment.applied ? [alignmentText(report)] : []),
    ...(report.colour.applied ? [colourText(report)] : []),
    ...modelChanges(report),
    ...(report.notes.includes('feather-shrunk') ? [`feather made smaller: ${pixels(report.feather)}`] : []),
    ...(report.notes.includes('answer-size') ? ['the answer came in another size'] : []),
  ];
}

/** `shift corrected 3.1 px`, with the scale when there is one. */
export function alignmentText({ alignment }: EditReport): string {
  const shift = Math.hypot(alignment.dx, alignment.dy);
  const scale = Math.abs(alignment.scale - 1) < 0.0005 ? [] : [`scale corrected ${percent(Math.abs(alignment.scale - 1))}`];
  return [...(shift < 0.05 && scale.length > 0 ? [] : [`shift corrected ${shift.toFixed(1)} px`]), ...scale].join(', ');
}

export function colourText({ colour }: EditReport): string {
  return `ΔE ${colour.before.toFixed(1)} → ${colour.after.toFixed(1)}`;
}

/** Why no alignment was made, in words for the figures. */
export const alignmentReasons: Readonly<Record<NonNullable<EditReport['alignment']['reason']>, string>> = {
  off: 'switched off',
  'nothing-kept': 'nothing outside to compare',
  flat: 'too flat to compare',
  unlike: 'the answer does not line up',
  'no-gain': 'no gain',
  'in-place': 'already in place',
};

export const colourReasons: Readonly<Record<NonNullable<EditReport['colour']['reason']>, string>> = {
  off: 'switched off',
  'nothing-kept': 'nothing outside to compare',
  unlike: 'the answer does not line up',
  transparent: 'transparent',
};

/** The line of the proof: `0 px changed outside the mask`. `undefined` when the present version is not made by an edit. */
export function proofText({ proof, jobs, type }: EditorSnapshot): string | undefined {
  if (!proof) {
    return undefined;
  }
  if (proof.report.effective >= proof.report.pixels) {
    return 'The whole picture was edited';
  }
  const isJpeg = type === 'image/jpeg' || proof.report.notes.includes('jpeg-encoded-again');
  const masked = jobs.find((job) => job.id === proof.jobId)?.masked ?? true;
  const where = isJpeg ? 'outside before JPEG encoding' : `outside the ${keptPart(masked, proof.settings.edge)}`;
  return `${count(proof.report.changedOutside)} px changed ${where}`;
}

/** All that the proof says, for the chip: the count, then what was corrected and why that was needed, as far as it was. */
export function proofLine(snapshot: EditorSnapshot): string | undefined {
  const text = proofText(snapshot);
  const report = snapshot.proof?.report;
  return text === undefined || !report
    ? text
    : [
        text,
        ...(report.alignment.applied ? [alignmentText(report)] : []),
        ...(report.colour.applied ? [colourText(report)] : []),
        ...modelChanges(report),
      ].join(' · ');
}

function modelChanges({ modelChangedOutside }: EditReport): string[] {
  return modelChangedOutside === undefined ? [] : [`the model had changed ${percent(modelChangedOutside)} outside`];
}

/** What an edit stays within: a soft edge fades into a halo around what was painted. */
export function keptPart(masked: boolean, edge: 'exact' | 'soft'): string {
  return masked ? (edge === 'soft' ? 'mask and its halo' : 'mask') : 'region';
}

/** `4 %`, `0.4 %`, `under 0.1 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) {
    return 'under 0.1 %';
  }
  return `${value >= 9.95 || Math.abs(value - Math.round(value)) < 0.05 ? Math.round(value) : value.toFixed(1)} %`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

export function pixels(value: number): string {
  return `${Number.isInteger(value) ? value : value.toFixed(1)} px`;
}
