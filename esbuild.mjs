// Builds everything that is shipped into dist/:
//   extension.js    what activation loads; small, and requires the rest on first use
//   app.js          the extension itself: jobs, the fal client, zod
//   mcpServer.js    the tools for agents as a process of their own, with src/headless in place of the vscode API
//   imageWorker.js  what runs in the image thread; sharp-wasm32.js and the .wasm are libvips, which start threads of their own
//   scanThread.js   what looks through files for placeholders
//   panel.js/.css   the page of the panel; imageEditor.js/.css that of the image editor; review.js/.css the table
//                   of Replace All; iconSet.js/.css the page that exports an icon set; codicon.css/.ttf are VS Code's icons
// `--watch` rebuilds on change, `--dev` adds source maps and leaves names as they are.
import { execSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
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

const codec = path.join(root, 'codec');
const codecModules = path.join(codec, 'node_modules');

/** Brings what codec/ locks, when it is not there or older than the lock: a fresh clone only ran `npm ci` in the root. */
function installCodec() {
  const installed = path.join(codecModules, '.package-lock.json');
  const lock = path.join(codec, 'package-lock.json');
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
    execSync('npm ci --no-audit --no-fund', { cwd: codec, stdio: 'inherit' });
  }
}

/**
 * `sharp` comes from codec/, and what looks for a binary that suits the machine is replaced: the bundle can load the WebAssembly
 * build and nothing else. Native sharp in the extension host crashes (sharp#4525), and it must not be found by chance.
 */
const wasmSharp = {
  name: 'wasm-sharp',
  setup(build) {
    const stub = (contents) => () => ({ contents, loader: 'js' });
    build.onResolve({ filter: /^sharp$/ }, () => ({ path: path.join(codecModules, 'sharp/dist/index.cjs') }));
    build.onResolve({ filter: /^\.\/sharp-wasm32\.js$/ }, (args) => ({ path: args.path, external: true }));
    build.onLoad({ filter: /[\\/]sharp[\\/]dist[\\/]sharp\.cjs$/ }, stub(`module.exports = require('./sharp-wasm32.js');`));
    build.onLoad({ filter: /[\\/]sharp[\\/]dist[\\/]libvips\.cjs$/ }, stub(`module.exports = { runtimePlatformArch: () => 'wasm32' };`));
    build.onLoad({ filter: /[\\/]sharp[\\/]package\.json$/ }, ({ path: file }) =>
      stub(`exports.version = '${JSON.parse(readFileSync(file, 'utf8')).version}';`)(),
    );
    build.onLoad({ filter: /[\\/]detect-libc[\\/]/ }, stub(`module.exports = { GLIBC: 'glibc', MUSL: 'musl', familySync: () => null };`));
  },
};

/** libvips starts its threads from its own file name, so its glue stays a file of its own, with the .wasm beside it. */
const wasmGlue = {
  name: 'wasm-glue',
  setup(build) {
    build.onEnd(() => {
      const lib = path.join(codecModules, '@img/sharp-wasm32/lib');
      for (const name of readdirSync(lib).filter((one) => one.endsWith('.wasm'))) {
        cpSync(path.join(lib, name), path.join(dist, name));
      }
    });
  },
};

// Without `define`: the glue asks for `globalThis.navigator` first and then reads `navigator`, which must be the same thing.
const worker = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

installCodec();

const targets = [
  { ...worker, entryPoints: ['src/imaging/worker.ts'], outfile: 'dist/imageWorker.js', plugins: [wasmSharp] },
  { ...worker, entryPoints: ['codec/node_modules/@img/sharp-wasm32/index.cjs'], outfile: 'dist/sharp-wasm32.js', plugins: [wasmGlue] },
  { ...worker, entryPoints: ['src/editor/placeholders/scanThread.ts'], outfile: 'dist/scanThread.js' },
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [lazyApp] },
  { ...node, entryPoints: ['src/editor/app.ts'], outfile: 'dist/app.js' },
  {
    ...node,
    entryPoints: ['src/mcp/main.ts'],
    outfile: 'dist/mcpServer.js',
    external: [],
    // The same functions as in the editor, on the part of its API that needs no window.
    alias: { vscode: './src/headless/vscode.ts' },
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...shared,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    // The icon font's sheet stays a file of its own: vscode-icon links it a second time inside every shadow.
    entryPoints: [
      { in: 'src/webview/panel/main.ts', out: 'panel' },
      { in: 'src/webview/panel/panel.css', out: 'panel' },
      { in: 'src/webview/editor/main.ts', out: 'imageEditor' },
      { in: 'src/webview/editor/imageEditor.css', out: 'imageEditor' },
      { in: 'src/webview/review/main.ts', out: 'review' },
      { in: 'src/webview/review/review.css', out: 'review' },
      { in: 'src/webview/iconSet/main.ts', out: 'iconSet' },
      { in: 'src/webview/iconSet/iconSet.css', out: 'iconSet' },
      { in: 'node_modules/@vscode/codicons/dist/codicon.css', out: 'codicon' },
    ],
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
