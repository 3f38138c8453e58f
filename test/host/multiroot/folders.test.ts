/** A workspace of two folders: one on disk, one in a virtual file system. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readHeader } from '../imageHeader';

interface Generated {
  files: vscode.Uri[];
}

function folder(scheme: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((one) => one.uri.scheme === scheme);
  assert.ok(found, `no ${scheme} folder in ${vscode.workspace.workspaceFolders?.map((one) => one.uri.toString()).join(', ')}`);
  return found.uri;
}

async function generate(argument: Record<string, unknown>): Promise<vscode.Uri> {
  const size = { width: 40, height: 30, model: 'easel/draft' };
  const { files } = await vscode.commands.executeCommand<Generated>('easel.generateImage', { ...size, ...argument });
  assert.equal(files.length, 1);
  const [file] = files;
  assert.ok(file);
  return file;
}

describe('in a workspace with a virtual folder', () => {
  it('writes through the file system of the folder, whole or not at all, and never over a file', async () => {
    const images = vscode.Uri.joinPath(folder('memfs'), 'images');
    const first = await generate({ prompt: 'Virtual', folder: images, name: 'card' });
    const second = await generate({ prompt: 'Virtual', folder: images, name: 'Card' });
    assert.equal(first.toString(), 'memfs:/shop/images/card.png');
    assert.equal(second.toString(), 'memfs:/shop/images/Card-2.png');
    for (const file of [first, second]) {
      assert.deepEqual(readHeader(Buffer.from(await vscode.workspace.fs.readFile(file))), { type: 'png', width: 40, height: 30 });
    }
    const names = (await vscode.workspace.fs.readDirectory(images)).map(([name]) => name).sort();
    assert.deepEqual(names, ['Card-2.png', 'card.png']);
  });

  it('goes to the folder of the active editor', async () => {
    const page = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder('memfs'), 'index.html'));
    await vscode.window.showTextDocument(page);
    assert.equal((await generate({ prompt: 'There' })).scheme, 'memfs');
    const other = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder('file'), 'index.html'));
    await vscode.window.showTextDocument(other);
    const here = await generate({ prompt: 'Here' });
    assert.equal(here.toString(), vscode.Uri.joinPath(folder('file'), 'public/images/here.png').toString());
  });

  it('finds and replaces a placeholder in the virtual folder, whose picture stays there', async () => {
    const page = vscode.Uri.joinPath(folder('memfs'), 'tea.html');
    await vscode.workspace.fs.writeFile(page, new TextEncoder().encode('<img src="https://placehold.co/60x40" alt="A tea bush">\n'));
    const found = await vscode.commands.executeCommand<{ file: vscode.Uri }[]>('easel.findPlaceholders', {});
    assert.deepEqual(
      found.map(({ file }) => file.toString()).filter((file) => file.startsWith('memfs:')),
      [page.toString()],
    );
    const { files } = await vscode.commands.executeCommand<Generated>('easel.replacePlaceholder', { file: page, model: 'easel/draft' });
    const [file] = files;
    assert.equal(file?.scheme, 'memfs');
    const document = await vscode.workspace.openTextDocument(page);
    assert.equal(document.getText(), `<img src="${file.path.replace(/^\/shop\//, '')}" alt="A tea bush">\n`);
    await document.save();
  });

  it('refuses a place outside all folders', async () => {
    const outside = vscode.Uri.from({ scheme: 'memfs', path: '/elsewhere' });
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('easel.generateImage', { prompt: 'x', width: 9, height: 9, folder: outside })),
      /outside the workspace/,
    );
  });
});
