import { factsFrom, type ProjectFacts } from '../../src/project/facts';

/** A small project: files that exist, folders besides theirs, texts of files. */
export function projectWith(
  files: readonly string[],
  folders: readonly string[] = [],
  texts: Readonly<Record<string, string>> = {},
): ProjectFacts {
  return factsFrom({ files, texts, images: [], folders });
}

export function packageJson(...dependencies: readonly string[]): string {
  return JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [name, '^1.0.0'])) });
}
