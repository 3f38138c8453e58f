import { mayCarryKey } from './hosts';
import type { Locate } from './loopback';

/** How everything that leaves `fal/` leaves it: a plain URL and an init, as the client calls it too. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * The one door to the network. Refuses hosts that are not the service's, takes the key out of every request to a host that must
 * not see it, and follows no redirect: a redirected POST would be a second paid request, and a redirected GET could carry the
 * key away.
 */
export function guardFetch(base: typeof fetch, locate: Locate): Fetch {
  return async (url, init = {}) => {
    const address = locate(url);
    const headers = new Headers(init.headers);
    if (!mayCarryKey(address.host)) {
      headers.delete('authorization');
    }
    return base(address.url, { ...init, headers, redirect: 'manual' });
  };
}
