import * as vscode from 'vscode';
import { parseRecipe, type Recipe } from '../../core/recipe';
import { sidecarOf } from '../../jobs/saver';
import { readIfThere, replaceFile } from '../imageEditor/diskFile';
import { checkFile } from '../paths';

/** Larger files beside a picture are not read. A recipe has a few kilobytes. */
const maxBytes = 256 * 1024;

/** The recipe that lies beside a file. */
export async function readSidecar(file: vscode.Uri): Promise<Recipe | undefined> {
  const place = placeOf(file);
  const size = await Promise.resolve(vscode.workspace.fs.stat(place)).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined || size > maxBytes) {
    return undefined;
  }
  const bytes = await readIfThere(place).catch(() => undefined);
  return bytes && parseRecipe(new TextDecoder().decode(bytes));
}

/**
 * Writes a recipe beside its file, over the one of an earlier version of it and over nothing else. The picture is what matters: what
 * goes wrong here is only logged.
 */
export async function writeSidecar(file: vscode.Uri, sidecar: Uint8Array | undefined, log: vscode.LogOutputChannel): Promise<void> {
  if (!sidecar) {
    return;
  }
  const place = placeOf(file);
  try {
    await checkFile(place);
    const before = await readIfThere(place);
    if (before && !(before.length <= maxBytes && parseRecipe(new TextDecoder().decode(before)))) {
      log.warn(`${place.toString()} is no recipe and was left as it is`);
      return;
    }
    await replaceFile(place, sidecar);
  } catch (error) {
    log.warn(`${place.toString()} could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function placeOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(sidecarOf(file.toString()), true);
}
