import type { ProjectFacts } from './facts';
import type { Project } from './frameworks';
import { joinPath, resolvePath } from './paths';

/**
 * What an alias means that is defined where nobody looked, such as in the bundler's own configuration: by custom the folder with the
 * sources.
 */
export function guessedAlias(facts: ProjectFacts, project: Project, source: string): string[] {
  const at = (folder: string): string => joinPath(project.folder, folder);
  const site = /^@site\/(.+)$/.exec(source)?.[1];
  if (site !== undefined) {
    return known([resolvePath(project.folder, site)]);
  }
  const rest = /^(?:@|~|#)\/(.+)$/.exec(source)?.[1];
  if (rest !== undefined) {
    const laravel = project.frameworks.some(({ id }) => id === 'laravel');
    const folders = [
      ...(laravel ? [at('resources/js')] : []),
      ...['src', 'app'].map(at).filter((folder) => facts.folders.includes(folder)),
    ];
    return known([...folders, project.folder].map((folder) => resolvePath(folder, rest)));
  }
  // `@assets/x.png`, `~assets/x.png`: a folder of the sources by its name.
  const named = /^[@~$#]((?:assets|images|img|public|static|lib)\/.+)$/.exec(source)?.[1];
  return named === undefined ? [] : known(['src', ''].map((folder) => resolvePath(at(folder), named)));
}

/** The file of a source without a dot, by the `baseUrl` of the project's configuration. */
export function baseUrlOf(facts: ProjectFacts, project: Project, source: string): string | undefined {
  for (const name of ['tsconfig.json', 'tsconfig.app.json', 'jsconfig.json']) {
    const base = /"baseUrl"\s*:\s*"([^"]*)"/.exec(facts.texts[joinPath(project.folder, name)] ?? '')?.[1];
    const folder = base === undefined ? undefined : resolvePath(project.folder, base);
    if (folder !== undefined) {
      return resolvePath(folder, source);
    }
  }
  return undefined;
}

function known(paths: readonly (string | undefined)[]): string[] {
  return paths.filter((path): path is string => path !== undefined);
}
