import type { ProjectFacts } from './facts';
import { projectsOf, type Project } from './frameworks';
import { below, joinPath, liesIn } from './paths';

/** A folder whose files are reached by an address that does not depend on the page. */
export interface PublicRoot {
  readonly folder: string;
  /** What stands before the path below the folder: `/`, or `/static/`, or nothing in an app under a `<base href>`. */
  readonly prefix: string;
  /** The folder of the project that is served so; documents of other projects cannot use the address. */
  readonly project: string;
  /** The framework that serves it; empty for a folder known by its name alone. */
  readonly framework: string;
  /** Whether the address is the way to name its files. In a plain site it works, but pages name them relative to themselves. */
  readonly preferred: boolean;
}

/** The folders that are served, the innermost first, so that the first that holds a file is the one that gives its address. */
export function publicRootsOf(facts: ProjectFacts): PublicRoot[] {
  const roots = projectsOf(facts).flatMap((project) => [
    ...rootsOf(project),
    ...appStatics(project, facts),
    ...rootsByName(project, facts),
  ]);
  const seen = new Set<string>();
  return roots
    .filter((root) => !seen.has(`${root.project}\n${root.folder}`) && seen.add(`${root.project}\n${root.folder}`))
    .sort((a, b) => b.folder.length - a.folder.length || b.project.length - a.project.length);
}

/** The public root that serves a file to a document. */
export function publicRootFor(roots: readonly PublicRoot[], documentPath: string, assetPath: string): PublicRoot | undefined {
  return roots.find((root) => liesIn(root.folder, assetPath) && liesIn(root.project, documentPath));
}

/** The address of a file below a root, not yet escaped. */
export function addressIn(root: PublicRoot, assetPath: string): string {
  return root.prefix + below(root.folder, assetPath);
}

function rootsOf(project: Project): PublicRoot[] {
  return project.frameworks.flatMap((framework) =>
    framework.served.map(({ folder, prefix }) => ({
      folder: joinPath(project.folder, folder),
      prefix,
      project: project.folder,
      framework: framework.id,
      preferred: true,
    })),
  );
}

/** Each app of a Django project has a static folder of its own, all served together. */
function appStatics(project: Project, facts: ProjectFacts): PublicRoot[] {
  if (!project.frameworks.some(({ id }) => id === 'django')) {
    return [];
  }
  return facts.folders
    .filter((folder) => liesIn(project.folder, folder) && /^(?:[^/]+\/){1,2}static$/.test(below(project.folder, folder)))
    .map((folder) => ({ folder, prefix: '/static/', project: project.folder, framework: 'django', preferred: true }));
}

/** Where no framework says it: `public/` of a server, and the top of a plain site. */
function rootsByName(project: Project, facts: ProjectFacts): PublicRoot[] {
  const common = { project: project.folder, framework: '', prefix: '/' };
  if (project.frameworks.some(({ served }) => served.length > 0)) {
    return [];
  }
  const named = ['public', 'htdocs', 'www']
    .map((name) => joinPath(project.folder, name))
    .filter((folder) => facts.folders.includes(folder))
    .map((folder) => ({ ...common, folder, preferred: true }));
  return project.hasPage ? [...named, { ...common, folder: project.folder, preferred: false }] : named;
}
