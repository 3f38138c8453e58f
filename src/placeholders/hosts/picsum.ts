import { entry, type HostEntry } from './entry';

/**
 * The service, the hosts that it redirects to or once did, and its first name. Lists and information about a picture lie on the same
 * host; they do not end with a size.
 */
export const picsum: readonly HostEntry[] = ['picsum.photos', 'fastly.picsum.photos', 'i.picsum.photos', 'unsplash.it'].map((name) =>
  entry({ name, kind: 'photo', maxEdge: 5000, paths: ['[/g|/id/{number}|/seed/{any}]/{W}[/{H}][.{format:jpg|webp}]'] }),
);
