import type { HeadElement } from './markup/head';
import { elementText, mergedHead } from './markup/head';
import { changeHead } from './patches/pageHead';
import { listIcons, newManifest, type ManifestIcon } from './patches/webManifest';
import { hrefsOf, leadOf } from './places/addresses';
import type { Site } from './places/web';
import type { Preset } from './presets/preset';
import type { IconProject, IconSetOptions, PresetId } from './set';
import type { TextTarget } from './target';

export interface WebTexts {
  readonly targets: readonly TextTarget[];
  /** Lines for the head of a page, each on its own line. */
  readonly snippet: string;
  readonly notes: readonly string[];
}

/** What all sets for the web write together: one manifest, one block of lines, and what a single one has besides. */
export function webTexts(chosen: readonly Preset[], site: Site, options: IconSetOptions, project: IconProject): WebTexts {
  const parts = chosen.flatMap(({ id, web }) => (web ? [{ id, web }] : []));
  if (parts.length === 0) {
    return { targets: [], snippet: '', notes: [] };
  }
  const ids = parts.map(({ id }) => id);
  const address = (file: string): string => site.address(site.pathOf(file));
  const headFor = (write: (path: string) => string): HeadElement[] =>
    mergedHead(parts.flatMap(({ web }) => web.head((file) => write(site.pathOf(file)), options))).map((element) =>
      element.attributes['rel'] === 'manifest' ? { ...element, attributes: { rel: 'manifest', href: write(site.manifest) } } : element,
    );
  const snippet = headFor(site.address)
    .map((element) => elementText(element))
    .join('\n');
  return {
    targets: [
      manifest(ids, site, iconsOf(parts.flatMap(({ web }) => web.manifest)), options),
      ...parts.flatMap(({ web }) => web.texts?.(site.folder, address, options) ?? []),
      ...(site.page === undefined ? [] : [page(ids, site, site.page, headFor, project)]),
    ],
    snippet,
    notes: site.page === undefined ? [withoutPage(site)] : [],
  };
}

/** Each file once for each purpose. */
function iconsOf(icons: readonly ManifestIcon[]): ManifestIcon[] {
  const seen = new Set<string>();
  return icons.filter(({ file, purpose }) => !seen.has(`${purpose} ${file}`) && seen.add(`${purpose} ${file}`));
}

function manifest(presets: readonly PresetId[], site: Site, icons: readonly ManifestIcon[], options: IconSetOptions): TextTarget {
  return {
    path: site.manifest,
    presets,
    create: newManifest(site, icons, options),
    change: (text) => listIcons(text, site, icons),
    byHand: `the icons ${icons.map(({ file }) => file).join(', ')}`,
  };
}

function page(
  presets: readonly PresetId[],
  site: Site,
  path: string,
  headFor: (write: (path: string) => string) => HeadElement[],
  project: IconProject,
): TextTarget {
  const text = project.texts[path] ?? '';
  const lead = [...hrefsOf(text, 'icon'), ...hrefsOf(text, 'manifest')].map(leadOf).find((one) => one !== undefined);
  const write = (file: string): string => {
    const address = site.address(file);
    return lead === undefined || address.startsWith('../') ? address : lead + address.replace(/^\//, '');
  };
  const fileOf = (address: string): string | undefined => site.fileAt(address, site.pageBase)?.toLowerCase();
  const sameFile = (a: string, b: string): boolean => a === b || (a !== '' && fileOf(a) !== undefined && fileOf(a) === fileOf(b));
  return { path, presets, change: (old) => changeHead(old, headFor(write), sameFile), byHand: 'the lines of the snippet' };
}

function withoutPage(site: Site): string {
  if (site.framework === 'next') {
    return 'Next.js has no page to change: name the manifest and the icons in the metadata of the root layout.';
  }
  return site.found
    ? 'No page to change was found: add the lines of the snippet to the head of your layout.'
    : `Add the lines of the snippet to the head of your pages, and serve what lies in ${site.folder} at the top of the site.`;
}
