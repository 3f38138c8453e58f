/** How long it takes to find the placeholders of a large project, and to look again at one file that has changed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { scanFolder } from '../src/editor/placeholders/scanPool';
import { hostNames } from '../src/placeholders/hosts/hosts';
import { locate, type Located } from '../src/placeholders/located';
import { languageOf, mayHold, scan } from '../src/placeholders/scan';
import { median, timed, type Figure } from './benchFigures';
import { blocks, placeholdersOf } from './benchScanCode';
import { scanTree, type ScanTree } from './benchScanTree';
import { out, root } from './vscode/paths';
import { ensureServer } from './vscode/install';

const rounds = 9;
const folder = path.join(out, 'bench');

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: readonly string[] }>> };
  };
}

export async function scanFigures(): Promise<Figure[]> {
  mkdirSync(folder, { recursive: true });
  const tree = scanTree(folder);
  return [...(await wholeTree(tree)), again()];
}

/** Both look at the same files in turn, so that what else the machine does is shared; the first round fills the cache. */
async function wholeTree(tree: ScanTree): Promise<Figure[]> {
  const ripgrep = await findRipgrep();
  const job = { root: tree.folder, patterns: defaultOf('exclude'), languages: defaultOf('languages'), avatars: false };
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    let files = 0;
    const holding = new Set<string>();
    const ours = await timed(async () => {
      files = await scanFolder(path.join(root, 'dist', 'scanThread.js'), job, (found) => {
        for (const { file, located } of found) {
          if (located.some(({ finding }) => finding.kind === 'host')) {
            holding.add(file);
          }
        }
      });
    });
    let matching: string[] = [];
    const theirs = await timed(async () => (matching = await searched(ripgrep, tree.folder)));
    assert.equal(files, tree.files);
    assert.equal(holding.size, tree.holding);
    assert.deepEqual([...holding].sort(), matching.sort(), 'both find the same files');
    if (round > 0) {
      times.ours.push(ours);
      times.theirs.push(theirs);
    }
  }
  const [ours, theirs] = [median(times.ours), median(times.theirs)];
  const what = `${tree.files.toLocaleString('en')} files, ${(tree.bytes / 1e6).toFixed(0)} MB`;
  return [
    { what: `ripgrep for the hosts in ${what}`, value: `${theirs.toFixed(0)} ms` },
    { what: `placeholders in ${what}, to ripgrep`, value: `${(ours / theirs).toFixed(2)}x`, limit: 'at most 3x' },
    { what: `placeholders in ${what}`, value: `${ours.toFixed(0)} ms` },
  ];
}

/** From the change on disk to the places of what is found, the first time included. */
function again(): Figure {
  const file = path.join(folder, 'changed.tsx');
  const texts = blocks('tsx', 14, () => 0.4);
  writeFileSync(file, [...texts.slice(0, 7), ...placeholdersOf('tsx'), ...texts.slice(7)].join('\n'));
  const times: number[] = [];
  for (let round = 0; round < 50; round++) {
    const start = performance.now();
    const text = readFileSync(file, 'utf8');
    let found: Located[] = [];
    if (mayHold(text)) {
      found = locate('changed.tsx', text, scan(text, { languageId: languageOf(file) ?? '', path: 'changed.tsx' }));
    }
    times.push(performance.now() - start);
    assert.equal(found.length, placeholdersOf('tsx').length);
  }
  const size = (readFileSync(file).length / 1000).toFixed(0);
  return {
    what: `one changed file of ${size} kB again, median of 50 (slowest ${Math.max(...times).toFixed(1)} ms)`,
    value: `${median(times).toFixed(1)} ms`,
    limit: 'under 50 ms',
  };
}

/** What ripgrep finds in the files that Easel looks into: hidden and ignored ones left out, letters of either case. */
async function searched(ripgrep: string, tree: string): Promise<string[]> {
  const hosts = hostNames.map((name) => name.replaceAll('.', '\\.')).join('|');
  // The checkout's own ignore file hides the whole tree, which is no checkout by itself.
  const options = ['--no-config', '--no-ignore-parent', '--no-require-git', '--ignore-case', '--files-with-matches'];
  const { stdout } = await promisify(execFile)(ripgrep, [...options, '-e', hosts, '.'], { cwd: tree, maxBuffer: 1e8 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\.[\\/]/, '').replaceAll('\\', '/'));
}

/** The one that VS Code searches with. */
async function findRipgrep(): Promise<string> {
  const { main } = await ensureServer();
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const bin = path.join(path.dirname(main), '..', 'node_modules', '@vscode', 'ripgrep-universal', 'bin');
  const file = path.join(bin, `${process.platform}-${process.arch}`, name);
  assert.ok(existsSync(file), `no ripgrep for ${process.platform} ${process.arch}`);
  return file;
}

/** The default of a setting, as the package declares it. */
function defaultOf(name: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  return manifest.contributes.configuration.properties[`easel.placeholders.${name}`]?.default ?? [];
}
