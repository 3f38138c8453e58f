/** The whole way of an icon in a real VS Code with a real mouse: from a prompt to the sets in the project. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { useSession } from '../../vscode/session';
import {
  chooseFromMenu,
  clickNotification,
  pickQuickInput,
  reload,
  runCommand,
  screenshot,
  typeQuickInput,
  until,
  waitForNotification,
  webviewFrame,
} from '../../vscode/workbench';
import { readIco, readPngFacts } from '../iconReaders';
import { readPixels } from '../pngPixels';
import { setKey, waitForFile } from './panel';

describe('icons in a window', function () {
  this.timeout(240_000);
  const session = useSession();
  beforeEach(() => session().simulator.reset());

  const file = (relative: string): string => path.join(session().folder, relative);
  const cornerAlpha = async (relative: string): Promise<number | undefined> => readPixels(await readFile(file(relative))).data[3];
  const askFor = async (page: Page, prompt: string, style: string): Promise<void> => {
    await runCommand(page, 'Easel: Generate Icon…');
    await typeQuickInput(page, prompt, 'What does the icon show?');
    await pickQuickInput(page, style, 'Generate Icon (2 of 3)');
    await pickQuickInput(page, 'Transparent', 'Generate Icon (3 of 3)');
  };
  const setPage = async (page: Page): Promise<Frame> => {
    const frame = await webviewFrame(page, 'easel-icon-set .run-bar vscode-button');
    await until('the list of files', async () => (await frame.locator('.run-bar .run').innerText()).startsWith('Write '));
    return frame;
  };
  const isTicked = (frame: Frame, preset: string): Promise<boolean> => frame.locator(`[data-preset="${preset}"] input`).isChecked();

  it('one paid generation becomes a web, an iOS and an Android set, written into the project; undo takes the changes of texts back', async () => {
    const { page, simulator } = session();
    await setKey(page, 'test-key');
    await askFor(page, 'A coffee cup with steam', 'Flat');
    await waitForFile(session().folder, 'public/images/coffee-cup-steam.png');
    assert.equal(await cornerAlpha('public/images/coffee-cup-steam.png'), 0, 'really transparent');
    assert.equal(simulator.jobs.length, 1);
    assert.equal(simulator.jobs[0]?.model.id, 'openai/gpt-image-2.5/flare/text-to-image');
    assert.equal(simulator.jobs[0].input['background'], 'transparent');
    await screenshot(page, 'icon saved');
    await clickNotification(page, 'Saved public/images/coffee-cup-steam.png', 'Export Icon Set…');

    const frame = await setPage(page);
    for (const preset of ['ios', 'android']) {
      assert.ok(await isTicked(frame, preset), `${preset} is suggested, because the project has it`);
    }
    await until('the previews', async () => (await frame.locator('.previews img, .preview img').count()) > 5);
    await screenshot(page, 'icon set ready');
    const html = await readFile(file('index.html'), 'utf8');
    await frame.locator('.run-bar .run').click();
    await until('the summary', async () => /written/i.test(await frame.locator('.run-bar').innerText()), 60_000);
    await screenshot(page, 'icon set written');

    assert.deepEqual(
      readIco(await readFile(file('public/favicon.ico'))).map(({ width }) => width),
      [16, 32, 48],
    );
    const ios = JSON.parse(await readFile(file('ios/App/App/Assets.xcassets/AppIcon.appiconset/Contents.json'), 'utf8')) as {
      images: { filename?: string }[];
    };
    for (const { filename } of ios.images) {
      const { width, colourType } = readPngFacts(await readFile(file(`ios/App/App/Assets.xcassets/AppIcon.appiconset/${filename ?? ''}`)));
      assert.deepEqual([width, colourType], [1024, 2], filename);
    }
    const foreground = 'android/app/src/main/res/mipmap-xxxhdpi/ic_launcher_foreground.png';
    assert.deepEqual(readPngFacts(await readFile(file(foreground))).width, 432);
    assert.match(await readFile(file('android/app/src/main/AndroidManifest.xml'), 'utf8'), /android:icon="@mipmap\/ic_launcher"/);
    assert.match(await readFile(file('index.html'), 'utf8'), /rel="icon"/);
    assert.equal(simulator.jobs.length, 1, 'all of this was one paid request');

    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'index.html');
    await page.locator('.tab', { hasText: 'index.html' }).waitFor();
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Control+z');
    const confirm = page.locator('.monaco-dialog-box').getByRole('button', { name: /Undo in \d+ Files/ });
    if (
      await confirm.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
    ) {
      await confirm.click();
    }
    await runCommand(page, 'File: Save All Files');
    await until('the page as it was', async () => (await readFile(file('index.html'), 'utf8')) === html);
    await screenshot(page, 'icon set undone');
  });

  it('all ten sets need no more than the one paid generation', async () => {
    const { page, simulator } = session();
    await setKey(page, 'test-key');
    await askFor(page, 'A teapot', 'Badge');
    await clickNotification(page, 'Saved public/images/teapot.png', 'Export Icon Set…');
    const frame = await setPage(page);
    for (const box of await frame.locator('[data-preset] input').all()) {
      await box.check();
    }
    await until('all sets', async () => /^Write 1\d\d Files/.test(await frame.locator('.run-bar .run').innerText()));
    await frame.locator('.run-bar .run').click();
    await until('the summary', async () => /1\d\d files written/.test(await frame.locator('.run-bar').innerText()), 120_000);
    assert.ok(existsSync(file('icons/electron/icon.icns')));
    assert.equal(simulator.jobs.length, 1);
  });

  it('is opened from the Explorer, shows what exists, and replaces it only when that is ticked', async () => {
    const { page } = session();
    await copyFile(path.join(__dirname, '../../../media/icon.png'), file('logo.png'));
    await writeFile(file('public/favicon.ico'), 'mine');
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'logo.png' });
    await row.waitFor();
    await chooseFromMenu(page, row, 'Export Icon Set…');
    const frame = await setPage(page);
    await until('what exists', async () => /there already/i.test(await frame.locator('.run-bar').innerText()));
    await screenshot(page, 'icon set exists');
    await frame.locator('.run-bar .run').click();
    await until('the summary', async () => /1 left as it was/i.test(await frame.locator('.run-bar').innerText()), 60_000);
    assert.equal(await readFile(file('public/favicon.ico'), 'utf8'), 'mine');
    await until('all that exists', async () => /Replace \d\d files/.test(await frame.locator('.run-bar').innerText()));

    // The page comes back as it was after the window was reloaded.
    await reload(page);
    const again = await webviewFrame(page, 'easel-icon-set .run-bar vscode-button');
    await until('what exists', async () => /there already/i.test(await again.locator('.run-bar').innerText()));
    await again.locator('.run-bar label.check').click();
    await again.locator('.run-bar .run').click();
    await until('the summary', async () => /1 replaced/i.test(await again.locator('.run-bar').innerText()), 60_000);
    assert.equal(readIco(await readFile(file('public/favicon.ico'))).length, 3);
    await screenshot(page, 'icon set replaced');
  });

  it('never saves a painted checkerboard as transparency: it says so, and the background is removed or another try is made', async () => {
    const { page, simulator } = session();
    await setKey(page, 'test-key');
    simulator.switches.transparency = 'painted';
    await askFor(page, 'A lighthouse', 'Glyph');
    const notice = await waitForNotification(page, /checkerboard/i);
    assert.match(await notice.innerText(), /Try Again \(about \$0\.0/);
    await screenshot(page, 'icon not transparent');
    assert.equal(existsSync(file('public/images/lighthouse.png')), false);
    assert.equal(simulator.jobs.length, 1);
    await clickNotification(page, /checkerboard/i, 'Remove Background');
    await waitForFile(session().folder, 'public/images/lighthouse.png');
    assert.equal(await cornerAlpha('public/images/lighthouse.png'), 0);
    assert.equal(simulator.jobs.length, 1, 'nothing was sent for that');

    await askFor(page, 'An anchor', 'Glyph');
    const again = await waitForNotification(page, /checkerboard/i);
    const offer = /Try Again \(about \$0\.01\d?\)/.exec(await again.innerText());
    assert.ok(offer, await again.innerText());
    simulator.switches.transparency = 'real';
    await clickNotification(page, /checkerboard/i, offer[0]);
    await waitForFile(session().folder, 'public/images/anchor.png');
    assert.equal(simulator.jobs.length, 3);
    assert.equal(await cornerAlpha('public/images/anchor.png'), 0);
  });
});
