import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createJobStorage } from '../../../src/editor/jobStorage';
import { claimLease } from '../../../src/editor/lease';
import { hasOpenJobs } from '../../../src/editor/openJobs';

const id = '20260301-142530-1a2b3c4d';

describe('jobs on disk', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'easel-jobs-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are open until they end, and keep their journal then', async () => {
    const storage = createJobStorage(path.join(folder, 'jobs'));
    assert.equal(await hasOpenJobs(folder), false);
    const lease = await storage.create(id);
    await storage.append(id, 'one\n');
    await storage.append(id, 'two\n');
    await storage.writeBytes(id, '0.png', new Uint8Array([1, 2, 3]));
    assert.equal(await hasOpenJobs(folder), true);
    assert.deepEqual(await storage.listOpen(), [id]);
    assert.equal(await storage.readJournal(id), 'one\ntwo\n');
    assert.deepEqual([...((await storage.readBytes(id, '0.png')) ?? [])], [1, 2, 3]);
    await storage.end(id, 'kept');
    await lease.release();
    assert.equal(await hasOpenJobs(folder), false);
    assert.deepEqual(await storage.listEnded(), [id]);
    assert.equal(await storage.readJournal(id), 'one\ntwo\n');
    assert.deepEqual((await readdir(path.join(folder, 'jobs/ended', id))).sort(), ['0.png', 'journal.jsonl', 'settled']);
    await storage.remove(id);
    assert.deepEqual(await storage.listEnded(), []);
  });

  it('lose half a line that a dying process left, and nothing else', async () => {
    const storage = createJobStorage(folder);
    const first = await storage.create(id);
    await storage.append(id, 'one\n');
    await appendFile(path.join(folder, 'open', id, 'journal.jsonl'), '{"state":"subm');
    await first.release();
    const second = await storage.claim(id);
    assert.ok(second);
    await storage.append(id, 'two\n');
    assert.equal(await storage.readJournal(id), 'one\ntwo\n');
    await second.release();
  });

  it('refuse a second job of the same id', async () => {
    const storage = createJobStorage(folder);
    await storage.create(id);
    await assert.rejects(storage.create(id));
  });

  it('keep what came and drop what was sent, whoever waits for it', async () => {
    const storage = createJobStorage(folder);
    for (const [one, bytes] of [
      [id, 'awaited'],
      [`${id}0`, 'kept'],
    ] as const) {
      const lease = await storage.create(one);
      await storage.append(one, 'line\n');
      await storage.writeBytes(one, 'input-0.png', Uint8Array.from([1]));
      await storage.writeBytes(one, '0.png', Uint8Array.from([2]));
      await storage.end(one, bytes);
      await lease.release();
      assert.equal(await storage.isWaitedFor(one), bytes === 'awaited');
      assert.deepEqual(await storage.readBytes(one, '0.png'), Buffer.from([2]));
      assert.equal(await storage.readBytes(one, 'input-0.png'), undefined, 'what was sent is of no use any more');
    }
    await storage.settle(id);
    assert.equal(await storage.isWaitedFor(id), false);
  });

  it('carry the marks of the user, which nobody waits for', async () => {
    const storage = createJobStorage(folder);
    const lease = await storage.create(id);
    await storage.append(id, 'line\n');
    await storage.end(id, 'awaited');
    await lease.release();
    await storage.setMark(id, 'starred-0', true);
    await storage.setMark(id, 'deleted-1', true);
    await storage.setMark(id, 'deleted-1', false);
    assert.deepEqual([...(await storage.marks(id))], ['starred-0']);
    assert.equal(await storage.isWaitedFor(id), false);
    await storage.setMark('gone', 'dismissed', true);
    assert.deepEqual([...(await storage.marks('gone'))], []);
  });

  it('answer calmly for what is not there', async () => {
    const storage = createJobStorage(path.join(folder, 'nowhere'));
    assert.deepEqual(await storage.listOpen(), []);
    assert.deepEqual(await storage.listEnded(), []);
    assert.equal(await storage.readJournal(id), '');
    assert.equal(await storage.readBytes(id, '0.png'), undefined);
    assert.equal(await storage.claim(id), undefined);
  });
});

describe('a lease', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'easel-lease-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is held by one, and free again when released', async () => {
    const lease = await claimLease(folder);
    assert.ok(lease);
    assert.equal(await claimLease(folder), undefined);
    await lease.release();
    const again = await claimLease(folder);
    assert.ok(again);
    await again.release();
  });

  it('goes to exactly one of many that ask at once', async () => {
    const leases = await Promise.all(Array.from({ length: 50 }, () => claimLease(folder)));
    const held = leases.filter((lease) => lease !== undefined);
    assert.equal(held.length, 1);
    await held[0]?.release();
  });

  it('of a process that was killed is taken over at once, by exactly one', async () => {
    const child = fork(path.join(__dirname, 'leaseHolder.ts'), [folder], { execArgv: ['--import', 'tsx'] });
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
    });
    assert.equal(await claimLease(folder), undefined, 'it lives');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const leases = await Promise.all(Array.from({ length: 20 }, () => claimLease(folder)));
    const held = leases.filter((lease) => lease !== undefined);
    assert.equal(held.length, 1);
    await held[0]?.release();
  });

  it('that was not refreshed for long is over, even if a process with its number lives', async () => {
    await writeFile(path.join(folder, 'lease.7'), JSON.stringify({ pid: process.ppid, token: 'other' }));
    assert.equal(await claimLease(folder), undefined);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path.join(folder, 'lease.7'), longAgo, longAgo);
    const lease = await claimLease(folder);
    assert.ok(lease);
    assert.deepEqual(await readdir(folder), ['lease.8']);
    await lease.release();
  });
});
