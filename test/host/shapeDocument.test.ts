/** The local operations on an open picture of a real VS Code, with the packed codec: apply, undo, redo, save, back up, and how they start. */
import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { EditOrder } from '../../src/core/edit';
import type { ShapeKind, ShapeOperation } from '../../src/core/shapeOperation';
import { baseFor, checkSize } from '../../src/editor/imageEditor/answers';
import { readBackup } from '../../src/editor/imageEditor/backup';
import { DocumentShapes } from '../../src/editor/imageEditor/documentShapes';
import type { ImageEditorDeps } from '../../src/editor/imageEditor/editorPage';
import { ImageDocument } from '../../src/editor/imageEditor/imageDocument';
import { ImageEditorProvider, type ImageDocumentChange } from '../../src/editor/imageEditor/provider';
import { References } from '../../src/editor/imageEditor/references';
import { sha256, type Version } from '../../src/editor/imageEditor/version';
import { createCodec, type Codec } from '../../src/imaging/codec';
import type { Shaped } from '../../src/imaging/messages';
import { Channel, type Handlers } from '../../src/protocol/channel';
import { editorHostMethods, editorPageMethods } from '../../src/protocol/imageEditor';
import { readHeader } from './imageHeader';
import { writePng } from './pngWriter';

/** A red square of 20 pixels on nothing, at 10, 5 of 60 × 40. */
const icon = writePng(60, 40, (x, y) => (x >= 10 && x < 30 && y >= 5 && y < 25 ? [220, 30, 40, 255] : [0, 0, 0, 0]));
const trim: ShapeOperation = { kind: 'trim', tolerance: 8, margin: 0 };
const pad: ShapeOperation = { kind: 'pad', left: 2, top: 4, right: 6, bottom: 8, colour: '#ffffff' };
const never = (): Promise<boolean> => assert.fail('nothing was to be asked');

/** A page that is played by the test, behind the panel that VS Code would give. */
interface PlayedPage {
  readonly panel: vscode.WebviewPanel;
  readonly channel: Channel<typeof editorPageMethods, typeof editorHostMethods>;
  readonly started: ShapeKind[];
}

function playPage(): PlayedPage {
  const toHost = new vscode.EventEmitter<unknown>();
  const started: ShapeKind[] = [];
  const handlers: Handlers<typeof editorPageMethods> = {
    show: () => undefined,
    prefill: () => undefined,
    startShape: ({ kind }) => void started.push(kind),
  };
  const channel = new Channel(editorPageMethods, handlers, editorHostMethods, (message) => toHost.fire(message));
  const none = new vscode.EventEmitter<never>().event;
  const webview = {
    options: {},
    html: '',
    cspSource: '',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: toHost.event,
    postMessage: (message: unknown) => channel.receive(message).then(() => true),
  };
  const panel = { webview, visible: true, active: true, onDidDispose: none, onDidChangeViewState: none };
  return { panel: panel as unknown as vscode.WebviewPanel, channel, started };
}

describe('a local operation on an open picture', () => {
  let codec: Codec;
  let folder: string;
  let file: string;
  let applied: { before: Version; after: Version; label: string }[] = [];
  let open: ImageDocument[] = [];

  before(() => {
    const extension = vscode.extensions.getExtension('easel.easel-assets');
    assert.ok(extension);
    codec = createCodec(path.join(extension.extensionPath, 'dist', 'imageWorker.js'));
  });
  after(() => codec.dispose());

  beforeEach(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = path.join(workspace.uri.fsPath, 'shape-documents');
    await mkdir(folder, { recursive: true });
    file = path.join(folder, 'icon.png');
    await writeFile(file, icon);
    applied = [];
    open = [];
  });

  afterEach(async () => {
    open.forEach((document) => document.dispose());
    await rm(folder, { recursive: true, force: true });
  });

  async function opened(place = file): Promise<ImageDocument> {
    const document = await ImageDocument.open(vscode.Uri.file(place), await readFile(place), codec, new References(codec));
    open.push(document);
    return document;
  }

  const shapesOf = (document: ImageDocument, by = codec): DocumentShapes =>
    new DocumentShapes(document, by, (before, after, label) => applied.push({ before, after, label }));
  const sizeOf = ({ current: { facts } }: ImageDocument): number[] => [facts.width, facts.height];

  it('is looked at without a change, applied, undone, redone and saved with another size', async () => {
    const document = await opened();
    const shapes = shapesOf(document);
    const order = { version: document.current.id, operation: trim };
    const seen = await shapes.preview(order);
    assert.deepEqual([seen.width, seen.height, seen.left, seen.top, seen.changed], [20, 20, -10, -5, true]);
    assert.equal(document.isDirty, false);
    await shapes.apply(order);
    assert.deepEqual(sizeOf(document), [20, 20]);
    assert.ok(document.isDirty);
    const [edit] = applied;
    assert.equal(edit?.label, 'Trim');
    document.goTo(edit.before);
    assert.deepEqual(sizeOf(document), [60, 40]);
    assert.equal(document.isDirty, false);
    document.goTo(edit.after);
    await document.save(never);
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 20, height: 20 });
    document.goTo(edit.before);
    await document.save(never);
    assert.ok((await readFile(file)).equals(icon), 'undone after saving, and saved again, it is the file as it was');
  });

  it('survives a window that goes before it is saved', async () => {
    const document = await opened();
    const shapes = shapesOf(document);
    await shapes.apply({ version: document.current.id, operation: trim });
    await shapes.apply({ version: document.current.id, operation: pad });
    assert.deepEqual(sizeOf(document), [28, 32]);
    const place = vscode.Uri.file(path.join(folder, '1001'));
    await document.backUp(place);
    const next = await opened();
    next.restore(await readBackup(place, codec));
    assert.deepEqual(sizeOf(next), [28, 32]);
    assert.equal(next.current.id, document.current.id);
    await next.revert();
    assert.deepEqual(sizeOf(next), [60, 40]);
  });

  it('works the picture out once for its preview and for Apply', async () => {
    let count = 0;
    const counting: Codec = { ...codec, shape: (...order) => (count++, codec.shape(...order)) };
    const document = await opened();
    const shapes = shapesOf(document, counting);
    const order = { version: document.current.id, operation: pad };
    await shapes.preview(order);
    await shapes.preview(order);
    await shapes.apply(order);
    assert.equal(count, 1);
  });

  it('works out only the newest of those that wait', async () => {
    const waiting: (() => void)[] = [];
    const asked: ShapeOperation[] = [];
    const slow: Codec = {
      ...codec,
      shape: (_bytes, operation) => {
        asked.push(operation);
        const file = { bytes: new Uint8Array(icon), type: 'image/png' as const, width: 60, height: 40 };
        return new Promise<Shaped>((resolve) => waiting.push(() => resolve({ file, left: 0, top: 0, changed: true })));
      },
    };
    const document = await opened();
    const shapes = shapesOf(document, slow);
    const at = (tolerance: number) => shapes.preview({ version: document.current.id, operation: { ...trim, tolerance } });
    const first = at(1);
    await new Promise((resolve) => setImmediate(resolve));
    const others = [at(2), at(3)];
    const newest = at(4);
    const overtaken = Promise.all(others.map((one) => assert.rejects(one, { kind: 'cancelled' })));
    waiting[0]?.();
    await overtaken;
    // The first one is told too: whoever asked for it has been answered.
    await first;
    while (waiting.length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    waiting[1]?.();
    await newest;
    assert.deepEqual(
      asked.map((one) => 'tolerance' in one && one.tolerance),
      [1, 4],
    );
  });

  it('does not join what was made of the picture before to one of another size', async () => {
    const document = await opened();
    await shapesOf(document).apply({ version: document.current.id, operation: trim });
    const edit = { sourceSize: { width: 60, height: 40 } } as EditOrder;
    assert.throws(() => checkSize(edit, baseFor('job', document.current)), /is 20 × 20 now and was 60 × 40 when the edit was made/);
  });

  it('refuses a picture that has changed, one that is read-only, and transparency in a JPEG', async () => {
    const document = await opened();
    const shapes = shapesOf(document);
    await assert.rejects(shapes.preview({ version: 'another', operation: trim }), /has just changed/);
    await assert.rejects(shapes.apply({ version: 'another', operation: trim }), /has just changed/);
    await assert.rejects(
      shapes.apply({ version: document.current.id, operation: { kind: 'pad', left: 0, top: 0, right: 0, bottom: 0 } }),
      /nothing to change/,
    );
    await chmod(file, 0o444);
    await assert.rejects(shapes.apply({ version: document.current.id, operation: trim }), /read-only/);
    assert.deepEqual(applied, []);

    const photo = path.join(folder, 'photo.jpg');
    const { bytes } = await codec.convert(icon, 'jpeg');
    await writeFile(photo, bytes);
    const jpeg = await opened(photo);
    const clear: ShapeOperation = { kind: 'removeBackground', tolerance: 24, holes: true };
    await assert.rejects(shapesOf(jpeg).apply({ version: jpeg.current.id, operation: clear }), /JPEG cannot be transparent/);
  });

  it('keeps a JPEG a JPEG, also when it is changed twice', async () => {
    const photo = path.join(folder, 'photo.jpg');
    await writeFile(photo, (await codec.convert(icon, 'jpeg')).bytes);
    const document = await opened(photo);
    const shapes = shapesOf(document);
    await shapes.apply({ version: document.current.id, operation: pad });
    await shapes.apply({ version: document.current.id, operation: { kind: 'square', by: 'crop' } });
    assert.equal(document.current.facts.type, 'image/jpeg');
    await document.save(never);
    assert.deepEqual(readHeader(await readFile(photo)), { type: 'jpeg', width: 52, height: 52 });
  });

  describe('in its editor', () => {
    const quiet = (): vscode.Disposable => new vscode.Disposable(() => undefined);
    let provider: ImageEditorProvider;
    let changes: ImageDocumentChange[];

    beforeEach(() => {
      const deps = {
        extensionUri: vscode.Uri.file(folder),
        runner: { list: () => [], onChange: quiet, get: () => undefined },
        key: { source: () => Promise.resolve('none'), onDidChange: quiet },
        openAiKey: { isSet: false, onDidChange: quiet },
        added: { offered: [], onDidChange: quiet },
        globalState: { get: () => undefined, update: () => Promise.resolve() },
        log: { debug: () => undefined, warn: () => undefined, error: () => undefined },
        codec,
      };
      provider = new ImageEditorProvider(deps as unknown as ImageEditorDeps);
      changes = [];
      provider.onDidChangeCustomDocument((change) => changes.push(change));
    });

    afterEach(async () => {
      provider.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('starts when the page is ready, and at once when it is', async () => {
      const document = await opened();
      const { panel, channel, started } = playPage();
      provider.resolveCustomEditor(document, panel);
      await provider.startShape(document.uri, 'pad');
      assert.deepEqual(started, []);
      assert.equal((await channel.request('ready', {})).startShape, 'pad');
      assert.equal((await channel.request('ready', {})).startShape, undefined, 'once');
      await provider.startShape(document.uri, 'trim');
      assert.deepEqual(started, ['trim']);
    });

    it('tells VS Code of a change that it can undo under its own name', async () => {
      const document = await opened();
      const { panel, channel } = playPage();
      provider.resolveCustomEditor(document, panel);
      const { snapshot } = await channel.request('ready', {});
      await channel.request('applyShape', { version: snapshot.version, operation: trim });
      const [change] = changes;
      assert.ok(change && 'undo' in change);
      assert.equal(change.label, 'Trim');
      assert.deepEqual(sizeOf(document), [20, 20]);
      await change.undo();
      assert.equal(document.current.id, sha256(icon));
      await change.redo();
      assert.deepEqual(sizeOf(document), [20, 20]);
      const preview = await channel.request('shape', { version: document.current.id, operation: pad });
      assert.deepEqual([preview.width, preview.height, preview.left, preview.top], [28, 32, 2, 4]);
    });
  });
});
