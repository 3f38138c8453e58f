import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.join(__dirname, '../../src');

/** What each folder may import of ours. Arrows point down only. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  placeholders: [],
  project: ['core', 'placeholders'],
  icons: ['core', 'project'],
  fal: ['core'],
  draft: ['core'],
  jobs: ['core'],
  imaging: ['core', 'icons', 'imaging/mask', 'imaging/blend'],
  'imaging/mask': ['core'],
  'imaging/blend': ['core', 'imaging/mask'],
  protocol: ['core'],
  editor: ['core', 'placeholders', 'project', 'icons', 'fal', 'draft', 'jobs', 'imaging', 'imaging/mask', 'protocol'],
  webview: ['core', 'protocol', 'imaging/mask'],
  headless: ['core', 'placeholders'],
  // `..` is the manifest.
  mcp: ['core', 'editor', 'headless', '..'],
  'extension.ts': ['editor'],
};

/** Packages that a folder may use; `vscode` and `node:` are the ambient APIs that make a layer. */
const packages: Readonly<Record<string, RegExp>> = {
  core: /^zod\/mini$/,
  placeholders: /^$/,
  project: /^$/,
  icons: /^(?:jsonc-parser$)/,
  fal: /^(?:zod\/mini|@fal-ai\/client)$/,
  draft: /^zod\/mini$/,
  jobs: /^zod\/mini$/,
  imaging: /^(?:sharp$)/,
  'imaging/mask': /^$/,
  'imaging/blend': /^$/,
  protocol: /^zod\/mini$/,
  editor: /^(?:vscode$|zod\/mini$|ignore$|node:)/,
  webview: /^(?:lit|lit\/.*|zod\/mini|@vscode-elements\/elements\/.*|@vscode\/codicons\/.*)$/,
  // Stands for `vscode` where there is no editor.
  headless: /^(?:vscode-uri|picomatch|jsonc-parser|node:.*)$/,
  mcp: /^(?:@modelcontextprotocol\/sdk\/.*|jsonc-parser|node:.*|vscode)$/,
  'extension.ts': /^vscode$/,
};

/** The only files outside `editor/` that may touch Node. */
const mayTouchNode = new Set(['imaging/codec.ts', 'imaging/worker.ts']);

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)|require\(['"]([^'"]+)['"]\)/g,
  );
  return [...found].map((match) => ({ file, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
}

/** The parts of a folder that are layers of their own, because they touch less than the rest of it. */
const inner = /^imaging\/(?:mask|blend)(?=\/)/;

function layerOf(file: string): string {
  return inner.exec(file)?.[0] ?? file.split('/')[0] ?? '';
}

/** @returns what is wrong with an import, or nothing. */
function breach({ file, specifier }: Import): string | undefined {
  const layer = layerOf(file);
  if (specifier.startsWith('.')) {
    const target = layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
    return target === layer || mayImport[layer]?.includes(target)
      ? undefined
      : `${file} imports ${specifier}: ${layer} may not know ${target}`;
  }
  if (mayTouchNode.has(file) && specifier.startsWith('node:')) {
    return undefined;
  }
  return packages[layer]?.test(specifier) ? undefined : `${file} imports ${specifier}: not for ${layer}`;
}

describe('the house', () => {
  const files = filesIn(source);

  it('has only the folders that have a rule', () => {
    assert.deepEqual(
      files.map(layerOf).filter((layer) => !(layer in mayImport)),
      [],
    );
  });

  it('lets arrows point down only, and each layer touch only its own APIs', () => {
    const imports = files.flatMap(importsOf);
    assert.ok(imports.length > 100, 'the imports were not found');
    assert.deepEqual(imports.map(breach).filter(Boolean), []);
  });

  it('would notice a breach', () => {
    assert.ok(breach({ file: 'core/sizes.ts', specifier: 'vscode' }));
    assert.ok(breach({ file: 'core/sizes.ts', specifier: '../editor/app' }));
    assert.ok(breach({ file: 'jobs/run.ts', specifier: '../fal/falService' }));
    assert.ok(breach({ file: 'fal/follow.ts', specifier: 'node:fs' }));
    assert.ok(breach({ file: 'imaging/fit.ts', specifier: 'node:fs' }));
    assert.ok(breach({ file: 'imaging/blend/blend.ts', specifier: 'sharp' }));
    assert.ok(breach({ file: 'webview/editor/main.ts', specifier: '../../imaging/codec' }));
    assert.ok(breach({ file: 'webview/panel/main.ts', specifier: '../../jobs/runner' }));
  });

  it('keeps its files small enough to read', () => {
    const long = files.filter((file) => readFileSync(path.join(source, file), 'utf8').split('\n').length > 400);
    assert.deepEqual(long, []);
  });
});
