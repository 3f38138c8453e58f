import { readBlank } from './dataUri';
import { type Finding, type HostMatch } from './finding';
import { parseHostUrl } from './hosts/hosts';
import { isTemplated } from './words';

/** What an address is, by itself. */
export interface Address {
  readonly kind: Finding['kind'];
  readonly match?: HostMatch | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly text?: string | undefined;
  /** Of a local file, by its name: `hero@2x.png`. */
  readonly scale?: number | undefined;
  /** Where it may stand: `string` in any string, `named` where a name says picture, `picture` only where a picture belongs. */
  readonly needs: 'string' | 'named' | 'picture';
}

const local = /^(?![a-z][a-z\d+.-]*:|\/\/)[^<>"`|\r\n\t{}*]{1,400}\.(png|jpe?g|webp|gif|avif|svg|ico)(?:[?#][^<>"`\r\n]*)?$/i;
/** Of SvelteKit; any other dollar begins a variable. */
const alias = /^\$lib\//;
const placeholderFile = /(?:^|[\\/])placeholder(?:[-_][\w-]+)?\.(?:png|svg|jpe?g|webp)$/i;

/** `url` without escapes. Nothing for what is no placeholder and no local picture. */
export function readAddress(url: string): Address | undefined {
  if (url.length < 4 || url.length > 20000) {
    return undefined;
  }
  const scheme = url.trimStart().slice(0, 7).toLowerCase();
  if (scheme.startsWith('data:')) {
    const blank = isTemplated(url.slice(0, 2000)) && !/^data:image\/svg/i.test(url) ? undefined : readBlank(url);
    return blank && { kind: 'data', width: blank.width, height: blank.height, needs: blank.labelled ? 'string' : 'named' };
  }
  if (scheme.startsWith('http:/') || scheme.startsWith('https:/') || scheme.startsWith('//')) {
    const match = url.length > 2000 || isTemplated(url) ? undefined : parseHostUrl(url.trim());
    return match && { kind: 'host', match, text: match.text, needs: 'string' };
  }
  const parts = url.length > 500 || !url.includes('.') || isTemplated(url.replace(alias, '')) ? null : local.exec(url);
  if (!parts) {
    return undefined;
  }
  const [path = '', query = ''] = [/^[^?#]*/.exec(url)?.[0], /\?([^#]*)/.exec(url)?.[1]];
  if (placeholderFile.test(path)) {
    const values = new Map(query.split('&').map((pair) => [/^[^=]*/.exec(pair)?.[0].toLowerCase() ?? '', pair.replace(/^[^=]*=?/, '')]));
    return {
      kind: 'file',
      width: size(values.get('width') ?? values.get('w')),
      height: size(values.get('height') ?? values.get('h')),
      text: words(values.get('text') ?? values.get('query')),
      needs: 'string',
    };
  }
  const scale = Number(/@([234])x\.\w+$/i.exec(path)?.[1] ?? 1);
  return { kind: 'local', scale, needs: /^ico$/i.test(parts[1] ?? '') ? 'picture' : 'named' };
}

function size(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function words(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
