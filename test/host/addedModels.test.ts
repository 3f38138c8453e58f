/** Models that the user adds by their id, through the commands of a real VS Code. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { parseRecipe } from '../../src/core/recipe';
import { readRecipe } from '../../src/imaging/containers/recipe';
import { readHeader } from './imageHeader';

interface Made {
  files: vscode.Uri[];
  cost: number | undefined;
  changedOutside?: number;
}

const root = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const folder = 'added-models';
const flux = 'fal-ai/flux/dev';

const add = (id: string) => vscode.commands.executeCommand<Record<string, unknown>>('easel.models.add', { id });
const remove = (id: string) => vscode.commands.executeCommand<boolean>('easel.models.remove', { id });
const generate = (argument: Record<string, unknown>) =>
  vscode.commands.executeCommand<Made>('easel.generateImage', {
    folder,
    prompt: 'A tram',
    width: 300,
    height: 200,
    model: flux,
    ...argument,
  });

async function refusal(work: () => Thenable<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return assert.fail('it was not refused');
}

describe('models that are added', function () {
  this.timeout(120_000);

  before(() => vscode.commands.executeCommand('easel.setApiKey', { key: 'test-key' }));
  after(async () => {
    await vscode.commands.executeCommand('easel.removeApiKey', {});
    await rm(path.join(root(), folder), { recursive: true, force: true });
  });

  it('run by their id with their own options, and save the size that was asked for', async () => {
    assert.match(await refusal(() => generate({})), /There is no model "fal-ai\/flux\/dev"/);
    const added = await add(`https://fal.ai/models/${flux}/api`);
    assert.deepEqual(added, {
      id: flux,
      name: 'FLUX.1 dev',
      operations: ['generate', 'icon'],
      parameters: ['num_inference_steps', 'seed', 'guidance_scale', 'enable_safety_checker', 'acceleration'],
      price: '$0.025 for each megapixel',
    });
    const { files, cost } = await generate({ parameters: { seed: 7, acceleration: 'high' }, count: 2, format: 'webp' });
    assert.deepEqual([files.length, cost], [2, 0.05]);
    for (const file of files) {
      const bytes = await readFile(file.fsPath);
      assert.deepEqual(readHeader(bytes), { type: 'webp', width: 300, height: 200 });
      const recipe = parseRecipe(readRecipe(bytes) ?? '');
      assert.deepEqual([recipe?.model, recipe?.parameters], [flux, { seed: 7, acceleration: 'high' }]);
    }
    assert.match(await refusal(() => generate({ parameters: { seed: 'x' } })), /“seed” of FLUX\.1 dev must be a whole number/);
    assert.match(await refusal(() => generate({ parameters: { speed: 1 } })), /has no option “speed”/);
    assert.match(await refusal(() => generate({ background: 'transparent' })), /no transparent background/);
    assert.match(await vscode.commands.executeCommand<string>('easel.showSpending'), /\| FLUX\\\.1 dev \|/);
  });

  it('edit regions where they take a picture', async () => {
    await add('fal-ai/flux-pro/kontext');
    const { files, changedOutside, cost } = await vscode.commands.executeCommand<Made>('easel.editImage', {
      image: 'public/images/order-page.png',
      prompt: 'A green button',
      rects: [{ x: 1040, y: 684, width: 200, height: 52 }],
      model: 'fal-ai/flux-pro/kontext',
      output: `${folder}/edited.png`,
    });
    assert.deepEqual([changedOutside, cost], [0, 0.04]);
    const [file] = files;
    assert.deepEqual(
      readHeader(await readFile(file?.fsPath ?? '')),
      readHeader(await readFile(path.join(root(), 'public/images/order-page.png'))),
    );
    await remove('fal-ai/flux-pro/kontext');
  });

  it('are refused with the reason when they make no images, need more, or are there already', async () => {
    assert.match(await refusal(() => add('fal-ai/kling-video/v2/master/text-to-video')), /it makes videos, not images/);
    assert.match(await refusal(() => add('fal-ai/face-style')), /needs “face_image_url”/);
    assert.match(await refusal(() => add('fal-ai/nothing-here')), /has no model/);
    assert.match(await refusal(() => add('https://evil.example/a/b')), /no id of a model/);
    assert.match(await refusal(() => add('openai/gpt-image-2')), /there already/);
    assert.match(await refusal(() => remove('fal-ai/face-style')), /No model “fal-ai\/face-style” was added/);
  });

  it('take nothing new once they are removed', async () => {
    assert.equal(await remove(flux), true);
    assert.match(await refusal(() => generate({})), /“fal-ai\/flux\/dev” was removed/);
    assert.match(await vscode.commands.executeCommand<string>('easel.showSpending'), /\| fal\\-ai\\\/flux\\\/dev \|/);
  });
});
