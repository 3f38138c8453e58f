import { parse } from 'jsonc-parser';
import { parentOf } from '../project/paths';
import type { IconProject } from './set';

/** Remembers what was found in a project: while the user chooses, the same one is planned for again and again. */
export function remembered<T>(find: (project: IconProject) => T): (project: IconProject) => T {
  const found = new WeakMap<IconProject, { readonly value: T }>();
  return (project) => {
    const known = found.get(project) ?? { value: find(project) };
    found.set(project, known);
    return known.value;
  };
}

/** All files of a project whose names are known, the outermost first. */
export const knownFiles = remembered(({ facts, texts, names = [] }): readonly string[] =>
  byDepth(new Set([...facts.files, ...Object.keys(facts.texts), ...Object.keys(texts), ...names])),
);

/** All folders that are known, the outermost first. */
export const knownFolders = remembered((project): readonly string[] => {
  const folders = new Set(project.facts.folders);
  for (const file of knownFiles(project)) {
    for (let folder = parentOf(file); folder !== ''; folder = parentOf(folder)) {
      folders.add(folder);
    }
  }
  return byDepth(folders);
});

/** The text of a file, from wherever it was read. */
export function textIn(project: IconProject, path: string): string | undefined {
  return project.texts[path] ?? project.facts.texts[path];
}

const byLowerCase = remembered(({ texts }) => new Map(Object.keys(texts).map((path) => [path.toLowerCase(), path])));

/** The path of a file that was read, however its letters are cased: some disks take both for one. */
export function pathInTexts(project: IconProject, path: string): string | undefined {
  return Object.hasOwn(project.texts, path) ? path : byLowerCase(project).get(path.toLowerCase());
}

const filesByLowerCase = remembered((project) => new Set(knownFiles(project).map((path) => path.toLowerCase())));

export function isKnown(project: IconProject, path: string): boolean {
  return filesByLowerCase(project).has(path.toLowerCase());
}

/** The value of a JSON text as far as it can be read, with comments or half typed. */
export function looseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true }) as unknown);
  } catch {
    return undefined;
  }
}

/** A member of what may be an object. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  );
}

/** Every `package.json` that was read, the outermost first, with its value. */
export const packagesOf = remembered((project): readonly { readonly path: string; readonly value: unknown }[] =>
  knownFiles(project)
    .filter((path) => /(?:^|\/)package\.json$/.test(path))
    .map((path) => ({ path, value: looseJson(textIn(project, path)) })),
);

/** Whether a `package.json` names a package in any of its sections. */
export function dependsOn(value: unknown, name: string): boolean {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].some(
    (section) => member(value, section, name) !== undefined,
  );
}

function byDepth(paths: ReadonlySet<string>): string[] {
  const keyed = [...paths].map((path) => ({ path, depth: path.split('/').length }));
  return keyed.sort((a, b) => a.depth - b.depth || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}
