/** The last part of the demo: the whole shop's placeholders become pictures, through the table of Replace All. */
import type { Page } from 'playwright-core';
import { runCommand, until, webviewFrame } from './vscode/workbench';

/** Replaces all placeholders as a person does, and returns the sentence that the table ends with. */
export async function replaceAll(page: Page, shoot: (name: string) => Promise<void>): Promise<string> {
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Easel: Find Placeholders');
  await page.locator('.pane-body .monaco-list-row', { hasText: 'index.html' }).first().waitFor();
  await runCommand(page, 'Easel: Replace All Placeholders…');
  const frame = await webviewFrame(page, 'easel-review .run');
  await until('a price', async () => /about \$/.test(await frame.locator('easel-review .run').innerText()));
  await runCommand(page, 'Notifications: Clear All Notifications');
  await shoot('8-placeholders');
  await frame.locator('easel-review .run').click();
  await frame.locator('easel-review .summary').waitFor({ timeout: 180_000 });
  await runCommand(page, 'Notifications: Clear All Notifications');
  await shoot('9-placeholders-done');
  return frame.locator('easel-review .summary').innerText();
}
