import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotRestored, replaceOnDisk, writeInPlace } from '../../src/editor/imageEditor/replaceOnDisk';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is replaced', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'replaced-'));
    file = path.join(folder, 'picture.png');
    await writeFile(file, 'a long old content');
  });

  afterEach(async () => {
    await chmod(folder, 0o755);
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps its permissions, and nothing is left beside it', async () => {
    await chmod(file, 0o640);
    await replaceOnDisk(file, bytes('new'));
    assert.equal(await readFile(file, 'utf8'), 'new');
    assert.equal((await stat(file)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(folder), ['picture.png']);
  });

  it('is written in its place where the folder takes no new file', async function () {
    const isRoot = process.getuid?.() === 0;
    if (process.platform === 'win32' || !process.seteuid) {
      this.skip();
    }
    await chmod(file, 0o666);
    await chmod(folder, 0o555);
    const user = process.geteuid?.() ?? 0;
    if (isRoot) {
      // Nothing is forbidden to root.
      process.seteuid(65_534);
    }
    try {
      await replaceOnDisk(file, bytes('new'));
    } finally {
      process.seteuid(user);
    }
    assert.equal(await readFile(file, 'utf8'), 'new');
    assert.deepEqual(await readdir(folder), ['picture.png']);
  });

  it('is as it was when writing in its place fails', async () => {
    let calls = 0;
    const failing: Parameters<typeof writeInPlace>[2] = async (target, content) => {
      if (++calls === 1) {
        await writeFile(target, 'ha');
        throw new Error('the disk is full');
      }
      await writeFile(target, content);
    };
    await assert.rejects(writeInPlace(file, bytes('half'), failing), /the disk is full/);
    assert.equal(await readFile(file, 'utf8'), 'a long old content');
  });

  it('is not lost when it cannot even be restored', async () => {
    const failing = (): Promise<void> => Promise.reject(new Error('the disk is gone'));
    const error = await writeInPlace(file, bytes('new'), failing).then(
      () => assert.fail('it was written'),
      (fault: unknown) => fault,
    );
    assert.ok(error instanceof NotRestored);
    assert.equal(await readFile(error.copy, 'utf8'), 'a long old content');
    await rm(path.dirname(error.copy), { recursive: true });
  });
});
