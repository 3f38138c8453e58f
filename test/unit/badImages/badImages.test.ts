/** What comes from outside may be anything: each file gives a clean error or a sane result, and the next good one works. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { isImageError } from '../../../src/core/errors';
import { embedRecipe, readRecipe } from '../../../src/imaging/containers/recipe';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { maxTargetPixels } from '../../../src/core/sizes';
import { badFiles, goodFiles, type BadFile } from './files';

const worker = path.join(__dirname, '../../../dist/imageWorker.js');

const box = { left: 0, top: 0, width: 64, height: 48 };
const placement = { box, scaled: box, render: { width: 64, height: 48 }, left: 0, top: 0 };
const settings = { edge: 'exact', feather: 0, align: false, match: 0 } as const;

/** Every way in which the bytes of somebody else reach a decoder. */
function waysIn(codec: Codec, goodPng: Uint8Array): Readonly<Record<string, (bytes: Uint8Array) => Promise<unknown>>> {
  return {
    inspect: (bytes) => codec.inspect(bytes),
    describe: (bytes) => codec.describe(bytes),
    'answer to a prompt': (bytes) => codec.fit(bytes, { width: 32, height: 24 }, 'png'),
    thumbnail: (bytes) => codec.thumbnail(bytes, 32),
    'picture to edit': (bytes) => codec.prepare({ bytes, placement, mask: undefined, convention: 'none' }),
    reference: (bytes) => codec.bare(bytes),
    mask: (bytes) => codec.readMask(bytes, { width: 64, height: 48 }),
    'answer to an edit': (answer) =>
      codec.blend({ base: goodPng, answer, mask: undefined, placement, settings, like: goodPng, format: undefined }),
    'picture that is edited': (base) =>
      codec.blend({ base, answer: goodPng, mask: undefined, placement, settings, like: base, format: undefined }),
    'master of icons': (bytes) => codec.describeMaster(bytes),
    'to another format': (bytes) => codec.convert(bytes, 'png'),
    trim: (bytes) => codec.shape(bytes, { kind: 'trim', tolerance: 10, margin: 0 } as never),
  };
}

describe('bad images', function () {
  this.timeout(900_000);
  let codec: Codec;
  let files: BadFile[];
  let goodPng: Uint8Array;

  before(async () => {
    codec = createCodec(worker);
    files = await badFiles();
    goodPng = (await goodFiles()).png;
  });
  after(() => codec.dispose());

  it('are more than three hundred, and small on disk', () => {
    assert.ok(files.length >= 300, `${files.length}`);
    assert.ok(Math.max(...files.map(({ bytes }) => bytes.length)) < 3_000_000);
  });

  it('give a clean error or a sane picture wherever they come in, and the next good one works', async () => {
    const table = new Map<string, { refused: number; read: number }>();
    const wrong: string[] = [];
    let most = 0;
    const second = createCodec(worker);
    const codecs = [codec, second];
    // The first pass of good pictures brings the memory to what work needs anyway.
    await Promise.all(codecs.map((one) => one.fit(goodPng, { width: 32, height: 24 }, 'png')));
    const before = process.memoryUsage().rss;
    const waiting = [...files.entries()];
    const work = async (mine: Codec): Promise<void> => {
      const ways = waysIn(mine, goodPng);
      const names = Object.keys(ways);
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [position, file] = next;
        // Every file goes through the way of an answer, and through another in turn.
        for (const way of new Set(['answer to a prompt', names[position % names.length] ?? ''])) {
          const outcome = await tryOut(() => ways[way]?.(file.bytes));
          const count = table.get(file.group) ?? { refused: 0, read: 0 };
          table.set(file.group, count);
          count[outcome.read ? 'read' : 'refused']++;
          if (outcome.wrong !== undefined) {
            wrong.push(`${file.name}, ${way}: ${outcome.wrong}`);
          }
          most = Math.max(most, process.memoryUsage().rss);
        }
        if (position % 40 === 0) {
          assert.equal((await mine.fit(goodPng, { width: 32, height: 24 }, 'png')).width, 32, `after ${file.name}`);
        }
      }
    };
    await Promise.all(codecs.map(work));
    second.dispose();
    assert.deepEqual(wrong, []);
    for (const [group, { refused, read }] of table) {
      console.log(
        `      ${group.padEnd(16)} ${files.filter((file) => file.group === group).length} files: refused ${refused} times, read ${read} times`,
      );
    }
    assert.equal((await codec.fit(goodPng, { width: 32, height: 24 }, 'png')).width, 32);
    codec.dispose();
    codec = createCodec(worker);
    const left = await settledMemory(before);
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    console.log(`      memory: ${megabytes(before)} before, ${megabytes(most)} at most, ${megabytes(left)} afterwards`);
    assert.ok(left - before < 300e6, 'memory was not given back');
  });

  it('never upset what reads and writes recipes', async () => {
    for (const { name, bytes } of files) {
      assert.equal(readRecipe(bytes), undefined, name);
      const signed = await embedRecipe(bytes, '{"v":1}', 'x');
      assert.ok(signed === bytes || readRecipe(signed) === '{"v":1}', name);
    }
  });
});

/** Whether it was read, and what is wrong with how it was told. */
async function tryOut(work: () => Promise<unknown> | undefined): Promise<{ read: boolean; wrong?: string }> {
  try {
    const { width = 1, height = 1 } = ((await work()) ?? {}) as { width?: number; height?: number };
    const isSane = width > 0 && height > 0 && width * height <= maxTargetPixels;
    return { read: true, ...(isSane ? {} : { wrong: `read as ${width} × ${height}` }) };
  } catch (error) {
    if (!isImageError(error)) {
      return { read: false, wrong: String(error) };
    }
    const isSentence = /^[A-Z“].{15,}[.…]$/s.test(error.message) && !/vips|sharp|buffer|libpng|undefined|NaN/i.test(error.message);
    const isClean = error.kind !== 'timeout' && !/stopped unexpectedly/.test(error.message);
    return { read: false, ...(isSentence && isClean ? {} : { wrong: `“${error.message}” ${error.detail ?? ''}` }) };
  }
}

/** Threads end and give their memory back a moment after they were told to. */
async function settledMemory(before: number): Promise<number> {
  for (let tries = 0; tries < 50 && process.memoryUsage().rss - before > 200e6; tries++) {
    global.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage().rss;
}
