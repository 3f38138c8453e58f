import { type Attribute, attributeOf, type Element } from '../sink';
import { saysPicture } from '../words';

/**
 * What the value of an attribute is: a picture's address, several of them, declarations, classes, a program, something whose name says
 * picture, something that may be any string, or nothing to look at.
 */
export type Use = 'picture' | 'srcset' | 'style' | 'class' | 'code' | 'named' | 'string' | 'none';

const voidTags = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** They go somewhere, name something or say something; a picture's address in one is not a picture. */
const never =
  /^(?:href|xlink:href|to|action|formaction|placeholder|alt|title|id|name|value|for|rel|cite|ping|pattern|target|key|ref|type|rev|usemap|manifest|datetime|aria-.*|xmlns.*|.*blur.*|data-(?:href|url|link|target|share|title|alt|caption|description|text|pin-.*))$/;
const sourceTags = /^(?:img|amp-img|input|embed)$/;
const noPictureTags = /^(?:script|iframe|audio|video|track|amp-video|frame|portal)$/;
const noPictureComponents = /(?:script|iframe|video|player|audio|youtube|link|anchor)$/i;
const sources = /^(?:src|lowsrc|data-(?:lazy-?)?(?:src|original)|data-lazy|data-cfsrc|lazy-src|srcurl)$/;
const metaNames = /^(?:og:image(?:|:url|:secure_url)|twitter:image(?:|:src)|msapplication-(?:tileimage|\w+logo)|thumbnail(?:url)?|image)$/i;

export function isVoid(tag: string): boolean {
  return voidTags.has(tag);
}

export function isComponent(tag: string): boolean {
  return /^[A-Z]|[-.:]/.test(tag);
}

/** The name without what makes a program of its value: `:src`, `v-bind:src`, `[src]`, `bind:src`. */
export function plainName(name: string): string {
  return name
    .replace(/^(?:v-bind:|x-bind:|bind:|:|\[(?:attr\.)?|\.|\?)/, '')
    .replace(/\]$/, '')
    .replace(/\..*$/, '');
}

export function isBinding(name: string): boolean {
  return /^(?::|@|v-|x-|\[|\(|ng-|\*|on:|hx-on)/.test(name) || /^on[a-z]+$/i.test(name);
}

export function isErrorHandler(name: string): boolean {
  return /^(?:@|v-on:|on:|x-on:|\()?(?:on|handle)?_?(?:\w{0,20}_?)error(?:capture)?\)?(?:\..*)?$/i.test(name) && !/^error$/i.test(name);
}

/** `name` as it is written. Needs the other attributes of a `<meta>`, `<link>`, `<input>` or `<object>`. */
export function useOf(element: Element, name: string): Use {
  const tag = element.tag.toLowerCase();
  const attribute = plainName(name).toLowerCase();
  if (attribute === 'style' || attribute === 'ngstyle' || attribute.startsWith('style:')) {
    return 'style';
  }
  if (attribute === 'class' || attribute === 'classname') {
    return 'class';
  }
  if (/(?:^|[-:])(?:image|img)?srcset$/.test(attribute)) {
    return 'srcset';
  }
  const special = specialUse(element, tag, attribute);
  if (special) {
    return special;
  }
  if (never.test(attribute)) {
    return 'none';
  }
  if (isComponent(element.tag)) {
    return sources.test(attribute) ? (noPictureComponents.test(element.tag) ? 'none' : 'picture') : byName(attribute, name);
  }
  if (sources.test(attribute) || attribute === 'background' || attribute === 'poster' || attribute === 'data-poster') {
    return noPictureTags.test(tag) && !attribute.endsWith('poster') ? 'none' : 'picture';
  }
  return byName(attribute, name);
}

function specialUse(element: Element, tag: string, attribute: string): Use | undefined {
  if (tag === 'image' || tag === 'feimage') {
    return /^(?:xlink:)?href$/.test(attribute) ? 'picture' : undefined;
  }
  if (tag === 'source' && attribute === 'src') {
    return element.parent?.tag.toLowerCase() === 'picture' ? 'picture' : 'none';
  }
  if (tag === 'object' && attribute === 'data') {
    const type = attributeOf(element, 'type')?.value;
    return type === undefined || type.startsWith('image/') ? 'picture' : 'none';
  }
  if (tag === 'input' && attribute === 'src') {
    return attributeOf(element, 'type')?.value?.toLowerCase() === 'image' ? 'picture' : 'none';
  }
  if (tag === 'link' && attribute === 'href') {
    const rel = attributeOf(element, 'rel')?.value?.toLowerCase() ?? '';
    return /(?:^|[\s-])icon\b|image_src/.test(rel) || attributeOf(element, 'as')?.value === 'image' ? 'picture' : 'none';
  }
  if (tag === 'meta') {
    const names = ['property', 'name', 'itemprop'].map((name) => attributeOf(element, name)?.value ?? '');
    return attribute === 'content' && names.some((name) => metaNames.test(name)) ? 'picture' : 'none';
  }
  return sourceTags.test(tag) && sources.test(attribute) ? 'picture' : undefined;
}

function byName(attribute: string, name: string): Use {
  return saysPicture(plainName(name)) === true || saysPicture(attribute) === true ? 'named' : 'string';
}

/** Whether a text alternative has a place on it. */
export function takesAlt(element: Element, attribute: string): boolean {
  const tag = element.tag.toLowerCase();
  if (tag === 'img' || tag === 'amp-img' || (tag === 'input' && attribute === 'src')) {
    return true;
  }
  return isComponent(element.tag) && sources.test(attribute.toLowerCase()) && /image|img|picture|photo|avatar/i.test(element.tag);
}

/** `<img src="">`: asks for a picture and names none. */
export function asksForPicture(element: Element, attribute: string): boolean {
  return /^(?:img|amp-img|Image|NuxtImg|NextImage|nuxt-img|v-img|q-img)$/.test(element.tag) && attribute.toLowerCase() === 'src';
}

/** Filled in later by a script: the address in `src` holds the place until then. */
export function isLazy(element: Element): boolean {
  return element.attributes.some(
    (one: Attribute) =>
      (/^data-(?:lazy-?|cf)?(?:src|srcset|original|lazy)$/i.test(one.name) && one.value !== '') ||
      /^data-lazy$/i.test(one.name) ||
      (/^(?::|v-bind:|x-bind:|\[|bind:)(?:attr\.)?src(?:set)?\]?$/i.test(one.name) && one.value !== ''),
  );
}
