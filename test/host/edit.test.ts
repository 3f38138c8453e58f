/** `easel.editImage` as scripts and other extensions call it, in a real VS Code with the packed extension. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';
import { changes, readPixels } from './pngPixels';
import { chunk, writePng } from './pngWriter';

interface Edited {
  files: vscode.Uri[];
  changedOutside: number;
  cost: number | undefined;
}

const page = 'public/images/order-page.png';
const rect = { x: 1040, y: 684, width: 200, height: 52 };
const images = (): string => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, 'public/images').fsPath;
};

/** The first file that an edit wrote. */
function written({ files }: Edited): Promise<Buffer> {
  const [file] = files;
  assert.ok(file);
  return readFile(file.fsPath);
}

async function edit(argument: Record<string, unknown>): Promise<Edited> {
  const result = await vscode.commands.executeCommand<Edited>('easel.editImage', argument);
  assert.ok(result, 'the command gave nothing back');
  return result;
}

async function refusal(argument: Record<string, unknown>): Promise<string> {
  try {
    await vscode.commands.executeCommand('easel.editImage', argument);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  assert.fail('the command was not refused');
}

async function make(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path.join(images(), name), bytes);
  return `public/images/${name}`;
}

describe('easel.editImage with arguments', () => {
  after(() => vscode.commands.executeCommand('easel.removeApiKey', {}));

  it('edits rectangles as a draft, without a key, beside the picture', async () => {
    const before = await readFile(path.join(images(), 'order-page.png'));
    const made = await edit({ image: page, prompt: 'A blue button', rects: [rect] });
    const { files, changedOutside, cost } = made;
    assert.deepEqual(
      files.map((file) => vscode.workspace.asRelativePath(file)),
      ['public/images/order-page-edited.png'],
    );
    assert.equal(changedOutside, 0);
    assert.equal(cost, 0);
    assert.ok((await readFile(path.join(images(), 'order-page.png'))).equals(before), 'the picture itself was touched');
    const { inside, outside } = changes(readPixels(before), readPixels(await written(made)), rect);
    assert.equal(outside, 0);
    assert.ok(inside > 2000, `${inside} pixels changed`);
  });

  it('edits through the service what a mask file says, several times, and counts nothing changed outside', async () => {
    await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' });
    const mask = await make(
      'mask.png',
      writePng(1280, 800, (x, y) => (x >= 56 && x < 304 && y >= 316 && y < 486 ? [255] : [0])),
    );
    const { files, changedOutside, cost } = await edit({
      image: page,
      prompt: 'A bag of beans',
      mask,
      count: 2,
      quality: 'low',
      model: 'openai/gpt-image-2/edit',
    });
    assert.equal(files.length, 2);
    assert.equal(changedOutside, 0);
    assert.ok(cost !== undefined && cost > 0);
    const before = readPixels(await readFile(path.join(images(), 'order-page.png')));
    for (const file of files) {
      const { inside, outside } = changes(before, readPixels(await readFile(file.fsPath)), { x: 56, y: 316, width: 248, height: 170 });
      assert.equal(outside, 0);
      assert.ok(inside > 10_000);
    }
  });

  it('works with a model that has no mask, by the same local blend', async () => {
    const made = await edit({
      image: page,
      prompt: 'A red button',
      rects: [rect],
      model: 'fal-ai/gpt-image-1/edit-image',
      quality: 'low',
    });
    assert.equal(made.changedOutside, 0);
    const before = readPixels(await readFile(path.join(images(), 'order-page.png')));
    assert.equal(changes(before, readPixels(await written(made)), rect).outside, 0);
  });

  it('writes where it is told: another name and format, or the picture itself', async () => {
    const copy = await make('copy.png', await readFile(path.join(images(), 'order-page.png')));
    const webp = await edit({ image: copy, prompt: 'x', rects: [rect], model: 'easel/draft', output: 'public/images/made.webp' });
    assert.deepEqual(readHeader(await written(webp)), { type: 'webp', width: 1280, height: 800 });
    assert.equal(webp.changedOutside, 0);
    const inPlace = await edit({ image: copy, prompt: 'x', rects: [rect], model: 'easel/draft', output: copy });
    assert.equal(path.basename(inPlace.files[0]?.fsPath ?? ''), 'copy.png');
    const after = readPixels(await readFile(path.join(images(), 'copy.png')));
    assert.equal(changes(readPixels(await readFile(path.join(images(), 'order-page.png'))), after, rect).outside, 0);
  });

  it('edits a JPEG as a JPEG of the same size, and says how many pixels the encoding changed', async () => {
    const made = await edit({
      image: 'public/images/harbour.jpg',
      prompt: 'A lighthouse',
      rects: [{ x: 100, y: 300, width: 200, height: 200 }],
      model: 'easel/draft',
    });
    assert.deepEqual(readHeader(await written(made)), { type: 'jpeg', width: 1200, height: 800 });
    assert.ok(made.changedOutside > 0, 'encoding a JPEG again changes pixels, which must not be hidden');
  });

  it('changes the whole picture without a mask', async () => {
    const made = await edit({ image: page, prompt: 'At night', model: 'easel/draft' });
    assert.deepEqual(readHeader(await written(made)), { type: 'png', width: 1280, height: 800 });
  });

  it('refuses what cannot be, before anything is sent or written', async () => {
    const ask = { image: page, prompt: 'x', model: 'easel/draft' };
    assert.match(await refusal({ ...ask, rects: [] }), /mask is empty/);
    assert.match(await refusal({ ...ask, rects: [{ x: 5000, y: 0, width: 10, height: 10 }] }), /mask is empty/);
    assert.match(await refusal({ ...ask, rects: [{ x: 0, y: 0, width: 1280, height: 800 }], edge: 'exact' }), /whole picture/);
    assert.match(
      await refusal({
        ...ask,
        mask: await make(
          'small-mask.png',
          writePng(64, 64, () => [255]),
        ),
      }),
      /1280.*800|64.*64/,
    );
    assert.match(await refusal({ ...ask, image: 'index.html' }), /not a picture/);
    assert.match(await refusal({ ...ask, image: 'public/images/none.png' }), /cannot be read/);
    assert.match(await refusal({ ...ask, image: '../elsewhere.png' }), /outside the workspace/);
    assert.match(await refusal({ ...ask, output: '../elsewhere.png' }), /outside the workspace/);
    assert.match(await refusal({ ...ask, output: 'made.gif' }), /PNG, JPEG and WebP/);
    assert.match(await refusal({ ...ask, prompt: ' ' }), /prompt is empty/);
    assert.match(await refusal({ ...ask, rect: [rect] }), /rect/);
    assert.match(await refusal({ ...ask, model: 'openai/gpt-image-2' }), /cannot edit images/);
    assert.match(await refusal({ ...ask, references: ['index.html'] }), /not a picture/);
    assert.match(await refusal({ ...ask, output: page, count: 2 }), /Only one result/);

    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    assert.match(await refusal({ ...ask, image: await make('dot.gif', gif) }), /PNG, JPEG and WebP/);
    const whole = await readFile(path.join(images(), 'order-page.png'));
    assert.match(await refusal({ ...ask, image: await make('cut.png', whole.subarray(0, whole.length / 2)) }), /damaged/);
    const huge = writePng(8, 8, () => [1, 2, 3]);
    huge.writeUInt32BE(9000, 16);
    huge.writeUInt32BE(9000, 20);
    assert.match(await refusal({ ...ask, image: await make('huge.png', fixHeader(huge)) }), /64 megapixels/);
    const moving = whole.subarray(0, 33);
    const actl = chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));
    assert.match(await refusal({ ...ask, image: await make('moving.png', Buffer.concat([moving, actl, whole.subarray(33)])) }), /animated/);
  });

  it('does not follow a link out of the workspace, for the picture, the mask, a reference or the output', async () => {
    const outside = path.join(await mkdtemp(path.join(tmpdir(), 'easel-outside-')), 'secret.png');
    await writeFile(outside, await readFile(path.join(images(), 'order-page.png')));
    await symlink(outside, path.join(images(), 'link.png'));
    const link = 'public/images/link.png';
    const ask = { image: page, prompt: 'x', rects: [rect], model: 'easel/draft' };
    assert.match(await refusal({ ...ask, image: link }), /outside the workspace/);
    assert.match(await refusal({ ...ask, mask: link }), /outside the workspace/);
    assert.match(await refusal({ ...ask, references: [link] }), /outside the workspace/);
    assert.match(await refusal({ ...ask, output: link }), /outside the workspace/);
  });

  it('loses no edit when two replace the same picture at once', async () => {
    const copy = await make('twice.png', await readFile(path.join(images(), 'order-page.png')));
    const ask = { image: copy, prompt: 'x', model: 'easel/draft', output: copy };
    const both = await Promise.allSettled([
      edit({ ...ask, rects: [{ x: 10, y: 80, width: 60, height: 40 }] }),
      edit({ ...ask, rects: [{ x: 600, y: 80, width: 60, height: 40 }] }),
    ]);
    const refused = both.filter((one) => one.status === 'rejected');
    assert.equal(refused.length, 1, 'the second one must not write over the first');
    assert.match(String(refused[0]?.reason), /has changed while it was edited/);
  });

  it('refuses to replace a file that is read-only', async () => {
    const copy = await make('locked.png', await readFile(path.join(images(), 'order-page.png')));
    await chmod(path.join(images(), 'locked.png'), 0o444);
    assert.match(await refusal({ image: copy, prompt: 'x', rects: [rect], model: 'easel/draft', output: copy }), /read-only/);
  });
});

/** Makes the checksum of a changed header right again. */
function fixHeader(png: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', png.subarray(16, 29)), png.subarray(33)]);
}
