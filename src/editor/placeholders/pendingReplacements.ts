import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { ImageError } from '../../core/errors';
import type { Located } from '../../placeholders/located';
import type { Plan, PlannedFile } from './replacePlan';

/** What a picture that is on its way is for. */
export type Pending = Pick<Plan, 'files'>;

const stored = z.object({ files: z.array(z.custom<PlannedFile>(isPlannedFile)) });

/**
 * Remembers for each request of this workspace which places its picture is for, so that a window that was closed in the middle loses
 * nothing: the job goes on with the next window, and its picture still finds its places. On disk like the job's own journal, because
 * VS Code writes its own memory down only now and then. A place that waits for a picture is not given to a second request.
 */
export class PendingReplacements {
  /** Requests that a run of this window takes care of itself. */
  readonly inHand = new Set<string>();
  private readonly places = new Map<string, ReadonlySet<string>>();
  private readonly loaded: Promise<void>;

  /** @param folder of this workspace, on the disk of the extension; nothing is remembered without one. */
  constructor(private readonly folder: string | undefined) {
    this.loaded = this.load();
  }

  /** Ids of the requests that are remembered. */
  async ids(): Promise<string[]> {
    await this.loaded;
    return [...this.places.keys()];
  }

  /** Whether a place waits for a picture that is being made. */
  async waits(place: Located): Promise<boolean> {
    await this.loaded;
    return this.isTaken(place.id);
  }

  /** @throws ImageError `invalid-request` when one of the places waits for another picture already; nothing has been sent */
  async add({ request, files }: Plan): Promise<void> {
    await this.loaded;
    const ids = placeIds(files);
    if ([...ids].some((id) => this.isTaken(id))) {
      throw new ImageError(
        'invalid-request',
        'A picture for this placeholder is being made already. Wait for it; if it stands still, continue it in the Generate panel.',
      );
    }
    // Taken before anything is waited for, so that two clicks cannot both pass.
    this.places.set(request.id, ids);
    this.inHand.add(request.id);
    try {
      await this.write(request.id, files);
    } catch (error) {
      await this.remove(request.id);
      throw new ImageError(
        'cannot-write',
        'The extension’s storage cannot be written to: the disk may be full. Make room and try again.',
        String(error),
      );
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
    this.places.delete(jobId);
  }

  private isTaken(id: string): boolean {
    return [...this.places.values()].some((ids) => ids.has(id));
  }

  private async load(): Promise<void> {
    const names = this.folder === undefined ? [] : await readdir(this.folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const id = name.slice(0, -'.json'.length);
      const pending = await this.take(id);
      if (pending && !this.places.has(id)) {
        this.places.set(id, placeIds(pending.files));
      }
    }
  }

  private async write(jobId: string, files: readonly PlannedFile[]): Promise<void> {
    const file = this.fileOf(jobId);
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

  /** Ids are made by us, of letters, digits and dashes. */
  private fileOf(jobId: string): string | undefined {
    return this.folder === undefined ? undefined : path.join(this.folder, `${jobId}.json`);
  }
}

function placeIds(files: readonly PlannedFile[]): Set<string> {
  return new Set(files.flatMap((file) => file.places.map((place) => place.id)));
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
