import { parentOf, baseOf, below, encodePath, joinPath, liesIn, relativePath, resolvePath } from '../../project/paths';
import { publicRootsOf, type PublicRoot } from '../../project/publicRoot';
import { looseJson, knownFolders, member, pathInTexts, remembered } from '../known';
import type { IconProject } from '../set';
import { fileBehind, hrefsOf, stripped } from './addresses';
import { nextAppFolder } from './next';
import { iconsFolder, type Place } from './place';
import { byUse } from './rank';

/** Where the icons of a site go, and how its files name them. */
export interface Site extends Place {
  /** The page whose head names the icons. */
  readonly page?: string | undefined;
  /** The manifest, there or not. */
  readonly manifest: string;
  /** Whether files name each other by relative paths, as in a site without a server of its own. */
  readonly relative: boolean;
  /** The framework that serves it; empty for none. */
  readonly framework: string;
  /** Path of a file of the set: all lie in the folder, but for one that a framework wants elsewhere. */
  readonly pathOf: (file: string) => string;
  /** How a page names a file. */
  readonly address: (path: string) => string;
  /** The folders that relative addresses of the page and of the manifest are seen from. */
  readonly pageBase: string;
  readonly manifestBase: string;
  /** How the manifest names a file when it names it from where it lies itself. */
  readonly fromManifest: (path: string) => string;
  /** The file that an address of the site means, seen from a folder; nothing for another site's. */
  readonly fileAt: (address: string, folder: string) => string | undefined;
}

/** The site of the project. */
export const usualSite = remembered((project) => siteOf(project, undefined));

const publicRoots = remembered(({ facts }) => publicRootsOf(facts));

/** @param chosen folder that the user wants instead of the project's own */
export function siteOf(project: IconProject, chosen: string | undefined): Site {
  const roots = publicRoots(project);
  const root = chosen === undefined ? usualRoot(project, roots) : roots.find((one) => liesIn(one.folder, chosen));
  return root ? servedSite(project, root, chosen) : siteApart(project, chosen);
}

/** A folder that nothing serves: its files name each other as if it were the top of a site. */
function siteApart(project: IconProject, chosen: string | undefined): Site {
  const folder = chosen ?? `${iconsFolder}/web`;
  const name = manifestNames.find((one) => pathInTexts(project, joinPath(folder, one)) !== undefined) ?? 'manifest.webmanifest';
  return {
    folder,
    reason: chosen === undefined ? 'No folder that a web server serves was found here.' : 'You chose this folder.',
    found: false,
    manifest: joinPath(folder, name),
    relative: false,
    framework: '',
    pageBase: folder,
    manifestBase: folder,
    fromManifest: (path) => encodePath(below(folder, path)),
    pathOf: (file) => joinPath(folder, file),
    address: (path) => `/${encodePath(below(folder, path))}`,
    fileAt: (address, from) => (address.startsWith('/') ? resolvePath(folder, stripped(address)) : resolvePath(from, stripped(address))),
  };
}

function servedSite(project: IconProject, root: PublicRoot, chosen: string | undefined): Site {
  const folder = chosen ?? root.folder;
  const relative = root.framework === '' && !root.preferred;
  const page = pageOf(project, root);
  const app = root.framework === 'next' ? nextAppFolder(project) : undefined;
  const favicon = chosen === undefined && app?.found === true && liesIn(root.project, app.folder) ? app.folder : undefined;
  // A page beside the served folder is served at its top.
  const pageBase = relative && page !== undefined ? parentOf(page) : root.folder;
  const served = { prefix: root.prefix, folder: root.folder };
  const fileAt = (address: string, from: string): string | undefined => fileBehind(address, from, served, favicon);
  const pathOf = (file: string): string => joinPath(file === 'favicon.ico' && favicon !== undefined ? favicon : folder, file);
  // What lies elsewhere in the project is brought to the top by the build.
  const placeOf = (path: string): string => (liesIn(root.folder, path) ? below(root.folder, path) : baseOf(path));
  const address = (path: string): string => (relative ? encodePath(relativePath(pageBase, path)) : root.prefix + encodePath(placeOf(path)));
  const linked = linkedFiles(page === undefined ? '' : (project.texts[page] ?? ''), pageBase, fileAt);
  const manifest = manifestOf(project, root, folder, app?.folder, linked);
  return {
    folder,
    reason: chosen === undefined ? reasonOf(root) : 'You chose this folder.',
    found: true,
    page,
    manifest,
    relative: !root.prefix.startsWith('/') || relative,
    framework: root.framework,
    pageBase,
    manifestBase: liesIn(root.folder, manifest) ? parentOf(manifest) : root.folder,
    fromManifest: (path) =>
      encodePath(
        liesIn(root.folder, manifest) ? relativePath(parentOf(manifest), path) : root.prefix.replace(/^\//, '') + below(root.folder, path),
      ),
    pathOf,
    address,
    fileAt,
  };
}

function reasonOf(root: PublicRoot): string {
  const folder = root.folder === '' ? 'the folder of the page' : root.folder;
  if (root.framework !== '') {
    return `${root.framework} serves ${folder}.`;
  }
  return root.preferred ? `${folder} is served.` : 'A page lies here.';
}

/** Folders of pictures that pass through a build are no place for what must keep its address. */
function isProcessed(root: PublicRoot): boolean {
  return /(?:^|\/)assets(?:\/|$)/.test(root.folder);
}

function usualRoot(project: IconProject, roots: readonly PublicRoot[]): PublicRoot | undefined {
  const folders = new Set(['', ...knownFolders(project)]);
  const weight = (root: PublicRoot): number =>
    (folders.has(root.folder) || pageOf(project, root) !== undefined || root.framework === 'next' ? 0 : 4) +
    (root.framework !== '' ? 0 : root.preferred ? 1 : 2);
  const inProject = [...roots].sort(
    (a, b) => Number(!folders.has(a.folder)) - Number(!folders.has(b.folder)) || Number(isProcessed(a)) - Number(isProcessed(b)),
  );
  return byUse(inProject, (root) => root.project, weight)[0];
}

function pageOf(project: IconProject, root: PublicRoot): string | undefined {
  const pages = [
    joinPath(root.project, 'index.html'),
    joinPath(root.folder, 'index.html'),
    ...['src/index.html', 'public/index.html', 'src/app.html', 'app/index.html'].map((one) => joinPath(root.project, one)),
  ];
  return pages.map((page) => pathInTexts(project, page)).find((page) => page !== undefined);
}

const manifestNames = ['manifest.webmanifest', 'site.webmanifest', 'manifest.json', 'app.webmanifest'];

type FileAt = (address: string, from: string) => string | undefined;

function linkedFiles(page: string, base: string, fileAt: FileAt): (string | undefined)[] {
  return hrefsOf(page, 'manifest').map((href) => fileAt(href, base));
}

/** The manifest that the page names, else one that lies where manifests lie, else a new one beside the icons. */
function manifestOf(
  project: IconProject,
  root: PublicRoot,
  folder: string,
  app: string | undefined,
  linked: readonly (string | undefined)[],
): string {
  const inProject = ['src', 'www', ''].map((one) => joinPath(root.project, one));
  const folders = [...new Set([root.folder, folder, ...(app === undefined ? [] : [app]), ...inProject])];
  const usual = folders.flatMap((one) => manifestNames.map((name) => joinPath(one, name)));
  const there = [...linked, ...usual]
    .map((path) => (path === undefined ? undefined : pathInTexts(project, path)))
    .find((path) => path !== undefined && isWebManifest(path, project.texts[path] ?? ''));
  return there ?? joinPath(folder, 'manifest.webmanifest');
}

/** Others call their lists `manifest.json` too: extensions, and builds. */
function isWebManifest(path: string, text: string): boolean {
  const value = looseJson(text);
  const telling = ['icons', 'start_url', 'display', 'short_name', 'theme_color', 'name'].some((name) => member(value, name) !== undefined);
  return baseOf(path).toLowerCase() !== 'manifest.json' || (telling && member(value, 'manifest_version') === undefined);
}
