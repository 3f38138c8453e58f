import * as vscode from 'vscode';
import { relocate, type Located } from '../../placeholders/located';
import type { Picture } from '../../placeholders/pictures';
import type { Gathered } from './gather';
import type { PlaceholderIndex } from './placeholderIndex';

/**
 * A picture with the places that still read as they did, where they are now: money is spent only for what can be put into the code.
 * Undefined when there is none left.
 */
export async function stillThere({ owner, picture }: Gathered, index: PlaceholderIndex): Promise<Gathered | undefined> {
  const places = picture.files.flatMap((file) => file.places);
  const now = new Map<Located, Located>();
  for (const document of new Set(places.map((place) => place.document))) {
    const wanted = places.filter((place) => place.document === document);
    const found = relocate(wanted, await placesNow(vscode.Uri.parse(document, true), index));
    found.forEach((place, one) => now.set(one, one.missing === undefined ? place : { ...place, missing: one.missing }));
  }
  const files = picture.files.flatMap((file): Picture['files'] => {
    const left = file.places.flatMap((place) => now.get(place) ?? []);
    return left.length > 0 ? [{ ...file, places: left }] : [];
  });
  return files.length > 0 ? { owner, picture: { ...picture, files } } : undefined;
}

async function placesNow(document: vscode.Uri, index: PlaceholderIndex): Promise<Located[]> {
  try {
    await vscode.workspace.fs.stat(document);
    return index.locatedIn(await vscode.workspace.openTextDocument(document));
  } catch {
    return [];
  }
}

/** All places that one picture is for: the other candidates of a `srcset`, and its `src`, are the same picture. */
export function withItsGroup(located: Located, all: readonly Located[]): Located[] {
  const { group } = located.finding;
  const others = group === undefined ? [] : all.filter((one) => one.finding.group === group && one.document === located.document);
  return others.some((one) => one.id === located.id) ? others : [located];
}
