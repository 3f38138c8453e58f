/** Runs the bundled host tests inside a VS Code in a browser, with the packed extension installed as a user would. */
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import path from 'node:path';
import { startSimulator } from '../fal/simulator';
import { openBrowser } from '../vscode/browser';
import { startServer, type VSCodeServer } from '../vscode/server';
import { themeSetting } from '../vscode/theme';
import { screenshot, uriPath, workbenchUrl } from '../vscode/workbench';
import { copyExamples } from '../vscode/workspace';
import { bundleHostTests } from './bundle';

/** A run that has not reported its end by then has failed. */
const deadline = 10 * 60_000;

/** Returns whether all tests passed. */
export async function runHostSuite(vsix: string): Promise<boolean> {
  const tests = await bundleHostTests();
  const simulator = await startSimulator();
  const workspace = await copyExamples();
  const env = { EASEL_FAL_BASE_URL: simulator.baseUrl, ...grepVariable() };
  const server = await startServer({ extensions: [vsix], env, settings: themeSetting('dark'), hostTests: true });
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    const code = await runTests(page, testsUrl(server, workspace.folder, tests));
    if (code !== 0) {
      console.log(`picture: ${await screenshot(page, 'failed host suite').catch(String)}`);
    }
    return code === 0;
  } finally {
    await browser.close();
    await server.stop();
    await workspace.remove();
    await simulator.close();
  }
}

/** `EASEL_TEST_GREP` runs only the tests whose title it matches. It is the one variable of ours that goes through to the host. */
export function grepVariable(): Record<string, string> {
  const grep = process.env['EASEL_TEST_GREP'];
  return grep ? { EASEL_TEST_GREP: grep } : {};
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
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const text = format(...args);
    if (!isNoise(text)) {
      (type === 'error' || type === 'warn' ? console.error : console.log)(text);
    }
  });
  const exit = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  const gone = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new Error('The page of VS Code crashed.')));
    page.once('close', () => reject(new Error('The window of VS Code was closed.')));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The host tests have not ended after ${deadline / 60_000} minutes.`)), deadline);
  });
  try {
    await page.goto(url);
    return await Promise.race([exit, gone, late]);
  } finally {
    clearTimeout(timer);
    gone.catch(() => undefined);
  }
}

/** What VS Code's own parts say. */
function isNoise(text: string): boolean {
  return /^%c\s*(TRACE|DEBUG|INFO|WARN|ERR)/.test(text);
}
