import type { HostMatch } from '../finding';
import { readQuery, withLooseQuery, type Address, type Query } from './address';
import { grammar, matchPath, type Captures } from './grammar';
import { decode, oneLine, words } from './label';

/** What one address says. */
export type Reading = Pick<HostMatch, 'width' | 'height' | 'format' | 'text' | 'keywords'> & { readonly scale?: number | undefined };

/** One host as it stands in the table. */
export interface HostRow {
  readonly name: string;
  readonly kind: HostMatch['kind'];
  /** It answers no more, and will not again. */
  readonly dead?: boolean;
  /** In the notation of `grammar.ts`; the first that fits, with a size that the host would draw, is taken. */
  readonly paths: readonly string[];
  readonly maxEdge?: number;
  /** Takes `&text=` in the path, without a question mark. */
  readonly looseQuery?: boolean;
  /** What the path says differently from other hosts, and what the query says beside `text`. Undefined: no picture after all. */
  readonly refine?: (reading: Reading, captures: Captures, query: Query) => Reading | undefined;
}

export interface HostEntry {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly dead: boolean;
  readonly kind: HostMatch['kind'];
  readonly paths: readonly string[];
  readonly read: (address: Address) => HostMatch | undefined;
}

/** Where a host names no limit of its own. Nobody asks for five digits. */
const usualMaxEdge = 9999;

export function entry(row: HostRow): HostEntry {
  const { name, kind, dead = false, paths } = row;
  const grammars = paths.map(grammar);
  return {
    name,
    hosts: [name],
    dead,
    kind,
    paths,
    read: (address) => {
      const { path, query } = row.looseQuery === true ? withLooseQuery(address) : address;
      for (const one of grammars) {
        const captures = matchPath(one, path, query);
        const reading = captures && readingOf(row, captures, readQuery(query));
        if (reading) {
          return { host: name, ...reading, scale: reading.scale ?? 1, dead, kind };
        }
      }
      return undefined;
    },
  };
}

function readingOf(row: HostRow, captures: Captures, query: Query): Reading | undefined {
  const written = { width: last(captures, 'W'), height: last(captures, 'H') };
  const width = written.width === undefined ? undefined : edge(written.width, row.maxEdge);
  // A single number is a square.
  const height = written.height === undefined ? width : edge(written.height, row.maxEdge);
  if ((written.width !== undefined && width === undefined) || (written.height !== undefined && height === undefined)) {
    return undefined;
  }
  const scale = last(captures, 'scale');
  const label = last(captures, 'text') ?? last(captures, 'emoji');
  const keywords = last(captures, 'keywords');
  const reading: Reading = {
    width,
    height,
    scale: scale === undefined ? undefined : Number(scale),
    format: imageFormat(last(captures, 'format')),
    text: oneLine(label === undefined ? (query.get('text') ?? '') : decode(label)),
    keywords: keywords === undefined ? undefined : words(decode(keywords)),
  };
  return row.refine ? row.refine(reading, captures, query) : reading;
}

export function last(captures: Captures, name: string): string | undefined {
  return captures.get(name)?.at(-1);
}

/** A number of pixels that a service would draw. */
export function edge(digits: string, max = usualMaxEdge): number | undefined {
  const value = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

/** The reading with the square that a parameter asks for, or with the host's own when there is none. */
export function sizedBy(query: Query, name: string, usual: number | undefined, reading: Reading): Reading | undefined {
  const written = query.get(name);
  const size = written === undefined ? usual : edge(written);
  return written !== undefined && size === undefined ? undefined : { ...reading, width: size, height: size };
}

/** An extension as formats are called here; undefined for what no service draws. */
export function imageFormat(extension: string | undefined): string | undefined {
  const format = extension?.toLowerCase();
  if (format === undefined || !/^(?:avif|bmp|gif|jpe?g|png|svg|webp)$/.test(format)) {
    return undefined;
  }
  return format === 'jpg' ? 'jpeg' : format;
}
