/** The whole extension in plain Node, over a project in a temporary folder. Needs a build for its threads, as `npm test` makes it. */
import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import manifest from '../../../package.json';
import type { Question } from '../../../src/headless/host';
import type * as entry from './entry';

const root = path.join(__dirname, '../../..');

export type Headless = typeof entry;

export interface HeadlessOptions {
  readonly folders: readonly string[];
  readonly storage: string;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly key?: string;
  readonly ask?: (question: Question) => Promise<string | undefined>;
}

/** Loads a copy of its own, with a state of its own. */
export async function loadHeadless({ folders, storage, userSettings = {}, key, ask }: HeadlessOptions): Promise<Headless> {
  const folder = await mkdtemp(path.join(tmpdir(), 'easel-headless-'));
  const outfile = path.join(folder, 'extension.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/unit/headless/entry.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    alias: { vscode: './src/headless/vscode.ts' },
    define: { navigator: 'undefined' },
    logLevel: 'error',
  });
  const loaded = createRequire(__filename)(outfile) as Headless;
  await rm(folder, { recursive: true });
  loaded.begin({
    folders,
    storage,
    userSettings: () => userSettings,
    secrets: new Map(key === undefined ? [] : [['easel.falKey', key]]),
    state: new Map(),
    extension: root,
    settings: manifest.contributes.configuration.properties,
    ask: ask ?? (() => Promise.resolve(undefined)),
    replaceFile: (file, bytes) => writeFile(file, bytes),
    log: () => undefined,
  });
  return loaded;
}
