import { conventions, type Bundler, type Clues, type Convention, type Framework } from './conventions';
import type { ProjectFacts } from './facts';
import { baseOf, below, joinPath, liesIn, parentOf } from './paths';

/** One project of the workspace folder. */
export interface Project {
  /** Its folder; empty for the top. */
  readonly folder: string;
  readonly frameworks: readonly Framework[];
  readonly bundler: Bundler;
  /** Whether a page lies at its top, as in a plain site. */
  readonly hasPage: boolean;
}

/**
 * The projects of a workspace folder, the top one first, then as they lie. A bundler counts only where no framework has one of its
 * own: SvelteKit has a vite.config, but serves static/ and not public/.
 */
export function projectsOf(facts: ProjectFacts): Project[] {
  const folders = new Set(['', ...facts.files.map(homeOf)]);
  return [...folders].sort().map((folder) => {
    const clues = cluesOf(facts, folder);
    const frameworks: Convention[] = [];
    let bundler: Bundler = 'none';
    for (const one of conventions) {
      const generic = ['vite', 'webpack', 'parcel'].includes(one.id);
      const taken = bundler !== 'none' || frameworks.some(({ id }) => id === one.id || id === 'angular' || id === 'ember');
      if (!(generic && taken) && one.found(clues)) {
        frameworks.push(one);
        bundler = bundler === 'none' ? one.bundler : bundler;
      }
    }
    return { folder, frameworks, bundler, hasPage: clues.has(/^index\.(?:html?|php)$/) };
  });
}

/** The folder of the project that a telling file belongs to: some lie in a part of it. */
function homeOf(file: string): string {
  const folder = parentOf(file).replace(/(?:^|\/)(?:config(?:\/_default)?|(?:docs\/)?\.(?:vitepress|vuepress)|src-tauri)$/, '');
  return /^(?:index|tsconfig|jsconfig)\b/.test(baseOf(file))
    ? folder.replace(/(?:^|\/)(?:src|docs|public|static|templates|wwwroot|www|htdocs|main\/resources)$/, '')
    : folder;
}

/** The innermost project that holds a path. */
export function projectAt(projects: readonly Project[], path: string): Project {
  const holding = projects.filter((one) => liesIn(one.folder, path) && (one.folder === '' || one.frameworks.length > 0 || one.hasPage));
  return holding.sort((a, b) => b.folder.length - a.folder.length)[0] ?? { folder: '', frameworks: [], bundler: 'none', hasPage: false };
}

function cluesOf(facts: ProjectFacts, folder: string): Clues {
  const here = facts.files.filter((file) => parentOf(file) === folder).map(baseOf);
  const manifest = facts.texts[joinPath(folder, 'package.json')] ?? '';
  const all = [...facts.folders, ...facts.files.map(parentOf)].filter((one) => liesIn(folder, one)).map((one) => below(folder, one));
  return {
    has: (name) => here.some((file) => name.test(file)),
    hasPath: (path) => facts.files.includes(joinPath(folder, path)),
    hasFolder: (path) => all.some((one) => liesIn(path, one)),
    // As text: a manifest that is being edited is not always JSON, and every section of dependencies counts.
    uses: (name) => manifest.includes(`"${name}"`) && new RegExp(`"${name.replace(/[/.-]/g, '\\$&')}"\\s*:\\s*"`).test(manifest),
    text: (name) => facts.texts[joinPath(folder, name)] ?? '',
  };
}
