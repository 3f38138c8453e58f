import type { Slot } from '../placeholders/finding';
import { resolveAlias } from './alias';
import type { ProjectFacts } from './facts';
import { projectAt, projectsOf, type Project } from './frameworks';
import { familyOf, languageOf } from './language';
import { guessedAlias, baseUrlOf } from './localAlias';
import { joinPath, parentOf, resolvePath } from './paths';
import { readByHost } from './place';
import { publicRootsOf, type PublicRoot } from './publicRoot';
import { underRoots } from './rootPath';
import { isProgram } from './textReference';

export interface LocalOptions {
  /** Where the reference stands: an import and a style sheet know no page. */
  readonly slot?: Slot | undefined;
  /** When the caller knows better than `publicRootsOf(facts)`. */
  readonly publicRoots?: readonly PublicRoot[] | undefined;
}

/** A document that names a picture, and its project. */
interface Reader {
  readonly path: string;
  readonly languageId: string;
  readonly facts: ProjectFacts;
  readonly project: Project;
  readonly roots: readonly PublicRoot[];
  readonly slot: Slot | undefined;
}

/** Pieces of a page that are put into others: their addresses are those of the page that they end up in. */
const partial =
  /(?:^|\/)(?:templates?|views?|layouts?|_layouts|partials?|_partials|includes?|_includes|components|inc|snippets|sections)\/|\.(?:blade\.php|twig|erb|ejs|hbs|njk|liquid|heex|eex|cshtml|jinja2?|j2)$/;

/**
 * The files that a local reference can mean, as paths in the workspace folder, the best first. The first is where a file that is missing
 * would be looked for. Empty when the reference is no local one, or leaves the folder.
 */
export function resolveLocal(
  reference: string,
  document: { readonly path: string; readonly languageId: string },
  facts: ProjectFacts,
  options: LocalOptions = {},
): string[] {
  const reader: Reader = {
    path: document.path,
    languageId: languageOf(document.languageId, document.path),
    facts,
    project: projectAt(projectsOf(facts), document.path),
    roots: options.publicRoots ?? publicRootsOf(facts),
    slot: options.slot,
  };
  const found = spellings(reference, options.slot?.kind === 'import').flatMap((path) => candidates(reader, path));
  return [...new Set(found)].filter((path): path is string => path !== undefined && path !== '' && !/(?:^|\/)node_modules\//.test(path));
}

/** The path of a reference, decoded and as it stands. A file can be called by either, and an import never decodes. */
function spellings(reference: string, source: boolean): string[] {
  // A loader before an import, a base path before an address.
  const bare = (source ? reference.replace(/^.*!|^url:/, '') : reference)
    .trim()
    .replace(/^\{\{[^{}]*\}\}(?=\/)|^~(?=@|\$lib\/)/, '')
    .replace(/^pathname:\/\//, '')
    .replace(/[?#].*$/s, '')
    .replaceAll('\\', '/');
  if (bare === '' || bare.endsWith('/') || /^(?:[a-z][a-z\d+.-]*:|\/\/)|[{}<>*|\u0000-\u001f]|\$\{|\.\.\.\//i.test(bare)) {
    return [];
  }
  const decoded = decode(bare);
  return source ? [bare, decoded] : [decoded, bare];
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function candidates(reader: Reader, path: string): (string | undefined)[] {
  if (path.startsWith('/')) {
    return fromTop(reader, path);
  }
  const aliased = [resolveAlias(reader.facts, reader.project, path), ...guessedAlias(reader.facts, reader.project, path)];
  if (/^(?:@[\w-]*\/|~|\$|#)/.test(path)) {
    return aliased;
  }
  const beside = resolvePath(parentOf(reader.path), path);
  if (reader.slot?.kind === 'import') {
    // Without a dot it is a package, unless the project has a folder to look in.
    return path.startsWith('.') ? [beside] : [baseUrlOf(reader.facts, reader.project, path), ...aliased];
  }
  // A page cannot climb above its site: browsers take such steps for none.
  const paged = fromPages(reader, path.replace(/^(?:\.{1,2}\/)+/, ''));
  const inProject = resolvePath(reader.project.folder, path.replace(/^(?:\.\/)+/, ''));
  if (looksBeside(reader, path)) {
    return [beside, ...paged, inProject, ...aliased];
  }
  return isProgram(reader.languageId) ? [inProject, ...paged, beside] : [...paged, inProject, beside, ...aliased];
}

/** From the top of the site: below a folder that is served, else from the top of the project, the workspace or the page's own folder. */
function fromTop(reader: Reader, path: string): (string | undefined)[] {
  const served = underRoots(reader, path, true);
  const tops = [reader.project.folder, ''].map((folder) => resolvePath(folder, path));
  if (readByHost.test(reader.path)) {
    // A code host takes the top of the repository for the top.
    return [resolvePath('', path), ...served, ...tops];
  }
  const guess =
    served.length === 0 && reader.project.bundler !== 'none' ? [resolvePath(joinPath(reader.project.folder, 'public'), path)] : [];
  return [...served, ...guess, ...tops, resolvePath(parentOf(reader.path), path)];
}

/** From a page: as below the served folders, or in them for the functions that add what stands before. */
function fromPages(reader: Reader, path: string): (string | undefined)[] {
  return underRoots(reader, path, false);
}

/** Whether the document's own folder comes first, and not the page that it is shown on. */
function looksBeside(reader: Reader, path: string): boolean {
  const dots = /^\.{1,2}\//.exec(path)?.[0];
  if (reader.slot?.kind === 'style' && reader.slot.outer === '' && familyOf(reader.languageId) !== 'script') {
    return true;
  }
  switch (familyOf(reader.languageId)) {
    case 'script':
      return dots === '../';
    case 'style':
    case 'markdown':
    case 'xml':
      return true;
    case 'markup':
      if (/^(?:vue|svelte|astro)$/.test(reader.languageId)) {
        return dots === '../' || (dots !== undefined && reader.languageId === 'vue');
      }
      return reader.slot?.kind !== 'string' && !isPartial(reader, path);
    case 'text':
      return dots !== undefined && !isProgram(reader.languageId);
  }
}

/** Whether the document is no page of its own, or one under a `<base href>`. */
function isPartial(reader: Reader, path: string): boolean {
  const based = reader.roots.some((root) => root.framework === 'angular' && reader.path.startsWith(joinPath(root.project, 'src')));
  return !path.startsWith('../') && (based || partial.test(reader.path));
}
