/** Runs inside VS Code, started by `hostSuite.ts` and by `electron.ts`: mocha over all bundled host tests beside this file. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** VS Code reports a rejection of this as failure. */
export async function run(): Promise<void> {
  markOutput(process.env['EASEL_TEST_MARK']);
  console.log(`VS Code ${vscode.version}, Node ${process.versions.node}, ${vscode.env.appName}`);
  const grep = process.env['EASEL_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: process.env['CI'] !== undefined,
    ...(grep ? { grep } : {}),
  });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.test.js') && name.startsWith('multiroot') === (process.env['EASEL_TEST_WORKSPACE'] === 'multiroot')) {
      mocha.addFile(path.join(__dirname, name));
    }
  }
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const tests = runner.stats?.tests ?? 0;
      if (failures > 0) {
        reject(new Error(`${failures} of ${tests} host tests failed.`));
      } else if (tests === 0 && !grep) {
        reject(new Error('No host test ran.'));
      } else {
        resolve();
      }
    });
  });
}

/** Puts a mark before every line of the tests, where the reader has to tell them from all else that VS Code prints. */
function markOutput(mark: string | undefined): void {
  if (mark) {
    for (const name of ['log', 'warn', 'error'] as const) {
      const print = console[name].bind(console);
      // VS Code ignores a plain assignment.
      Object.defineProperty(console, name, { value: (...args: unknown[]) => print(mark + format(...args)) });
    }
    // It took the function when it was loaded.
    Mocha.reporters.Base.consoleLog = console.log;
  }
}
