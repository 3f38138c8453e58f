/** Finds the packed extension. Tests run against what users get, never against the sources. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths';

/** The file named, else `EASEL_VSIX`, else the newest `.vsix` in the root or in `dist/`. */
export function findVsix(named: string | undefined = process.env['EASEL_VSIX']): string {
  const found = named ? [path.resolve(named)] : [root, path.join(root, 'dist')].flatMap(vsixIn);
  const [newest] = found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (newest === undefined) {
    throw new Error('There is no packed extension. Run: npm run package');
  }
  return newest;
}

function vsixIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.vsix'))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
