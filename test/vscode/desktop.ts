/** The desktop VS Code of this machine, if it has one that can show a window and is new enough. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** Runs its command line. Goes through a shell on Windows, where the command is a batch file. */
export async function runDesktop(command: string, args: readonly string[]): Promise<string> {
  const shell = process.platform === 'win32';
  const quote = (text: string) => (shell ? `"${text}"` : text);
  const { stdout } = await promisify(execFile)(quote(command), args.map(quote), { shell });
  return stdout;
}

/** The command that opens it, or why there is none. */
export async function findDesktop(oldest: readonly [major: number, minor: number]): Promise<{ command: string } | { reason: string }> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { reason: 'there is no display' };
  }
  if (process.env['VSCODE_IPC_HOOK_CLI']) {
    return { reason: 'the command `code` of this terminal belongs to a remote window' };
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { reason: 'VS Code does not start as root' };
  }
  const command = candidates().find((file) => existsSync(file));
  if (command === undefined) {
    return { reason: 'no desktop VS Code is installed' };
  }
  const version = (await runDesktop(command, ['--version']).catch(() => '')).split(/\r?\n/)[0] ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return isNewEnough
    ? { command }
    : { reason: `${command} is VS Code ${version || 'of an unknown version'}, and Easel needs ${oldest.join('.')}` };
}

function candidates(): string[] {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  switch (process.platform) {
    case 'darwin':
      return [...onPath, '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'];
    case 'win32':
      return [...onPath, path.join(process.env['LOCALAPPDATA'] ?? '', 'Programs', 'Microsoft VS Code', 'bin', name)];
    default:
      return onPath;
  }
}
