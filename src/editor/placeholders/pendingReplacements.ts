import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Located } from '../../placeholders/located';
import type { Plan, PlannedFile } from './replacePlan';

/** What a picture that is on its way is for. */
export type Pending = Pick<Plan, 'files'>;

const stored = z.object({ files: z.array(z.custom<PlannedFile>(isPlannedFile)) });

/**
 * Remembers for each request of this workspace which places its picture is for, so that a window that was closed in the middle loses
 * nothing: the job goes on with the next window, and its picture still finds its places. On disk like the job's own journal, because
 * VS Code writes its own memory down only now and then.
 */
export class PendingReplacements {
  /** Requests that a run of this window takes care of itself. */
  readonly inHand = new Set<string>();

  /** @param folder of this workspace, on the disk of the extension; nothing is remembered without one. */
  constructor(private readonly folder: string | undefined) {}

  async add({ request, files }: Plan): Promise<void> {
    this.inHand.add(request.id);
    const file = this.fileOf(request.id);
    if (file === undefined) {
      return;
    }
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'w');
    try {
      await handle.writeFile(JSON.stringify({ files }));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async take(jobId: string): Promise<Pending | undefined> {
    const file = this.fileOf(jobId);
    try {
      const parsed = stored.safeParse(JSON.parse(file === undefined ? '' : await readFile(file, 'utf8')));
      return parsed.success ? parsed.data : undefined;
    } catch {
      // Most jobs have none; half of one, of a machine that went down, is none either.
      return undefined;
    }
  }

  async remove(jobId: string): Promise<void> {
    const file = this.fileOf(jobId);
    if (file !== undefined) {
      await rm(file, { force: true });
    }
    // Last: until the file is gone, whoever finds it would take it for forgotten.
    this.inHand.delete(jobId);
  }

  /** Ids are made by us, of letters, digits and dashes. */
  private fileOf(jobId: string): string | undefined {
    return this.folder === undefined ? undefined : path.join(this.folder, `${jobId}.json`);
  }
}

function isPlannedFile(value: unknown): boolean {
  const file = value as Partial<PlannedFile> | null;
  return (
    typeof file?.width === 'number' &&
    typeof file.folder === 'string' &&
    Array.isArray(file.places) &&
    (file.places as Partial<Located>[]).every((place) => typeof place.document === 'string' && typeof place.context === 'string')
  );
}
