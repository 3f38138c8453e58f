import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { boundHistory } from '../../src/editor/history/bound';
import { History, matching } from '../../src/editor/history/history';
import { createJobStorage } from '../../src/editor/jobStorage';
import { encodeRecord, type JobRecord } from '../../src/jobs/records';
import type { HistoryQuery } from '../../src/protocol/history';
import type { ImageRequest } from '../../src/core/request';
import { anEdit, anIcon, aRequest } from './jobs/world';

const day = 24 * 60 * 60 * 1_000;

describe('the history on disk', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'easel-history-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const idOf = (index: number): string => `20260301-142530-${String(index).padStart(8, '0')}`;
  const ended = (): string => path.join(folder, 'ended');
  const small = (): string => path.join(folder, 'thumbnails');
  const bound = (most: number): Promise<number> => boundHistory(ended(), small(), most, Date.now());
  const names = async (index: number): Promise<string[]> => (await readdir(path.join(ended(), idOf(index))).catch(() => [])).sort();

  /** A job with a picture of `bytes` bytes, a journal of 100 and a small picture of 50. */
  async function job(index: number, bytes: number, ...marks: string[]): Promise<void> {
    const place = path.join(ended(), idOf(index));
    await mkdir(place, { recursive: true });
    await mkdir(small(), { recursive: true });
    await writeFile(path.join(place, 'journal.jsonl'), 'j'.repeat(100));
    await writeFile(path.join(place, '0.png'), new Uint8Array(bytes));
    await writeFile(path.join(small(), `${idOf(index)}-0-320.webp`), new Uint8Array(50));
    for (const mark of ['settled', ...marks]) {
      await writeFile(path.join(place, mark), '');
    }
  }

  it('says what it takes, and keeps everything while there is room', async () => {
    await job(1, 1_000);
    await job(2, 2_000);
    assert.equal(await bound(10_000), 3_300);
    assert.deepEqual(await names(1), ['0.png', 'journal.jsonl', 'settled']);
  });

  it('lets the bytes of the oldest go first, and never what has a star or is waited for', async () => {
    await job(1, 1_000, 'starred-0');
    await job(2, 1_000);
    await rm(path.join(ended(), idOf(2), 'settled'));
    await job(3, 1_000);
    await job(4, 1_000);
    await job(5, 1_000);
    const used = await bound(3_800);
    assert.equal(used, 5 * 100 + 3 * 1_050);
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(async (index) => (await names(index)).includes('0.png'))), [
      true,
      true,
      false,
      false,
      true,
    ]);
    assert.deepEqual((await readdir(small())).length, 3, 'their small pictures go with them');
  });

  it('lets entries go when even those are too much, oldest first', async () => {
    await job(1, 10, 'starred-0');
    for (let index = 2; index < 8; index++) {
      await job(index, 10);
    }
    assert.ok((await bound(400)) <= 400);
    assert.deepEqual((await readdir(ended())).sort(), [idOf(1), idOf(6), idOf(7)]);
    assert.ok((await bound(0)) > 0, 'the star stays whatever the limit');
    assert.deepEqual(await readdir(ended()), [idOf(1)]);
  });

  it('takes what was deleted away after a day, with its job when nothing else is left', async () => {
    await job(1, 1_000, 'deleted-0');
    await job(2, 1_000, 'deleted-0');
    await writeFile(path.join(ended(), idOf(2), '1.png'), 'x');
    await job(3, 1_000, 'deleted-0');
    const long = new Date(Date.now() - 2 * day);
    for (const index of [1, 2]) {
      await utimes(path.join(ended(), idOf(index), 'deleted-0'), long, long);
    }
    await bound(1e9);
    assert.deepEqual(await names(1), []);
    assert.deepEqual(await names(2), ['1.png', 'deleted-0', 'journal.jsonl', 'settled']);
    assert.ok((await names(3)).includes('0.png'), 'it may still be brought back');
  });

  it('clears away what a dying process has half removed, and small pictures of nothing', async () => {
    await job(1, 1_000);
    await rm(path.join(ended(), idOf(1), 'journal.jsonl'));
    await writeFile(path.join(small(), 'gone-0-320.webp'), 'x');
    await bound(1e9);
    assert.deepEqual(await readdir(ended()), []);
    assert.deepEqual(await readdir(small()), []);
  });

  it('is tidied by two windows at once without a fault', async () => {
    for (let index = 0; index < 60; index++) {
      await job(index, 1_000);
    }
    const used = await Promise.all([bound(10_000), bound(10_000), bound(10_000)]);
    assert.ok(
      used.every((bytes) => bytes <= 10_000),
      used.join(', '),
    );
    assert.equal(await boundHistory(path.join(folder, 'nowhere'), small(), 100, Date.now()), 0);
  });
});

describe('the history of a workspace', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'easel-history-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function made(number: number, request: Partial<ImageRequest>, build = aRequest): Promise<string> {
    const storage = createJobStorage(folder);
    const id = `20260301-142530-0000000${number}`;
    const lease = await storage.create(id);
    const whole = build({ ...request, id });
    const records: JobRecord[] = [
      {
        state: 'created',
        v: 1,
        at: number,
        request: whole,
        render: { width: 1024, height: 1024 },
        order: { endpoint: whole.model, input: {} },
        price: { known: true, likely: 1, upper: 2 },
      },
      { state: 'sending', at: 1 },
      { state: 'submitted', at: 1, requestId: id },
      { state: 'answered', at: 1, images: [{ url: 'https://v3b.fal.media/a.png' }] },
      { state: 'downloaded', at: 1, index: 0, file: '0.png', bytes: 3 },
      ...(whole.edit
        ? []
        : [
            {
              state: 'saved',
              at: 2,
              index: 0,
              uri: `file:///project/images/${whole.target.name}.png`,
              width: 9,
              height: 9,
              bytes: 3,
            } as const,
          ]),
    ];
    for (const record of records) {
      await storage.append(id, encodeRecord(record));
    }
    await storage.writeBytes(id, '0.png', Uint8Array.of(1, 2, 3));
    await storage.end(id, 'kept');
    await lease.release();
    return id;
  }

  const historyOf = (workspace = 'file:///project'): History =>
    new History({ storage: createJobStorage(folder), isMine: ({ request }) => request.workspace === workspace, log: () => undefined });
  const found = async (history: History, query: Partial<HistoryQuery>): Promise<string[]> =>
    matching(await history.list(), { text: '', show: 'all', limit: 10, ...query }).map(({ state }) => state.request.prompt);

  it('lists what this workspace has made, newest first, and nobody else’s', async () => {
    await made(1, { prompt: 'first' });
    await made(2, { prompt: 'foreign', workspace: 'file:///other' });
    await made(3, { prompt: 'third' });
    assert.deepEqual(await found(historyOf(), {}), ['third', 'first']);
    await assert.rejects(historyOf().find({ jobId: '20260301-142530-00000002', index: 0 }), /no longer in the history/);
  });

  it('finds by all words in prompt, model and file name, and by kind', async () => {
    await made(1, { prompt: 'A red FOX', target: { folder: 'file:///project/images', name: 'zorro' } });
    await made(2, { prompt: 'a red door' }, anEdit);
    await made(3, { prompt: 'a fox head', target: { folder: 'file:///project/images', name: 'head' } }, anIcon);
    const history = historyOf();
    assert.deepEqual(await found(history, { text: 'fox' }), ['a fox head', 'A red FOX']);
    assert.deepEqual(await found(history, { text: '  RED   gpt ' }), ['a red door', 'A red FOX']);
    assert.deepEqual(await found(history, { text: 'zorro' }), ['A red FOX']);
    assert.deepEqual(await found(history, { text: 'hero' }), ['a red door'], 'the picture that was edited');
    assert.deepEqual(await found(history, { show: 'edit' }), ['a red door']);
    assert.deepEqual(await found(history, { show: 'icon', text: 'red' }), []);
  });

  it('stars, deletes and brings back, and tells it', async () => {
    const id = await made(1, { prompt: 'kept' });
    const history = historyOf();
    let told = 0;
    history.onChange(() => told++);
    await history.mark({ jobId: id, index: 0 }, 'starred', true);
    assert.deepEqual(await found(history, { show: 'starred' }), ['kept']);
    await history.mark({ jobId: id, index: 0 }, 'deleted', true);
    assert.deepEqual(await found(history, {}), []);
    assert.equal((await history.find({ jobId: id, index: 0 })).starred, true, 'Undo must find it');
    await history.mark({ jobId: id, index: 0 }, 'deleted', false);
    assert.deepEqual(await found(historyOf(), { show: 'starred' }), ['kept'], 'another window sees the same');
    assert.equal(told, 3);
  });

  it('learns of what another window has made', async () => {
    const history = historyOf();
    assert.deepEqual(await history.list(), []);
    await made(1, {});
    assert.equal(await history.look(), true);
    assert.equal(await history.look(), false);
  });

  it('reads nothing that lies elsewhere, whatever a page calls it', async () => {
    await made(1, {});
    for (const jobId of ['../open/x', '..', '', '/etc', '__proto__', 'x'.repeat(64)]) {
      await assert.rejects(historyOf().find({ jobId, index: 0 }), /no longer in the history/);
    }
  });

  it('leaves out what cannot be read, and the rest stays', async () => {
    await made(1, { prompt: 'good' });
    const bad = await made(2, { prompt: 'bad' });
    await writeFile(path.join(folder, 'ended', bad, 'journal.jsonl'), 'no journal\n');
    const newer = await made(3, { prompt: 'newer' });
    await writeFile(path.join(folder, 'ended', newer, 'journal.jsonl'), '{"state":"created","v":99}\n');
    assert.deepEqual(await found(historyOf(), {}), ['good']);
  });
});
