import { entry, type HostEntry } from './entry';

const format = '{format:gif|jpg|jpeg|png|webp}';

/** One service under the names that it had over the years; none of them resolves any more. */
export const placeholderCom: readonly HostEntry[] = ['via.placeholder.com', 'placeholder.com', 'placehold.it'].map((name) =>
  entry({
    name,
    kind: 'label',
    dead: true,
    paths: [`/{W}[x{H}][.${format}][/{hex}[.${format}][/{hex}]][.${format}|/${format}]`],
    looseQuery: true,
  }),
);
