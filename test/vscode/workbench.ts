/** Drives VS Code in a browser page the way a person does: with the keyboard, the mouse, and by looking at what is there. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Locator, Page } from 'playwright-core';
import type { Browser } from './browser';
import { out } from './paths';
import type { VSCodeServer } from './server';

/** How long something may take that a person would wait for. Generous: it only matters when a test fails. */
const patience = 30_000;

/** Opens `folder` in a new window and waits until it can be used. */
export async function openWorkbench(server: VSCodeServer, browser: Browser, folder: string): Promise<Page> {
  const page = await browser.context.newPage();
  // "Leave the page?" would stop every reload with an unsaved file.
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  await page.goto(workbenchUrl(server, folder));
  await ready(page);
  return page;
}

/** The address of a window on `folder`. The payload is what a desktop VS Code takes from its command line. */
export function workbenchUrl(server: VSCodeServer, folder: string, payload: readonly (readonly [string, string])[] = []): string {
  const url = new URL(server.url);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', uriPath(folder));
  if (payload.length > 0) {
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}

/** A file as VS Code wants its path, on Windows too: /c:/projects/shop */
export function uriPath(file: string): string {
  return path.posix.join('/', file.replaceAll('\\', '/'));
}

/** Reloads the window by its own command: a reload of the page would lose what VS Code has not yet written down, such as its tabs. */
export async function reload(page: Page): Promise<void> {
  // Listened for before it is asked for: a quick reload is over when the command returns.
  const reloaded = page.waitForEvent('framenavigated', (navigated) => navigated === page.mainFrame());
  await runCommand(page, 'Developer: Reload Window');
  await reloaded;
  await ready(page);
}

async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
}

/** Runs a command by its full title in the palette, such as "Easel: Generate Image…". Waits for extensions to contribute it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = quickInput(page).locator('input').first();
  const row = quickInput(page)
    .locator('.monaco-list-row')
    .filter({ has: page.locator('.label-name').getByText(title, { exact: true }) })
    .first();
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    // Another question may be on its way out just now.
    const typed = (await input.isVisible()) ? await input.inputValue({ timeout: 1000 }).catch(() => '') : '';
    if (!typed.startsWith('>')) {
      await page.keyboard.press('F1');
    }
    try {
      // Typed anew each time: the list does not grow by itself when an extension arrives.
      await input.fill('>', { timeout: 5000 });
      await input.fill(`>${title}`, { timeout: 1000 });
      await row.waitFor({ timeout: 1000 });
    } catch {
      continue;
    }
    await row.click({ timeout: patience });
    return;
  }
  const offered = await quickInput(page).locator('.label-name').allInnerTexts();
  throw new Error(`The palette offers no command "${title}", but: ${offered.join(', ')}`);
}

/** Takes an item of the menu that a right click on `target` opens. Opens it anew until the extension's items are in it. */
export async function chooseFromMenu(page: Page, target: Locator, label: string): Promise<void> {
  const item = page.locator('.monaco-menu').getByText(label, { exact: true });
  const seen = () =>
    item.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  await until(`a menu with "${label}"`, async () => {
    await page.keyboard.press('Escape');
    await target.click({ button: 'right' });
    return seen();
  });
  // A menu takes no click in its first tenth of a second, longer on a busy machine: it stays open then.
  await until(`the menu to take "${label}"`, async () => {
    await item.click({ timeout: 1000 }).catch(() => undefined);
    return item.waitFor({ state: 'detached', timeout: 1000 }).then(
      () => true,
      () => false,
    );
  });
}

/** Waits for an input box or list, `asking` something if given, and answers with the text and Enter. */
export async function typeQuickInput(page: Page, text: string, asking?: string | RegExp): Promise<void> {
  const widget = await waitForQuickInput(page, asking);
  await widget.locator('input').first().fill(text);
  await page.keyboard.press('Enter');
}

/** Waits for a list and takes the row with this label. */
export async function pickQuickInput(page: Page, label: string | RegExp, asking?: string | RegExp): Promise<void> {
  const widget = await waitForQuickInput(page, asking);
  if (typeof label === 'string') {
    // Rows further down exist only once they are scrolled to or searched for.
    await widget.locator('input').first().fill(label);
  }
  await widget.locator('.monaco-list-row').filter({ hasText: label }).first().click({ timeout: patience });
}

/** Waits for an input box or list whose title, message or grey text holds `asking`. */
export async function waitForQuickInput(page: Page, asking?: string | RegExp): Promise<Locator> {
  const widget = quickInput(page);
  await widget.waitFor({ timeout: patience });
  if (asking !== undefined) {
    const input = widget.locator('input').first();
    await until(`a question about ${asking}`, async () => {
      const texts = [await widget.innerText(), (await input.getAttribute('placeholder')) ?? '', (await input.getAttribute('title')) ?? ''];
      return texts.some((text) => (typeof asking === 'string' ? text.includes(asking) : asking.test(text)));
    });
  }
  return widget;
}

function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** Waits for a notification with this text. Its buttons are in the answer: `(await waitForNotification(…)).getByText('Open')`. */
export async function waitForNotification(page: Page, text: string | RegExp, timeout = patience): Promise<Locator> {
  const notification = page.locator('.notification-list-item').filter({ hasText: text }).first();
  await notification.waitFor({ timeout });
  return notification;
}

/** Clicks a button of the notification with this text. */
export async function clickNotification(page: Page, text: string | RegExp, button: string): Promise<void> {
  const notification = await waitForNotification(page, text);
  await notification.locator('.monaco-button').getByText(button, { exact: true }).click();
}

/** Answers the modal dialog with this text. */
export async function answerDialog(page: Page, text: string | RegExp, button: string): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box').filter({ hasText: text });
  await dialog.waitFor({ timeout: patience });
  await dialog.locator('.monaco-button').getByText(button, { exact: true }).click();
  await dialog.waitFor({ state: 'detached', timeout: patience });
}

/** The frame of the webview that shows `selector`: a webview is two frames deep, and others may be open. */
export async function webviewFrame(page: Page, selector: string, timeout = patience): Promise<Frame> {
  let found: Frame | undefined;
  await until(
    `a webview with ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        // A frame may go away under our hands; hidden webviews keep their frames.
        if (
          frame !== page.mainFrame() &&
          (await frame
            .locator(selector)
            .first()
            .isVisible()
            .catch(() => false))
        ) {
          found = frame;
          return true;
        }
      }
      return false;
    },
    timeout,
  );
  return found as Frame;
}

/** Saves a picture of the window; a bare name goes into `out/screenshots`. Returns the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.isAbsolute(name) ? name : path.join(out, 'screenshots', `${name.replaceAll(/[^\w-]+/g, '-')}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
  return file;
}

/** Waits until `condition` holds, however often it has to look. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, timeout = patience): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    }
    await sleep(50);
  }
}
