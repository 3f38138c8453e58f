import { mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JobStorage } from '../jobs/storage';
import { claimLease } from './lease';

const journalName = 'journal.jsonl';
/** Marks a job whose bytes nobody waits for. */
const settledName = 'settled';
/** The newest this many of those keep their bytes. */
const maxSettled = 60;
/** Ended jobs beyond this many are taken away, oldest first. */
const maxEnded = 200;

/**
 * Jobs in a folder of the extension's own storage, one folder each: `open/ID` until the job has ended, then `ended/ID`. A job is
 * one journal and its raw bytes, so two windows never write to the same file.
 */
export function createJobStorage(root: string): JobStorage {
  const openFolder = path.join(root, 'open');
  const endedFolder = path.join(root, 'ended');

  return {
    listOpen: () => listFolders(openFolder),
    async listEnded() {
      // Ids begin with the time of the job, so their order is the order of time.
      return (await listFolders(endedFolder)).sort().reverse();
    },
    async readJournal(id) {
      const text =
        (await readIfThere(path.join(openFolder, id, journalName))) ?? (await readIfThere(path.join(endedFolder, id, journalName)));
      return text?.toString('utf8') ?? '';
    },
    async append(id, line) {
      const file = await open(path.join(openFolder, id, journalName), 'a');
      try {
        const { size } = await file.stat();
        try {
          await file.writeFile(line);
          await file.sync();
        } catch (error) {
          // Half a line, as a full disk leaves it, would spoil the next one.
          await file.truncate(size);
          throw error;
        }
      } finally {
        await file.close();
      }
    },
    async writeBytes(id, name, bytes) {
      const target = path.join(openFolder, id, name);
      await writeDurably(`${target}.part`, bytes);
      await rename(`${target}.part`, target);
    },
    readBytes: async (id, name) =>
      (await readIfThere(path.join(openFolder, id, name))) ?? (await readIfThere(path.join(endedFolder, id, name))),
    async end(id, keepBytes) {
      const folder = path.join(openFolder, id);
      // What was sent is of no use any more.
      await dropBytes(folder, (name) => keepBytes && !name.startsWith('input-'));
      await mkdir(endedFolder, { recursive: true });
      await rename(folder, path.join(endedFolder, id));
      await dropOldest(endedFolder);
    },
    async settle(id) {
      try {
        await writeFile(path.join(endedFolder, id, settledName), '');
      } catch (error) {
        if (!isMissing(error)) {
          throw error;
        }
      }
    },
    isWaitedFor: async (id) => isWaitedFor(await readdir(path.join(endedFolder, id))),
    async remove(id) {
      await rm(path.join(openFolder, id), { recursive: true, force: true });
      await rm(path.join(endedFolder, id), { recursive: true, force: true });
    },
    async create(id) {
      const folder = path.join(openFolder, id);
      await mkdir(openFolder, { recursive: true });
      await mkdir(folder);
      const lease = await claimLease(folder);
      if (!lease) {
        throw new Error(`The job ${id} is handled by another window.`);
      }
      return lease;
    },
    async claim(id) {
      try {
        const lease = await claimLease(path.join(openFolder, id));
        if (lease) {
          await cutTornLine(path.join(openFolder, id, journalName));
        }
        return lease;
      } catch (error) {
        if (isMissing(error)) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

/** A line that a dying process left half-written did not happen; the next one must not be glued to it. */
async function cutTornLine(journal: string): Promise<void> {
  const bytes = await readIfThere(journal);
  if (bytes && bytes.length > 0 && bytes[bytes.length - 1] !== 0x0a) {
    await truncate(journal, bytes.lastIndexOf(0x0a) + 1);
  }
}

async function listFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes, { flush: true });
}

async function dropBytes(folder: string, isWanted: (name: string) => boolean = () => false): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name !== journalName && !isWanted(name));
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
}

/** The oldest go first; what was paid for and nobody has used or refused yet stays. */
async function dropOldest(endedFolder: string): Promise<void> {
  const ids = (await listFolders(endedFolder)).sort().reverse();
  let [settled, journals] = [0, 0];
  for (const id of ids) {
    const folder = path.join(endedFolder, id);
    const names = await readdir(folder);
    if (isWaitedFor(names)) {
      continue;
    }
    if (++journals > maxEnded) {
      await rm(folder, { recursive: true, force: true });
    } else if (names.includes(settledName) && ++settled > maxSettled) {
      await dropBytes(folder);
    }
  }
}

/** @param names what lies in the folder of an ended job */
function isWaitedFor(names: readonly string[]): boolean {
  return names.some((name) => name !== journalName) && !names.includes(settledName);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
