/** The whole way of an edit in a real VS Code with a real mouse, each step checked. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { useSession } from '../../vscode/session';
import {
  answerDialog,
  chooseFromMenu,
  openWorkbench,
  pickQuickInput,
  reload,
  runCommand,
  screenshot,
  until,
  webviewFrame,
} from '../../vscode/workbench';
import { changes, readPixels, type Pixels } from '../pngPixels';
import { draw, editorFrame, openFromExplorer, proof, run, waitForResult } from './imageEditor';
import { setKey } from './panel';

/** The "Pay now" button of the page, and what surrounds everything that these tests paint. */
const button = { x: 1040, y: 684, width: 200, height: 52 };
/** The button with the pixel or two that a mouse misses it by while the picture is shown smaller. */
const around = { x: 1036, y: 680, width: 208, height: 60 };
const painted = { x: 900, y: 640, width: 380, height: 160 };

describe('the image editor in a window', function () {
  this.timeout(240_000);
  // In a browser VS Code saves by itself; on a desktop it does not.
  const session = useSession({ settings: { 'files.autoSave': 'off' } });
  beforeEach(() => session().simulator.reset());

  const file = (name = 'order-page.png'): string => path.join(session().folder, 'public/images', name);
  const pixels = async (name?: string): Promise<Pixels> => readPixels(await readFile(file(name)));
  const isDirty = (page: Page): Promise<boolean> =>
    page
      .locator('.tab.active.dirty')
      .count()
      .then((count) => count > 0);

  it('paints with brush and rectangle, edits, compares, applies, undoes, redoes, saves and reverts', async () => {
    const { page, simulator } = session();
    const original = await readFile(file());
    await setKey(page, 'test-key');
    const frame = await openFromExplorer(page, 'order-page.png');
    await screenshot(page, 'editor opened');

    await draw(page, frame, 'u', [
      { x: button.x, y: button.y },
      { x: button.x + button.width, y: button.y + button.height },
    ]);
    await draw(page, frame, 'b', [
      { x: 960, y: 710 },
      { x: 1000, y: 720 },
      { x: 1020, y: 705 },
    ]);
    await until('the mask in the status line', async () => /mask .* of the picture/.test(await frame.locator('.status-facts').innerText()));
    await screenshot(page, 'editor painted');
    assert.equal(await isDirty(page), false, 'painting alone changes no document');

    await frame.getByRole('radio', { name: '2', exact: true }).check();
    await run(frame, 'A green button that says Order');
    await waitForResult(frame);
    await screenshot(page, 'editor results');
    assert.equal(simulator.jobs.length, 1);

    for (const mode of ['Slider', 'Side', 'Diff']) {
      await frame
        .getByRole('radio', { name: new RegExp(mode) })
        .first()
        .check({ force: true });
      await screenshot(page, `editor compare ${mode}`);
    }

    await frame.locator('vscode-button.apply').click();
    await until('a dirty tab', () => isDirty(page));
    await until('the proof', async () => (await frame.locator('button.proof').count()) > 0);
    assert.match(await proof(frame), /^0 px changed outside/);
    assert.ok((await readFile(file())).equals(original), 'applying does not write');
    await screenshot(page, 'editor applied');

    const canvas = frame.locator('easel-canvas .canvas-surface');
    await canvas.focus();
    await page.keyboard.press('Control+z');
    await until('undo', async () => !(await isDirty(page)));
    await until('no proof', async () => (await frame.locator('button.proof').count()) === 0);
    await screenshot(page, 'editor undone');
    await canvas.focus();
    await page.keyboard.press('Control+Shift+z');
    await until('redo', () => isDirty(page));

    await page.keyboard.press('Control+s');
    await until('a saved tab', async () => !(await isDirty(page)));
    const saved = await pixels();
    const { inside, outside } = changes(readPixels(original), saved, painted);
    assert.equal(outside, 0);
    assert.ok(inside > 3000, `${inside}`);
    await until(
      'the proof of the saved file',
      async () =>
        /saved/i.test((await frame.locator('button.proof').getAttribute('title')) ?? '') ||
        (await frame.locator('button.proof .codicon-verified-filled').count()) > 0,
    );
    await screenshot(page, 'editor saved');

    // Before and after saving: one undo brings the very bytes back that were opened.
    await canvas.focus();
    await page.keyboard.press('Control+z');
    await until('undo after saving', () => isDirty(page));
    await page.keyboard.press('Control+s');
    await until('the original on disk', async () => (await readFile(file())).equals(original));

    await canvas.focus();
    await page.keyboard.press('Control+Shift+z');
    await until('redo after saving', () => isDirty(page));
    await runCommand(page, 'File: Revert File');
    await until('revert', async () => !(await isDirty(page)));
    assert.ok((await readFile(file())).equals(original));
    assert.equal(simulator.jobs.length, 1, 'all of this was one paid request');
  });

  it('takes back strokes first, and keeps what is painted over a reload', async () => {
    const { page } = session();
    const frame = await openFromExplorer(page, 'order-page.png');
    const share = (): Promise<string> => frame.locator('.status-facts').innerText();
    await draw(page, frame, 'u', [
      { x: 100, y: 300 },
      { x: 300, y: 500 },
    ]);
    const one = await share();
    await draw(page, frame, 'b', [
      { x: 600, y: 400 },
      { x: 700, y: 420 },
    ]);
    assert.notEqual(await share(), one);
    await page.keyboard.press('Control+z');
    await until('the first stroke alone', async () => (await share()) === one);
    await page.keyboard.press('Control+z');
    await until('no mask', async () => /no mask/.test(await share()));
    await page.keyboard.press('Control+Shift+z');
    await until('the rectangle again', async () => (await share()) === one);
    // Behind another tab the page is gone.
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'styles.css');
    await page.locator('.tab', { hasText: 'styles.css' }).waitFor();
    await page.locator('.tab', { hasText: 'order-page.png' }).click();
    const back = await editorFrame(page);
    await until('the mask after hiding', async () => (await back.locator('.status-facts').innerText()) === one);
    await reload(page);
    const again = await editorFrame(page);
    await until('the mask after the reload', async () => (await again.locator('.status-facts').innerText()) === one);
  });

  it('brings unsaved edits back after the window was closed', async () => {
    const { page, server, browser, folder } = session();
    const original = await readFile(file());
    const frame = await openFromExplorer(page, 'order-page.png');
    await draw(page, frame, 'u', [
      { x: button.x, y: button.y },
      { x: button.x + button.width, y: button.y + button.height },
    ]);
    await run(frame, 'Order');
    await waitForResult(frame);
    await frame.locator('vscode-button.apply').click();
    await until('a dirty tab', () => isDirty(page));
    await closeWithBackup(page);

    const next = await openWorkbench(server, browser, folder);
    await next.locator('.tab.dirty', { hasText: 'order-page.png' }).waitFor({ timeout: 60_000 });
    await next.locator('.tab', { hasText: 'order-page.png' }).click();
    const restored = await editorFrame(next);
    await until('the proof of the restored edit', async () => (await restored.locator('button.proof').count()) > 0);
    await screenshot(next, 'editor after hot exit');
    assert.ok((await readFile(file())).equals(original));
    const canvas = restored.locator('easel-canvas .canvas-surface');
    await canvas.focus();
    await next.keyboard.press('Control+z');
    await until('the file as it is on disk', async () => !(await isDirty(next)) && (await restored.locator('button.proof').count()) === 0);
    await canvas.focus();
    await next.keyboard.press('Control+Shift+z');
    await until('the edit again', async () => (await isDirty(next)) && (await restored.locator('button.proof').count()) > 0);
    await next.keyboard.press('Control+s');
    await until('the save of the restored edit', async () => !(await isDirty(next)));
    const { inside, outside } = changes(readPixels(original), await pixels(), around);
    assert.equal(outside, 0);
    assert.ok(inside > 1000);
    await next.close();
  });

  it('is offered in the title bar and the menu of the built-in preview', async () => {
    const { page } = session();
    await page.keyboard.press('Control+P');
    await pickQuickInput(page, 'order-page.png');
    await webviewFrame(page, 'body.image');
    await page.locator('.editor-actions').getByRole('button', { name: 'Edit with Easel' }).click();
    await editorFrame(page);
    await screenshot(page, 'editor from the title bar');
    await runCommand(page, 'View: Close Editor');
    const preview = await webviewFrame(page, 'body.image');
    await chooseFromMenu(page, preview.locator('img'), 'Edit with Easel');
    await editorFrame(page);
  });

  it('does not overwrite in silence what changed on disk meanwhile', async () => {
    const { page } = session();
    const original = await readFile(file());
    const frame = await openFromExplorer(page, 'order-page.png');
    await draw(page, frame, 'u', [
      { x: button.x, y: button.y },
      { x: button.x + button.width, y: button.y + button.height },
    ]);
    await run(frame, 'Order');
    await waitForResult(frame);
    await frame.locator('vscode-button.apply').click();
    await until('a dirty tab', () => isDirty(page));
    const others = Buffer.concat([original, Buffer.from('other bytes')]);
    await writeFile(file(), others);
    await frame.getByText('The file has changed on disk').waitFor();
    await screenshot(page, 'editor changed on disk');
    await page.keyboard.press('Control+s');
    await answerDialog(page, 'has changed on disk', 'Cancel');
    assert.ok((await readFile(file())).equals(others));
    await page.keyboard.press('Control+s');
    await answerDialog(page, 'has changed on disk', 'Overwrite');
    await until('the save', async () => !(await isDirty(page)));
    assert.equal(changes(readPixels(original), await pixels(), around).outside, 0);
  });
});

/** Closes the window once VS Code has nothing to ask any more: then everything that is not saved is backed up. */
async function closeWithBackup(page: Page): Promise<void> {
  let asked = true;
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog) => {
    asked = true;
    void dialog.dismiss();
  });
  await until('a window that can be closed', async () => {
    asked = false;
    await page.close({ runBeforeUnload: true });
    return until('the end of the window', () => page.isClosed() || asked, 3000).then(
      () => page.isClosed(),
      () => false,
    );
  });
}
