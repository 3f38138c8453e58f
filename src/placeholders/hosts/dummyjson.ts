import { entry, imageFormat, type HostEntry } from './entry';

/** Only pictures that are drawn on request: the product photos lie on another host and are content. The query wins over the path. */
export const dummyjson: HostEntry = entry({
  name: 'dummyjson.com',
  kind: 'label',
  maxEdge: 4000,
  paths: ['/(image|i)/{W}[x{H}][/{hex}[/{hex}[/{format:png|jpg|jpeg|webp}]]]', '/icon/{any}/{W}'],
  refine: (reading, _captures, query) => ({ ...reading, format: imageFormat(query.get('type')) ?? reading.format }),
});
