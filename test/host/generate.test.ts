/** The commands as other extensions call them, in a real VS Code with the packed extension. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';

interface Generated {
  files: vscode.Uri[];
  cost: number | undefined;
  requestId: string;
}

const id = 'easel.easel-assets';

function workspaceRoot(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri;
}

async function generate(argument: Record<string, unknown>): Promise<Generated> {
  const result = await vscode.commands.executeCommand<Generated>('easel.generateImage', argument);
  assert.ok(result, 'the command gave nothing back');
  return result;
}

async function refusal(argument: Record<string, unknown>): Promise<string> {
  try {
    await vscode.commands.executeCommand('easel.generateImage', argument);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  assert.fail('the command was not refused');
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

describe('easel.generateImage with arguments', () => {
  after(() => vscode.commands.executeCommand('easel.removeApiKey', {}));

  it('is there, with every other command of the manifest', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension);
    await extension.activate();
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    // Those of menus come with what shows them, and VS Code lists none with an underscore.
    const own = manifest.contributes.commands.map((one) => one.command).filter((command) => !command.startsWith('_'));
    assert.deepEqual(
      own.filter((command) => !known.has(command)),
      [],
    );
  });

  it('draws a draft without a key, at exactly the asked size, into the project’s folder', async () => {
    const { files, cost, requestId } = await generate({ prompt: 'A cup of coffee', width: 300, height: 250 });
    assert.equal(files.length, 1);
    const [file] = files;
    assert.ok(file);
    assert.equal(vscode.workspace.asRelativePath(file), 'public/images/cup-coffee.png');
    assert.deepEqual(readHeader(await readFile(file.fsPath)), { type: 'png', width: 300, height: 250 });
    assert.equal(cost, 0);
    assert.ok(requestId);
  });

  it('never overwrites: the next file gets a number', async () => {
    const first = await generate({ prompt: 'Same', width: 32, height: 32, name: 'same.png' });
    const second = await generate({ prompt: 'Same', width: 32, height: 32, name: 'same.png', count: 2 });
    assert.deepEqual(
      [...first.files, ...second.files].map((file) => path.basename(file.fsPath)),
      ['same.png', 'same-2.png', 'same-3.png'],
    );
  });

  for (const [format, width, height] of [
    ['jpeg', 1200, 630],
    ['webp', 64, 64],
    ['png', 728, 90],
  ] as const) {
    it(`makes a ${width}x${height} ${format} through the service’s queue`, async () => {
      assert.equal(await vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' }), true);
      const { files, cost, requestId } = await generate({
        prompt: `A harbour in the morning, ${format}`,
        width,
        height,
        format,
        quality: 'low',
        model: 'openai/gpt-image-2',
      });
      const [file] = files;
      assert.ok(file);
      assert.equal(path.extname(file.fsPath), `.${format === 'jpeg' ? 'jpg' : format}`);
      assert.deepEqual(readHeader(await readFile(file.fsPath)), { type: format, width, height });
      assert.ok(cost !== undefined && cost > 0 && cost < 0.05, `${cost}`);
      assert.match(requestId, /^[0-9a-f-]{36}$/);
    });
  }

  it('saves into a folder that does not exist yet', async () => {
    const { files } = await generate({ prompt: 'New', width: 16, height: 16, model: 'easel/draft', folder: 'a/new/place', name: 'icon' });
    assert.equal(files[0]?.toString(), vscode.Uri.joinPath(workspaceRoot(), 'a/new/place/icon.png').toString());
  });

  it('inserts the reference at the cursor as one change that one undo takes back', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspaceRoot(), 'posts/first-roast.md'));
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const before = document.getText();
    const { files } = await generate({ prompt: 'A red drum', width: 40, height: 20, model: 'easel/draft', name: 'drum', insert: true });
    assert.equal(files.length, 1);
    assert.match(document.lineAt(0).text, /^!\[A red drum\]\(.*drum\.png\)/);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('refuses what cannot be, with one sentence, before anything is sent or written', async () => {
    assert.match(await refusal({ prompt: '  ', width: 10, height: 10 }), /prompt is empty/);
    assert.match(await refusal({ prompt: 'x'.repeat(32_001), width: 10, height: 10 }), /32,001 characters/);
    assert.match(await refusal({ prompt: 'x', width: 0, height: 10 }), /at least 1/);
    assert.match(await refusal({ prompt: 'x', width: 20_000, height: 10 }), /too large/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, model: 'no/such' }), /no model "no\/such"/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, model: 'openai/gpt-image-2/edit' }), /cannot make an image from text/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, count: 9 }), /1 to 4 images/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, folder: '../elsewhere' }), /outside the workspace/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, folder: 'package.json' }), /not a folder/);
    assert.match(await refusal({ prompt: 'x', width: 10, height: 10, colour: 'red' }), /colour/);
    assert.equal(await isThere(vscode.Uri.joinPath(workspaceRoot(), '../elsewhere')), false);
  });

  it('refuses a paid model without a key, and a key that the service does not know', async () => {
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    assert.match(await refusal({ prompt: 'x', width: 64, height: 64, model: 'openai/gpt-image-2' }), /needs a fal\.ai key/);
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('easel.setApiKey', { key: 'wrong-key' })),
      /does not accept this key/,
    );
  });
});
