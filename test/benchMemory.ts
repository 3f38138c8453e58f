/**
 * One 4K edit in a process of its own, because the memory of everything else would be counted with it. Called by `benchEdit.ts` with
 * the folder of its pictures; prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCodec } from '../src/imaging/codec';
import type { BlendInput } from '../src/imaging/messages';
import { root } from './vscode/paths';

/** Megabytes of resident memory, and the longest time in milliseconds for which the host's thread did nothing else. */
export interface MemoryFigures {
  readonly before: number;
  readonly peak: number;
  readonly idle: number;
  readonly after: number;
  readonly delay: number;
}

const resident = (): number => process.memoryUsage.rss() / 1e6;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function main(folder: string): Promise<void> {
  const file = (name: string): Buffer => readFileSync(path.join(folder, name));
  const input = {
    ...(JSON.parse(file('edit.json').toString()) as Omit<BlendInput, 'base' | 'answer'>),
    base: file('base.png'),
    answer: file('answer.png'),
  };
  const codec = createCodec(path.join(root, 'dist', 'imageWorker.js'));
  globalThis.gc?.();
  await pause(100);
  const before = resident();
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, resident())), 5);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await codec.prepare({ bytes: input.base, placement: input.placement, mask: input.mask, convention: 'white' });
  await codec.blend(input);
  delays.disable();
  const idle = resident();
  clearInterval(sampling);
  codec.dispose();
  await pause(500);
  globalThis.gc?.();
  await pause(500);
  console.log(JSON.stringify({ before, peak, idle, after: resident(), delay: delays.max / 1e6 } satisfies MemoryFigures));
}

void main(process.argv[2] ?? '');
