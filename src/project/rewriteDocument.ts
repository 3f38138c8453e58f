import type { Size } from '../core/sizes';
import type { Finding } from '../placeholders/finding';
import { addAlt } from './addAlt';
import { Additions } from './additions';
import type { Insertion } from './edit';
import type { ProjectFacts } from './facts';
import type { Place } from './place';
import { publicRootsOf, type PublicRoot } from './publicRoot';
import { placeFor, write } from './replaceReference';
import type { Replaced, TextEdit } from './target';

export interface DocumentText {
  readonly languageId: string;
  readonly path: string;
  readonly text: string;
}

/** A finding and the picture that takes its place. */
export interface Replacement<F extends Replaced = Finding> {
  readonly finding: F;
  readonly assetPath: string;
  /** In CSS pixels: the file's size divided by its density. */
  readonly size: Size;
  /** Written only where the finding says that one is missing. */
  readonly alt?: string | undefined;
}

export interface RewriteContext {
  readonly facts: ProjectFacts;
  /** When the caller knows better than `publicRootsOf(facts)`. */
  readonly publicRoots?: readonly PublicRoot[] | undefined;
  readonly usesRootPaths?: boolean | undefined;
}

export interface Rewrite<F extends Replaced = Finding> {
  /** Sorted, apart from each other, in offsets of the text as it was given: one undoable change. */
  readonly edits: readonly TextEdit[];
  /** What cannot name its picture where that lies, or overlaps another finding. Nothing is changed for it. */
  readonly impossible: readonly F[];
}

/** All pictures of a document at once, each imported once. */
export function rewriteDocument<F extends Replaced>(
  document: DocumentText,
  replacements: readonly Replacement<F>[],
  context: RewriteContext,
): Rewrite<F> {
  const publicRoots = context.publicRoots ?? publicRootsOf(context.facts);
  const additions = new Additions(document.text);
  const pieces = new Map<string, TextEdit>();
  /** By the element that they belong to. */
  const alts = new Map<number, Insertion>();
  const impossible: F[] = [];
  const places = new Map<string, Place>();
  let last = -1;
  for (const one of [...replacements].sort((a, b) => a.finding.start - b.finding.start || a.finding.end - b.finding.end)) {
    const { finding, assetPath } = one;
    const input = {
      ...one,
      ...context,
      publicRoots,
      languageId: document.languageId,
      documentPath: document.path,
      documentText: document.text,
    };
    const known = places.get(assetPath) ?? placeFor(input);
    places.set(assetPath, known);
    const written = finding.start < last ? undefined : write({ ...known, start: finding.start, end: finding.end }, finding, additions);
    if (!written || !fits(written, pieces)) {
      impossible.push(finding);
      continue;
    }
    last = Math.max(last, finding.end);
    written.forEach((edit) => pieces.set(keyOf(edit), edit));
    const alt = one.alt === undefined ? undefined : addAlt({ documentText: document.text, finding, alt: one.alt });
    if (alt && !alts.has(alt.element)) {
      alts.set(alt.element, alt);
    }
  }
  return { edits: ordered(document.text, [...pieces.values()], [...additions.insertions, ...alts.values()]), impossible };
}

/** Two findings in one string may both want its quotes changed, in the same way. */
function fits(written: readonly TextEdit[], pieces: ReadonlyMap<string, TextEdit>): boolean {
  return written.every(
    (edit) => pieces.has(keyOf(edit)) || [...pieces.values()].every((one) => edit.end <= one.start || edit.start >= one.end),
  );
}

function keyOf({ start, end, text }: TextEdit): string {
  return `${start} ${end} ${text}`;
}

function ordered(text: string, pieces: readonly TextEdit[], insertions: readonly Insertion[]): TextEdit[] {
  const inserted = insertions.map(({ offset, text: added }): TextEdit => {
    const around = pieces.find((one) => offset > one.start && offset < one.end);
    const at = around?.start ?? offset;
    return { start: at, end: at, text: added };
  });
  const edits: TextEdit[] = [];
  for (const edit of [...inserted, ...pieces].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const before = edits[edits.length - 1];
    // What touches is one change, so that no editor has to guess an order.
    if (before?.end === edit.start) {
      edits[edits.length - 1] = { start: before.start, end: edit.end, text: before.text + edit.text };
    } else {
      edits.push(edit);
    }
  }
  return edits.filter((edit) => edit.text !== text.slice(edit.start, edit.end));
}
