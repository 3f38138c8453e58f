/** The history in a real window: the gallery in the panel, the tree, and what both can do. */
import assert from 'node:assert/strict';
import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { useSession } from '../../vscode/session';
import { reload, runCommand, screenshot, until } from '../../vscode/workbench';
import { fill, openPanel, panelFrame, pick, pressGenerate, setKey, waitForFile } from './panel';

async function makeTwo(frame: Frame, folder: string): Promise<void> {
  for (const prompt of ['A harbour', 'A lighthouse']) {
    await fill(frame, { prompt, size: '256x256', quality: 'Low' });
    await pressGenerate(frame);
    await waitForFile(folder, `public/images/${prompt.toLowerCase().slice(2)}.png`);
  }
}

describe('the history in a window', function () {
  this.timeout(180_000);
  const session = useSession();

  beforeEach(() => session().simulator.reset());

  it('keeps every image, saves it again for nothing, and outlives a reload', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    let frame = await openPanel(page);
    await makeTwo(frame, folder);
    assert.equal(simulator.jobs.length, 2);
    await pick(frame, 'History');
    const cards = frame.locator('.history-card');
    await until('both images', async () => (await cards.count()) === 2);
    await until('their small pictures', async () => (await frame.locator('.history-card img').count()) === 2);
    assert.ok(
      await frame
        .locator('.history-card img')
        .first()
        .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0)),
    );
    assert.match(await cards.first().innerText(), /A lighthouse[\s\S]*GPT Image 2 · 256 × 256 · about \$[\s\S]*lighthouse\.png/);

    // A picture that was deleted comes back from what is kept, byte for byte, without a request.
    const file = path.join(folder, 'public/images/lighthouse.png');
    const before = await readFile(file);
    await rm(file);
    await reload(page);
    frame = await panelFrame(page);
    const first = frame.locator('.history-card').first();
    await until('it to be missed', async () => /moved or deleted/.test(await first.innerText()));
    await first.hover();
    await first.getByRole('button', { name: 'Save Again' }).click();
    await waitForFile(folder, 'public/images/lighthouse.png');
    assert.ok((await readFile(file)).equals(before));
    assert.equal(simulator.jobs.length, 2);

    // Out of the list of recent jobs, but not out of the history.
    await pick(frame, 'Recent');
    for (let left = 2; left > 0; left--) {
      await frame.getByRole('button', { name: 'Remove from This List' }).first().click();
      await until('one run less', async () => (await frame.locator('.run').count()) === left - 1);
    }
    await reload(page);
    frame = await panelFrame(page);
    await pick(frame, 'History');
    await until('both images', async () => (await frame.locator('.history-card').count()) === 2);
    await screenshot(page, 'history');
  });

  it('is searched, starred and cleared, and the tree tells the same', async () => {
    const { page, folder, server } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    await makeTwo(frame, folder);
    await runCommand(page, 'Easel: Show History');
    const cards = frame.locator('.history-card');
    await frame.getByRole('searchbox').fill('HARBOUR gpt');
    await until('the one that matches', async () => (await cards.count()) === 1);
    await cards.first().hover();
    await cards.first().getByRole('button', { name: 'Star', exact: true }).click();
    await frame.getByRole('button', { name: 'Clear Search' }).click();
    await pick(frame, 'Starred');
    await until('the starred one', async () => (await cards.count()) === 1);
    await pick(frame, 'All');
    await until('both', async () => (await cards.count()) === 2);

    await runCommand(page, 'Easel: Focus on History View');
    const rows = page.locator('.pane-body .monaco-list-row', { hasText: 'GPT Image 2' });
    await until('both in the tree', async () => (await rows.count()) === 2);
    await screenshot(page, 'history tree');
    const lighthouse = page.locator('.pane-body .monaco-list-row', { hasText: 'A lighthouse' });
    await lighthouse.hover();
    await lighthouse.getByRole('button', { name: 'Delete from History' }).click();
    await until('one in the tree', async () => (await rows.count()) === 1);
    await until('one in the panel', async () => (await cards.count()) === 1);
    await page.locator('.notification-toast', { hasText: 'Deleted from the history' }).getByRole('button', { name: 'Undo' }).click();
    await until('both again', async () => (await cards.count()) === 2);
    const thumbnails = path.join(server.dataDir, 'data/User/globalStorage/easel.easel-assets/thumbnails');
    assert.ok((await readdir(thumbnails)).length >= 2);
  });
});
