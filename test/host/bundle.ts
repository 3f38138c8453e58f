/** Bundles the host tests into `out/host`, one file each, for an extension host that knows no TypeScript. */
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { out, root } from '../vscode/paths';

/** Bundles every `*.test.ts` below this folder, except those that drive a window from outside, and returns the module with `run()`. */
export async function bundleHostTests(): Promise<string> {
  const outdir = path.join(out, 'host');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [path.join(__dirname, 'index.ts'), ...testFiles(__dirname).filter((file) => !isDriven(file))],
    outbase: __dirname,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    external: ['vscode', 'mocha', 'sharp'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}

/** The tests that click through a window; they run in Node, see `drivenSuite.ts`. */
export function drivenTests(): string[] {
  return testFiles(__dirname).filter(isDriven);
}

function isDriven(file: string): boolean {
  return path.relative(__dirname, file).startsWith(`driven${path.sep}`);
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}
