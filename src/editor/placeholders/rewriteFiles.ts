import * as vscode from 'vscode';
import { relocate, type Located } from '../../placeholders/located';
import { rewriteDocument } from '../../project/rewriteDocument';
import type { ProjectFolders } from '../projectFolders';
import { markDone } from '../walkthrough';
import { languageIn, type PlaceholderIndex } from './placeholderIndex';
import { pathIn } from './scanFiles';

/** A place and the file that it gets. */
export interface Wanted {
  readonly place: Located;
  readonly asset: vscode.Uri;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Written where the element has no text alternative. */
  readonly alt?: string | undefined;
}

/** What became of one document. */
export interface Rewritten {
  readonly document: vscode.Uri;
  /** The places that name their file now. */
  readonly changed: readonly Wanted[];
  /** The places that were left as they are, with a sentence each time. */
  readonly left: readonly { readonly wanted: Wanted; readonly reason: string }[];
}

/**
 * Lets the places of one document name their files, in one change that one undo takes back. The text is looked through anew, and only
 * what still reads as it did is changed.
 * @param save a document that had no changes is saved, because nobody would think of saving a file that is not open
 */
export async function rewriteFile(
  document: vscode.Uri,
  wanted: readonly Wanted[],
  { index, projects }: { readonly index: PlaceholderIndex; readonly projects: ProjectFolders },
  save: boolean,
): Promise<Rewritten> {
  const name = vscode.workspace.asRelativePath(document);
  const leave = (which: readonly Wanted[], reason: string): Rewritten['left'] => which.map((one) => ({ wanted: one, reason }));
  const owner = vscode.workspace.getWorkspaceFolder(document);
  const text = await open(document);
  if (!text || !owner) {
    return { document, changed: [], left: leave(wanted, vscode.l10n.t('“{0}” is no longer there.', name)) };
  }
  if (!(await isReadAsItIs(text))) {
    const reason = vscode.l10n.t(
      '“{0}” is not UTF-8, so saving it would change more than the reference. Open it in its own encoding first.',
      name,
    );
    return { document, changed: [], left: leave(wanted, reason) };
  }
  const facts = await projects.facts(owner);
  const { version } = text;
  const places = relocate(
    wanted.map((one) => one.place),
    index.locatedIn(text),
  );
  const found = wanted.filter((one) => places.has(one.place));
  const moved = wanted.filter((one) => !places.has(one.place));
  const findings = new Map(found.map((one) => [places.get(one.place)?.finding, one]));
  const { edits, impossible } = rewriteDocument(
    { languageId: languageIn(text), path: pathIn(owner, document), text: text.getText() },
    [...findings].flatMap(([finding, one]) =>
      finding ? [{ finding, assetPath: pathIn(owner, one.asset), size: { width: one.width, height: one.height }, alt: one.alt }] : [],
    ),
    { facts },
  );
  const refused = impossible.flatMap((finding) => findings.get(finding) ?? []);
  const left = [
    ...leave(moved, vscode.l10n.t('The text of “{0}” has changed, so its reference was left as it is.', name)),
    ...leave(refused, vscode.l10n.t('“{0}” cannot name a picture in that folder; put it into a folder that is served.', name)),
  ];
  const changed = found.filter((one) => !refused.includes(one));
  if (edits.length === 0) {
    return { document, changed, left };
  }
  const change = new vscode.WorkspaceEdit();
  for (const { start, end, text: inserted } of edits) {
    change.replace(document, new vscode.Range(text.positionAt(start), text.positionAt(end)), inserted);
  }
  const wasClean = !text.isDirty;
  // Nothing may come in between: the offsets are those of this version.
  if (text.version !== version || !(await vscode.workspace.applyEdit(change))) {
    return { document, changed: [], left: [...left, ...leave(changed, vscode.l10n.t('“{0}” cannot be changed.', name))] };
  }
  markDone('replace');
  if (save && wasClean) {
    await text.save();
  }
  return { document, changed, left };
}

/** A file in another encoding that was read as UTF-8 has lost letters already: what is saved of it would be damaged. */
async function isReadAsItIs({ uri, encoding, isDirty }: vscode.TextDocument): Promise<boolean> {
  if (isDirty || !/^utf-?8/i.test(encoding)) {
    return true;
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
    return true;
  } catch {
    return false;
  }
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    // An open text outlives its file; it must not bring a deleted one back.
    await vscode.workspace.fs.stat(uri);
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
