/** Several windows whose extension hosts are killed again and again, and what is on disk afterwards. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { parseLedger, type Booking } from '../../../src/jobs/ledger';
import { parseJournal, type JobRecord } from '../../../src/jobs/records';
import { foldRecords, type JobState } from '../../../src/jobs/state';
import { startSimulator, type Simulator } from '../../fal/simulator';
import { openBrowser, type Browser } from '../../vscode/browser';
import { startServer, type VSCodeServer } from '../../vscode/server';
import { findVsix } from '../../vscode/vsix';
import { until, uriPath, workbenchUrl } from '../../vscode/workbench';
import { copyExamples, type Workspace } from '../../vscode/workspace';

export interface Order {
  readonly command: string;
  readonly argument: unknown;
}

interface Window {
  readonly workspace: Workspace;
  readonly orders: string;
  page: Page | undefined;
  /** The extension hosts that have reported so far. */
  known: number;
}

/** How long a new extension host may take, in milliseconds. */
const patience = 60_000;

export class KillHouse {
  readonly windows: Window[] = [];
  private count = 0;

  private constructor(
    readonly simulator: Simulator,
    private readonly server: VSCodeServer,
    private readonly browser: Browser,
    private readonly orders: string,
  ) {}

  static async open(windows: number): Promise<KillHouse> {
    const orders = await mkdtemp(path.join(os.tmpdir(), 'easel-orders-'));
    const simulator = await startSimulator({ timing: { queueMs: 120, runMs: 250 } });
    const env = { EASEL_FAL_BASE_URL: simulator.baseUrl, EASEL_TEST_ORDERS: orders };
    const settings = { 'easel.budget.perDay': null, 'easel.budget.perMonth': null, 'easel.budget.confirmAbove': null };
    const server = await startServer({ extensions: [findVsix()], env, settings, hostTests: true });
    const house = new KillHouse(simulator, server, await openBrowser(), orders);
    for (let index = 0; index < windows; index++) {
      // The last one has the same project as the first: the two must never work on the same job.
      const workspace = (index === windows - 1 ? house.windows[0]?.workspace : undefined) ?? (await copyExamples());
      const folder = path.join(orders, path.basename(path.dirname(workspace.folder)));
      await mkdir(folder, { recursive: true });
      house.windows.push({ workspace, orders: folder, page: undefined, known: 0 });
    }
    await house.reopen();
    return house;
  }

  /** New extension hosts for all windows, as when their user reloads them. */
  async reopen(): Promise<void> {
    await this.server.killExtensionHosts();
    await this.forget();
    const companion = pathToFileURL(uriPath(path.join(__dirname, '../killCompanion'))).pathname;
    const payload = [['extensionDevelopmentPath', `vscode-remote://${new URL(this.server.url).host}${companion}`]] as const;
    await Promise.all(
      this.windows.map(async (window) => {
        if (window.page) {
          await window.page.reload();
          return;
        }
        window.page = await this.browser.context.newPage();
        window.page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
        await window.page.goto(workbenchUrl(this.server, window.workspace.folder, payload));
      }),
    );
    await this.alive();
  }

  /** Waits until every window has an extension host that takes orders. */
  private async alive(): Promise<void> {
    for (const window of this.windows) {
      const sharing = this.windows.filter(({ orders }) => orders === window.orders).length;
      await until('an extension host', async () => (await hostsOf(window)) >= window.known + sharing, patience);
    }
  }

  /** Hands an order to a window; it may be lost with the host, and is never run twice. */
  async order(window: Window, order: Order): Promise<string> {
    const file = path.join(window.orders, `${String(++this.count).padStart(5, '0')}.json`);
    await writeFile(`${file}.part`, JSON.stringify(order));
    await rename(`${file}.part`, file);
    return file;
  }

  async done(file: string): Promise<void> {
    await until('the order to be carried out', () => ['done', 'failed'].some((end) => existsSync(file.replace(/json$/, end))), patience);
  }

  /** SIGKILL for every extension host there is. @returns how many there were */
  async kill(): Promise<number> {
    await this.forget();
    return this.server.killExtensionHosts();
  }

  /** Waits until no job is open in any window. @returns whether that happened */
  async calm(time: number): Promise<boolean> {
    return until('no open job', async () => (await this.openJobs()) === 0, time).then(
      () => true,
      () => false,
    );
  }

  async openJobs(): Promise<number> {
    return (await names(path.join(this.jobs, 'open'))).length;
  }

  /** What each job's journal says, by id, open and ended ones. */
  async journals(): Promise<
    Map<string, { readonly records: readonly JobRecord[]; readonly state: JobState | undefined; readonly ended: boolean }>
  > {
    const found = new Map<string, { records: readonly JobRecord[]; state: JobState | undefined; ended: boolean }>();
    for (const folder of ['open', 'ended']) {
      for (const id of await names(path.join(this.jobs, folder))) {
        const text = await readFile(path.join(this.jobs, folder, id, 'journal.jsonl'), 'utf8').catch(() => '');
        const journal = parseJournal(text);
        if (!journal.readable) {
          throw new Error(`the journal of ${id} cannot be read: ${text}`);
        }
        found.set(id, { records: journal.records, state: foldRecords(journal.records), ended: folder === 'ended' });
      }
    }
    return found;
  }

  async bookings(): Promise<Map<string, Booking>> {
    const folder = path.join(this.storage, 'ledger');
    const files = (await names(folder)).filter((name) => name.endsWith('.jsonl'));
    const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
    return parseLedger(texts.join(''));
  }

  /** Half files, leases and locks that nobody holds any more, in the extension's storage and in the projects. */
  async leftovers(): Promise<string[]> {
    const places = [this.storage, ...this.windows.map(({ workspace }) => workspace.folder)];
    const lists = await Promise.all(places.map((place) => readdir(place, { recursive: true })));
    return lists.flat().filter((name) => /\.part$|easel-part$|lease\.\d+$|\.tmp$/.test(name));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.simulator.close();
    for (const workspace of new Set(this.windows.map((window) => window.workspace))) {
      await workspace.remove();
    }
    await rm(this.orders, { recursive: true, force: true });
  }

  private get storage(): string {
    return path.join(this.server.dataDir, 'data', 'User', 'globalStorage', 'easel.easel-assets');
  }

  private get jobs(): string {
    return path.join(this.storage, 'jobs');
  }

  private async forget(): Promise<void> {
    for (const window of this.windows) {
      window.known = await hostsOf(window);
    }
  }
}

/** Whether a picture of a job is where its journal says, with these very bytes. */
export async function isOnDisk(state: JobState): Promise<boolean> {
  const checks = (state.images ?? []).map(async ({ saving, saved }) => {
    const bytes = saved && (await readFile(fileURLToPath(saved.uri.replace(/^vscode-remote:\/\/[^/]+/, 'file://'))).catch(() => undefined));
    return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === saving?.sha256;
  });
  return checks.length > 0 && (await Promise.all(checks)).every(Boolean);
}

async function hostsOf(window: Window): Promise<number> {
  return (await names(window.orders)).filter((name) => name.startsWith('alive.')).length;
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
