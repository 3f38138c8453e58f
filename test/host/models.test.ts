/** The models of the family and the user's own OpenAI key, through the commands of a real VS Code. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { readHeader } from './imageHeader';

interface Generated {
  files: vscode.Uri[];
  cost: number | undefined;
}

const root = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const folder = 'models-made';

async function generate(argument: Record<string, unknown>): Promise<Generated> {
  const made = await vscode.commands.executeCommand<Generated>('easel.generateImage', { folder, quality: 'low', ...argument });
  assert.ok(made);
  return made;
}

const refusal = (argument: Record<string, unknown>): Promise<string> =>
  generate(argument).then(
    () => assert.fail('it was not refused'),
    (error: unknown) => String(error),
  );

/** Of GPT Image 2, in dollars, as the page of spending rounds it. */
async function countedAsSpent(): Promise<number> {
  const page = await vscode.commands.executeCommand<string>('easel.showSpending');
  return Number(/^\| GPT Image 2 \|.*\$([\d.]+) \|$/m.exec(page)?.[1] ?? 0);
}

describe('models', function () {
  this.timeout(120_000);

  before(() => vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' }));
  after(async () => {
    await vscode.commands.executeCommand('easel.removeOpenAiKey', {});
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    await rm(path.join(root(), folder), { recursive: true, force: true });
  });

  it('make files of exactly the size and kind that was asked for, each at its price', async () => {
    const prices: Record<string, number> = {
      'openai/gpt-image-2.5/flare/text-to-image': 0.0044,
      'openai/gpt-image-2.5/sunburst/text-to-image': 0.0044,
      'fal-ai/gpt-image-1/text-to-image': 0.02,
    };
    for (const [model, price] of Object.entries(prices)) {
      const { files, cost } = await generate({ prompt: 'A tram', model, width: 300, height: 200, format: 'webp', compression: 60 });
      const { width, height, type } = readHeader(await readFile(files[0]?.fsPath ?? ''));
      assert.deepEqual([width, height, type], [300, 200, 'webp'], model);
      assert.ok(cost !== undefined && Math.abs(cost - price) < 0.001, `${model}: ${cost}`);
    }
  });

  it('with ten images at a time and with transparency do both', async () => {
    const model = 'openai/gpt-image-2.5/flare/text-to-image';
    const { files } = await generate({ prompt: 'A kite', model, width: 64, height: 64, count: 10, background: 'transparent' });
    assert.equal(new Set(files.map(String)).size, 10);
    assert.match(await refusal({ prompt: 'A kite', model, width: 64, height: 64, count: 11 }), /1 to 10 images/);
    assert.match(
      await refusal({ prompt: 'A kite', model, width: 64, height: 64, background: 'transparent', format: 'jpeg' }),
      /no transparency/,
    );
    assert.match(
      await refusal({ prompt: 'A kite', model: 'openai/gpt-image-2', width: 64, height: 64, background: 'transparent' }),
      /no transparent background/,
    );
    assert.match(
      await refusal({ prompt: 'A kite', model: 'openai/gpt-image-2', width: 64, height: 64, quality: 'max' }),
      /no quality "max"/,
    );
    assert.match(await refusal({ prompt: 'A kite', model, width: 64, height: 64, compression: 50 }), /PNG loses nothing/);
  });

  it('are charged to the user’s own OpenAI key when there is one, at the cost that the answer tells', async () => {
    assert.match(
      await Promise.resolve(vscode.commands.executeCommand<string>('easel.setOpenAiKey', { key: 'test-key' })).catch(String),
      /This is no OpenAI key/,
    );
    assert.equal(await vscode.commands.executeCommand('easel.setOpenAiKey', { key: 'sk-test-0123456789' }), true);
    const prompt = 'A ferry in the fog';
    const before = await countedAsSpent();
    const { cost } = await generate({ prompt, model: 'openai/gpt-image-2', width: 64, height: 64 });
    // The simulated answer counts 1,756 tokens of a picture and a quarter of the prompt's characters.
    assert.equal(cost, (1756 * 30 + Math.ceil(prompt.length / 4) * 5) / 1_000_000);
    assert.ok(Math.abs((await countedAsSpent()) - before - cost) < 0.002, 'it is what counts as spent');
    await vscode.commands.executeCommand('easel.removeOpenAiKey', {});
    const estimated = await generate({ prompt, model: 'openai/gpt-image-2', width: 64, height: 64 });
    assert.notEqual(estimated.cost, cost);
  });
});
