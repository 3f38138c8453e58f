import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Lease } from '../jobs/storage';

/** A lease is refreshed this often, in milliseconds … */
const heartbeat = 5_000;
/** … and is over when it was not refreshed for this long, even if a process with its number lives. */
const expiry = 30_000;

/** Tells this process apart from a former one with the same process number. */
const processToken = randomUUID();

/**
 * Takes the lease of a folder: a file `lease.N` that only one process can create. To take over from a dead owner, `lease.N+1` is
 * created; of two windows that try it at once exactly one succeeds.
 * @returns `undefined` while another living process has it, or this one already.
 */
export async function claimLease(folder: string): Promise<Lease | undefined> {
  const latest = await latestLease(folder);
  if (latest !== undefined && (await isAlive(path.join(folder, `lease.${latest}`)))) {
    return undefined;
  }
  const file = path.join(folder, `lease.${(latest ?? 0) + 1}`);
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ pid: process.pid, token: processToken, host: hostname() }));
    await handle.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      return undefined;
    }
    throw error;
  }
  if (latest !== undefined) {
    await rm(path.join(folder, `lease.${latest}`), { force: true });
  }
  return keepAlive(file);
}

function keepAlive(file: string): Lease {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeat);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await rm(file, { force: true });
    },
  };
}

async function latestLease(folder: string): Promise<number | undefined> {
  const numbers = (await readdir(folder)).map((name) => /^lease\.(\d+)$/.exec(name)?.[1]).filter((found) => found !== undefined);
  return numbers.length === 0 ? undefined : Math.max(...numbers.map(Number));
}

async function isAlive(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > expiry) {
      return false;
    }
    const owner: unknown = JSON.parse(await readFile(file, 'utf8'));
    const pid = owner instanceof Object && 'pid' in owner ? Number(owner.pid) : Number.NaN;
    const token = owner instanceof Object && 'token' in owner ? owner.token : undefined;
    if (owner instanceof Object && 'host' in owner && owner.host !== hostname()) {
      // A home folder that several machines share: their process numbers say nothing here.
      return true;
    }
    return pid === process.pid ? token === processToken : processLives(pid);
  } catch (error) {
    // A file that vanished was released; one that cannot be read yet was created a moment ago by its owner.
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
