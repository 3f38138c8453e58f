/**
 * `npm run test:electron [-- VERSION…]`: the host suite in the desktop VS Code, by default the oldest supported and the current one.
 * It downloads them, which `npm run test:host` does not need; the tests and the installed package are the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { startSimulator } from '../fal/simulator';
import { root } from '../vscode/paths';
import { findVsix } from '../vscode/vsix';
import { copyExamples } from '../vscode/workspace';
import { bundleHostTests } from './bundle';

async function main(versions: readonly string[]): Promise<void> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new Error('The desktop VS Code needs a display. Run: xvfb-run -a npm run test:electron');
  }
  const tests = await bundleHostTests();
  const vsix = findVsix();
  for (const version of versions.length > 0 ? versions : [await oldestSupported(), 'stable']) {
    await testIn(version, vsix, tests);
  }
}

async function testIn(version: string, vsix: string, tests: string): Promise<void> {
  const executable = await downloadAndUnzipVSCode(version);
  // Directly in the temporary folder: macOS allows a socket's path 103 characters, and VS Code puts one below its user data.
  const profile = await realpath(await mkdtemp(path.join(os.tmpdir(), 'easel-')));
  const profileArguments = [`--user-data-dir=${path.join(profile, 'u')}`, `--extensions-dir=${path.join(profile, 'x')}`];
  const workspace = await copyExamples();
  const simulator = await startSimulator();
  try {
    install(executable, vsix, profileArguments);
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: quoted(path.join(__dirname, 'companion')),
      extensionTestsPath: quoted(tests),
      // A machine without a key ring has no other place for secrets, and with one it would ask its user.
      launchArgs: [workspace.folder, ...profileArguments, '--use-inmemory-secretstorage'].map(quoted),
      // No key: a test must never be able to spend money. The second makes VS Code start as plain Node.
      extensionTestsEnv: { EASEL_FAL_BASE_URL: simulator.baseUrl, FAL_KEY: undefined, ELECTRON_RUN_AS_NODE: undefined },
    });
  } finally {
    await simulator.close();
    await workspace.remove();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function install(executable: string, vsix: string, profileArguments: readonly string[]): void {
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(executable);
  if (cli === undefined) {
    throw new Error(`There is no command line beside ${executable}.`);
  }
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...profileArguments, ...asRoot, '--install-extension', vsix, '--force'];
  const shell = process.platform === 'win32';
  const { status } = spawnSync(quoted(cli), args.map(quoted), { stdio: 'inherit', shell });
  if (status !== 0) {
    throw new Error(`VS Code did not install ${vsix}.`);
  }
}

/** On Windows the command goes through a shell, which would cut a path at its spaces. */
function quoted(argument: string): string {
  return process.platform === 'win32' && argument.includes(' ') ? `"${argument}"` : argument;
}

/** `^1.106.0` in the manifest means that 1.106.0 must do. */
async function oldestSupported(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const match = /"vscode":"\^(\d+\.\d+\.\d+)"/.exec(JSON.stringify(manifest));
  if (!match?.[1]) {
    throw new Error('package.json names no oldest VS Code.');
  }
  return match[1];
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
