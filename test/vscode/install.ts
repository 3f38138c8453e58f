/**
 * Installs the VS Code server of `package-lock.json` beside this file when it is missing or the lock has changed. Nothing here
 * compiles: install scripts stay off, and what is native in the server is either optional or replaced (`spdlog.cjs`).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock';
import { cache, serverFolder } from './paths';

/** An installed server: `node` runs `main`. */
export interface InstalledServer {
  readonly node: string;
  readonly main: string;
}

const modules = path.join(serverFolder, 'node_modules');
const server = path.join(modules, 'code-server', 'lib', 'vscode');
/** Written last, so that an interrupted installation is done again. It holds the fingerprint of what is installed. */
const stamp = path.join(modules, '.easel-installed');

/** Returns the server, after installing it if need be. A second process waits for the first; once installed it needs no network. */
export async function ensureServer(): Promise<InstalledServer> {
  const wanted = await fingerprint();
  if (!(await isInstalled(wanted))) {
    await withLock(path.join(cache, 'installing-vscode'), async () => {
      if (!(await isInstalled(wanted))) {
        await install();
        await writeFile(stamp, wanted);
      }
    });
  }
  return { node: node24(), main: path.join(server, 'out', 'server-main.js') };
}

async function isInstalled(wanted: string): Promise<boolean> {
  return (await readFile(stamp, 'utf8').catch(() => '')) === wanted;
}

/** Covers all that decides what is installed; the platform too, because a folder may be shared between a machine and a container. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of ['package-lock.json', 'spdlog.cjs']) {
    // A checkout on Windows may turn line ends around.
    hash.update((await readFile(path.join(serverFolder, file), 'utf8')).replaceAll('\r\n', '\n'));
  }
  return hash.digest('hex');
}

async function install(): Promise<void> {
  const started = Date.now();
  console.log('Installing the VS Code server for tests into test/vscode/node_modules (once, about half a minute)…');
  await npm(['ci'], serverFolder);
  // The server's own dependencies. Not `npm ci`: its shrinkwrap is not complete enough for that.
  await npm(['install'], server);
  const spdlog = path.join(server, 'node_modules', '@vscode', 'spdlog');
  await mkdir(spdlog, { recursive: true });
  await copyFile(path.join(serverFolder, 'spdlog.cjs'), path.join(spdlog, 'index.js'));
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Runs npm with everything said explicitly, because the settings of an `npm test` around this process arrive in the environment. */
async function npm(command: string[], cwd: string): Promise<void> {
  const flags = ['--omit=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const explicit = ['--global=false', '--dry-run=false', '--engine-strict=false', '--package-lock=true', '--workspaces=false'];
  const cli = process.env['npm_execpath'];
  const [file, first] = cli && path.basename(cli) === 'npm-cli.js' ? [process.execPath, [cli]] : ['npm', []];
  const args = [...first, ...command, ...flags, ...explicit];
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && file === 'npm' });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) {
    throw new Error(`npm ${command.join(' ')} in ${cwd} failed with code ${code}:\n${output}`);
  }
}

/** The Node that came with the server (its code needs 24), else the one that runs us if it is new enough. */
function node24(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = path.join(modules, `${prefix}-${platform}-${process.arch}`, 'bin', name);
  if (existsSync(bundled)) {
    return bundled;
  }
  if (Number.parseInt(process.versions.node, 10) >= 24) {
    return process.execPath;
  }
  throw new Error(
    `The VS Code server needs Node 24, and none is packaged for ${process.platform} ${process.arch}. Run this with Node 24 or newer.`,
  );
}
