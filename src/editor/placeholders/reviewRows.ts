import * as vscode from 'vscode';
import { toImageError } from '../../core/errors';
import type { ReviewRow } from '../../protocol/review';
import { isBroken, originOf } from './describe';
import { choiceFor, gather, reasonToLeave, type Gathered } from './gather';
import type { PlaceholderIndex } from './placeholderIndex';
import { planPicture } from './replacePlan';
import type { ReplaceDeps } from './replaceDeps';
import type { RunItem } from './replaceRun';

/** One row of the review with what it was made of. */
export interface PlannedRow {
  readonly gathered: Gathered;
  readonly row: ReviewRow;
}

/** The rows for the placeholders that are known, broken ones first, in the order in which the code names them. */
export async function rowsFor(files: readonly vscode.Uri[] | undefined, deps: ReplaceDeps): Promise<PlannedRow[]> {
  const located = files ? files.flatMap((file) => deps.index.of(file)) : deps.index.all;
  const hasKey = (await deps.key.source()) !== 'none';
  const rows: PlannedRow[] = [];
  for (const gathered of gather(located)) {
    const row = await rowFor(gathered, hasKey, deps);
    const places = gathered.picture.files.flatMap((file) => file.places);
    const waiting = await Promise.all(places.map((place) => deps.pending.waits(place)));
    const note = vscode.l10n.t('A picture for it is being made already.');
    rows.push({ gathered, row: waiting.includes(true) ? { ...row, included: false, note } : row });
  }
  return rows;
}

async function rowFor(gathered: Gathered, hasKey: boolean, { projects }: ReplaceDeps): Promise<ReviewRow> {
  const { picture } = gathered;
  const [largest, ...others] = picture.files;
  const places = picture.files.flatMap((file) => file.places);
  const [first] = places;
  const choice = choiceFor(gathered, hasKey);
  const base = {
    id: picture.id,
    places: places.map((place) => ({
      id: place.id,
      file: vscode.workspace.asRelativePath(vscode.Uri.parse(place.document, true)),
      line: place.line + 1,
    })),
    origin: first ? originOf(first) : '',
    broken: places.some(isBroken),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
    smaller: others.map((file) => `${file.width}×${file.height}`),
    prompt: picture.prompt.value,
    promptSource: picture.prompt.source,
    ...(places.some((place) => place.finding.alt === 'missing') ? { lacksAlt: true } : {}),
    state: 'waiting' as const,
  };
  const guessed = picture.sizeGuessed ? vscode.l10n.t('The code does not tell the size.') : undefined;
  try {
    const { files } = await planPicture(gathered.owner, picture, choice, projects);
    const note = reasonToLeave(picture);
    const path = files[0]
      ? vscode.Uri.joinPath(vscode.Uri.parse(files[0].folder, true), `${files[0].name}.${files[0].extension}`)
      : undefined;
    return { ...base, included: note === undefined, ...noted(note ?? guessed), path: path ? vscode.workspace.asRelativePath(path) : '' };
  } catch (error) {
    return { ...base, included: false, ...noted(toImageError(error).message), path: '' };
  }
}

function noted(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

/** How the rows stand while they are run, and after it. */
export function withStates(rows: readonly PlannedRow[], items: readonly RunItem[], leftAlone: ReadonlyMap<string, string>): ReviewRow[] {
  return rows.map(({ row }) => {
    const item = items.find(({ plan }) => plan.picture.id === row.id);
    if (!item) {
      return { ...row, state: row.state === 'done' ? 'done' : 'skipped' };
    }
    const { state, job, fault, files } = item;
    const message = fault?.message ?? leftAlone.get(row.id);
    return {
      ...row,
      state,
      prompt: item.plan.request.prompt,
      path: files[0] ? vscode.workspace.asRelativePath(files[0].uri) : row.path,
      ...(job?.progress?.position === undefined ? {} : { position: job.progress.position }),
      ...(message === undefined ? {} : { message }),
    };
  });
}

/** Where a place of a row is now. */
export function placeById(
  rows: readonly PlannedRow[],
  id: string,
  index: PlaceholderIndex,
): { document: vscode.Uri; line: number } | undefined {
  const known = rows.flatMap(({ gathered }) => gathered.picture.files.flatMap((file) => file.places)).find((place) => place.id === id);
  const now = known && index.byId(id);
  return known && { document: vscode.Uri.parse(known.document, true), line: now?.line ?? known.line };
}
