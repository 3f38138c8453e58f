import { decode } from './label';

/** An absolute URL in parts, as far as the grammars look at it. */
export interface Address {
  /** Lower case, without `www.`. */
  readonly host: string;
  /** As written, with the slash it begins with. */
  readonly path: string;
  /** As written, without the question mark. */
  readonly query: string;
}

/** Decoded names and values; a name without a value has the empty one. The first of several with one name counts. */
export type Query = ReadonlyMap<string, string>;

/** Servers refuse longer ones, so this is no address but something that begins like one. */
const maxLength = 8_000;

/**
 * What templates leave in a string: braces of every kind, `<% %>`, `<?= ?>`, `<width>`, `%s`, `%(width)s`, `%1$s`, `%@` and `$width`.
 * `%d` is also the beginning of an escape, so it counts only where no escape can follow.
 */
const templatePart = /[{}]|<[%?a-z]|%[s(@]|%\d\$|%d(?![\da-z])|\$[a-z_(]/i;

/**
 * Not by `URL`, which would escape, resolve and reorder: here a path is compared as its author wrote it, and what is not quite a URL
 * must not be made one.
 *
 * @returns undefined for what no service answers: relative addresses, other schemes, strange ports, and addresses to be computed.
 */
export function readAddress(url: string): Address | undefined {
  if (url.length > maxLength || templatePart.test(url)) {
    return undefined;
  }
  const [, scheme, authority = '', path = '', query = ''] = /^(?:(https?):)?\/\/([^/?#\\]*)([^?#]*)(?:\?([^#]*))?/i.exec(url.trim()) ?? [];
  // Nobody writes a user's name before a public service; it is how another host is made to look like one.
  const [, host, port] = /^(?:www\.)?([a-z\d.-]+)(?::(\d*))?$/i.exec(authority) ?? [];
  if (host === undefined || !isDefaultPort(scheme, port)) {
    return undefined;
  }
  return { host: host.toLowerCase(), path: path === '' ? '/' : path, query };
}

function isDefaultPort(scheme: string | undefined, port: string | undefined): boolean {
  const usual = { http: ['80'], https: ['443'], '': ['80', '443'] }[scheme?.toLowerCase() ?? ''] ?? [];
  return port === undefined || port === '' || usual.includes(port);
}

/** Some hosts take parameters after the first `&` of the path, without a question mark. */
export function withLooseQuery(address: Address): Address {
  const index = address.path.indexOf('&');
  return index < 0
    ? address
    : { ...address, path: address.path.slice(0, index), query: `${address.path.slice(index + 1)}&${address.query}` };
}

export function readQuery(query: string): Query {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    if (name !== '' && !found.has(name)) {
      found.set(name, equals < 0 ? '' : decode(part.slice(equals + 1)));
    }
  }
  return found;
}
