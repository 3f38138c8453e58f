/** Spending limits in a real VS Code: what is over them is never sent, from any way in. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const paid = { prompt: 'A red fox', width: 1024, height: 1024, quality: 'low', model: 'openai/gpt-image-2' };

async function set(name: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
  await vscode.workspace.getConfiguration('easel.budget').update(name, value, target);
}

async function spending(): Promise<string> {
  return vscode.commands.executeCommand<string>('easel.showSpending');
}

async function refusalOf(command: string, argument: Record<string, unknown>): Promise<string> {
  try {
    await vscode.commands.executeCommand(command, argument);
    return 'none';
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
}

describe('spending limits', () => {
  before(() => vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' }));
  after(() => vscode.commands.executeCommand('easel.removeApiKey', {}));
  afterEach(() => set('perDay', undefined));

  it('stop a paid image and a paid icon, and let a draft pass', async () => {
    const before = await spending();
    await set('perDay', 0);
    assert.match(await refusalOf('easel.generateImage', paid), /^Nothing was sent: .*easel\.budget\.perDay/);
    assert.match(await refusalOf('easel.generateIcon', { prompt: 'A fox', model: 'openai/gpt-image-2' }), /^Nothing was sent: /);
    assert.equal((await spending()).replace('of $0.00', 'of $20.00'), before);
    assert.equal(await refusalOf('easel.generateImage', { prompt: 'Fox', width: 32, height: 32, model: 'easel/draft' }), 'none');
  });

  it('stop a batch as a whole before its first picture', async () => {
    const before = await spending();
    // Enough for one picture of the project, not for all of them.
    await set('perDay', Number(/Today: \*\*\$([\d.]+)/.exec(before)?.[1]) + 0.02);
    const wanted = { model: paid.model, quality: 'low' };
    const { files, skipped } = await vscode.commands.executeCommand<{ files: unknown[]; skipped: unknown[] }>(
      'easel.replaceAllPlaceholders',
      wanted,
    );
    assert.equal(files.length, 0);
    assert.match(JSON.stringify(skipped), /Nothing was sent: .*easel\.budget\.perDay/);
    assert.equal((await spending()).replace(/of \$[\d.]+/, 'of $20.00'), before);
  });

  it('cannot be raised by the workspace', async () => {
    await set('perDay', 0);
    // VS Code itself refuses to write it there; what a repository brings in its file is not read either.
    await assert.rejects(set('perDay', 1_000, vscode.ConfigurationTarget.Workspace));
    assert.match(await refusalOf('easel.generateImage', paid), /^Nothing was sent: /);
  });

  it('count what was spent, and the page of spending tells it', async () => {
    const before = (await spending()).match(/Today: \*\*\$([\d.]+)/)?.[1];
    assert.equal(await refusalOf('easel.generateImage', paid), 'none');
    const text = await spending();
    const today = Number(text.match(/Today: \*\*\$([\d.]+)/)?.[1]);
    assert.ok(today > Number(before), text);
    assert.match(text, /\| GPT Image 2 \|/);
    // What is left of the limit is less than the next one costs.
    await set('perDay', today);
    assert.match(await refusalOf('easel.generateImage', paid), /is used\. Choose something cheaper/);
  });
});
