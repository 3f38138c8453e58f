/**
 * `npm start [-- --server] [--open]`: builds and packs Easel and opens a VS Code with it on `examples/`: the desktop one of this
 * machine, else a server, whose address it prints, until Ctrl+C. `--server` takes the server in any case, `--open` opens a browser too.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findDesktop, runDesktop } from './vscode/desktop';
import { openGate } from './vscode/gate';
import { cache, examples, root } from './vscode/paths';
import { startServer } from './vscode/server';
import { findVsix } from './vscode/vsix';
import { uriPath } from './vscode/workbench';

/** Always the same one, because a browser keeps layout and secrets by address. */
const port = 8723;

async function main(args: readonly string[]): Promise<void> {
  pack();
  if (!args.includes('--server')) {
    const desktop = await findDesktop(await oldestSupported());
    if ('command' in desktop) {
      return openDesktop(desktop.command);
    }
    console.log(`Starting a VS Code server, because ${desktop.reason}.`);
  }
  await serve(args.includes('--open'));
}

function pack(): void {
  const cli = process.env['npm_execpath'];
  const [file, first] = cli && path.basename(cli) === 'npm-cli.js' ? [process.execPath, [cli]] : ['npm', []];
  const args = [...first, 'run', '--silent', 'package'];
  const { status } = spawnSync(file, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' && file === 'npm' });
  if (status !== 0) {
    throw new Error('`npm run package` failed.');
  }
}

/**
 * As an extension under development, in a window of its own: the built checkout runs beside whatever its user has installed,
 * and nothing has to be removed afterwards.
 */
async function openDesktop(command: string): Promise<void> {
  await runDesktop(command, [`--extensionDevelopmentPath=${root}`, examples]);
  console.log(`Opened ${examples} in VS Code with Easel. Press F1 and run "Easel: Open Generate Panel".`);
}

async function serve(openBrowser: boolean): Promise<void> {
  const home = path.join(cache, 'vscode');
  const key = process.env['FAL_KEY'];
  const server = await startServer({
    dataDir: path.join(home, 'data'),
    extensions: [findVsix()],
    // The example's README says what to try.
    settings: { 'workbench.startupEditor': 'readme' },
    // A person's own key may be used here; Easel asks before it takes one from the environment.
    env: key ? { FAL_KEY: key } : {},
  });
  const gate = await openGate(server.url, port, path.join(home, 'secret-key'));
  const address = `${gate.url}/?folder=${encodeURI(uriPath(examples))}`;
  console.log(`\nVS Code with Easel is ready: ${address}\nIn it, press F1 and run "Easel: Open Generate Panel". Ctrl+C ends it.`);
  if (openBrowser) {
    open(address);
  }
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  gate.close();
  await server.stop();
}

function open(address: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => console.log('No browser could be opened; open the address by hand.'))
    .unref();
}

/** `^1.106.0` in the manifest. */
async function oldestSupported(): Promise<readonly [number, number]> {
  const manifest = JSON.stringify(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const match = /"vscode":"\^(\d+)\.(\d+)/.exec(manifest);
  return [Number(match?.[1] ?? 1), Number(match?.[2] ?? 0)];
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
