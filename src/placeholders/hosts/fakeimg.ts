import { entry, type HostEntry } from './entry';

export const fakeimg: HostEntry = entry({
  name: 'fakeimg.pl',
  kind: 'label',
  maxEdge: 4000,
  paths: ['/{W}[x{H}][/{hex}[,{alpha}]][/{hex}[,{alpha}]][/{any}.{format:png|webp}]'],
  refine: (reading, _captures, query) => ({ ...reading, scale: /^(?:1|true)?$/i.test(query.get('retina') ?? '0') ? 2 : 1 }),
});
