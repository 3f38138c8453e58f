/** Finds a Chromium to drive. It is never downloaded behind the user's back, except on Debian, as a package, where that is possible. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type LaunchOptions } from 'playwright-core';

/** The path of a Chrome, Chromium or Edge; `CHROME_PATH` has the last word. */
export function findChromium(): string {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(`CHROME_PATH names ${chosen}, which does not exist.`);
    }
    return chosen;
  }
  const found = installed() ?? (installOnDebian() ? installed() : undefined);
  if (found === undefined) {
    throw new Error(
      'No Chrome, Chromium or Edge found. Install one (on Debian and Ubuntu: sudo apt-get install chromium fonts-dejavu-core), ' +
        'or set CHROME_PATH to its program, or run: npx playwright-core install chromium',
    );
  }
  return found;
}

/** How to launch it so that it works as root, without a graphics card and without a network. */
export function launchOptions(): LaunchOptions {
  return {
    executablePath: findChromium(),
    headless: true,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      '--disable-gpu',
      // The small shared memory of a container is not enough for large pictures.
      '--disable-dev-shm-usage',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}

function installed(): string | undefined {
  // The last is Playwright's own, where it was installed by hand.
  return [...candidates(), chromium.executablePath()].find((file) => existsSync(file));
}

function candidates(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/', process.env['HOME'] ?? '/'].flatMap((base) => [
        path.join(base, 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
        path.join(base, 'Applications/Chromium.app/Contents/MacOS/Chromium'),
        path.join(base, 'Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
      ]);
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
        const base = process.env[name];
        const programs = [
          'Google/Chrome/Application/chrome.exe',
          'Chromium/Application/chrome.exe',
          'Microsoft/Edge/Application/msedge.exe',
        ];
        return base ? programs.map((program) => path.join(base, program)) : [];
      });
    default: {
      const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];
      const folders = (process.env['PATH'] ?? '').split(path.delimiter).concat('/usr/bin', '/usr/local/bin');
      return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
    }
  }
}

/** Debian's package, as root or where sudo asks nothing. Not Ubuntu's, which is a snap that cannot be driven like this. */
function installOnDebian(): boolean {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version') || isUbuntu()) {
    return false;
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) {
    return false;
  }
  console.log('Installing Chromium with apt-get (once, about a minute)…');
  const run = (args: string[]) => {
    const [file, rest] = isRoot ? ['apt-get', args] : ['sudo', ['-n', 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]];
    execFileSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  run(['update']);
  run(['install', '-y', '--no-install-recommends', 'chromium', 'chromium-sandbox', 'fonts-dejavu-core']);
  return true;
}

function isUbuntu(): boolean {
  return spawnSync('grep', ['-qi', '^ID=ubuntu', '/etc/os-release']).status === 0;
}
