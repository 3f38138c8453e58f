/** A tree of files as a large web project has it, the same on every machine, for the figures of `benchScan.ts`. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { blocks, languages, picturesOf, placeholdersOf, type Language } from './benchScanCode';

export interface ScanTree {
  readonly folder: string;
  /** What is to be looked into; beside it there are folders to be left alone. */
  readonly files: number;
  readonly bytes: number;
  /** Files that hold placeholders. */
  readonly holding: number;
}

/** Changes when the tree does, so that one from before is not taken for it. */
const version = 3;
const wanted = { files: 20_000, bytes: 200_000_000 };
const perFolder = 24;

/** Left alone by name or by `.gitignore`. Its files hold placeholders, so that looking into it would show. */
const ignored = ['node_modules', 'apps/shop/dist', 'apps/shop/generated'];
const gitignore = ['node_modules', 'dist', '/apps/*/generated/', '*.log', '.env.local', '!packages/*/dist-types'].join('\n');

const tops = [
  'apps/shop',
  'apps/admin',
  'apps/docs',
  'packages/ui',
  'packages/data',
  'packages/forms',
  'services/orders',
  'services/stock',
];
const areas = [
  'cart',
  'catalogue',
  'checkout',
  'account',
  'search',
  'delivery',
  'billing',
  'reports',
  'layout',
  'messages',
  'offers',
  'tables',
];
const kinds = ['components', 'hooks', 'pages', 'model', 'styles', 'views', 'lib'];

/** Makes the tree, unless it is there from a run before. */
export function scanTree(out: string): ScanTree {
  const folder = path.join(out, 'scan-tree');
  const stamp = path.join(out, 'scan-tree.json');
  if (existsSync(stamp)) {
    const made = JSON.parse(readFileSync(stamp, 'utf8')) as ScanTree & { version: number };
    if (made.version === version) {
      return { ...made, folder };
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const random = randomFrom(1998);
  const pools = new Map(languages.map(({ extension }) => [extension, blocks(extension, 300, random)]));
  const sizes = sizesOf(random);
  let bytes = 0;
  let holding = 0;
  sizes.forEach((size, index) => {
    const { extension } = pick(random, languages);
    const holds = index % 100 === 37;
    const text = fileText(extension, pools.get(extension) ?? [], size, holds, random);
    const file = path.join(folder, folderOf(Math.floor(index / perFolder)), `${pick(random, areas)}-${index}.${extension}`);
    write(file, text);
    bytes += Buffer.byteLength(text);
    holding += holds ? 1 : 0;
  });
  for (const name of ignored) {
    for (let index = 0; index < 700; index++) {
      const text = fileText('js', pools.get('js') ?? [], 8000, index % 10 === 0, random);
      write(path.join(folder, name, `package-${index % 40}`, `module-${index}.js`), text);
    }
  }
  writeFileSync(path.join(folder, '.gitignore'), gitignore);
  const tree = { folder, files: sizes.length, bytes, holding };
  writeFileSync(stamp, JSON.stringify({ version, ...tree, folder: undefined }));
  return tree;
}

/** Many small files and a few large ones, as programs are. */
function sizesOf(random: () => number): number[] {
  const raw = Array.from({ length: wanted.files }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(30, Math.exp(normal * 0.9));
  });
  const scale = wanted.bytes / raw.reduce((sum, one) => sum + one, 0);
  return raw.map((one) => Math.max(200, Math.round(one * scale)));
}

function folderOf(index: number): string {
  const at = (names: readonly string[], step: number): string => names[Math.floor(index / step) % names.length] ?? '';
  return `${at(tops, 1)}/src/${at(areas, tops.length)}/${at(kinds, tops.length * areas.length)}`;
}

function fileText(extension: Language, pool: readonly string[], size: number, holds: boolean, random: () => number): string {
  // One file in sixty names pictures of the project, and is looked at more closely too.
  const extras = [...(holds ? placeholdersOf(extension) : []), ...(random() < 1 / 30 ? picturesOf(extension) : [])];
  if (extension === 'json') {
    const rows = [...extras];
    for (let length = 0; length < size; length += rows.at(-1)?.length ?? size) {
      rows.push(pick(random, pool));
    }
    return `[\n${rows.join(',\n')}\n]\n`;
  }
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)?.length ?? size) {
    parts.push(pick(random, pool));
  }
  extras.forEach((extra) => parts.splice(Math.floor(random() * (parts.length + 1)), 0, extra));
  return parts.join('\n');
}

const made = new Set<string>();

function write(file: string, text: string): void {
  const folder = path.dirname(file);
  if (!made.has(folder)) {
    mkdirSync(folder, { recursive: true });
    made.add(folder);
  }
  writeFileSync(file, text);
}

function pick<T>(random: () => number, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** The same row of numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
