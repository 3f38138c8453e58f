import { type AltText, type Told } from './finding';
import { isComponent, takesAlt } from './markup/use';
import { attributeOf, type Candidate, type Element, type Heading, type Mapping, type Sink } from './sink';
import { classMeaning, cleanText, isFilledIn, meaning } from './words';

const hints = ['data-ai-hint', 'aihint', 'imagehint', 'dataaihint', 'image_hint', 'ai_hint', 'image-hint', 'ai-hint'];
const altKeys = [
  'alt',
  'alttext',
  'alt_text',
  'imagealt',
  'image_alt',
  'imgalt',
  'semanticlabel',
  'contentdescription',
  'accessibilitylabel',
];
const siblingKeys = ['title', 'name', 'label', 'caption', 'description', 'headline', 'heading'];
/** Of a component; its title is looked at before. */
const propKeys = ['name', 'label', 'caption', 'description'];
const highestAncestor = 64;

/** What the picture should show: the first that anything around it tells. */
export function promptOf(sink: Sink, candidate: Candidate): Told<string> | undefined {
  const element = shownBy(candidate);
  const { mapping, address } = candidate;
  return (
    hintOf(element, mapping) ??
    told(candidate.alt?.text, 'alt') ??
    attribute(element, ['alt', 'imgalt', 'image-alt'], 'alt') ??
    sibling(mapping, altKeys) ??
    told(label(address.text), 'the text in the URL') ??
    told(candidate.title, 'title') ??
    attribute(element, ['title'], 'title') ??
    attribute(element, ['aria-label', 'accessibilitylabel'], 'aria-label') ??
    told(captionAbove(element), 'the caption') ??
    (candidate.role === 'example' ? undefined : heading(sink, candidate, element)) ??
    sibling(mapping, siblingKeys) ??
    props(element) ??
    told(address.match?.keywords?.join(', '), 'the keywords in the URL') ??
    named(candidate, element) ??
    fileName(candidate)
  );
}

/** Where the text alternative of the picture stands, if it has a place. */
export function altOf(candidate: Candidate): AltText | 'missing' | undefined {
  const { element, slot } = candidate;
  if (candidate.alt) {
    return candidate.alt;
  }
  const name = slot.kind === 'attribute' || slot.kind === 'srcset' || slot.kind === 'string' ? slot.attribute : undefined;
  if (!element || name === undefined || !takesAlt(element, /srcset/i.test(name) ? 'src' : plainAttribute(name))) {
    return undefined;
  }
  const alt = attributeOf(element, 'alt');
  if (!alt) {
    return element.open || element.attributes.some((one) => /^(?::|v-bind:|\[)(?:attr\.)?alt\]?$|^v-bind$/.test(one.name))
      ? undefined
      : 'missing';
  }
  return alt.value === undefined || alt.start < 0 ? undefined : { text: alt.value, start: alt.start, end: alt.end };
}

function plainAttribute(name: string): string {
  return name.replace(/^(?:v-bind:|:|\[)|\]$/g, '');
}

/** A `<source>` is described by the `<img>` of its `<picture>`. */
function shownBy({ element }: Candidate): Element | undefined {
  return element?.tag === 'source' ? (element.parent?.image ?? element) : element;
}

function told(text: string | undefined, source: string): Told<string> | undefined {
  const value = cleanText(text ?? '');
  // `alt="…"` says nothing.
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(value) || isFilledIn(value) ? undefined : { value, source };
}

/** A size that is written on the picture says nothing about it. */
function label(text: string | undefined): string | undefined {
  return text === undefined || /^\s*\d{1,5}\s*(?:px)?\s*(?:[x×*]\s*\d{1,5}\s*(?:px)?)?\s*$/i.test(text) ? undefined : text;
}

function hintOf(element: Element | undefined, mapping: Mapping | undefined): Told<string> | undefined {
  const one = element?.attributes.find((attribute) => hints.includes(attribute.name.toLowerCase()));
  return told(one?.value, one?.name ?? '') ?? sibling(mapping, hints);
}

function attribute(element: Element | undefined, names: readonly string[], source: string): Told<string> | undefined {
  for (const name of names) {
    const found = told(attributeOf(element, name)?.value, source);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** What else a component is given. */
function props(element: Element | undefined): Told<string> | undefined {
  if (!element || !isComponent(element.tag)) {
    return undefined;
  }
  const given = propKeys.map((key) => told(attributeOf(element, key)?.value, `the property ${key}`));
  return given.find((one) => one !== undefined && !/^(?:https?:|\/|data:)/.test(one.value));
}

/** Whole names first, then what ends in one: `product_name`, `imageAlt`. */
function sibling(mapping: Mapping | undefined, keys: readonly string[]): Told<string> | undefined {
  for (let one = mapping, depth = 0; one && depth < 4; one = one.parent, depth += 1) {
    if (!one.values) {
      continue;
    }
    const { values } = one;
    const whole = keys.find((key) => told(values.get(key), key));
    const part =
      whole ?? keys.flatMap((key) => [...values.keys()].filter((name) => name.endsWith(`_${key}`) || name.endsWith(`-${key}`)))[0];
    const value = part === undefined ? undefined : told(values.get(part), `the property ${part}`);
    if (value && !/^(?:https?:|\/|data:)/.test(value.value)) {
      return value;
    }
  }
  return undefined;
}

function captionAbove(element: Element | undefined): string | undefined {
  for (let one = element?.parent, depth = 0; one && depth < 8; one = one.parent, depth += 1) {
    if (one.tag === 'figure') {
      return one.caption;
    }
  }
  return undefined;
}

/** The nearest before the picture in the smallest section that has one; the next one only if there is none before it. */
function heading(sink: Sink, candidate: Candidate, element: Element | undefined): Told<string> | undefined {
  const { headings } = sink;
  if (headings.length === 0 || (!element && candidate.slot.kind !== 'markdown')) {
    return undefined;
  }
  if (element && /^(?:meta|link)$/i.test(element.tag)) {
    return told(sink.page.title, 'the title of the page');
  }
  const index = firstAfter(headings, candidate.start);
  const before = headings[index - 1];
  const after = headings[index];
  let section = candidate.rule && !element ? undefined : element;
  for (let depth = 0; section && depth < highestAncestor; section = section.parent, depth += 1) {
    if (before && before.start >= section.start) {
      return told(before.text, 'the heading above');
    }
    if (after && after.start < section.end) {
      return told(after.text, 'the heading below');
    }
  }
  return told(before?.text, 'the heading above') ?? told(after?.text, 'the heading below');
}

function firstAfter(headings: readonly Heading[], offset: number): number {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.start ?? 0) < offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function named(candidate: Candidate, element: Element | undefined): Told<string> | undefined {
  const classes = ['class', 'classname', 'id'];
  for (const name of classes) {
    const value = attributeOf(element, name)?.value;
    const found = told(value === undefined ? '' : classMeaning(value), name === 'id' ? 'the id' : 'the class');
    if (found) {
      return found;
    }
  }
  for (const name of candidate.names ?? []) {
    const found = told(meaning(name), 'the name');
    if (found) {
      return found;
    }
  }
  return undefined;
}

function fileName({ url, address }: Candidate): Told<string> | undefined {
  if (address.kind !== 'local' && address.kind !== 'file') {
    return undefined;
  }
  const name = /([^\\/?#]*)\.\w+(?:[?#]|$)/.exec(url)?.[1] ?? '';
  return told(meaning(name), 'the file name');
}
