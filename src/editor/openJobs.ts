import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the jobs in the extension's storage. */
export function jobsFolder(storage: string): string {
  return path.join(storage, 'jobs');
}

/** Whether any job has not ended. A look at one folder, cheap enough for every start of the editor. */
export async function hasOpenJobs(storage: string): Promise<boolean> {
  try {
    return (await readdir(path.join(jobsFolder(storage), 'open'))).length > 0;
  } catch {
    return false;
  }
}
