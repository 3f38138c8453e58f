/**
 * `npm run demo`: the main job without a person. A real VS Code with the packed extension, a real page, and the simulator in place of
 * the service; prints the files that were written and leaves pictures in `out/demo`. `--readme` takes the README's pictures anew.
 */
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { editOnce } from './demoEdit';
import { exportIcons } from './demoIcons';
import { replaceAll } from './demoPlaceholders';
import { startSimulator } from './fal/simulator';
import { fill, openPanel, pressGenerate, setKey, waitForFile } from './host/driven/panel';
import { readHeader } from './host/imageHeader';
import { openBrowser } from './vscode/browser';
import { out, root } from './vscode/paths';
import { startServer } from './vscode/server';
import { setTheme, themes, themeSetting } from './vscode/theme';
import { findVsix } from './vscode/vsix';
import { openWorkbench, until } from './vscode/workbench';
import { copyExamples } from './vscode/workspace';

const pictures = process.argv.includes('--readme') ? path.join(root, 'media', 'readme') : path.join(out, 'demo');

async function main(): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const simulator = await startSimulator();
  const workspace = await copyExamples();
  const server = await startServer({
    extensions: [findVsix()],
    env: { EASEL_FAL_BASE_URL: simulator.baseUrl },
    settings: themeSetting('dark'),
  });
  const browser = await openBrowser();
  try {
    const page = await openWorkbench(server, browser, workspace.folder);
    const { files, edited, replaced, icons } = await generateAll(page, workspace.folder, simulator);
    console.log('\nWritten through the panel of a real VS Code:');
    for (const file of files) {
      console.log(`  ${await describeFile(workspace.folder, file)}`);
    }
    console.log(`\nEdited in the image editor:\n  ${edited}`);
    console.log(`\nReplaced in the table of placeholders:\n  ${replaced.split('\n').join('\n  ')}`);
    console.log(`\nExported as icon sets:\n  ${icons.split('\n').join('\n  ')}`);
    console.log(`\nRequests that the service accepted: ${simulator.jobs.length}`);
    console.log(`Pictures: ${path.relative(root, pictures)}`);
  } finally {
    await browser.close();
    await server.stop();
    await workspace.remove();
    await simulator.close();
  }
}

interface Written {
  readonly files: readonly string[];
  readonly edited: string;
  readonly replaced: string;
  readonly icons: string;
}

async function generateAll(page: Page, folder: string, simulator: Awaited<ReturnType<typeof startSimulator>>): Promise<Written> {
  const shoot = async (name: string): Promise<void> => {
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    // Away from buttons that show themselves under the pointer.
    await page.mouse.move(640, 790);
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  };

  const frame = await openPanel(page);
  await shoot('1-empty');
  await fill(frame, { prompt: 'A leaf of a coffee plant', size: '300x250' });
  await pressGenerate(frame);
  const draft = await waitForFile(folder, 'public/images/leaf-coffee-plant.png');
  await frame.locator('.card img').first().waitFor();
  await shoot('2-draft');

  await setKey(page, 'test-key');
  await fill(frame, { prompt: 'A paper cup, flat icon', size: '64x64', format: 'WebP' });
  await pressGenerate(frame);
  const icon = await waitForFile(folder, 'public/images/paper-cup-flat-icon.webp');

  await fill(frame, {
    prompt: 'A harbour in the morning, fishing boats, mist over the hills',
    size: '1200x630',
    format: 'JPEG',
    name: 'harbour-hero',
    count: 2,
  });
  // Time stands still at the service until the picture is taken.
  simulator.hold();
  await pressGenerate(frame);
  await until('the queue', async () => (await frame.locator('.job').allInnerTexts()).some((text) => text.includes('ahead')));
  await shoot('3-queue');
  simulator.release();
  const heroes = [
    await waitForFile(folder, 'public/images/harbour-hero.jpg'),
    await waitForFile(folder, 'public/images/harbour-hero-2.jpg'),
  ];
  await until('all cards', async () => (await frame.locator('.card img').count()) === 4);
  for (const theme of themes) {
    await setTheme(page, theme);
    await shoot(`4-results-${theme}`);
  }
  await setTheme(page, 'dark');
  const edited = await editOnce(page, folder, shoot);
  const replaced = await replaceAll(page, shoot);
  const icons = await exportIcons(page, shoot);
  return { files: [draft, icon, ...heroes], edited, replaced, icons };
}

async function describeFile(folder: string, file: string): Promise<string> {
  const { type, width, height } = readHeader(await readFile(file));
  const { size } = await stat(file);
  return `${path.relative(folder, file)}: ${type.toUpperCase()}, ${width}x${height} pixels, ${size.toLocaleString('en')} bytes`;
}

// An exit that is said outright takes the server down with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(1));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
