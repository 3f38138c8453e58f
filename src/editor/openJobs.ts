import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the jobs in the extension's storage. */
export function jobsFolder(storage: string): string {
  return path.join(storage, 'jobs');
}

/** The folder of what was spent, in the extension's storage. */
export function ledgerFolder(storage: string): string {
  return path.join(storage, 'ledger');
}

/** The folder of what pictures that are on their way are for, in the extension's storage of a workspace. */
export function pendingFolder(workspaceStorage: string): string {
  return path.join(workspaceStorage, 'placeholders');
}

/** Whether any job has not ended, or has ended without its picture at its place. A look at two folders, cheap enough for every start. */
export async function hasOpenJobs(storage: string, workspaceStorage?: string): Promise<boolean> {
  const folders = [path.join(jobsFolder(storage), 'open'), ...(workspaceStorage === undefined ? [] : [pendingFolder(workspaceStorage)])];
  const found = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  return found.some((names) => names.length > 0);
}
