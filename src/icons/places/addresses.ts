import { joinPath, resolvePath } from '../../project/paths';
import { attributeOf } from '../markup/attributes';
import { kindOf } from '../markup/head';
import { tagsOf } from '../markup/tags';

/** The addresses of all links of one kind on a page. */
export function hrefsOf(page: string, kind: 'manifest' | 'icon'): string[] {
  return tagsOf(page, 'html')
    .filter((tag) => tag.kind !== 'close' && kindOf(tag.name, (name) => attributeOf(tag, name)) === kind)
    .flatMap((tag) => attributeOf(tag, 'href') ?? []);
}

/** What a build tool puts before an address, or the page itself to stay movable. */
const lead = /^(?:%[\w.]+%\/?|<%[=-]\s*[\w.$]+\s*%>\/?|\{\{\s*[\w.$]+\s*\}\}\/?|\.\/)(?=\S)/;

export function leadOf(href: string): string | undefined {
  return lead.exec(href)?.[0];
}

function withoutLead(href: string): string {
  return href.startsWith('./') ? href : href.replace(lead, '/');
}

/**
 * The file that an address means.
 * @param from folder that relative addresses are seen from
 * @param favicon folder of the favicon, where a framework wants it elsewhere
 * @returns nothing for an address of another site
 */
export function fileBehind(
  address: string,
  from: string,
  { prefix, folder }: { prefix: string; folder: string },
  favicon: string | undefined,
): string | undefined {
  const path = stripped(withoutLead(address));
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(path)) {
    return undefined;
  }
  if (path === '/favicon.ico' && favicon !== undefined) {
    return joinPath(favicon, 'favicon.ico');
  }
  if (prefix === '' || path.startsWith(prefix)) {
    return resolvePath(folder, path.slice(prefix.length));
  }
  return path.startsWith('/') ? resolvePath(folder, path) : resolvePath(from, path);
}

/** Without query and escapes. */
export function stripped(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
