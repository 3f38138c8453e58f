import { readdir } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import type { RelativePattern } from './parts';
import { Uri } from './uri';

/** Without limit, as VS Code has it. */
const unlimited = Number.POSITIVE_INFINITY;

/**
 * `vscode.workspace.findFiles`: files below a folder by a glob, none in folders that `exclude` matches. Links to folders are not
 * followed, as a search by VS Code does not leave the workspace either when they lead out of it.
 */
export async function findFiles(include: RelativePattern, exclude?: string | null, limit = unlimited): Promise<Uri[]> {
  const options = { dot: true, nocase: process.platform === 'win32' };
  const isWanted = picomatch(include.pattern, options);
  const isHidden = exclude ? picomatch(exclude, options) : () => false;
  const root = include.baseUri.fsPath;
  const found: Uri[] = [];
  const waiting = [''];
  while (waiting.length > 0 && found.length < limit) {
    const folder = waiting.shift() ?? '';
    // A folder that cannot be read holds nothing that could be found.
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const place = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // A pattern of the kind `**/name/**` hides a folder by what is in it.
      if (entry.isDirectory() && !isHidden(`${place}/x`) && !isHidden(place)) {
        waiting.push(place);
      } else if (entry.isFile() && found.length < limit && isWanted(place) && !isHidden(place)) {
        found.push(Uri.joinPath(include.baseUri, place));
      }
    }
  }
  return found;
}
