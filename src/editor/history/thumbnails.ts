import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Codec } from '../../imaging/codec';
import type { JobStorage } from '../../jobs/storage';
import type { HistoryImage } from './history';

/** Longest edges in pixels: for lists, and for looking at two pictures beside each other. */
export type Edge = 320 | 1600;

/** How many are made before those who show them are told. */
const atOnce = 8;

/** Small pictures of the history, made once and kept in the extension's storage. */
export class Thumbnails {
  private readonly made = new Set<string>();
  /** Of those that cannot be made: their bytes are gone or are no picture. Tried again in the next window. */
  private readonly impossible = new Set<string>();
  private readonly making = new Map<string, Promise<vscode.Uri | undefined>>();
  private waiting: HistoryImage[] = [];
  private working: Promise<void> | undefined;
  private looked: Promise<void>;

  /** @param told is called when some more are there. */
  constructor(
    readonly folder: vscode.Uri,
    private readonly storage: JobStorage,
    private readonly codec: Codec,
    private readonly told: () => void,
  ) {
    this.looked = this.read();
  }

  /** Resolves when it is known which were made before. */
  ready(): Promise<void> {
    return this.looked;
  }

  /** Some may have been taken away. */
  look(): Promise<void> {
    return (this.looked = this.read());
  }

  /** The small picture, if it was made. */
  of(image: HistoryImage): vscode.Uri | undefined {
    const name = nameOf(image, 320);
    return this.made.has(name) ? vscode.Uri.joinPath(this.folder, name) : undefined;
  }

  /** Makes those that are missing, one after the other and the latest wish first; the worker has other things to do as well. */
  want(images: readonly HistoryImage[]): void {
    this.waiting = images.filter((one) => !this.of(one) && !this.impossible.has(nameOf(one, 320)));
    if (this.waiting.length > 0) {
      this.working ??= this.work().finally(() => (this.working = undefined));
    }
  }

  /** @returns `undefined` when there is nothing to make it of. */
  make(image: HistoryImage, edge: Edge): Promise<vscode.Uri | undefined> {
    const name = nameOf(image, edge);
    const made = this.making.get(name) ?? this.makeNow(image, edge, name).finally(() => this.making.delete(name));
    this.making.set(name, made);
    return made;
  }

  private async read(): Promise<void> {
    const names = await readdir(this.folder.fsPath).catch(() => []);
    this.made.clear();
    names.forEach((name) => this.made.add(name));
  }

  private async work(): Promise<void> {
    for (let count = 1; ; count++) {
      const next = this.waiting.shift();
      if (!next) {
        break;
      }
      await this.make(next, 320);
      if (count % atOnce === 0) {
        this.told();
      }
    }
    this.told();
  }

  private async makeNow(image: HistoryImage, edge: Edge, name: string): Promise<vscode.Uri | undefined> {
    await this.looked;
    const file = vscode.Uri.joinPath(this.folder, name);
    if (this.made.has(name)) {
      return file;
    }
    try {
      const bytes = await bytesOf(image, this.storage);
      if (!bytes) {
        this.impossible.add(name);
        return undefined;
      }
      const small = await this.codec.thumbnail(bytes, edge);
      await mkdir(this.folder.fsPath, { recursive: true });
      // Two windows may make the same one: each its own, and the last stays.
      const part = path.join(this.folder.fsPath, `${name}.${process.pid}.part`);
      try {
        await writeFile(part, small.bytes);
        await rename(part, file.fsPath);
      } finally {
        await rm(part, { force: true });
      }
      this.made.add(name);
      return file;
    } catch {
      this.impossible.add(name);
      return undefined;
    }
  }
}

/** What the service sent; of a picture whose bytes are not kept any more, its file in the project. */
export async function bytesOf({ jobId, image }: HistoryImage, storage: JobStorage): Promise<Uint8Array | undefined> {
  const kept = image.file === undefined ? undefined : await storage.readBytes(jobId, image.file);
  if (kept || !image.saved) {
    return kept;
  }
  return Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.parse(image.saved.uri, true))).catch(() => undefined);
}

function nameOf({ jobId, index }: HistoryImage, edge: Edge): string {
  return `${jobId}-${index}-${edge}.webp`;
}
