import * as vscode from 'vscode';
import type { IconSetPlan, PlannedPatch } from '../../icons/set';
import { applyPatches } from './applyPatches';
import type { ExportDeps } from './exportCommand';
import { isMaster, lookOf, type Master, type SetChoice } from './iconSet';
import { writeSet, type WrittenSet } from './writeSet';

/** What was done, and what was not. */
export interface CarriedOut {
  readonly outcome: WrittenSet;
  /** Texts that name the icons now. */
  readonly patched: readonly vscode.Uri[];
  /** What failed or was left, a sentence each. */
  readonly faults: readonly string[];
}

/**
 * Writes the files of a plan and then lets texts name them: a page that names icons which are not there would be worse than one that
 * names none, so a text is left alone when anything of its sets failed.
 * @param mayReplace the paths of which the user has seen that they are there, and agreed; the master itself is never replaced
 * @param patches those of the plan that are wanted
 * @param texts what the plan was made of
 */
export async function carryOut(
  master: Master,
  choice: SetChoice,
  plan: IconSetPlan,
  {
    mayReplace,
    patches,
    texts,
  }: { mayReplace: ReadonlySet<string>; patches: readonly PlannedPatch[]; texts: Readonly<Record<string, string>> },
  deps: ExportDeps,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { owner } = master;
  const replaceable = new Set([...mayReplace].filter((path) => !isMaster(master, path)));
  const order = { master: master.bytes, look: lookOf(choice), mayReplace: replaceable };
  const outcome = await writeSet(owner, plan.files, order, deps, progress, signal);
  if (outcome.cancelled) {
    return { outcome, patched: [], faults: [vscode.l10n.t('Cancelled before all was written.'), ...outcome.faults] };
  }
  const isWhole = ({ presets }: PlannedPatch): boolean => !presets.some((preset) => outcome.failed.has(preset));
  const left = patches.filter((patch) => !isWhole(patch));
  const { changed, faults } = await applyPatches(owner, patches.filter(isWhole), texts);
  const untouched = left.map(({ path }) => vscode.l10n.t('“{0}” was left as it is, because not all of its icons could be written.', path));
  return { outcome, patched: changed, faults: [...outcome.faults, ...untouched, ...faults] };
}
