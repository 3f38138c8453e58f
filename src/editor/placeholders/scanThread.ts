import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { locate } from '../../placeholders/located';
import { languageOf, mayHold, scan } from '../../placeholders/scan';
import { largestFile, type ScannedFile, type ScanReply, type ScanRequest } from './scanMessages';
import { entriesIn, ScanRules, type Entry, type Tree } from './scanRules';

// Looks through files on disk, away from the thread that answers the editor. Reading is synchronous: this thread has nothing else to
// do, and with many small files it is several times as fast.
parentPort?.on('message', (request: ScanRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer(request: ScanRequest): Promise<ScanReply> {
  const { id, root } = request;
  try {
    const { tree, rules, isWanted } = kept(request);
    const folders: string[] = [];
    const holding: string[] = [];
    let count = 0;
    for (const folder of request.folders) {
      const inner = await entriesIn(tree, rules, isWanted, folder);
      folders.push(...inner.folders);
      count += inner.files.length;
      holding.push(...inner.files.filter((file) => isWorthwhile(root, file)));
    }
    return { id, ok: true, folders, count, holding, found: request.files.flatMap((file) => scanned(file, request)) };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

interface Project {
  readonly tree: Tree;
  readonly rules: ScanRules;
  readonly isWanted: (file: string) => boolean;
}

let project: Project | undefined;

/** A thread lives for one project, whose ignore files it reads once. */
function kept({ root, patterns, languages }: ScanRequest): Project {
  if (!project) {
    const tree = treeOnDisk(root);
    const wanted = new Set(languages);
    project = { tree, rules: new ScanRules(tree, patterns), isWanted: (file) => wanted.has(languageOf(file) ?? '') };
  }
  return project;
}

/** Links are not followed: what they lead to is found where it is, or is not the project's. */
function treeOnDisk(root: string): Tree {
  return {
    list: (folder) => {
      try {
        return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap<Entry>((entry) =>
          entry.isDirectory() || entry.isFile() ? [{ name: entry.name, isFolder: entry.isDirectory() }] : [],
        );
      } catch {
        return [];
      }
    },
    text: (file) => {
      try {
        return readFileSync(path.join(root, file), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

/** One for all files, so that looking through thousands allocates nothing for those in which there is nothing. A file that fills it is too large. */
const room = Buffer.allocUnsafe(largestFile + 1);

function isWorthwhile(root: string, file: string): boolean {
  const length = read(root, file);
  // Every character that the quick look is about has one byte, so the bytes need not be decoded for it.
  return length !== undefined && mayHold(room.toString('latin1', 0, length));
}

function scanned(file: string, { root, avatars, examples }: ScanRequest): ScannedFile[] {
  const length = read(root, file);
  if (length === undefined) {
    return [];
  }
  const text = withoutMark(room.toString('utf8', 0, length));
  const languageId = languageOf(file) ?? 'plaintext';
  const located = locate(file, text, scan(text, { languageId, path: file, avatars, examples }));
  return located.length > 0 ? [{ file, languageId, located }] : [];
}

/** @returns how many bytes of `room` are the file's; undefined when it is too large or cannot be read. */
function read(root: string, file: string): number | undefined {
  let handle: number | undefined;
  try {
    // Joined by hand: both are clean, and to make sure of it takes as long as to open the file.
    handle = openSync(`${root}/${file}`, 'r');
    const length = readSync(handle, room, 0, room.length, 0);
    return length > largestFile ? undefined : length;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) {
      closeSync(handle);
    }
  }
}

/** A byte order mark is no part of a document's text. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
