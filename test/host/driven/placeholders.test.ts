/** Placeholders as a person meets them: the tree, a lens, and the table of Replace All. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { useSession } from '../../vscode/session';
import { pickQuickInput, reload, runCommand, screenshot, typeQuickInput, until, webviewFrame } from '../../vscode/workbench';
import { setKey, waitForFile } from './panel';

/** Says outright what the settings of an `npm test` around this process would say otherwise. */
async function npm(command: readonly string[], cwd: string): Promise<void> {
  const explicit = ['--global=false', '--dry-run=false', '--workspaces=false', '--include=dev', '--loglevel=error'];
  await promisify(execFile)('npm', [...command, ...explicit], { cwd, shell: process.platform === 'win32' });
}

describe('placeholders in a window', function () {
  this.timeout(240_000);
  const session = useSession({ settings: { 'files.autoSave': 'off' } });
  beforeEach(() => session().simulator.reset());

  it('stand in a tree, by file, and open where they are', async () => {
    const { page } = session();
    await runCommand(page, 'Easel: Find Placeholders');
    const tree = page.locator('.pane-body .monaco-list-row');
    await tree.filter({ hasText: 'index.html' }).first().waitFor();
    await screenshot(page, 'placeholders tree');
    await tree.filter({ hasText: 'Icon of a bicycle' }).first().click();
    await page.locator('.tab.active', { hasText: 'index.html' }).waitFor();
    await page.locator('.codelens-decoration:visible', { hasText: 'Replace with generated image' }).first().waitFor();
    await screenshot(page, 'placeholders lenses');
  });

  it('are replaced from a lens, after a question', async () => {
    const { page, folder } = session();
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'first-roast.md');
    const lens = page.locator('.codelens-decoration:visible a', { hasText: '800×450' }).first();
    await lens.waitFor();
    await lens.click();
    await typeQuickInput(page, 'Jute sacks in a bright hall', 'Describe the image');
    await waitForFile(folder, 'public/images/jute-sacks-bright-hall.png');
    await until('the reference', async () =>
      (await page.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ').includes('jute-sacks-bright-hall.png'),
    );
    await screenshot(page, 'placeholders replaced from a lens');
  });

  it('get their picture although the window was reloaded in the middle, for one request', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'first-roast.md');
    simulator.hold();
    await page.locator('.codelens-decoration:visible a', { hasText: '800×450' }).first().click();
    await typeQuickInput(page, 'Sacks over a reload', 'Describe the image');
    await until('the job to be taken', () => simulator.jobs.length === 1);
    await reload(page);
    simulator.release();
    await waitForFile(folder, 'public/images/sacks-over-reload.png');
    await until('the reference on disk', async () =>
      (await readFile(path.join(folder, 'posts/first-roast.md'), 'utf8')).includes('sacks-over-reload.png'),
    );
    assert.equal(simulator.jobs.length, 1);
  });

  it('are looked over in one table and replaced all at once, for the price that stood on the button', async () => {
    const { page, folder, simulator } = session();
    await setKey(page, 'test-key');
    await runCommand(page, 'Easel: Replace All Placeholders…');
    const frame = await webviewFrame(page, 'easel-review .run');
    await until('a price', async () => /about \$/.test(await frame.locator('easel-review .run').first().innerText()));
    await screenshot(page, 'placeholders review');
    // What was typed and ticked is kept over a reload, like everywhere.
    const prompt = frame.getByRole('textbox', { name: /prompt/i }).first();
    await prompt.fill('A barista pours a flat white, painted');
    await reload(page);
    const again = await webviewFrame(page, 'easel-review .run');
    await until(
      'the prompt that was typed',
      async () =>
        (await again
          .getByRole('textbox', { name: /prompt/i })
          .first()
          .inputValue()) === 'A barista pours a flat white, painted',
    );
    await again.locator('easel-review .run').first().click();
    await until('a picture', () => simulator.jobs.length > 0);
    await screenshot(page, 'placeholders running');
    await again.locator('easel-review .summary').waitFor({ timeout: 120_000 });
    await screenshot(page, 'placeholders done');
    const text = await readFile(path.join(folder, 'index.html'), 'utf8');
    assert.doesNotMatch(text, /placehold\.co|via\.placeholder\.com|picsum\.photos/);
    assert.match(await again.locator('easel-review .summary').innerText(), /files written/);
    assert.equal(await again.locator('easel-review .wrong').count(), 0);
    // The tree has followed every change.
    await page.locator('.activitybar .action-label[aria-label^="Easel"]').click();
    await page.getByText('No placeholders found.').waitFor();
    await screenshot(page, 'placeholders none left');
    await page.close();
    // The shop is a real one: with all of its pictures it still builds, and they are in what it builds.
    await npm(['ci', '--no-audit', '--no-fund'], folder);
    await npm(['run', 'build'], folder);
    const built = await readdir(path.join(folder, 'dist/images'));
    assert.ok(built.includes('hero.png'), built.join(', '));
  });
});
