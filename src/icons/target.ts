import type { IconProject, PlannedFile, PlannedPatch, PresetId } from './set';
import { readJson } from './json/jsonText';
import { isKnown, pathInTexts } from './known';
import type { TextChange } from './textEdit';

/** A text that a set writes, or changes when it is there already. */
export interface TextTarget {
  readonly path: string;
  readonly presets: readonly PresetId[];
  /** The text of a new file; without it, only a file that is there is changed. */
  readonly create?: string | undefined;
  /** @returns nothing when the text is not what it should be. */
  readonly change: (text: string) => TextChange | undefined;
  /** What to add by hand when it is not: an end of a sentence, `the icons favicon.ico and …`. */
  readonly byHand: string;
}

export interface SettledTexts {
  readonly files: readonly PlannedFile[];
  readonly patches: readonly PlannedPatch[];
  readonly notes: readonly string[];
}

interface Draft {
  readonly presets: Set<PresetId>;
  readonly summaries: string[];
  readonly before: string;
  text: string;
}

/** What is new, what changes and what cannot be changed. Several changes of one file become one. */
export function settleTexts(targets: readonly TextTarget[], project: IconProject): SettledTexts {
  const files = new Map<string, PlannedFile>();
  const drafts = new Map<string, Draft>();
  const notes: string[] = [];
  for (const target of targets) {
    const path = pathInTexts(project, target.path);
    if (path !== undefined) {
      changeIn(drafts, path, project.texts[path] ?? '', target, notes);
    } else if (target.create !== undefined) {
      if (isKnown(project, target.path)) {
        notes.push(`${target.path} is there but could not be read. Add ${target.byHand} to it by hand.`);
      } else if (!files.has(target.path.toLowerCase())) {
        const content = { kind: 'text', text: target.create } as const;
        files.set(target.path.toLowerCase(), { path: target.path, presets: target.presets, content });
      }
    }
  }
  const patches = [...drafts]
    .filter(([, draft]) => draft.text !== draft.before)
    .map(([path, draft]) => ({ path, presets: [...draft.presets], summary: draft.summaries.join('; '), text: draft.text }));
  return { files: [...files.values()], patches, notes };
}

function changeIn(drafts: Map<string, Draft>, path: string, text: string, target: TextTarget, notes: string[]): void {
  const draft: Draft = drafts.get(path) ?? { presets: new Set(), summaries: [], before: text, text };
  const change = target.change(draft.text);
  if (change === undefined) {
    notes.push(`${path} could not be changed, because it is not written as expected. Add ${target.byHand} to it by hand.`);
    return;
  }
  if (!isWholeAfter(draft.text, change.text)) {
    notes.push(`${path} could not be changed without breaking it. Add ${target.byHand} to it by hand.`);
    return;
  }
  if (change.note !== undefined) {
    notes.push(change.note);
  }
  if (change.text !== draft.text) {
    draft.text = change.text;
    draft.summaries.push(change.summary);
    for (const preset of target.presets) {
      draft.presets.add(preset);
    }
    drafts.set(path, draft);
  }
}

/** A last look at what is written: JSON stays JSON, and what every reader could read stays so. Of other texts nothing is said. */
function isWholeAfter(before: string, after: string): boolean {
  return readJson(before) === undefined || (readJson(after) !== undefined && (!isStrict(before) || isStrict(after)));
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}
