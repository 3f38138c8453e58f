/** The panel in a real window, with a real mouse, from the packed extension. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { useSession } from '../../vscode/session';
import { reload, screenshot, until } from '../../vscode/workbench';
import { readHeader } from '../imageHeader';
import { fill, openPanel, panelFrame, pressGenerate, setKey, waitForFile } from './panel';

describe('the Generate panel', function () {
  this.timeout(180_000);
  const session = useSession();

  beforeEach(() => session().simulator.reset());

  it('makes a draft without a key', async () => {
    const { page, folder, simulator } = session();
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'A lighthouse at dusk', size: '300x250' });
    await until('a free price', async () => (await frame.locator('vscode-button.generate').innerText()).includes('free'));
    await pressGenerate(frame);
    const file = await waitForFile(folder, 'public/images/lighthouse-dusk.png');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 300, height: 250 });
    await frame.locator('.card img').waitFor();
    await until('the picture to load', () =>
      frame.locator('.card img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 300),
    );
    await screenshot(page, 'panel draft');
    assert.equal(simulator.jobs.length, 0);
  });

  it('makes paid images, shows their price before, and acts on the results', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'Spring sale hero', size: '1200x630', count: 2, format: 'JPEG' });
    await until('the price', async () => /about \$0\.0\d/.test(await frame.locator('vscode-button.generate').innerText()));
    await pressGenerate(frame);
    await waitForFile(folder, 'public/images/spring-sale-hero-2.jpg');
    assert.equal(simulator.jobs.length, 1);
    await frame.locator('.card').nth(1).waitFor();

    const card = frame.locator('.card').first();
    await card.hover();
    await card.getByRole('button', { name: 'Discard' }).click();
    await until('the file to be gone', () => !existsSync(path.join(folder, 'public/images/spring-sale-hero.jpg')));
    await card.getByText('Undo').click();
    const back = await waitForFile(folder, 'public/images/spring-sale-hero.jpg');
    assert.deepEqual(readHeader(await readFile(back)), { type: 'jpeg', width: 1200, height: 630 });
    await screenshot(page, 'panel results');
  });

  it('keeps its form over a reload of the window', async () => {
    const { page } = session();
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'Kept over a reload', size: '640x360' });
    await reload(page);
    const after = await panelFrame(page);
    assert.equal(await after.getByRole('textbox', { name: 'Prompt' }).inputValue(), 'Kept over a reload');
    assert.equal(await after.locator('easel-size-field input').first().inputValue(), '640x360');
  });

  it('goes on after the window was reloaded in the middle of a job, which is sent once', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'Across a reload', size: '400x300' });
    simulator.hold();
    await pressGenerate(frame);
    await until('the job to be taken', () => simulator.jobs.length === 1);
    await reload(page);
    simulator.release();
    await waitForFile(folder, 'public/images/across-reload.png');
    assert.equal(simulator.jobs.length, 1);
  });

  it('goes on after the extension host was killed, which is sent once', async () => {
    const current = session();
    const { folder, simulator } = current;
    await setKey(current.page, 'test-key');
    const frame = await openPanel(current.page);
    await fill(frame, { prompt: 'Across a crash', size: '400x300' });
    simulator.hold();
    await pressGenerate(frame);
    await until('the job to be taken', () => simulator.jobs.length === 1);
    await current.crash();
    simulator.release();
    await waitForFile(folder, 'public/images/across-crash.png');
    assert.equal(simulator.jobs.length, 1);
  });

  it('sends once when the answer is lost after the job was taken, and still saves the image', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    for (const [index, fault] of [
      { kind: 'reset', when: 'before', accept: true } as const,
      { kind: 'http', status: 503, accept: true } as const,
    ].entries()) {
      simulator.fail('submit', fault, { times: 1 });
      await fill(frame, { prompt: `Lost answer ${index}`, size: '400x300' });
      await pressGenerate(frame);
      await waitForFile(folder, `public/images/lost-answer-${index}.png`);
      assert.equal(simulator.jobs.length, index + 1);
    }
  });

  it('cancels on the server, and keeps what was finished all the same', async () => {
    const { page, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await fill(frame, { prompt: 'Not wanted', size: '400x300' });
    simulator.hold();
    await pressGenerate(frame);
    await until('the job to be taken', () => simulator.jobs.length === 1);
    await frame.getByRole('button', { name: /^Cancel/ }).click();
    await until('the cancel at the server', () =>
      simulator.requests.some((request) => request.method === 'PUT' && request.path.endsWith('/cancel')),
    );
    simulator.release();
    await frame.getByText('Cancelled', { exact: true }).waitFor();
  });
});
