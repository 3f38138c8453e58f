/** The icons of the demo: one generation, and the sets that the shop's project asks for. */
import type { Page } from 'playwright-core';
import { clickNotification, pickQuickInput, runCommand, typeQuickInput, until, webviewFrame } from './vscode/workbench';

/** Generates an icon and exports its sets as a person does, and returns the sentence that the page ends with. */
export async function exportIcons(page: Page, shoot: (name: string) => Promise<void>): Promise<string> {
  await runCommand(page, 'View: Close All Editors');
  await runCommand(page, 'Easel: Generate Icon…');
  await typeQuickInput(page, 'A coffee bean', 'What does the icon show?');
  await pickQuickInput(page, 'Flat', 'Generate Icon (2 of 3)');
  await pickQuickInput(page, 'Transparent', 'Generate Icon (3 of 3)');
  await clickNotification(page, 'Saved public/images/coffee-bean.png', 'Export Icon Set…');
  const frame = await webviewFrame(page, 'easel-icon-set .run-bar .run');
  await until('the list of files', async () => (await frame.locator('.run-bar .run').innerText()).startsWith('Write '));
  await until('the previews', async () => (await frame.locator('.previews img').count()) > 5);
  await runCommand(page, 'Notifications: Clear All Notifications');
  // A wide page shows the sets and the previews side by side.
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await shoot('10-icon-set');
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await frame.locator('.run-bar .run').click();
  await frame.locator('.run-bar .summary').waitFor({ timeout: 120_000 });
  await shoot('11-icon-set-written');
  return frame.locator('.run-bar .summary').innerText();
}
