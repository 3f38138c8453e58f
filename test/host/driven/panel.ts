/** The Generate panel as a person uses it. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { runCommand, typeQuickInput, until, waitForNotification, webviewFrame } from '../../vscode/workbench';

/** Sets the key and clears its notification, which would lie over the lower end of a page. */
export async function setKey(page: Page, key: string): Promise<void> {
  await runCommand(page, 'Easel: Set API Key…');
  await typeQuickInput(page, key, 'fal.ai');
  await waitForNotification(page, 'The key is valid and stored');
  await runCommand(page, 'Notifications: Clear All Notifications');
}

export async function openPanel(page: Page): Promise<Frame> {
  await runCommand(page, 'Easel: Open Generate Panel');
  return panelFrame(page);
}

export function panelFrame(page: Page): Promise<Frame> {
  return webviewFrame(page, 'easel-panel .generate');
}

export interface Filling {
  readonly prompt?: string;
  readonly size?: string;
  readonly name?: string;
  readonly format?: 'PNG' | 'JPEG' | 'WebP';
  readonly quality?: 'Low' | 'Medium' | 'High';
  readonly count?: number;
}

export async function fill(frame: Frame, filling: Filling): Promise<void> {
  if (filling.prompt !== undefined) {
    await frame.getByRole('textbox', { name: 'Prompt', exact: true }).fill(filling.prompt);
  }
  if (filling.size !== undefined) {
    const size = frame.locator('easel-size-field input').first();
    await size.fill(filling.size);
    await size.press('Tab');
  }
  if (filling.name !== undefined) {
    await frame.getByRole('textbox', { name: 'File name' }).fill(filling.name);
  }
  for (const choice of [filling.format, filling.quality, filling.count?.toString()]) {
    if (choice !== undefined) {
      await pick(frame, choice);
    }
  }
}

/**
 * Picks one of a row of choices. A page that gets its pictures moves under the pointer, and a click that met nothing is made again, as a
 * person would.
 */
export async function pick(frame: Frame, name: string): Promise<void> {
  const radio = frame.getByRole('radio', { name, exact: true });
  await until(`${name} to be chosen`, async () => {
    await radio.check({ force: true, timeout: 5000 }).catch(() => undefined);
    return radio.isChecked();
  });
}

export async function pressGenerate(frame: Frame): Promise<void> {
  await frame.locator('vscode-button.generate').click();
}

/** Waits until a file is in the folder under its final name and nothing half-written is beside it. */
export async function waitForFile(folder: string, relative: string): Promise<string> {
  const file = path.join(folder, relative);
  await until(`the file ${relative}`, () => existsSync(file));
  await until('no half file', async () => !(await readdir(path.dirname(file))).some((name) => name.endsWith('.easel-part')));
  return file;
}
