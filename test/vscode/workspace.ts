/** A project for one test: a copy of `examples/`, so that no test sees what another wrote. */
import { cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { examples } from './paths';

export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A workspace file with the project and a folder in the memory of the test companion. */
export async function addWorkspaceFile({ folder }: Workspace): Promise<string> {
  const file = path.join(path.dirname(folder), 'two.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [{ path: path.basename(folder) }, { name: 'shop', uri: 'memfs:/shop' }] }));
  return file;
}

export async function copyExamples(): Promise<Workspace> {
  // The real path, because VS Code resolves links and a test compares paths (on macOS the temporary folder is behind one).
  const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'easel-project-')));
  const folder = path.join(parent, 'northwind-coffee');
  // What somebody installed or built there to look at the shop is no part of it.
  await cp(examples, folder, { recursive: true, filter: (source) => !/[\\/](?:node_modules|dist)$/.test(source) });
  return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}
