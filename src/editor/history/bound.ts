import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isWaitedFor, journalName } from '../jobStorage';

/** More entries than this make the list slow; the oldest go. */
const maxEntries = 2_000;

/** How long what was deleted can be brought back, in milliseconds. */
const undoTime = 24 * 60 * 60 * 1_000;

const pictureName = /^(\d+)\.(?:png|jpg|webp)$/;

/** An ended job as it lies on disk. */
interface Entry {
  readonly id: string;
  readonly folder: string;
  readonly names: readonly string[];
  /** Of all its files, in bytes. */
  size: number;
  readonly isStarred: boolean;
  readonly isAwaited: boolean;
}

/**
 * Brings the history to at most this size. The oldest go first; what is starred, and what was paid for and nobody has used yet,
 * stays. Pictures go before entries: what is known of a picture is worth more than its few bytes.
 * @param ended the folder of ended jobs, one folder each @param thumbnails the folder of small pictures, by id of the job
 * @param now milliseconds since the epoch
 * @returns the size in bytes afterwards
 */
export async function boundHistory(ended: string, thumbnails: string, maxBytes: number, now: number): Promise<number> {
  const entries: Entry[] = [];
  for (const id of (await namesOf(ended)).sort().reverse()) {
    const entry = await readEntry(path.join(ended, id), id, now);
    if (entry) {
      entries.push(entry);
    }
  }
  const small = await smallPictures(
    thumbnails,
    entries.map(({ id }) => id),
  );
  let used = entries.reduce((sum, { size }) => sum + size, 0) + [...small.values()].reduce((sum, { size }) => sum + size, 0);
  const takeSmall = async (id: string): Promise<void> => {
    used -= small.get(id)?.size ?? 0;
    await Promise.all((small.get(id)?.files ?? []).map((file) => rm(file, { force: true })));
    small.delete(id);
  };
  const oldestFirst = entries.filter(({ isStarred, isAwaited }) => !isStarred && !isAwaited).reverse();
  for (const entry of oldestFirst) {
    if (used <= maxBytes) {
      break;
    }
    used -= await dropBytes(entry);
    await takeSmall(entry.id);
  }
  let left = entries.length;
  for (const entry of oldestFirst) {
    if (used <= maxBytes && left <= maxEntries) {
      break;
    }
    await rm(entry.folder, { recursive: true, force: true });
    await takeSmall(entry.id);
    used -= entry.size;
    left--;
  }
  return used;
}

/** `undefined` for what is no entry (any more): half removed by a process that died, or deleted as a whole a while ago. */
async function readEntry(folder: string, id: string, now: number): Promise<Entry | undefined> {
  const names = await namesOf(folder);
  if (!names.includes(journalName)) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const gone = new Set<string>();
  for (const name of names) {
    const index = pictureName.exec(name)?.[1];
    if (index !== undefined && names.includes(`deleted-${index}`) && (await ageOf(path.join(folder, `deleted-${index}`), now)) > undoTime) {
      await rm(path.join(folder, name), { force: true });
      gone.add(name);
    }
  }
  const left = names.filter((name) => !gone.has(name));
  if (gone.size > 0 && !left.some((name) => pictureName.test(name))) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const sizes = await Promise.all(left.map((name) => sizeOf(path.join(folder, name))));
  return {
    id,
    folder,
    names: left,
    size: sizes.reduce((sum, size) => sum + size, 0),
    isStarred: left.some((name) => name.startsWith('starred-')),
    isAwaited: isWaitedFor(left),
  };
}

/** Everything but the journal and what the user has said. @returns how many bytes that gives back */
async function dropBytes(entry: Entry): Promise<number> {
  const before = entry.size;
  const bytes = entry.names.filter((name) => name !== journalName && !/^(?:settled|dismissed|deleted-\d+)$/.test(name));
  await Promise.all(bytes.map((name) => rm(path.join(entry.folder, name), { force: true })));
  entry.size = await sizeOf(path.join(entry.folder, journalName));
  return before - entry.size;
}

interface SmallPictures {
  readonly files: string[];
  size: number;
}

/** By id of the job they are of; those of jobs that are gone are taken away. */
async function smallPictures(folder: string, ids: readonly string[]): Promise<Map<string, SmallPictures>> {
  const known = new Set(ids);
  const found = new Map<string, SmallPictures>();
  for (const name of await namesOf(folder)) {
    const id = name.replace(/-\d+-\d+\.webp(?:\..*)?$/, '');
    const file = path.join(folder, name);
    if (!known.has(id)) {
      await rm(file, { force: true });
      continue;
    }
    const one = found.get(id) ?? { files: [], size: 0 };
    one.files.push(file);
    one.size += await sizeOf(file);
    found.set(id, one);
  }
  return found;
}

async function namesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** 0 for what another window has taken away meanwhile. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function ageOf(file: string, now: number): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => now - mtimeMs,
    () => 0,
  );
}
