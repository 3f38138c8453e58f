import { entry, type HostEntry } from './entry';

const format = '{format:svg|png|jpg|jpeg|gif|webp|avif}';

/** Colours come in pairs or not at all. The extension is documented after the size; it is also written after the second colour. */
export const placeholdCo: HostEntry = entry({
  name: 'placehold.co',
  kind: 'label',
  paths: [`/{W}[x{H}][@{scale}x][.${format}][/{colour}/{colour}[.${format}]][/${format}]`],
});
