/** Starts the VS Code server, each with user data of its own, and takes it down with all its processes. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensureServer, type InstalledServer } from './install';
import { descendants, kill } from './processes';

export interface ServerOptions {
  /** Packed extensions, installed before the start as a user would. */
  readonly extensions?: readonly string[];
  /** Makes windows take test modules (`testsUrl`); they also show no notifications then, so it is off for windows that a test drives. */
  readonly hostTests?: boolean;
  /** Asks whether a new folder is trusted, as VS Code does for users. Off, every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Added to the environment, which the extension host inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings that fresh user data starts with, over `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the user data lies. Without it a fresh folder, removed at the end. */
  readonly dataDir?: string;
  /** The port, where it must stay the same between runs. Without it a free one. */
  readonly port?: number;
}

export interface VSCodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly dataDir: string;
  /** All logs of the server, of extension hosts and output channels, below this folder. */
  readonly logs: string;
  install(vsix: string): Promise<void>;
  /** Changes user settings, in running windows too. */
  setSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** The processes of the extension hosts that run now. */
  extensionHosts(): Promise<number[]>;
  /** Ends the extension hosts as a crash would, and returns how many there were. */
  killExtensionHosts(): Promise<number>;
  stop(): Promise<void>;
}

/** Without these a window opens with a welcome page, a chat and questions. None of them touches what Easel does. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'extensions.ignoreRecommendations': true,
  // The simulator's port is not the user's application.
  'remote.autoForwardPorts': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
};

/** Starts a server and returns once it listens. */
export async function startServer(options: ServerOptions = {}): Promise<VSCodeServer> {
  const installed = await ensureServer();
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'easel-vscode-')));
  const userSettings = path.join(dataDir, 'data', 'User', 'settings.json');
  const setSettings = (settings: Readonly<Record<string, unknown>>) => mergeSettings(userSettings, settings);
  const install = (vsix: string) => installExtension(installed, dataDir, vsix);

  // In a kept folder what its user has set stays as it is.
  if (!existsSync(userSettings)) {
    await setSettings({ ...quietSettings, ...options.settings });
  }
  for (const extension of options.extensions ?? []) {
    await install(extension);
  }

  const child = spawn(installed.node, serverArguments(installed, dataDir, options), {
    env: { ...cleanEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killChild = () => child.pid !== undefined && kill(child.pid);
  process.once('exit', killChild);
  try {
    const port = await listening(child);
    return {
      url: `http://127.0.0.1:${port}`,
      dataDir,
      logs: path.join(dataDir, 'data', 'logs'),
      install,
      setSettings,
      extensionHosts: () => extensionHosts(child),
      killExtensionHosts: async () => {
        const hosts = await extensionHosts(child);
        hosts.forEach(kill);
        return hosts.length;
      },
      stop: async () => {
        process.off('exit', killChild);
        await end(child);
        if (options.dataDir === undefined) {
          await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
        }
      },
    };
  } catch (error) {
    process.off('exit', killChild);
    await end(child);
    throw error;
  }
}

function serverArguments(installed: InstalledServer, dataDir: string, options: ServerOptions): string[] {
  return [
    installed.main,
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token', '--accept-server-license-terms'],
    ...['--server-data-dir', dataDir, '--telemetry-level', 'off', '--disable-telemetry', '--disable-experiments'],
    // A release build ignores the payload that starts host tests without this.
    ...(options.hostTests ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

/** Our environment without what belongs to tools around us, and without a key: a test must never be able to spend money. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|FAL_|EASEL_)/i.test(name)),
  );
}

async function installExtension(installed: InstalledServer, dataDir: string, vsix: string): Promise<void> {
  const args = [installed.main, '--server-data-dir', dataDir, '--accept-server-license-terms', '--install-extension', vsix, '--force'];
  const { stdout, stderr } = await promisify(execFile)(installed.node, args, { env: cleanEnvironment() });
  // It ends with 0 for some failures.
  if (!stdout.includes('was successfully installed')) {
    throw new Error(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
  }
}

/** Waits for the line in which the server tells its port. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown) => {
      output += String(chunk);
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match) {
        resolve(Number(match[1]));
      }
    };
    // Read to the end of its life: a full pipe would stop the server.
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The VS Code server ended with code ${code}:\n${output}`)));
  });
}

async function extensionHosts(server: ChildProcess): Promise<number[]> {
  const below = await descendants(server.pid ?? -1);
  return below.filter(({ command }) => command.includes('--type=extensionHost')).map(({ pid }) => pid);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const below = await descendants(child.pid);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(2000, undefined, { ref: false })]);
  below.forEach((process) => kill(process.pid));
  kill(child.pid);
  await ended;
}

async function readSettings(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

async function mergeSettings(file: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...(await readSettings(file)), ...settings }, undefined, 2));
}
