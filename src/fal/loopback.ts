import { ImageError } from '../core/errors';
import { isAllowedHost } from './hosts';

/** An address as it is judged (`host`) and as it is fetched (`url`); they differ when a simulator stands in for the service. */
export interface Address {
  /** The service's host that is meant; empty for an address that a simulator gave out and that names none. */
  readonly host: string;
  readonly url: string;
}

export type Locate = (url: string) => Address;

/**
 * Checks addresses against the hosts that Easel may talk to and, with a base URL, maps `https://HOST/PATH` to `BASE/HOST/PATH`.
 * The base is accepted for this machine's own addresses only; anything else would be a way to lead the key elsewhere.
 */
export function createLocate(baseUrl: string | undefined): Locate {
  const base = baseUrl === undefined ? undefined : parseBaseUrl(baseUrl);
  return (text) => {
    const url = parseUrl(text);
    if (!url) {
      throw refused('something that is not an address');
    }
    if (base && url.origin === base.origin) {
      const path = url.pathname.slice(base.prefix.length);
      return { host: hostIn(path), url: url.href };
    }
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '' || !isAllowedHost(url.hostname)) {
      throw refused(url.host === '' ? url.protocol : url.host);
    }
    return { host: url.hostname, url: base ? `${base.origin}${base.prefix}/${url.hostname}${url.pathname}${url.search}` : url.href };
  };
}

function refused(what: string): ImageError {
  return new ImageError(
    'bad-response',
    `fal.ai pointed to an address that is not its own (${what.slice(0, 100)}), so Easel did not go there. Try again; if it stays, look at the request in your fal.ai dashboard.`,
  );
}

/** The first segment of a mapped path, when it is one of the service's hosts. */
function hostIn(path: string): string {
  const first = path.split('/')[1] ?? '';
  return isAllowedHost(first) ? first : '';
}

/** @throws ImageError `invalid-request` when the base is not plain http to this machine. */
function parseBaseUrl(baseUrl: string): { origin: string; prefix: string } {
  const url = parseUrl(baseUrl);
  if (!url || url.protocol !== 'http:' || !isLoopback(url.hostname) || url.username !== '' || url.password !== '') {
    throw new ImageError(
      'invalid-request',
      'EASEL_FAL_BASE_URL must be an http address of this machine, such as http://127.0.0.1:8787. Correct it or remove it.',
    );
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
