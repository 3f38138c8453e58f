import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How many discarded pictures are kept for Undo. */
const maxKept = 50;

/** Discarded pictures in the extension's own storage, by the SHA-256 of their bytes, so that Undo works after a reload and without a trash. */
export class KeptBytes {
  constructor(private readonly folder: string) {}

  async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.placeOf(sha256), bytes);
    await this.dropOldest();
  }

  async read(sha256: string): Promise<Uint8Array | undefined> {
    return readFile(this.placeOf(sha256)).catch(() => undefined);
  }

  /** The sums of everything that is kept. */
  async sums(): Promise<ReadonlySet<string>> {
    return new Set(await readdir(this.folder).catch(() => []));
  }

  private placeOf(sha256: string): string {
    return path.join(this.folder, sha256);
  }

  private async dropOldest(): Promise<void> {
    const names = await readdir(this.folder);
    if (names.length <= maxKept) {
      return;
    }
    const ages = await Promise.all(names.map(async (name) => ({ name, age: (await stat(this.placeOf(name))).mtimeMs })));
    ages.sort((a, b) => a.age - b.age);
    await Promise.all(ages.slice(0, names.length - maxKept).map(({ name }) => rm(this.placeOf(name), { force: true })));
  }
}
