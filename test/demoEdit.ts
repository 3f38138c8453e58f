/** The second half of the demo: a part of a screenshot is changed in the image editor, and everything outside of it counted. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { draw, openFromExplorer, proof, run, waitForResult } from './host/driven/imageEditor';
import { changes, readPixels } from './host/pngPixels';
import { runCommand, until } from './vscode/workbench';

/** The "Pay now" button of the page, a little larger. */
const button = { x: 1030, y: 676, width: 220, height: 68 };

/** Edits `order-page.png` of the project as a person does, and returns a sentence about what changed. */
export async function editOnce(page: Page, folder: string, shoot: (name: string) => Promise<void>): Promise<string> {
  const file = path.join(folder, 'public/images/order-page.png');
  const before = readPixels(await readFile(file));
  await runCommand(page, 'Notifications: Clear All Notifications');
  await runCommand(page, 'View: Close All Editors');
  const frame = await openFromExplorer(page, 'order-page.png');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await frame.locator('easel-canvas .canvas-surface').focus();
  await page.keyboard.press('Control+0');
  await draw(page, frame, 'u', [
    { x: button.x, y: button.y },
    { x: button.x + button.width, y: button.y + button.height },
  ]);
  await frame.getByRole('textbox', { name: 'Prompt' }).fill('A wide green button with the word Order');
  await shoot('5-edit-mask');
  await run(frame, 'A wide green button with the word Order');
  await waitForResult(frame);
  await frame.getByRole('radio', { name: /Slider/ }).check({ force: true });
  await shoot('6-edit-compare');
  await frame.locator('vscode-button.apply').click();
  await until('the proof', async () => (await frame.locator('button.proof').count()) > 0);
  const said = await proof(frame);
  await frame.locator('button.proof').click();
  await shoot('7-edit-proof');
  await page.keyboard.press('Escape');
  await runCommand(page, 'File: Save');
  await until(
    'the saved file',
    async () => !(await readFile(file)).equals(Buffer.alloc(0)) && (await page.locator('.tab.active.dirty').count()) === 0,
  );
  const { inside, outside } = changes(before, readPixels(await readFile(file)), {
    x: button.x - 4,
    y: button.y - 4,
    width: button.width + 8,
    height: button.height + 8,
  });
  assert.equal(outside, 0);
  return `order-page.png: ${inside.toLocaleString('en')} pixels changed in the painted part, ${outside} outside; the editor says “${said}”`;
}
