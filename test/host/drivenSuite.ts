/** Runs the tests that click through windows from outside: mocha in this process. */
import Mocha from 'mocha';
import { drivenTests } from './bundle';

/** Returns whether all passed. */
export async function runDrivenSuite(): Promise<boolean> {
  const files = drivenTests();
  const grep = process.env['EASEL_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    slow: 20_000,
    // A window that stands still for seconds misses a click now and then. What was repeated is told.
    retries: 1,
    forbidOnly: process.env['CI'] !== undefined,
    ...(grep ? { grep } : {}),
  });
  files.forEach((file) => mocha.addFile(file));
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => {
      const tests = runner.stats?.tests ?? 0;
      if (tests === 0 && files.length > 0 && !grep) {
        console.error('No driven test ran.');
        resolve(false);
      } else {
        resolve(failures === 0);
      }
    });
    runner.on('retry', (test: Mocha.Test) => console.log(`      REPEATED: ${test.fullTitle()}`));
  });
}
