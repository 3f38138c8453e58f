/** The local operations with arguments, as scripts and other extensions call them, in a real VS Code with the packed extension. */
import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';
import { readPixels } from './pngPixels';
import { writePng } from './pngWriter';

interface ShapedFile {
  file: vscode.Uri;
  changed: boolean;
  width: number;
  height: number;
}

const [workspace] = vscode.workspace.workspaceFolders ?? [];
const folder = path.join(workspace?.uri.fsPath ?? '', 'shapes');

/** A red square of 20 pixels on nothing, at 10, 5 of 60 × 40. */
const onNothing = writePng(60, 40, (x, y) => (x >= 10 && x < 30 && y >= 5 && y < 25 ? [220, 30, 40, 255] : [0, 0, 0, 0]));
/** The same on white, without an alpha channel. */
const onWhite = writePng(60, 40, (x, y) => (x >= 10 && x < 30 && y >= 5 && y < 25 ? [220, 30, 40] : [255, 255, 255]));

async function shape(command: string, argument: Record<string, unknown>): Promise<ShapedFile> {
  const result = await vscode.commands.executeCommand<ShapedFile>(command, argument);
  assert.ok(result, 'the command gave nothing back');
  return result;
}

async function refusal(command: string, argument: Record<string, unknown>): Promise<string> {
  try {
    await vscode.commands.executeCommand(command, argument);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  assert.fail('the command was not refused');
}

async function make(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path.join(folder, name), bytes);
  return `shapes/${name}`;
}

/** The samples of a pixel of a written PNG; opaque where the file has no alpha. */
async function pixelAt(file: vscode.Uri, x: number, y: number): Promise<number[]> {
  const { width, channels, data } = readPixels(await readFile(file.fsPath));
  const at = (y * width + x) * channels;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, channels === 4 ? (data[at + 3] ?? 0) : 255];
}

const pathOf = ({ file }: ShapedFile): string => vscode.workspace.asRelativePath(file, false);

describe('the local operations with arguments', () => {
  beforeEach(() => mkdir(folder, { recursive: true }));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('trims into a new file beside the picture, under a free name, and leaves the picture as it is', async () => {
    const image = await make('icon.png', onNothing);
    const made = await shape('easel.trimImage', { image });
    assert.equal(pathOf(made), 'shapes/icon-trimmed.png');
    assert.deepEqual([made.changed, made.width, made.height], [true, 20, 20]);
    assert.deepEqual(readHeader(await readFile(made.file.fsPath)), { type: 'png', width: 20, height: 20 });
    assert.deepEqual(await pixelAt(made.file, 0, 0), [220, 30, 40, 255]);
    assert.ok((await readFile(path.join(folder, 'icon.png'))).equals(onNothing));
    const second = await shape('easel.trimImage', { image, margin: 3 });
    assert.equal(pathOf(second), 'shapes/icon-trimmed-2.png');
    assert.deepEqual([second.width, second.height], [26, 26]);
  });

  it('says when there was nothing to do, and writes nothing then', async () => {
    const image = await make(
      'full.png',
      writePng(30, 20, () => [220, 30, 40, 255]),
    );
    const square = await make(
      'square.png',
      writePng(30, 30, (x) => [x, 30, 40, 255]),
    );
    const made = await shape('easel.squareImage', { image: square });
    assert.deepEqual([made.changed, made.width, made.height, pathOf(made)], [false, 30, 30, 'shapes/square.png']);
    const none = await shape('easel.padImage', { image, padding: 0 });
    assert.deepEqual([none.changed, pathOf(none)], [false, 'shapes/full.png']);
    assert.deepEqual((await readdir(folder)).sort(), ['full.png', 'square.png']);
  });

  it('pads all sides, or those that are named, transparent or with a colour', async () => {
    const image = await make('icon.png', onWhite);
    const all = await shape('easel.padImage', { image, padding: 10 });
    assert.equal(pathOf(all), 'shapes/icon-padded.png');
    assert.deepEqual([all.width, all.height], [80, 60]);
    assert.equal((await pixelAt(all.file, 0, 0))[3], 0);
    const some = await shape('easel.padImage', { image, left: 4, bottom: 6, colour: '#1188CC' });
    assert.deepEqual([some.width, some.height], [64, 46]);
    assert.deepEqual(await pixelAt(some.file, 0, 45), [0x11, 0x88, 0xcc, 255]);
    assert.deepEqual(await pixelAt(some.file, 4, 0), [255, 255, 255, 255]);
    const rest = await shape('easel.padImage', { image, padding: 5, top: 0 });
    assert.deepEqual([rest.width, rest.height], [70, 45]);
  });

  it('makes squares by adding and by cutting', async () => {
    const image = await make('icon.png', onWhite);
    const added = await shape('easel.squareImage', { image });
    assert.deepEqual([pathOf(added), added.width, added.height], ['shapes/icon-square.png', 60, 60]);
    const cut = await shape('easel.squareImage', { image, by: 'crop', output: 'shapes/cut.webp' });
    assert.deepEqual(readHeader(await readFile(cut.file.fsPath)), { type: 'webp', width: 40, height: 40 });
  });

  it('makes the ground transparent', async () => {
    const image = await make('icon.png', onWhite);
    const made = await shape('easel.removeBackground', { image });
    assert.deepEqual([pathOf(made), made.changed, made.width, made.height], ['shapes/icon-cutout.png', true, 60, 40]);
    assert.equal((await pixelAt(made.file, 0, 0))[3], 0);
    assert.deepEqual(await pixelAt(made.file, 20, 15), [220, 30, 40, 255]);
  });

  it('replaces the picture when that is the output, unless it is read-only', async () => {
    const image = await make('icon.png', onNothing);
    const made = await shape('easel.trimImage', { image, output: image });
    assert.equal(pathOf(made), 'shapes/icon.png');
    assert.deepEqual(readHeader(await readFile(made.file.fsPath)), { type: 'png', width: 20, height: 20 });
    assert.deepEqual(await readdir(folder), ['icon.png']);
    await chmod(made.file.fsPath, 0o444);
    assert.match(await refusal('easel.padImage', { image, output: image }), /read-only/);
  });

  it('writes what a JPEG cannot hold as PNG, and no transparency into a JPEG', async () => {
    const harbour = 'public/images/harbour.jpg';
    const photo = await make('photo.jpg', await readFile(path.join(workspace?.uri.fsPath ?? '', harbour)));
    const { width, height } = readHeader(await readFile(path.join(folder, 'photo.jpg')));
    const coloured = await shape('easel.padImage', { image: photo, padding: 8, colour: '#ffffff' });
    assert.equal(pathOf(coloured), 'shapes/photo-padded.jpg');
    assert.deepEqual(readHeader(await readFile(coloured.file.fsPath)), { type: 'jpeg', width: width + 16, height: height + 16 });
    const clear = await shape('easel.padImage', { image: photo, padding: 8 });
    assert.equal(pathOf(clear), 'shapes/photo-padded.png');
    assert.deepEqual(readHeader(await readFile(clear.file.fsPath)), { type: 'png', width: width + 16, height: height + 16 });
    assert.match(await refusal('easel.padImage', { image: photo, output: photo }), /JPEG cannot be transparent/);
    assert.match(await refusal('easel.removeBackground', { image: photo, output: 'shapes/out.jpg' }), /JPEG cannot be transparent/);
  });

  it('refuses what cannot be, in one sentence, and writes nothing', async () => {
    const image = await make('icon.png', onNothing);
    assert.match(await refusal('easel.trimImage', { image, tolerence: 3 }), /there is no “tolerence”/);
    assert.match(await refusal('easel.trimImage', { image, left: 3 }), /there is no “left”/);
    assert.match(await refusal('easel.trimImage', { image, tolerance: 256 }), /whole number from 0 to 255/);
    assert.match(await refusal('easel.padImage', { image, left: 0.5 }), /whole number/);
    assert.match(await refusal('easel.padImage', { image, left: -1 }), /whole number/);
    assert.match(await refusal('easel.padImage', { image, colour: 'red' }), /#rrggbb/);
    assert.match(await refusal('easel.squareImage', { image, by: 'magic' }), /pad, crop/);
    assert.match(await refusal('easel.removeBackground', { image, tolerance: 101 }), /0 to 100/);
    assert.match(await refusal('easel.trimImage', { image: 'index.html' }), /not a picture/);
    assert.match(await refusal('easel.trimImage', { image: 'shapes/none.png' }), /cannot be read/);
    assert.match(await refusal('easel.trimImage', { image: '../elsewhere.png' }), /outside the workspace/);
    assert.match(await refusal('easel.trimImage', { image, output: '../elsewhere.png' }), /outside the workspace/);
    assert.match(await refusal('easel.trimImage', { image, output: 'shapes/made.gif' }), /PNG, JPEG and WebP/);
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    assert.match(await refusal('easel.padImage', { image: await make('dot.gif', gif) }), /PNG, JPEG and WebP/);
    assert.deepEqual((await readdir(folder)).sort(), ['dot.gif', 'icon.png']);
  });
});
