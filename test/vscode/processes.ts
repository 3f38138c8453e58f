/** The processes below one of ours. Node does not know them, and each system has its own way to ask. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes whose line of parents leads to `pid`, nearest first. */
export async function descendants(pid: number): Promise<Process[]> {
  const all = await processes();
  const found: Process[] = [];
  let level = new Set([pid]);
  while (level.size > 0) {
    const children = all.filter((process) => level.has(process.parent));
    found.push(...children);
    level = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** SIGKILL, which nothing can answer; a process that is gone already is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone.
  }
}

async function processes(): Promise<Process[]> {
  switch (process.platform) {
    case 'linux':
      return fromProc();
    case 'win32':
      return fromPowerShell();
    default:
      return fromPs();
  }
}

/** Small Debian images have no `ps`. */
async function fromProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        // "123 (name, which may hold spaces and brackets) S 45 …": the parent is the second word after the last bracket.
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
        return { pid: Number(pid), parent, command };
      } catch {
        // It ended while we read.
        return undefined;
      }
    }),
  );
  return found.filter((entry) => entry !== undefined);
}

async function fromPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,command='], { maxBuffer: 1 << 24 });
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : [];
  });
}

async function fromPowerShell(): Promise<Process[]> {
  const query = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CommandLine)" }';
  const { stdout } = await promisify(execFile)('powershell', ['-NoProfile', '-Command', query], { maxBuffer: 1 << 24 });
  return stdout.split(/\r?\n/).flatMap((line) => {
    const match = /^(\d+) (\d+) (.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }] : [];
  });
}
