/** Runs the bundled host tests inside a VS Code in a browser, with the packed extension installed as a user would. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { startSimulator } from '../fal/simulator';
import { openBrowser } from '../vscode/browser';
import { out } from '../vscode/paths';
import { startServer, type VSCodeServer } from '../vscode/server';
import { themeSetting } from '../vscode/theme';
import { screenshot, uriPath, workbenchUrl } from '../vscode/workbench';
import { addWorkspaceFile, copyExamples } from '../vscode/workspace';
import { bundleHostTests } from './bundle';
import { atSource } from './stack';

/** Marks the lines of the tests among all that the window reports. */
const mark = 'easel-test|';

/** A run that has not reported its end by then has failed. */
const deadline = 10 * 60_000;

/** Runs the tests in a window on a folder, then those in `multiroot/` in a window on two. Returns whether all passed. */
export async function runHostSuite(vsix: string): Promise<boolean> {
  const tests = await bundleHostTests();
  const folder = await runIn('folder', vsix, tests);
  return (await runIn('multiroot', vsix, tests)) && folder;
}

async function runIn(kind: 'folder' | 'multiroot', vsix: string, tests: string): Promise<boolean> {
  const simulator = await startSimulator();
  const workspace = await copyExamples();
  const opened = kind === 'folder' ? workspace.folder : await addWorkspaceFile(workspace);
  const env = { EASEL_FAL_BASE_URL: simulator.baseUrl, EASEL_TEST_MARK: mark, EASEL_TEST_WORKSPACE: kind, ...passedOn() };
  const server = await startServer({ extensions: [vsix], env, settings: themeSetting('dark'), hostTests: true });
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    const code = await runTests(page, testsUrl(server, opened, tests));
    if (code !== 0) {
      console.log(
        `What VS Code itself said is in out/host-vscode.log; picture: ${await screenshot(page, 'failed host suite').catch(String)}`,
      );
    }
    return code === 0;
  } finally {
    await browser.close();
    await server.stop();
    await workspace.remove();
    await simulator.close();
  }
}

/** Variables of ours that go through to the host: `EASEL_TEST_GREP` picks tests by title, `CI` forbids `it.only`. */
function passedOn(): Record<string, string> {
  return Object.fromEntries(['EASEL_TEST_GREP', 'CI'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function testsUrl(server: VSCodeServer, folder: string, tests: string): string {
  const remote = (file: string) => `vscode-remote://${new URL(server.url).host}${pathToFileURL(uriPath(file)).pathname}`;
  return workbenchUrl(server, folder, [
    ['extensionDevelopmentPath', remote(path.join(__dirname, 'companion'))],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ]);
}

/** Opens the window, prints what the tests print, and returns the code that VS Code would exit with. */
async function runTests(page: Page, url: string): Promise<number> {
  const others: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const text = format(...args);
    if (text.startsWith(mark)) {
      console.log(atSource(text.slice(mark.length)));
    } else {
      others.push(text);
    }
  });
  let resolve: (code: number) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const exit = new Promise<number>((yes, no) => ([resolve, reject] = [yes, no]));
  // The window is closed at the end in any case; nobody may be waiting any more.
  exit.catch(() => undefined);
  await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
  page.once('crash', () => reject(new Error('The page of VS Code crashed.')));
  page.once('close', () => reject(new Error('The window of VS Code was closed.')));
  const timer = setTimeout(() => reject(new Error(`The host tests have not ended after ${deadline / 60_000} minutes.`)), deadline);
  try {
    await page.goto(url);
    return await exit;
  } finally {
    clearTimeout(timer);
    await mkdir(out, { recursive: true });
    await writeFile(path.join(out, 'host-vscode.log'), others.join('\n'));
  }
}
