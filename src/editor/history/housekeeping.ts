import path from 'node:path';
import * as vscode from 'vscode';
import { boundHistory } from './bound';

/** In megabytes of a million bytes, where the setting is no number. */
const usualMaxSize = 500;

/** Keeps the history within `easel.history.maxSize`, and tells what it takes. */
export class Housekeeping {
  private used: number | undefined;
  private again = false;
  private running: Promise<void> | undefined;

  /** @param jobs the folder of all jobs @param thumbnails the folder of the small pictures */
  constructor(
    private readonly jobs: string,
    private readonly thumbnails: string,
    private readonly log: (line: string) => void,
    private readonly tidied: () => Promise<void>,
  ) {}

  /** What is asked for while one look goes on leads to one more. */
  tidy(): Promise<void> {
    this.again = true;
    return (this.running ??= this.run().finally(() => (this.running = undefined)));
  }

  /** `12.4 MB of 500 MB` */
  async usage(): Promise<string> {
    if (this.used === undefined) {
      await this.tidy();
    }
    return vscode.l10n.t('{0} of {1}', megabytes(this.used ?? 0), megabytes(maxBytes()));
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        this.used = await boundHistory(path.join(this.jobs, 'ended'), this.thumbnails, maxBytes(), Date.now());
        await this.tidied();
      } catch (error) {
        this.log(`history: could not be tidied: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

function maxBytes(): number {
  const size = vscode.workspace.getConfiguration('easel.history').get<unknown>('maxSize');
  return (typeof size === 'number' && Number.isFinite(size) && size >= 0 ? size : usualMaxSize) * 1_000_000;
}

function megabytes(bytes: number): string {
  const value = bytes / 1_000_000;
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })} MB`;
}
