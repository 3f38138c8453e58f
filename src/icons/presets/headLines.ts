import type { HexColour } from '../../core/icon';
import type { HeadElement } from '../markup/head';

type Attributes = Readonly<Record<string, string>>;

export function iconLink(attributes: Attributes): HeadElement {
  return { tag: 'link', attributes: { rel: 'icon', ...attributes } };
}

export function touchIcon(attributes: Attributes): HeadElement {
  return { tag: 'link', attributes: { rel: 'apple-touch-icon', ...attributes } };
}

/** The manifest's address is filled in where it is known which one the site has. */
export const manifestLink: HeadElement = { tag: 'link', attributes: { rel: 'manifest', href: '' } };

export function themeColour(content: HexColour): HeadElement {
  return meta('theme-color', content);
}

export function meta(name: string, content: string): HeadElement {
  return { tag: 'meta', attributes: { name, content } };
}
