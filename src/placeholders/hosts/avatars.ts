import { edge, entry, imageFormat, sizedBy, type HostEntry } from './entry';
import { oneLine } from './label';

const dicebearFormat = '{format:svg|png|jpg|jpeg|webp|avif}';
const flag = '({word}|{number})';

/** Usually meant to stay: an avatar for a person who has none. */
export const avatars: readonly HostEntry[] = [
  entry({
    name: 'ui-avatars.com',
    kind: 'avatar',
    // Size, background, colour, length and size of the letters, rounded, upper case, bold, format.
    paths: ['/api?', `/api/{text}[/{W}[/{colour}[/{colour}[/{number}[/{any}[/${flag}[/${flag}[/${flag}[/{format:svg|png}]]]]]]]]]`],
    refine: (reading, _captures, query) => {
      const told = { ...reading, text: reading.text ?? oneLine(query.get('name') ?? '') };
      const sized = reading.width === undefined ? sizedBy(query, 'size', 64, told) : told;
      return sized && { ...sized, format: reading.format ?? imageFormat(query.get('format')) };
    },
  }),
  entry({
    name: 'robohash.org',
    kind: 'avatar',
    paths: ['/{slug}[.{format:png|jpg|jpeg|bmp}]'],
    refine: (reading, _captures, query) => {
      const [width = '', height = width] = (query.get('size') ?? '300x300').toLowerCase().split('x', 2);
      const size = { width: edge(width), height: edge(height) };
      return size.width === undefined || size.height === undefined ? undefined : { ...reading, ...size };
    },
  }),
  entry({
    name: 'api.dicebear.com',
    kind: 'avatar',
    // `json` is offered too, and is no picture.
    paths: [`/{number}.x/{any}/${dicebearFormat}`],
    refine: (reading, _captures, query) => sizedBy(query, 'size', undefined, reading),
  }),
  entry({
    name: 'avatars.dicebear.com',
    kind: 'avatar',
    paths: [`/{number}.x/{any}/${dicebearFormat}`, `[/{number}.{number}]/(api|v2)/{any}/{any}.${dicebearFormat}`],
    refine: (reading, _captures, query) => sizedBy(query, 'size', undefined, reading),
  }),
  entry({
    name: 'i.pravatar.cc',
    kind: 'avatar',
    paths: ['/{W}', '/?'],
    refine: (reading) => ({ ...reading, width: reading.width ?? 150, height: reading.height ?? 150 }),
  }),
];
