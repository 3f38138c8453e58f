import type { HostMatch } from '../finding';
import { readAddress } from './address';
import type { HostEntry } from './entry';
import { hostEntries } from './table';

export { hostEntries };

/** Lower case, without `www.`: a text that holds none of them holds no address of the table. */
export const hostNames: readonly string[] = hostEntries.flatMap(({ hosts }) => hosts);

const byHost: ReadonlyMap<string, HostEntry> = new Map(hostEntries.flatMap((entry) => entry.hosts.map((host) => [host, entry] as const)));

/**
 * What an address asks of a placeholder service. By the grammar of the host and not by its name alone: its pages, lists and feeds are
 * no pictures.
 *
 * @param url with the escapes of the language around it undone
 */
export function parseHostUrl(url: string): HostMatch | undefined {
  const address = readAddress(url);
  return address && byHost.get(address.host)?.read(address);
}
