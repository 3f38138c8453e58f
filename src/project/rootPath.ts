import type { ProjectFacts } from './facts';
import { liesIn, parentOf, resolvePath } from './paths';
import type { PublicRoot } from './publicRoot';

interface Reader {
  readonly path: string;
  readonly facts: ProjectFacts;
  readonly roots: readonly PublicRoot[];
}

/**
 * The files below the served folders that an address can mean to a document, the best first. `exact`: the address stands as it is;
 * else a function may have put a root's prefix before it.
 */
export function underRoots(reader: Reader, address: string, exact: boolean): string[] {
  const wanted = `/${address.replace(/^\/+/, '')}`;
  const roots = reader.roots
    .filter((root) => liesIn(root.project, reader.path))
    .sort((a, b) => rank(reader, b, wanted) - rank(reader, a, wanted));
  const found = roots.map((root) => {
    const prefix = prefixOf(root);
    const path = wanted.startsWith(prefix) ? wanted.slice(prefix.length) : exact ? undefined : wanted;
    return path === undefined ? undefined : resolvePath(root.folder, path);
  });
  return found.filter((path): path is string => path !== undefined);
}

function prefixOf(root: PublicRoot): string {
  return `/${root.prefix.replace(/^\//, '')}`;
}

/** The document's own project comes first, then what is there, then what the address begins with, then the folder closest by. */
function rank(reader: Reader, root: PublicRoot, wanted: string): number {
  const prefix = prefixOf(root);
  const exists = root.folder === '' || reader.facts.folders.includes(root.folder);
  const holder = parentOf(root.folder);
  const closeness = liesIn(holder, reader.path) ? depth(holder) : -1;
  // The helpers of Rails look into the pipeline first.
  const matches = wanted.startsWith(prefix) || root.framework === 'rails' ? 1 : 0;
  return depth(root.project) * 1e6 + matches * 1e5 + (exists ? 1e4 : 0) + prefix.length * 100 + closeness + (root.preferred ? 0.5 : 0);
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
