import type { Size } from '../core/sizes';
import { Additions } from './additions';
import type { ReferenceEdit } from './edit';
import type { ProjectFacts } from './facts';
import { familyOf, languageOf } from './language';
import { placeOf, type Place } from './place';
import type { PublicRoot } from './publicRoot';
import { replaceInMarkup } from './replaceInMarkup';
import { moduleAround, replaceInScript } from './replaceInScript';
import { replaceInMarkdown, replaceInStyle, replaceInText, replaceInXml } from './replaceInText';
import type { Replaced, Target, TextEdit, Written } from './target';

export type { Replaced, TextEdit } from './target';

export interface ReplacementInput {
  readonly languageId: string;
  readonly documentPath: string;
  readonly documentText: string;
  readonly finding: Replaced;
  readonly assetPath: string;
  /** In CSS pixels: the file's size divided by its density. */
  readonly size: Size;
  readonly alt?: string | undefined;
  readonly facts: ProjectFacts;
  readonly publicRoots?: readonly PublicRoot[] | undefined;
  readonly usesRootPaths?: boolean | undefined;
}

/**
 * How the address of a placeholder becomes the project's kind of reference to a local picture. Quotes, escapes, descriptors and all
 * other attributes stay as they are; an import takes the place of the quotes too. Undefined when the place cannot name a picture in
 * that folder (a `srcset` cannot hold an import, JSON knows none): then the picture belongs into a folder that is served.
 */
export function replacementFor(input: ReplacementInput): ReferenceEdit | undefined {
  const additions = new Additions(input.documentText);
  const edits = write(placeFor(input), input.finding, additions);
  return edits && joined(input.documentText, edits, additions);
}

/** The place of a finding's address; other findings with the same picture differ in `start` and `end` alone. */
export function placeFor(input: ReplacementInput): Place {
  const { start, end } = input.finding;
  const languageId = languageOf(input.languageId, input.documentPath);
  return { ...placeOf({ ...input, languageId, offset: start, selection: { start, end }, alt: input.alt ?? '' }), start, end };
}

/** What to write in the place of one address. What else it needs goes to the additions. */
export function write(place: Place, finding: Replaced, additions: Additions): Written {
  const target: Target = { place, slot: finding.slot, raw: finding.raw, additions };
  switch (familyOf(place.languageId)) {
    case 'script':
      return replaceInScript(target, moduleAround(place, { start: 0, end: place.text.length }));
    case 'style':
      return replaceInStyle(target);
    case 'markdown':
      return replaceInMarkdown(target);
    case 'markup':
      return replaceInMarkup(target);
    case 'xml':
      return replaceInXml(target);
    case 'text':
      return replaceInText(target);
  }
}

/** Several pieces as one, with what stands between them. */
function joined(text: string, edits: readonly TextEdit[], additions: Additions): ReferenceEdit {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const start = sorted[0]?.start ?? 0;
  let end = start;
  let insert = '';
  for (const edit of sorted) {
    insert += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return { replace: { start, end }, insert, additional: additions.insertions };
}
