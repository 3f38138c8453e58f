/** What a driven test needs around it: one server and simulator per suite, and per test a fresh project, browser and window. */
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startSimulator } from '../fal/simulator';
import { openBrowser, type Browser, type BrowserOptions } from './browser';
import { startServer, type ServerOptions, type VSCodeServer } from './server';
import { themeSetting, type Theme } from './theme';
import { findVsix } from './vsix';
import { openWorkbench, screenshot } from './workbench';
import { copyExamples, type Workspace } from './workspace';

export interface SessionOptions extends Omit<ServerOptions, 'extensions' | 'dataDir' | 'port' | 'hostTests'>, BrowserOptions {
  readonly theme?: Theme;
  /** Keys that the simulator takes; `test-key` unless told. */
  readonly keys?: readonly string[];
}

export interface Session {
  readonly server: VSCodeServer;
  readonly simulator: Awaited<ReturnType<typeof startSimulator>>;
  readonly browser: Browser;
  /** The project on disk, a copy of `examples/`. */
  readonly folder: string;
  /** The window that is open now. */
  readonly page: Page;
  /** Kills the extension host in the middle of whatever it does, and opens the project in a new window. */
  crash(): Promise<void>;
}

/** Call inside `describe`; the answer gives the session to each test: `const session = useSession(); it(…, () => session().page …)`. */
export function useSession(options: SessionOptions = {}): () => Session {
  let shared: Pick<Session, 'server' | 'simulator'> | undefined;
  let current: (Session & { page: Page; readonly workspace: Workspace }) | undefined;

  before(async function () {
    // The first run on a machine installs the server and perhaps a browser.
    this.timeout(600_000);
    const simulator = await startSimulator(options.keys ? { keys: options.keys } : {});
    const env = { EASEL_FAL_BASE_URL: simulator.baseUrl, ...options.env };
    const settings = { ...themeSetting(options.theme ?? 'dark'), ...options.settings };
    shared = { simulator, server: await startServer({ ...options, env, settings, extensions: [findVsix()] }) };
  });

  beforeEach(async function () {
    this.timeout(120_000);
    const { server, simulator } = defined(shared);
    const workspace = await copyExamples();
    const browser = await openBrowser(options);
    const page = await openWorkbench(server, browser, workspace.folder);
    current = { server, simulator, browser, workspace, folder: workspace.folder, page, crash: () => crash(defined(current)) };
  });

  afterEach(async function () {
    this.timeout(60_000);
    const session = defined(current);
    current = undefined;
    if (this.currentTest?.state === 'failed') {
      await report(session, this.currentTest.fullTitle());
    }
    await session.browser.close();
    // A host outlives its window for a while, in case that one comes back; the next test must not meet it, nor what it stored.
    await session.server.killExtensionHosts();
    for (const store of ['globalStorage', 'workspaceStorage']) {
      await rm(path.join(session.server.dataDir, 'data', 'User', store), { recursive: true, force: true, maxRetries: 10 });
    }
    await session.workspace.remove();
  });

  after(async () => {
    await shared?.server.stop();
    await shared?.simulator.close();
  });

  return () => defined(current);
}

async function crash(session: { page: Page } & Pick<Session, 'server' | 'browser' | 'folder'>): Promise<void> {
  await session.server.killExtensionHosts();
  await session.page.close();
  session.page = await openWorkbench(session.server, session.browser, session.folder);
}

/** Leaves what a person needs to see why a test failed. */
async function report(session: Session, title: string): Promise<void> {
  console.log(`      picture: ${await screenshot(session.page, `failed ${title}`).catch(String)}`);
  const files = await readdir(session.server.logs, { recursive: true }).catch(() => []);
  for (const file of files.filter((name) => /[\\/]easel\.[^\\/]+[\\/].+\.log$/.test(name))) {
    const lines = (await readFile(path.join(session.server.logs, file), 'utf8')).trimEnd().split('\n');
    console.log([`      log ${file}:`, ...lines.slice(-20)].join('\n        '));
  }
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('The session is only there while a test runs.');
  }
  return value;
}
