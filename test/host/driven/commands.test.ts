/** The commands as a person calls them: palette, Explorer, notifications. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { useSession } from '../../vscode/session';
import {
  chooseFromMenu,
  clickNotification,
  pickQuickInput,
  runCommand,
  screenshot,
  typeQuickInput,
  until,
  waitForNotification,
  waitForQuickInput,
} from '../../vscode/workbench';
import { readHeader } from '../imageHeader';
import { setKey, waitForFile } from './panel';

describe('the commands in a window', function () {
  this.timeout(180_000);
  const session = useSession();

  beforeEach(() => session().simulator.reset());

  it('asks for the prompt, then the size, and saves; the notification inserts at the cursor', async () => {
    const { page, folder } = session();
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'first-roast.md');
    await page.locator('.tab', { hasText: 'first-roast.md' }).waitFor();
    await page.locator('.monaco-editor .view-line').first().click();
    await runCommand(page, 'Easel: Generate Image…');
    await typeQuickInput(page, 'A sack of green beans', 'Describe the image');
    const sizes = await waitForQuickInput(page, 'Size on disk');
    assert.match(await sizes.innerText(), /1200x630/);
    await screenshot(page, 'command sizes');
    await sizes.locator('input').first().fill('320x200');
    await sizes.locator('.monaco-list-row').filter({ hasText: '320x200' }).first().waitFor();
    await page.keyboard.press('Enter');
    const file = await waitForFile(folder, 'public/images/sack-green-beans.png');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 320, height: 200 });
    await waitForNotification(page, 'Saved public/images/sack-green-beans.png');
    await screenshot(page, 'command saved');
    await clickNotification(page, 'Saved public/images', 'Insert at Cursor');
    await until('the reference', async () =>
      (await page.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ').includes('![A sack of green beans]('),
    );
  });

  it('prefills the prompt with the selected text', async () => {
    const { page } = session();
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'first-roast.md');
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await runCommand(page, 'Easel: Generate Image…');
    const prompt = await waitForQuickInput(page, 'Describe the image');
    assert.notEqual(await prompt.locator('input').first().inputValue(), '');
    await page.keyboard.press('Escape');
  });

  it('generates into a folder of the Explorer', async () => {
    const { page, folder } = session();
    await chooseFromMenu(page, page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'posts' }), 'Generate Image Here…');
    await typeQuickInput(page, 'A stamp', 'Describe the image');
    // A preset, by its name.
    await pickQuickInput(page, '1200x630', 'Size on disk');
    const file = await waitForFile(folder, 'posts/stamp.png');
    assert.deepEqual(readHeader(await readFile(file)), { type: 'png', width: 1200, height: 630 });
  });

  it('cancels from the notification, on the server too', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    simulator.hold();
    await runCommand(page, 'Easel: Generate Image…');
    await typeQuickInput(page, 'Not wanted', 'Describe the image');
    await typeQuickInput(page, '64x64', 'Size on disk');
    await until('the job', () => simulator.jobs.length === 1);
    await waitForNotification(page, 'Not wanted (64×64)');
    await page.locator('.statusbar-item', { hasText: 'Easel' }).waitFor();
    await screenshot(page, 'command progress');
    await clickNotification(page, 'Not wanted', 'Cancel');
    await until('the cancel at the server', () => simulator.requests.some((request) => request.path.endsWith('/cancel')));
    simulator.release();
    await until('no status bar item', async () => (await page.locator('.statusbar-item', { hasText: 'Easel' }).count()) === 0);
    assert.equal(existsSync(path.join(folder, 'public/images/not-wanted.png')), false);
  });

  it('tells a wrong key, an exhausted account and a refused prompt apart, each with its next step', async () => {
    const { page, simulator } = session();
    await runCommand(page, 'Easel: Set API Key…');
    await typeQuickInput(page, 'no-such-key', 'fal.ai');
    await waitForNotification(page, 'does not accept this key');
    await screenshot(page, 'command wrong key');
    await runCommand(page, 'Notifications: Clear All Notifications');
    await setKey(page, 'test-key');

    const attempts = [
      [
        {
          kind: 'http',
          status: 403,
          body: { detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing' },
        },
        'Open fal.ai Billing',
      ],
      [{ kind: 'http', status: 401, body: { detail: 'Invalid key' } }, 'Set API Key…'],
    ] as const;
    for (const [fault, button] of attempts) {
      simulator.fail('submit', fault, { times: 1 });
      await runCommand(page, 'Easel: Generate Image…');
      await typeQuickInput(page, 'A fault', 'Describe the image');
      await typeQuickInput(page, '64x64', 'Size on disk');
      await page.locator('.notification-list-item .monaco-button', { hasText: button }).waitFor();
      await runCommand(page, 'Notifications: Clear All Notifications');
    }
    assert.equal(simulator.jobs.length, 0);
  });
});
