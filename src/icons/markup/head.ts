import { escaped } from './attributes';

/** One line of a page's head, with its attributes as a reader understands them. */
export interface HeadElement {
  readonly tag: 'link' | 'meta';
  readonly attributes: Readonly<Record<string, string>>;
}

/** What an element of the head is for, as far as icons go; elements of one kind speak of the same thing. */
export type HeadKind =
  | 'icon'
  | 'apple-touch-icon'
  | 'apple-touch-startup-image'
  | 'manifest'
  | 'yandex-tableau-widget'
  /** `meta:` and its name. */
  | `meta:${string}`;

const links = ['apple-touch-icon', 'apple-touch-startup-image', 'manifest', 'yandex-tableau-widget', 'icon'] as const;

const metas =
  /^(?:theme-color|application-name|mobile-web-app-capable|apple-mobile-web-app-(?:capable|status-bar-style|title)|msapplication-(?:tilecolor|tileimage|config))$/;

/** @param value gives the attributes of the element */
export function kindOf(tag: string, value: (name: string) => string | undefined): HeadKind | undefined {
  if (tag === 'link') {
    const rels = (value('rel') ?? '').toLowerCase().trim().split(/\s+/);
    return rels.includes('apple-touch-icon-precomposed') ? 'apple-touch-icon' : links.find((one) => rels.includes(one));
  }
  const name = (value('name') ?? '').toLowerCase();
  return tag === 'meta' && metas.test(name) ? `meta:${name}` : undefined;
}

/**
 * Whether an icon is for light or dark alone, or a drawing: no set has such, so it says nothing that a set contradicts.
 * @param value gives the attributes of the element
 */
export function isApart(value: (name: string) => string | undefined): boolean {
  return value('media') !== undefined || isSvg(value);
}

export function isSvg(value: (name: string) => string | undefined): boolean {
  return /^\s*image\/svg\b/i.test(value('type') ?? '') || /^\s*data:image\/svg\b|\.svgz?\s*(?:[?#]|$)/i.test(value('href') ?? '');
}

/** The element as HTML. */
export function elementText({ tag, attributes }: HeadElement, close = '>'): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${tag}${written.join('')}${close}`;
}

/** Each line once: two sets that name one file in two ways name it once, as the first does. */
export function mergedHead(elements: readonly HeadElement[]): HeadElement[] {
  const seen = new Set<string>();
  return elements.filter((element) => {
    const { tag, attributes } = element;
    const kind = kindOf(tag, (name) => attributes[name]) ?? tag;
    const key = kind === 'icon' || kind.startsWith('apple-touch') ? `${kind} ${attributes['href'] ?? ''}` : kind;
    return !seen.has(key) && seen.add(key);
  });
}
