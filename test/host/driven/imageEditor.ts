/** The image editor as a person uses it: the Explorer's menu, the mouse on the canvas, buttons by their names. */
import type { Frame, Page } from 'playwright-core';
import { chooseFromMenu, until, webviewFrame } from '../../vscode/workbench';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Opens a picture of `public/images` with "Edit with Easel" and waits until it is shown. */
export async function openFromExplorer(page: Page, name: string): Promise<Frame> {
  const row = (label: string) =>
    page.locator('.explorer-folders-view .monaco-list-row').filter({ has: page.getByText(label, { exact: true }) });
  const file = row(name);
  await until(`the row of ${name}`, async () => {
    for (const folder of ['public', 'images']) {
      const closed = page.locator('.explorer-folders-view .monaco-list-row[aria-expanded="false"]').filter({ hasText: folder });
      if ((await closed.count()) > 0) {
        await closed.first().click();
      }
    }
    return file.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
  });
  await chooseFromMenu(page, file, 'Edit with Easel');
  return editorFrame(page);
}

/** The page of the image editor, once its picture is there. */
export async function editorFrame(page: Page): Promise<Frame> {
  const frame = await webviewFrame(page, 'easel-image-editor .run');
  await frame.locator('.status-facts', { hasText: '%' }).waitFor();
  return frame;
}

/** Where a pixel of the picture lies on the screen, while the whole picture is shown. */
export async function onScreen(frame: Frame, spot: Spot): Promise<Spot> {
  const box = await frame.locator('easel-canvas .canvas-surface').boundingBox();
  const seen = await frame.locator('easel-canvas').evaluate((element) => {
    const { zoom, picture } = element as unknown as { zoom: number; picture: { width: number; height: number } };
    return { zoom, width: picture.width, height: picture.height };
  });
  if (!box) {
    throw new Error('there is no canvas');
  }
  return {
    x: box.x + box.width / 2 + (spot.x - seen.width / 2) * seen.zoom,
    y: box.y + box.height / 2 + (spot.y - seen.height / 2) * seen.zoom,
  };
}

/** Takes a tool by its key, with the focus on the canvas, and draws with the mouse from spot to spot. */
export async function draw(page: Page, frame: Frame, key: string, spots: readonly Spot[]): Promise<void> {
  await frame.locator('easel-canvas .canvas-surface').focus();
  await page.keyboard.press(key);
  const points = await Promise.all(spots.map((spot) => onScreen(frame, spot)));
  const [first, ...others] = points;
  await page.mouse.move(first?.x ?? 0, first?.y ?? 0);
  await page.mouse.down();
  for (const point of others) {
    await page.mouse.move(point.x, point.y, { steps: 8 });
  }
  await page.mouse.up();
}

/** Fills in what should change and presses the button that runs. */
export async function run(frame: Frame, prompt: string): Promise<void> {
  await frame.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
  await frame.locator('vscode-button.run').click();
}

/** Waits until a variant is blended and can be applied. */
export async function waitForResult(frame: Frame): Promise<void> {
  await frame.locator('vscode-button.apply').waitFor({ timeout: 60_000 });
  await until('the figures of the blend', async () => ((await frame.locator('.report').innerText()) ?? '') !== '');
}

/** The line about the proof, as it stands in the status line. */
export function proof(frame: Frame): Promise<string> {
  return frame.locator('button.proof').innerText();
}
