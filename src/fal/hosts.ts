/** The queue, the direct runner, and the two APIs: the only hosts that are ever sent the key. */
const keyHosts: ReadonlySet<string> = new Set(['queue.fal.run', 'fal.run', 'rest.fal.ai', 'api.fal.ai']);

/** Where a POST may start a paid job. */
const paidHosts: ReadonlySet<string> = new Set(['queue.fal.run', 'fal.run']);

/** Whether Easel talks to the host at all. The dot matters: `evilfal.media` is not `fal.media`. */
export function isAllowedHost(host: string): boolean {
  return keyHosts.has(host) || host === 'storage.googleapis.com' || host === 'fal.media' || host.endsWith('.fal.media');
}

/** Whether the key may go there. Never to the hosts of files, which are public and partly not fal's own. */
export function mayCarryKey(host: string): boolean {
  return keyHosts.has(host);
}

export function isPaidHost(host: string): boolean {
  return paidHosts.has(host);
}
