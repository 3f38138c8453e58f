import { mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JobStorage, Mark } from '../jobs/storage';
import { claimLease } from './lease';

export const journalName = 'journal.jsonl';
/** Marks a job whose bytes nobody waits for. */
const settledName = 'settled';
const markName = /^(?:dismissed|(?:starred|deleted)-\d+)$/;

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
    async end(id, bytes) {
      const folder = path.join(openFolder, id);
      if (bytes === 'kept') {
        // A disk that is full must not hold the job back; its bytes only stay longer then.
        await writeFile(path.join(folder, settledName), '').catch(() => undefined);
      }
      // What was sent is of no use any more, nor is half a file, nor the lease of a job that has ended.
      const names = (await readdir(folder)).filter((name) =>
        bytes === 'dropped' ? name !== journalName : /^(?:input-|lease\.)|\.part$/.test(name),
      );
      await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
      await mkdir(endedFolder, { recursive: true });
      await rename(folder, path.join(endedFolder, id));
    },
    settle: (id) => touch(path.join(endedFolder, id, settledName)),
    isWaitedFor: async (id) => isWaitedFor(await readdir(path.join(endedFolder, id))),
    async marks(id) {
      const names = await namesIn(path.join(endedFolder, id));
      return new Set(names.filter((name): name is Mark => markName.test(name)));
    },
    async setMark(id, mark, on) {
      const file = path.join(endedFolder, id, mark);
      await (on ? touch(file) : rm(file, { force: true }));
    },
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

/** @param names what lies in the folder of an ended job */
export function isWaitedFor(names: readonly string[]): boolean {
  return names.some((name) => name !== journalName && !markName.test(name)) && !names.includes(settledName);
}

/** An empty file, if its folder is there. */
async function touch(file: string): Promise<void> {
  try {
    await writeFile(file, '');
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
