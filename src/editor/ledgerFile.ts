import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImageError } from '../core/errors';
import { sleep } from '../core/sleep';
import { encodeLine, parseLedger, type Booking, type LedgerLine } from '../jobs/ledger';
import type { Lease } from '../jobs/storage';
import { claimLease } from './lease';

/** How long a window waits for another one that writes, in milliseconds, and how often it looks. */
const patience = 10_000;
const look = 25;

/**
 * The ledger in the extension's own storage, a file for each month, shared by all windows. Deleting history does not touch it. A
 * booking stands in the month in which it was reserved, and all its later lines do too.
 */
export class LedgerFile {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {}

  /** @returns the bookings by id of the month of that time and of the one before */
  async read(now: number): Promise<Map<string, Booking>> {
    const [last, current] = await Promise.all([this.readMonth(monthBefore(now)), this.readMonth(monthOf(now))]);
    return new Map([...last, ...current]);
  }

  /** Every month, oldest first. */
  async readAll(): Promise<Map<string, Booking>> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => /^\d{4}-\d{2}\.jsonl$/.test(name)).sort();
    const months = await Promise.all(names.map((name) => this.readMonth(name.slice(0, 7))));
    return new Map(months.flatMap((month) => [...month]));
  }

  /**
   * Lets nobody else write meanwhile, so that two windows never spend the same money.
   * @param decide gets the bookings, and gives the line to add, if any
   * @throws ImageError `cannot-write`, or what `decide` throws; then nothing was added
   */
  change(now: number, decide: (bookings: ReadonlyMap<string, Booking>) => LedgerLine | undefined): Promise<void> {
    const turn = this.turn.then(() => this.locked(now, decide));
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async locked(now: number, decide: (bookings: ReadonlyMap<string, Booking>) => LedgerLine | undefined): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const lease = await this.claim();
    try {
      const line = decide(await this.read(now));
      if (line) {
        await append(path.join(this.folder, `${monthOf(line.at)}.jsonl`), encodeLine(line));
      }
    } finally {
      await lease.release();
    }
  }

  private async claim(): Promise<Lease> {
    for (let waited = 0; waited < patience; waited += look) {
      const lease = await claimLease(this.folder);
      if (lease) {
        return lease;
      }
      await sleep(look, new AbortController().signal);
    }
    throw new ImageError('cannot-write', 'Another window is writing down what it spends and does not end. Close it and try again.');
  }

  private async readMonth(month: string): Promise<Map<string, Booking>> {
    try {
      return parseLedger(await readFile(path.join(this.folder, `${month}.jsonl`), 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return new Map();
      }
      throw error;
    }
  }
}

/** One whole line, on disk when this is fulfilled. What a dying process left half-written is closed first, and half a line is taken back. */
async function append(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    const torn = size > 0 && (await handle.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 0x0a;
    try {
      await handle.writeFile(torn ? `\n${line}` : line);
      await handle.sync();
    } catch (error) {
      await handle.truncate(size);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

/** `2026-03`, in local time. */
function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

function monthBefore(time: number): string {
  const date = new Date(time);
  return monthOf(new Date(date.getFullYear(), date.getMonth() - 1, 1).getTime());
}
