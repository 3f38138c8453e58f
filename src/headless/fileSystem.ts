import { lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { complete } from './host';
import { FilePermission, FileType } from './parts';
import type { Uri } from './uri';

type Code = 'FileNotFound' | 'FileExists' | 'FileNotADirectory' | 'FileIsADirectory' | 'NoPermissions' | 'Unavailable' | 'Unknown';

const codes: Readonly<Record<string, Code>> = {
  ENOENT: 'FileNotFound',
  EEXIST: 'FileExists',
  ENOTDIR: 'FileNotADirectory',
  EISDIR: 'FileIsADirectory',
  EACCES: 'NoPermissions',
  EPERM: 'NoPermissions',
  EROFS: 'NoPermissions',
};

/** As VS Code throws it, with the code of the system beside, as `cause`. */
export class FileSystemError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

async function onDisk<T>(uri: Uri, work: (path: string) => Promise<T>): Promise<T> {
  if (uri.scheme !== 'file') {
    throw new FileSystemError('Unavailable', `There is no file system for ${uri.scheme}`);
  }
  try {
    return await work(uri.fsPath);
  } catch (error) {
    if (error instanceof FileSystemError) {
      throw error;
    }
    const code = error instanceof Error && 'code' in error ? codes[String(error.code)] : undefined;
    throw new FileSystemError(code ?? 'Unknown', error instanceof Error ? error.message : String(error), error);
  }
}

/** A link counts as what it leads to, and as a link. */
function typeOf(entry: { isFile(): boolean; isDirectory(): boolean }, isLink: boolean): number {
  return (
    (entry.isFile() ? FileType.File : entry.isDirectory() ? FileType.Directory : FileType.Unknown) | (isLink ? FileType.SymbolicLink : 0)
  );
}

/** `vscode.workspace.fs` over the disk. */
export const fileSystem = complete('workspace.fs', {
  stat: (uri: Uri) =>
    onDisk(uri, async (path) => {
      const [found, link] = await Promise.all([stat(path), lstat(path)]);
      const permissions = (found.mode & 0o222) === 0 ? { permissions: FilePermission.Readonly } : {};
      return { type: typeOf(found, link.isSymbolicLink()), ctime: found.ctimeMs, mtime: found.mtimeMs, size: found.size, ...permissions };
    }),
  readDirectory: (uri: Uri) =>
    onDisk(uri, async (path) =>
      Promise.all(
        (await readdir(path, { withFileTypes: true })).map(async (entry): Promise<[string, number]> => {
          if (!entry.isSymbolicLink()) {
            return [entry.name, typeOf(entry, false)];
          }
          const target = await stat(`${path}/${entry.name}`).catch(() => undefined);
          return [entry.name, target ? typeOf(target, true) : FileType.SymbolicLink];
        }),
      ),
    ),
  readFile: (uri: Uri) => onDisk(uri, async (path) => new Uint8Array(await readFile(path))),
  writeFile: (uri: Uri, bytes: Uint8Array) => onDisk(uri, (path) => writeFile(path, bytes)),
  createDirectory: (uri: Uri) => onDisk(uri, (path) => mkdir(path, { recursive: true })),
  delete: (uri: Uri, { recursive = false }: { recursive?: boolean } = {}) => onDisk(uri, (path) => rm(path, { recursive })),
  rename: (from: Uri, to: Uri, { overwrite = false }: { overwrite?: boolean } = {}) =>
    onDisk(from, async (path) => {
      await checkFree(to, overwrite);
      await rename(path, to.fsPath);
    }),
  isWritableFileSystem: (scheme: string) => (scheme === 'file' ? true : undefined),
});

async function checkFree(to: Uri, overwrite: boolean): Promise<void> {
  const isTaken = await lstat(to.fsPath).then(
    () => true,
    () => false,
  );
  if (isTaken && !overwrite) {
    throw new FileSystemError('FileExists', `${to.fsPath} is there already`);
  }
}
