/**
 * `npm run test:host [-- FILE.vsix] [--host | --driven]`: all tests inside a real VS Code, with the packed extension installed.
 * `EASEL_TEST_GREP=text` picks tests by title.
 */
import path from 'node:path';
import { findVsix } from '../vscode/vsix';
import { runDrivenSuite } from './drivenSuite';
import { runHostSuite } from './hostSuite';

async function main(args: readonly string[]): Promise<boolean> {
  const vsix = findVsix(args.find((argument) => argument.endsWith('.vsix')));
  // The sessions of the driven tests look here.
  process.env['EASEL_VSIX'] = vsix;
  console.log(`Testing ${path.basename(vsix)} in VS Code`);
  const host = args.includes('--driven') || (await runHostSuite(vsix));
  const driven = args.includes('--host') || (await runDrivenSuite());
  return host && driven;
}

// Node ends on these without running what takes down the server.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}

main(process.argv.slice(2)).then(
  // Said outright: something left open must not keep a finished run from ending.
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
