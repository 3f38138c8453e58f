import type { ProjectFacts } from './facts';
import type { Project } from './frameworks';
import { below, joinPath, liesIn, resolvePath } from './paths';

/** A beginning of import sources that stands for a folder: `@/` for `src`. */
interface Alias {
  readonly prefix: string;
  readonly folder: string;
}

/**
 * The source of a file by an alias, when the document uses that alias already; a relative path is never wrong, so nothing is guessed
 * into documents that do without.
 */
export function aliasedSource(facts: ProjectFacts, project: Project, documentText: string, assetPath: string): string | undefined {
  const used = aliasesOf(facts, project).filter(
    ({ prefix, folder }) => liesIn(folder, assetPath) && (documentText.includes(`'${prefix}`) || documentText.includes(`"${prefix}`)),
  );
  // The most specific folder gives the shortest source.
  const best = used.sort((a, b) => b.folder.length - a.folder.length)[0];
  return best && best.prefix + below(best.folder, assetPath);
}

/** The file that an aliased source means. */
export function resolveAlias(facts: ProjectFacts, project: Project, source: string): string | undefined {
  const alias = aliasesOf(facts, project).find(({ prefix }) => source.startsWith(prefix));
  return alias && resolvePath(alias.folder, source.slice(alias.prefix.length));
}

function aliasesOf(facts: ProjectFacts, project: Project): Alias[] {
  const written = ['tsconfig.json', 'tsconfig.app.json', 'jsconfig.json'].flatMap((name) =>
    pathsOf(facts.texts[joinPath(project.folder, name)] ?? '', project.folder),
  );
  return [...written, ...builtIn(facts, project).filter(({ prefix }) => !written.some((one) => one.prefix === prefix))];
}

/** By pattern and not as JSON: these files hold comments and trailing commas. */
function pathsOf(text: string, folder: string): Alias[] {
  const base = /"baseUrl"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? '.';
  const found: Alias[] = [];
  for (const [, prefix, path] of text.matchAll(/"([@~#$][^"*]*\/)\*"\s*:\s*\[\s*"([^"*]*)\*"/g)) {
    const target = resolvePath(resolvePath(folder, base) ?? folder, path ?? '');
    if (prefix !== undefined && target !== undefined) {
      found.push({ prefix, folder: target });
    }
  }
  return found;
}

/** What frameworks and their starters define by themselves. */
function builtIn(facts: ProjectFacts, project: Project): Alias[] {
  const ids = new Set(project.frameworks.map(({ id }) => id));
  const at = (path: string): string => joinPath(project.folder, path);
  if (ids.has('sveltekit')) {
    return [{ prefix: '$lib/', folder: at('src/lib') }];
  }
  if (ids.has('nuxt')) {
    const source = facts.folders.includes(at('app')) ? at('app') : project.folder;
    return [
      { prefix: '@/', folder: source },
      { prefix: '~/', folder: source },
    ];
  }
  return ids.has('vite') || ids.has('vue-cli') ? [{ prefix: '@/', folder: at('src') }] : [];
}
