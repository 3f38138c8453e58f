import { edge, entry, imageFormat, type HostEntry } from './entry';

/** Services that draw a label and are seen now and then. */
export const smallLabels: readonly HostEntry[] = [
  entry({
    name: 'images.placeholders.dev',
    kind: 'label',
    paths: ['/{W}[x{H}]', '/?'],
    refine: (reading, _captures, query) => {
      if (reading.width !== undefined) {
        return reading;
      }
      const [width, height] = [edge(query.get('width') ?? '300'), edge(query.get('height') ?? '150')];
      return width === undefined || height === undefined ? undefined : { ...reading, width, height };
    },
  }),
  entry({ name: 'placeholder.pics', kind: 'label', paths: ['/{format:svg}/{W}[x{H}][/{hex}[-{hex}][/{hex}[-{hex}][/{text}]]]'] }),
  entry({ name: 'freeplaceholder.com', kind: 'label', paths: ['/{W}x{H}[.{format:png|jpg|webp}]'] }),
  entry({ name: 'placehold.es', kind: 'label', paths: ['/{W}[x{H}][/{hex}[/{format:svg|png|jpg|jpeg|gif|webp|avif}]]'] }),
  entry({
    name: 'placeholderimage.co',
    kind: 'label',
    paths: ['/{W}/{H}/{hex}', '/{W}x{H}[/{hex}/{hex}][/{format:svg|png|jpg|jpeg|gif|webp|avif}]'],
  }),
  entry({ name: 'placeholdji.val.run', kind: 'label', paths: ['/{emoji}/{W}/{H}'] }),
  // The size of the letters and the colours come first here.
  entry({ name: 'placehold.jp', kind: 'label', paths: ['/[{number}/][{hex}/{hex}/]{W}x{H}.{format:png|jpg|svg}'] }),
  entry({
    name: 'fallback.pics',
    kind: 'label',
    paths: ['/api/v1/{W}[x{H}][/{hex}[/{hex}]]'],
    refine: (reading, _captures, query) => ({ ...reading, format: imageFormat(query.get('format')) }),
  }),
  entry({ name: 'img.automators.work', kind: 'label', maxEdge: 4000, paths: ['/{W}x{H}'] }),
];
