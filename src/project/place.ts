import type { Size } from '../core/sizes';
import { aliasedSource, resolveAlias } from './alias';
import { oneLine } from './altText';
import type { ProjectFacts } from './facts';
import { projectAt, projectsOf, type Project } from './frameworks';
import { below, dotted, encodePath, liesIn, parentOf, relativePath, resolvePath } from './paths';
import { addressIn, publicRootFor, publicRootsOf, type PublicRoot } from './publicRoot';

/** A picture to be named in a document. Paths are relative to the workspace folder, with slashes; offsets are UTF-16 units. */
export interface ReferenceInput {
  readonly languageId: string;
  readonly documentPath: string;
  readonly documentText: string;
  readonly offset: number;
  /** What is selected and will be replaced; without it the cursor is at `offset`. */
  readonly selection?: { readonly start: number; readonly end: number } | undefined;
  readonly assetPath: string;
  /** In CSS pixels: the file's size divided by its density. */
  readonly size: Size;
  /** See `altTextFrom`. */
  readonly alt: string;
  readonly facts: ProjectFacts;
  /** When the caller knows better than `publicRootsOf(facts)`. */
  readonly publicRoots?: readonly PublicRoot[] | undefined;
  /** Whether the project names pictures by `/…`; guessed from the document when it is not said. */
  readonly usesRootPaths?: boolean | undefined;
}

/** A picture and a document seen together: everything that the writers of the languages need. */
export interface Place {
  readonly path: string;
  readonly text: string;
  readonly languageId: string;
  readonly start: number;
  readonly end: number;
  readonly asset: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly facts: ProjectFacts;
  readonly project: Project;
  /** The root whose address names the picture; undefined when it is named relative to the document. */
  readonly root: PublicRoot | undefined;
  /** The root that serves the picture, used for its name or not: the addresses in a script are not relative to the script. */
  readonly served: PublicRoot | undefined;
  readonly eol: string;
}

/** A picture's address in quotes, in brackets or at the beginning of a value, from the top of the site. */
const rootPath = /["'(=]\/(?!\/)[^"'()\s<>]*\.(?:png|jpe?g|webp|gif|avif|svg|ico)\b/i;

/** Files that are read on a code host and not served by the project. */
export const readByHost = /(?:^|\/)(?:readme|changelog|contributing|code_of_conduct|security|license)[^/]*$|^\.github\//i;

export function placeOf(input: ReferenceInput): Place {
  const text = input.documentText;
  const clamp = (offset: number): number => notInside(text, Math.min(Math.max(0, Math.trunc(offset) || 0), text.length));
  const start = clamp(Math.min(input.selection?.start ?? input.offset, input.selection?.end ?? input.offset));
  const end = clamp(Math.max(input.selection?.start ?? input.offset, input.selection?.end ?? input.offset));
  const roots = input.publicRoots ?? publicRootsOf(input.facts);
  const found = publicRootFor(roots, input.documentPath, input.assetPath);
  const project = projectAt(projectsOf(input.facts), input.documentPath);
  const habit = input.usesRootPaths ?? rootPath.test(text);
  return {
    path: input.documentPath,
    text,
    languageId: input.languageId,
    start,
    end,
    asset: input.assetPath,
    width: Math.max(1, Math.round(input.size.width) || 1),
    height: Math.max(1, Math.round(input.size.height) || 1),
    alt: oneLine(input.alt),
    facts: input.facts,
    project,
    root: found && usesRoot(found, input.documentPath, habit) ? found : undefined,
    served: found,
    eol: text.includes('\r\n') ? '\r\n' : text.includes('\n') || !text.includes('\r') ? '\n' : '\r',
  };
}

/**
 * A page inside the served folder lies beside its pictures, so they are named relative to it, unless it does otherwise already. Pages
 * of a site generator move when they are built, so for them the address is the only sure name.
 */
function usesRoot(root: PublicRoot, documentPath: string, habit: boolean): boolean {
  if (readByHost.test(documentPath)) {
    return false;
  }
  const beside = liesIn(root.folder, documentPath) && root.framework !== 'jekyll' && root.framework !== 'eleventy';
  return habit || (root.preferred && !beside);
}

/** Neither between the halves of a character nor between those of a line break. */
function notInside(text: string, offset: number): number {
  const halves = /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(offset - 1, offset + 1));
  return offset > 0 && halves ? offset - 1 : offset;
}

/** The address as a page or a style sheet wants it, escaped. `dots`: `./` before a path that goes down. */
export function urlFor(place: Place, dots = false): string {
  if (place.root) {
    return encodePath(addressIn(place.root, place.asset));
  }
  const path = encodePath(relativePath(parentOf(place.path), place.asset));
  // A colon before the first slash would make a scheme of what stands before it.
  return dots || /^[^/]*:/.test(path) ? dotted(path) : path;
}

/** The address for a string in a script or in data, where it is not escaped for any language yet. */
export function stringFor(place: Place): string {
  const root = place.root ?? place.served;
  if (root && !readByHost.test(place.path)) {
    // A script is loaded by a page, and the page is what its addresses are relative to. In a plain site that is mostly the one at the top.
    return encodePath(place.root || root.preferred ? addressIn(root, place.asset) : below(root.folder, place.asset));
  }
  return relativePath(parentOf(place.path), place.asset);
}

/** The source of an import: the alias that the document uses, else relative. Not escaped for any language yet. */
export function sourceFor(place: Place): string {
  return aliasedSource(place.facts, place.project, place.text, place.asset) ?? dotted(relativePath(parentOf(place.path), place.asset));
}

/** Whether an import source, as it is written, means the picture. */
export function meansAsset(place: Place, source: string): boolean {
  const path = source.replace(/^url:/, '').replace(/\?url$/, '');
  const file = path.startsWith('.') ? resolvePath(parentOf(place.path), path) : resolveAlias(place.facts, place.project, path);
  return file === place.asset;
}

/** Whether the picture comes into scripts by an import. What has an address of its own does not need one. */
export function isImported(place: Place): boolean {
  return place.project.bundler === 'metro' || (place.project.bundler !== 'none' && place.root === undefined);
}
