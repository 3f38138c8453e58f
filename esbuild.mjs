// Builds everything that is shipped into dist/:
//   extension.js    what activation loads; small, and requires the rest on first use
//   app.js          the extension itself: jobs, the fal client, zod
//   imageWorker.js  sharp's WebAssembly build for a worker thread, with its .wasm beside it
//   panel.js/.css   the pages
// `--watch` rebuilds on change, `--dev` adds source maps and leaves names as they are.
import { execSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');
const dist = path.join(root, 'dist');

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  logLevel: 'warning',
  logOverride: { 'import-is-undefined': 'error' },
  legalComments: 'none',
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // The extension host reports every touch of `navigator`; the fal client and zod look at it when they are loaded.
  define: { navigator: 'undefined' },
};

/** `import('./editor/app')` in the activation bundle becomes a `require` of the bundle beside it. */
const lazyApp = {
  name: 'lazy-app',
  setup(build) {
    build.onResolve({ filter: /\/app$/ }, (args) => (args.kind === 'dynamic-import' ? { path: './app.js', external: true } : undefined));
  },
};

const targets = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [lazyApp] },
  { ...node, entryPoints: ['src/editor/app.ts'], outfile: 'dist/app.js' },
  {
    ...shared,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    entryPoints: { panel: 'src/webview/panel/main.ts' },
    outdir: 'dist',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  },
];

for (const target of targets) {
  if (watch) {
    await (await esbuild.context(target)).watch();
  } else {
    await esbuild.build(target);
  }
}
