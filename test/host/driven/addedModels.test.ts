/** A model that a person adds in a real window: from its id to a file of exactly the asked size, at a price that nobody knows. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { useSession } from '../../vscode/session';
import {
  answerDialog,
  clickNotification,
  pickQuickInput,
  runCommand,
  screenshot,
  typeQuickInput,
  until,
  waitForNotification,
} from '../../vscode/workbench';
import { readHeader } from '../imageHeader';
import { fill, panelFrame, pick, pressGenerate, setKey, waitForFile } from './panel';

describe('a model that is added in a window', function () {
  this.timeout(180_000);
  const session = useSession();

  beforeEach(() => session().simulator.reset());

  it('has its own form, is asked about while its price is not known, and stays in the history when it is removed', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    await runCommand(page, 'Easel: Add Model…');
    await typeQuickInput(page, 'fal-ai/imagen4/preview', 'Id of an image model');
    await waitForNotification(page, 'Imagen 4 was added. It makes images. The service does not tell its price');
    await screenshot(page, 'model added');
    await clickNotification(page, 'Imagen 4 was added', 'Open Generate Panel');
    const frame = await panelFrame(page);
    await fill(frame, { prompt: 'A red barn', size: '1280x720' });
    await until('a price that nobody knows', async () =>
      (await frame.locator('vscode-button.generate').innerText()).endsWith('price unknown'),
    );
    await frame.locator('.more-options summary').click();
    await frame.getByRole('textbox', { name: 'Negative Prompt' }).fill('people');
    await frame.getByRole('textbox', { name: 'Seed' }).fill('11');
    await screenshot(page, 'model added form');
    await pressGenerate(frame);
    await answerDialog(page, 'The price of this is not known', 'Cancel');
    assert.equal(simulator.jobs.length, 0);
    await pressGenerate(frame);
    await answerDialog(page, 'The price of this is not known', 'Generate');
    const file = await waitForFile(folder, 'public/images/red-barn.png');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 1280, height: 720 });
    assert.equal(simulator.jobs.length, 1);
    const [job] = simulator.jobs;
    assert.deepEqual(job?.input, { prompt: 'A red barn', aspect_ratio: '16:9', num_images: 1, negative_prompt: 'people', seed: 11 });
    assert.deepEqual(job?.unknownFields, []);

    // Generate Again has the options too.
    await frame.getByRole('textbox', { name: 'Seed' }).fill('');
    await frame.locator('.card').first().waitFor();
    await frame.getByRole('button', { name: 'Use these settings' }).first().click();
    await until('the seed to be back', async () => (await frame.getByRole('textbox', { name: 'Seed' }).inputValue()) === '11');

    // One that runs goes on when its model is taken away, and is shown under its id.
    simulator.hold();
    await fill(frame, { prompt: 'A blue barn' });
    await pressGenerate(frame);
    await answerDialog(page, 'The price of this is not known', 'Generate');
    await until('the second job', () => simulator.jobs.length === 2);
    await runCommand(page, 'Easel: Remove Model…');
    await pickQuickInput(page, /Imagen 4/, /.*/);
    simulator.release();
    await waitForFile(folder, 'public/images/blue-barn.png');
    await until('the options to be gone', async () => (await frame.locator('.more-options').count()) === 0);
    await pick(frame, 'History');
    await until('both in the history', async () => (await frame.locator('.history-card').count()) === 2);
    assert.match(
      await frame.locator('.history-card').first().innerText(),
      /A blue barn[\s\S]*fal-ai\/imagen4\/preview · 1280 × 720 · price unknown/,
    );
    await screenshot(page, 'model removed history');
  });
});
