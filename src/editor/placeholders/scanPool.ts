import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { cancelled, ImageError } from '../../core/errors';
import type { ScannedFile, ScanReply, ScanRequest } from './scanMessages';

/** How many folders, and how many files, go to a thread at once, at most: enough that asking costs nothing. */
const most = { folders: 8, files: 20 };

/** More files than this are not left to one thread to be scanned. */
const backlog = 100;

/** More threads than this only wait for the disk. */
const mostThreads = 3;

export interface ScanJob {
  /** Folder on disk. */
  readonly root: string;
  readonly patterns: readonly string[];
  readonly languages: readonly string[];
  readonly avatars: boolean;
  readonly examples?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks through a folder on disk in threads of their own, which end with the job.
 * @param workerPath the bundled `scanThread.js`
 * @param onFound is told of what was found, batch by batch.
 * @returns how many files were looked into. @throws ImageError `cancelled`, or `bad-response` when a thread ends unexpectedly
 */
export async function scanFolder(workerPath: string, job: ScanJob, onFound: (found: readonly ScannedFile[]) => void): Promise<number> {
  const threads = Array.from({ length: Math.max(1, Math.min(mostThreads, availableParallelism())) }, () => new ScanThread(workerPath));
  const stop = (): void => threads.forEach((thread) => thread.end());
  job.signal?.addEventListener('abort', stop, { once: true });
  try {
    job.signal?.throwIfAborted();
    return await lookThrough(threads, job, onFound);
  } catch (error) {
    throw job.signal?.aborted ? cancelled() : error;
  } finally {
    job.signal?.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Each thread takes folders as long as there are any, and adds those below and the files that are worth scanning; the last one to run
 * out ends it. One thread scans them all while it can keep up: it gets quicker with each, and every other would have to learn it too.
 */
function lookThrough(threads: readonly ScanThread[], job: ScanJob, onFound: (found: readonly ScannedFile[]) => void): Promise<number> {
  const { root, patterns, languages, avatars, examples } = job;
  const waiting = { folders: [''], files: [] as string[] };
  const idle: ScanThread[] = [];
  let count = 0;
  const next = (thread: ScanThread): { folders: string[]; files: string[] } | undefined => {
    const { folders, files } = waiting;
    if (files.length > (thread === threads[0] ? 0 : backlog)) {
      return { folders: [], files: files.splice(0, most.files) };
    }
    const share = Math.ceil(folders.length / threads.length / 2);
    return share > 0 ? { folders: folders.splice(0, Math.min(most.folders, share)), files: [] } : undefined;
  };
  return new Promise((resolve, reject) => {
    const work = async (thread: ScanThread): Promise<void> => {
      for (let task = next(thread); task; task = next(thread)) {
        const answer = await thread.ask({ root, patterns, languages, avatars, examples, ...task });
        count += answer.count;
        waiting.folders.push(...answer.folders);
        waiting.files.push(...answer.holding);
        onFound(answer.found);
        idle.splice(0).forEach(start);
      }
      idle.push(thread);
      if (idle.length === threads.length) {
        resolve(count);
      }
    };
    const start = (thread: ScanThread): void => void work(thread).catch(reject);
    threads.forEach(start);
  });
}

type Answer = Extract<ScanReply, { ok: true }>;

/** A thread and the one question that it has. */
class ScanThread {
  private readonly worker: Worker;
  private nextId = 1;
  private waiting: { readonly id: number; resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(workerPath: string) {
    this.worker = new Worker(workerPath, { argv: [], execArgv: [], name: 'easel-placeholders' });
    this.worker.on('message', (reply: ScanReply) => this.receive(reply));
    this.worker.on('error', (error) => this.fail(error.message));
    this.worker.on('exit', (code) => this.fail(`exit code ${code}`));
  }

  ask(question: Omit<ScanRequest, 'id'>): Promise<Answer> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting = { id, resolve, reject };
      this.worker.postMessage({ ...question, id });
    });
  }

  end(): void {
    void this.worker.terminate();
  }

  private receive(reply: ScanReply): void {
    const { waiting } = this;
    if (reply.id !== waiting?.id) {
      return;
    }
    this.waiting = undefined;
    if (reply.ok) {
      waiting.resolve(reply);
    } else {
      waiting.reject(new ImageError('bad-response', 'The search for placeholders stopped unexpectedly. Try again.', reply.message));
    }
  }

  private fail(detail: string): void {
    this.waiting?.reject(new ImageError('bad-response', 'The search for placeholders stopped unexpectedly. Try again.', detail));
    this.waiting = undefined;
  }
}
