import type { Node } from 'jsonc-parser';
import { setMembers } from '../json/jsonEdits';
import { spliceItems } from '../json/jsonItems';
import { memberOf, readJson, stringAt, type JsonText } from '../json/jsonText';
import type { Site } from '../places/web';
import type { IconSetOptions } from '../set';
import { applyEdits, counted, type TextChange, type TextEdit } from '../textEdit';

/** One icon that a web manifest lists. */
export interface ManifestIcon {
  /** Below the folder of the site's icons. */
  readonly file: string;
  /** Pixels. */
  readonly size: number;
  readonly purpose: 'any' | 'maskable';
}

/** Writes the address of a file as a manifest names it. */
type Address = (path: string) => string;

interface Listed {
  readonly path: string;
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose: string;
}

/** The text of a manifest for a site that has none. */
export function newManifest(site: Site, icons: readonly ManifestIcon[], { name, theme, background }: IconSetOptions): string {
  const start = site.relative ? './' : '/';
  const general = { name, short_name: name, start_url: start, display: 'standalone', theme_color: theme, background_color: background };
  const list = listed(site, icons, manifestAddress(site)).map(entryOf);
  return `${JSON.stringify({ ...general, icons: list }, null, 2)}\n`;
}

/**
 * Lists the icons in a manifest. An entry of the same file, or of the same purpose and size, takes the new icon; all others, and all that
 * the manifest says besides, stay.
 * @returns nothing when the text is no manifest
 */
export function listIcons(text: string, site: Site, icons: readonly ManifestIcon[]): TextChange | undefined {
  const json = readJson(text);
  if (json?.root.type !== 'object') {
    return undefined;
  }
  const array = memberOf(json.root, 'icons');
  const address = addressLike(array, site);
  const wanted = listed(site, icons, address);
  const edits =
    array?.type === 'array' ? mergeInto(json, array, wanted, site) : setMembers(json, json.root, { icons: wanted.map(entryOf) });
  return { text: applyEdits(text, edits), summary: `Lists ${counted(wanted.length, 'icon')}` };
}

function listed(site: Site, icons: readonly ManifestIcon[], address: Address): Listed[] {
  return icons.map(({ file, size, purpose }) => {
    const path = site.pathOf(file);
    return { path, src: address(path), sizes: `${size}x${size}`, type: 'image/png', purpose };
  });
}

function entryOf({ src, sizes, type, purpose }: Listed): Omit<Listed, 'path'> {
  return { src, sizes, type, purpose };
}

/** A manifest reads addresses from where it lies itself. */
function manifestAddress(site: Site): Address {
  return site.relative ? site.fromManifest : site.address;
}

/** As the entries that are there write addresses: from the manifest, or from the top. */
function addressLike(array: Node | undefined, site: Site): Address {
  const sources = (array?.children ?? []).map((one) => stringAt(one, 'src')).filter((src) => src !== undefined);
  const relative = sources.length > 0 && sources.every((src) => !/^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(src));
  const dot = relative && sources.every((src) => src.startsWith('./')) ? './' : '';
  return relative ? (path) => dot + site.fromManifest(path) : manifestAddress(site);
}

function mergeInto(json: JsonText, array: Node, wanted: readonly Listed[], site: Site): TextEdit[] {
  const items = (array.children ?? []).map((node) => itemOf(node, site));
  const taken = new Map<number, Listed>();
  const open = new Set(wanted);
  const match = (fits: (item: Item, icon: Listed) => boolean): void => {
    for (const icon of open) {
      const index = items.findIndex((item, at) => !taken.has(at) && fits(item, icon));
      if (index >= 0) {
        taken.set(index, icon);
        open.delete(icon);
      }
    }
  };
  match((item, icon) => item.path === icon.path && item.purposes.includes(icon.purpose));
  match((item, icon) => item.sizes === icon.sizes && item.purposes.join(' ') === icon.purpose);
  match((item, icon) => item.sizes === icon.sizes && item.purposes.includes(icon.purpose));
  match((item, icon) => item.path === icon.path);
  const removed = new Set(items.flatMap((item, index) => (!taken.has(index) && isCovered(item, wanted) ? [index] : [])));
  const edits = items.flatMap((item, index) => {
    const icon = taken.get(index);
    return icon ? changed(json, item, icon) : [];
  });
  return [...edits, ...spliceItems(json, array, removed, [...open].map(entryOf))];
}

interface Item {
  readonly node: Node;
  /** The file that it names, when that is one of this site. */
  readonly path: string | undefined;
  readonly sizes: string;
  readonly purposes: readonly string[];
}

function itemOf(node: Node, site: Site): Item {
  const src = stringAt(node, 'src');
  const purposes = (stringAt(node, 'purpose') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => one !== '');
  return {
    node,
    path: src === undefined ? undefined : site.fileAt(src, site.manifestBase),
    sizes: (stringAt(node, 'sizes') ?? '').toLowerCase(),
    purposes: purposes.length === 0 ? ['any'] : purposes.sort(),
  };
}

/** What the entry says besides stays with it. */
function changed(json: JsonText, { node, path, purposes }: Item, icon: Listed): TextEdit[] {
  const { src, sizes, type, purpose } = icon;
  const samePurpose = purposes.join(' ') === purpose;
  return setMembers(json, node, { ...(path === icon.path ? {} : { src }), sizes, type, ...(samePurpose ? {} : { purpose }) });
}

/** Whether all that an entry is for is listed anew, so that it would only show the old icon. */
function isCovered(item: Item, wanted: readonly Listed[]): boolean {
  return (
    wanted.some(({ path }) => path === item.path) ||
    (item.node.type === 'object' &&
      item.purposes.every((purpose) => wanted.some((one) => one.purpose === purpose && one.sizes === item.sizes)))
  );
}
