/** Money in a real window: a question above the user's own bound, and what is used of the limit where the price stands. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useSession } from '../../vscode/session';
import { answerDialog, reload, screenshot, until } from '../../vscode/workbench';
import { fill, openPanel, panelFrame, pressGenerate, setKey, waitForFile } from './panel';

describe('spending in a window', function () {
  this.timeout(180_000);
  const session = useSession({
    settings: { 'easel.budget.confirmAbove': 0.01, 'easel.budget.perDay': 0.06, 'easel.privateRequests': true },
  });

  beforeEach(() => session().simulator.reset());

  it('asks above the bound, sends nothing without consent, and stops at the limit', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    const frame = await openPanel(page);
    const spent = frame.locator('.spent');
    await fill(frame, { prompt: 'A harbour', size: '1200x630', quality: 'Medium' });
    await until('what is used of the limit', async () => (await spent.innerText()) === 'Today $0.00 of $0.06');
    await pressGenerate(frame);
    await page.locator('.monaco-dialog-box', { hasText: 'easel.budget.confirmAbove' }).waitFor();
    await screenshot(page, 'budget question');
    await answerDialog(page, 'This costs about $', 'Cancel');
    assert.equal(await frame.locator('.refusal').count(), 0);
    assert.equal(simulator.jobs.length, 0);

    await pressGenerate(frame);
    await answerDialog(page, 'This costs about $', 'Generate');
    await waitForFile(folder, 'public/images/harbour.png');
    assert.equal(simulator.jobs.length, 1);
    assert.equal(simulator.jobs[0]?.headers['x-fal-store-io'], '0');
    await until('the price to be used', async () => /^Today \$0\.0[1-5]\d* of \$0\.06$/.test(await spent.innerText()));

    // Two more would pass the limit: refused before the question.
    await fill(frame, { count: 2 });
    await pressGenerate(frame);
    await frame.locator('.refusal', { hasText: 'of today’s limit of $0.06 is used' }).waitFor();
    assert.equal(simulator.jobs.length, 1);
  });

  it('takes no limit from the settings of a workspace', async () => {
    const { page, folder, simulator } = session();
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    const loose = { 'easel.budget.perDay': 1_000, 'easel.budget.confirmAbove': null, 'easel.privateRequests': false };
    await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(loose));
    await setKey(page, 'test-key');
    await openPanel(page);
    await reload(page);
    const frame = await panelFrame(page);
    await fill(frame, { prompt: 'A harbour', size: '1200x630', quality: 'High', count: 4 });
    await pressGenerate(frame);
    await frame.locator('.refusal', { hasText: 'of today’s limit of $0.06 is used' }).waitFor();
    assert.equal(simulator.jobs.length, 0);
  });
});
