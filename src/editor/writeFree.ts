import * as vscode from 'vscode';
import type { Saver } from '../jobs/saver';

/** How often another name is tried when a file keeps appearing at the reserved place. */
const maxNames = 50;

/** Where a file is to go, if its name is free there. */
interface Place {
  /** URI of a folder. */
  readonly folder: string;
  /** Without extension. */
  readonly name: string;
  readonly extension: string;
}

/**
 * Writes a file whole or not at all; a taken name gets a number and nothing is overwritten.
 * @returns undefined when something kept appearing at each place. @throws ImageError `cannot-write`
 */
export async function writeFree(place: Place, bytes: Uint8Array, tag: string, saver: Saver): Promise<vscode.Uri | undefined> {
  for (let attempt = 0; attempt < maxNames; attempt++) {
    const reserved = await saver.reserve(place.folder, place.name, place.extension);
    try {
      if (await saver.write(reserved.uri, bytes, tag)) {
        return vscode.Uri.parse(reserved.uri, true);
      }
    } finally {
      reserved.release();
    }
  }
  return undefined;
}
