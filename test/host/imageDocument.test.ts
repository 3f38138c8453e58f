/** The document of the image editor on real files of a real VS Code: what saving, reverting, backing up and the disk do to each other. */
import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Codec } from '../../src/imaging/codec';
import { findLostBackup, markClosed, readBackup, writeBackup } from '../../src/editor/imageEditor/backup';
import { baseFor } from '../../src/editor/imageEditor/answers';
import { DocumentEdits, type DocumentEditDeps } from '../../src/editor/imageEditor/documentEdits';
import { ImageDocument } from '../../src/editor/imageEditor/imageDocument';
import { References } from '../../src/editor/imageEditor/references';
import { sha256, type Version } from '../../src/editor/imageEditor/version';

/** A codec for which every file is a picture. */
const facts = {
  type: 'image/png',
  width: 4,
  height: 4,
  hasAlpha: false,
  frames: 1,
  orientation: 1,
  depth: 8,
  lossless: true,
  kind: 'rgb',
} as const;
let describing: () => Promise<void> = () => Promise.resolve();
const codec = { describe: () => describing().then(() => facts) } as unknown as Codec;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const version = (text: string): Version => ({ id: sha256(bytes(text)), file: bytes(text), facts });
const yes = (): Promise<boolean> => Promise.resolve(true);
const never = (): Promise<boolean> => assert.fail('nothing was to be asked');

describe('a picture in the image editor', () => {
  let folder: string;
  let file: string;
  let open: ImageDocument[] = [];

  beforeEach(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = path.join(workspace.uri.fsPath, 'documents');
    await mkdir(folder, { recursive: true });
    file = path.join(folder, 'picture [1] ü.png');
    await writeFile(file, 'zero');
    describing = () => Promise.resolve();
    open = [];
  });

  afterEach(async () => {
    open.forEach((document) => document.dispose());
    await rm(folder, { recursive: true, force: true });
  });

  async function opened(): Promise<ImageDocument> {
    const document = await ImageDocument.open(vscode.Uri.file(file), await readFile(file), codec, new References(codec));
    open.push(document);
    return document;
  }

  const text = (): Promise<string> => readFile(file, 'utf8');

  /** Waits until the watcher has told the document of a change. */
  function told(document: ImageDocument, holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = document.onDidChange(() => {
        if (holds()) {
          look.dispose();
          resolve();
        }
      });
    });
  }

  /** Writes the file from outside until somebody has seen it: a watcher takes a moment to begin, and what is written before goes unseen. */
  async function writeUntil(seen: Promise<void>, text: string): Promise<void> {
    const writing = setInterval(() => void writeFile(file, text), 500);
    await writeFile(file, text);
    await seen.finally(() => clearInterval(writing));
  }

  it('writes an edit as a whole, keeps permissions and leaves nothing beside it', async () => {
    await chmod(file, 0o640);
    const document = await opened();
    document.apply(version('one'));
    assert.ok(document.isDirty);
    await document.save(never);
    assert.equal(await text(), 'one');
    assert.equal((await stat(file)).mode & 0o777, 0o640);
    assert.equal(document.isDirty, false);
    assert.deepEqual(await readdir(folder), [path.basename(file)]);
  });

  it('follows a link instead of replacing it', async () => {
    const target = path.join(folder, 'target.png');
    await writeFile(target, 'zero');
    await rm(file);
    await symlink(target, file);
    const document = await opened();
    document.apply(version('one'));
    await document.save(never);
    assert.equal(await readFile(target, 'utf8'), 'one');
  });

  it('asks before it overwrites what changed on disk, and takes no for an answer', async () => {
    const document = await opened();
    document.apply(version('one'));
    await writeFile(file, 'somebody else');
    await assert.rejects(
      document.save(() => Promise.resolve(false)),
      vscode.CancellationError,
    );
    assert.equal(await text(), 'somebody else');
    assert.ok(document.isDirty);
    await document.save(yes);
    assert.equal(await text(), 'one');
  });

  it('asks when undo leads back behind what somebody else has written', async () => {
    const document = await opened();
    const zero = document.current;
    document.apply(version('one'));
    await document.save(never);
    await writeUntil(
      told(document, () => document.current.id === sha256(bytes('two'))),
      'two',
    );
    assert.equal(document.isDirty, false);
    let differs = 0;
    document.onDidDiffer(() => differs++);
    document.goTo(zero);
    assert.equal(differs, 1, 'VS Code is told that the document is no longer clean');
    let asked = 0;
    await document.save(() => Promise.resolve(++asked > 9)).catch(() => undefined);
    assert.equal(asked, 1);
    assert.equal(await text(), 'two');
  });

  it('writes an edit too that comes while it saves', async () => {
    const document = await opened();
    document.apply(version('one'));
    const saved = document.save(yes);
    document.apply(version('two'));
    await saved;
    assert.equal(await text(), 'two');
    assert.equal(document.isDirty, false);
  });

  it('keeps an edit that comes while the disk is looked at', async () => {
    const document = await opened();
    let looking: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (looking = resolve));
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    describing = () => {
      looking();
      return gate;
    };
    await writeUntil(started, 'from outside');
    const decided = told(document, () => document.changedOnDisk);
    document.apply(version('mine'));
    goOn();
    await decided;
    assert.equal(document.current.id, sha256(bytes('mine')));
  });

  it('reverts to the file, and says so when there is none', async () => {
    const document = await opened();
    document.apply(version('one'));
    await document.revert();
    assert.equal(document.current.id, sha256(bytes('zero')));
    document.apply(version('one'));
    await rm(file);
    let differs = 0;
    document.onDidDiffer(() => differs++);
    await assert.rejects(document.revert(), /no longer there/);
    assert.equal(differs, 1);
    assert.equal(document.current.id, sha256(bytes('one')), 'the edit is still there');
    await document.save(never);
    assert.equal(await text(), 'one');
  });

  it('goes back to an edit after a revert, as long as nobody has changed the file', async () => {
    const document = await opened();
    const one = version('one');
    document.apply(one);
    await document.revert();
    let differs = 0;
    document.onDidDiffer(() => differs++);
    document.goTo(one);
    assert.equal(document.changedOnDisk, false);
    assert.equal(differs, 0);
    await document.save(never);
    assert.equal(await text(), 'one');
    const zero = document.current;
    document.apply(version('two'));
    await writeFile(file, 'somebody else');
    await document.revert();
    document.goTo(zero);
    assert.ok(document.changedOnDisk, 'that is made of what is no longer there');
  });

  it('sees when the file becomes read-only and writable again', async () => {
    const document = await opened();
    let told = 0;
    document.onDidChange(() => told++);
    await document.lookIfReadOnly();
    assert.equal(document.readOnly, false);
    assert.equal(told, 0);
    await chmod(file, 0o444);
    await document.lookIfReadOnly();
    assert.ok(document.readOnly);
    await chmod(file, 0o644);
    await document.lookIfReadOnly();
    await chmod(file, 0o444);
    const runner = { start: () => assert.fail('something was spent') };
    const edits = new DocumentEdits(document, { runner, codec } as unknown as DocumentEditDeps, () => undefined);
    const blend = { edge: 'exact', feather: 4, align: true, match: 1 } as const;
    const form = { prompt: 'x', model: 'easel/draft', quality: 'low', count: 1, settings: blend } as const;
    await assert.rejects(edits.run({ form, version: document.current.id, price: 'free' }), /read-only/);
    await chmod(file, 0o644);
    await document.lookIfReadOnly();
    assert.equal(document.readOnly, false);
    assert.equal(told, 4, 'the page is told each time');
  });

  it('keeps in a backup what an edit was applied to, so that another variant can take its place', async () => {
    const place = vscode.Uri.file(path.join(folder, '1004'));
    const report = {} as NonNullable<Version['proof']>['report'];
    const proof = { jobId: 'job', index: 0, settings: { edge: 'exact', feather: 4, align: true, match: 1 } as const, report };
    const document = await opened();
    const base = { ...version('zero'), master: bytes('without loss') };
    document.apply({ ...version('one'), master: bytes('master'), base });
    await document.backUp(place);
    const { version: back } = await readBackup(place, codec);
    assert.deepEqual(back.base, base);
    assert.deepEqual(back.master, bytes('master'));
    assert.equal(baseFor('job', { ...back, proof }), back.base);
    await writeBackup(vscode.Uri.file(file), 'hash', { ...version('one'), base: version('zero') }, place);
    const plain = (await readBackup(place, codec)).version;
    assert.deepEqual([plain.master, plain.base], [undefined, version('zero')]);
    const whole = await readFile(place.fsPath);
    await writeFile(place.fsPath, whole.subarray(0, whole.length - 1));
    await assert.rejects(readBackup(place, codec), /damaged/);
  });

  it('brings a backup back, and asks before it overwrites a file that changed since', async () => {
    const place = vscode.Uri.file(path.join(folder, '1001'));
    const document = await opened();
    document.apply({ ...version('one'), master: bytes('master') });
    await document.backUp(place);
    await writeFile(file, 'pulled');
    const next = await opened();
    const backup = await readBackup(place, codec);
    next.restore(backup);
    assert.equal(next.current.id, sha256(bytes('one')));
    assert.deepEqual(next.current.master, bytes('master'));
    assert.ok(next.changedOnDisk);
    await assert.rejects(
      next.save(() => Promise.resolve(false)),
      vscode.CancellationError,
    );
    assert.equal(await text(), 'pulled');
  });

  it('takes no damaged backup for a picture', async () => {
    const place = vscode.Uri.file(path.join(folder, '1002'));
    await writeBackup(vscode.Uri.file(file), 'hash', { ...version('a whole picture'), master: bytes('m') }, place);
    const whole = await readFile(place.fsPath);
    for (let cut = 0; cut < whole.length; cut += 7) {
      await writeFile(place.fsPath, whole.subarray(0, cut));
      await assert.rejects(readBackup(place, codec), /damaged/, `cut at ${cut}`);
      assert.equal(await findLostBackup(vscode.Uri.file(file), vscode.Uri.file(folder), codec), undefined);
    }
  });

  it('finds a backup that VS Code has forgotten, but none whose document was closed', async () => {
    const place = vscode.Uri.file(path.join(folder, '-1003'));
    const uri = vscode.Uri.file(file);
    await writeBackup(uri, 'hash', version('one'), place);
    const found = await findLostBackup(uri, vscode.Uri.file(folder), codec);
    assert.equal(found?.version.id, sha256(bytes('one')));
    assert.equal(await findLostBackup(vscode.Uri.file(`${file}x`), vscode.Uri.file(folder), codec), undefined);
    await markClosed(place);
    assert.equal(await findLostBackup(uri, vscode.Uri.file(folder), codec), undefined);
    assert.equal((await readdir(folder)).length, 1, 'it is taken away');
  });
});
