/** What finished files tell of how they were made, in a real VS Code. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { parseRecipe, sourceTypes } from '../../src/core/recipe';
import { readRecipe } from '../../src/imaging/containers/recipe';

interface Made {
  files: vscode.Uri[];
  requestId: string;
}

const paid = { width: 256, height: 256, quality: 'low', model: 'openai/gpt-image-2' };

async function make(argument: Record<string, unknown>): Promise<{ file: vscode.Uri; requestId: string }> {
  const { files, requestId } = await vscode.commands.executeCommand<Made>('easel.generateImage', argument);
  const [file] = files;
  assert.ok(file);
  return { file, requestId };
}

async function setting(value: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('easel').update('recipe', value, vscode.ConfigurationTarget.Global);
}

const beside = (file: vscode.Uri): vscode.Uri => file.with({ path: `${file.path}.easel.json` });

describe('recipes', () => {
  before(() => vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' }));
  after(() => vscode.commands.executeCommand('easel.removeApiKey', {}));
  afterEach(() => setting(undefined));

  for (const format of ['png', 'jpeg', 'webp']) {
    it(`are in every ${format}, with the IPTC source type`, async () => {
      const { file, requestId } = await make({ ...paid, prompt: `A <fox> & "co" as ${format}`, format });
      const bytes = await readFile(file.fsPath);
      const recipe = parseRecipe(readRecipe(bytes) ?? '');
      assert.equal(recipe?.prompt, `A <fox> & "co" as ${format}`);
      assert.equal(recipe.requestId, requestId);
      assert.equal(recipe.model, paid.model);
      assert.equal(recipe.digitalSourceType, sourceTypes.generated);
      assert.ok(bytes.includes(sourceTypes.generated));
      const shown = await vscode.commands.executeCommand('easel.showRecipe', file);
      assert.deepEqual(shown, recipe);
      const page = vscode.window.activeTextEditor?.document;
      assert.equal(page?.uri.scheme, 'easel-recipe');
      assert.deepEqual(JSON.parse(page.getText()), recipe);
    });
  }

  it('lie beside the file, or nowhere, as the user likes', async () => {
    await setting('sidecar');
    const { file } = await make({ ...paid, prompt: 'Beside', name: 'beside' });
    assert.equal(readRecipe(await readFile(file.fsPath)), undefined);
    assert.equal(parseRecipe(await readFile(beside(file).fsPath, 'utf8'))?.prompt, 'Beside');
    assert.equal((await vscode.commands.executeCommand<{ prompt: string }>('easel.showRecipe', beside(file))).prompt, 'Beside');
    await setting('none');
    const bare = await make({ ...paid, prompt: 'Nowhere', name: 'nowhere' });
    assert.equal(readRecipe(await readFile(bare.file.fsPath)), undefined);
    await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(beside(bare.file))));
    await assert.rejects(Promise.resolve(vscode.commands.executeCommand('easel.showRecipe', bare.file)), /has no recipe/);
  });

  it('of a picture that is gone is never taken for that of a new one', async () => {
    await setting('sidecar');
    const first = await make({ ...paid, prompt: 'First', name: 'gone' });
    await vscode.workspace.fs.delete(first.file);
    const second = await make({ ...paid, prompt: 'Second', name: 'gone' });
    assert.match(second.file.path, /gone-2\.png$/);
    assert.equal((await vscode.commands.executeCommand<{ prompt: string }>('easel.showRecipe', second.file)).prompt, 'Second');
  });

  it('of an edit name the region, and go into what was edited', async () => {
    const { file } = await make({ ...paid, prompt: 'Base', name: 'recipe-base' });
    const edited = await vscode.commands.executeCommand<Made & { changedOutside: number }>('easel.editImage', {
      image: file,
      prompt: 'A green door',
      rects: [{ x: 60, y: 60, width: 80, height: 80 }],
      quality: 'low',
    });
    assert.equal(edited.changedOutside, 0);
    const [made] = edited.files;
    assert.ok(made);
    const recipe = parseRecipe(readRecipe(await readFile(made.fsPath)) ?? '');
    assert.equal(recipe?.operation, 'edit');
    assert.equal(recipe.prompt, 'A green door');
    assert.equal(recipe.edit?.masked, true);
    assert.equal(recipe.digitalSourceType, sourceTypes.edited);

    await setting('sidecar');
    const argument = { image: file, prompt: 'A red door', rects: [{ x: 60, y: 60, width: 80, height: 80 }], quality: 'low' };
    const again = await vscode.commands.executeCommand<Made>('easel.editImage', argument);
    const [second] = again.files;
    assert.ok(second);
    assert.equal(parseRecipe(await readFile(beside(second).fsPath, 'utf8'))?.prompt, 'A red door');
    assert.equal((await vscode.commands.executeCommand<{ prompt: string }>('easel.showRecipe', second)).prompt, 'A red door');
  });
});
