import { randomBytes } from 'node:crypto';
import { access, chmod, constants, copyFile, mkdtemp, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file was half written and could not be brought back; `copy` is where its old content lies. */
export class NotRestored extends Error {
  constructor(
    override readonly cause: unknown,
    readonly copy: string,
  ) {
    super('The file could not be restored.');
  }
}

/**
 * Replaces a file as a whole: a crash or a full disk leaves the old one. Links are followed and permissions kept. Where nothing may be
 * put beside the file it is written in its place, with a copy of the old content until that has happened.
 * @throws whatever the file system says, and the file is as it was; or `NotRestored`
 */
export async function replaceOnDisk(file: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const mode = await stat(target).then(
    (found) => found.mode,
    () => undefined,
  );
  if (mode !== undefined) {
    // A rename would also replace a file that is not to be written to.
    await access(target, constants.W_OK);
  }
  try {
    await replaceByRename(target, bytes, mode);
  } catch (error) {
    if (mode === undefined || !isForbidden(error)) {
      throw error;
    }
    await writeInPlace(target, bytes);
  }
}

async function replaceByRename(target: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const beside = path.join(path.dirname(target), `.${randomBytes(8).toString('hex')}.easel-part`);
  try {
    await write(beside, bytes, 'wx');
    if (mode !== undefined) {
      await chmod(beside, mode & 0o7777);
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** @param fill puts the new content into the file. @throws like `replaceOnDisk` */
export async function writeInPlace(target: string, bytes: Uint8Array, fill = write): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'easel-'));
  const copy = path.join(folder, path.basename(target));
  try {
    await copyFile(target, copy);
    await fillOrRestore(target, bytes, copy, fill);
  } catch (error) {
    if (!(error instanceof NotRestored)) {
      await rm(folder, { recursive: true, force: true });
    }
    throw error;
  }
  await rm(folder, { recursive: true, force: true });
}

async function fillOrRestore(target: string, bytes: Uint8Array, copy: string, fill: typeof write): Promise<void> {
  try {
    await fill(target, bytes, 'r+');
  } catch (error) {
    try {
      await fill(target, await readFile(copy), 'r+');
    } catch {
      throw new NotRestored(error, copy);
    }
    throw error;
  }
}

async function write(file: string, bytes: Uint8Array, flags: 'wx' | 'r+'): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.writeFile(bytes);
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
