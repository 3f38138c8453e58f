import { type Slot } from '../finding';
import { type Attribute, type Element, offer, type Place, type Sink } from '../sink';
import { fromHtml } from '../unescape';
import { isFilledIn } from '../words';
import { densityOf, readSrcset } from './srcset';
import { asksForPicture, isBinding, isErrorHandler, isLazy, plainName, useOf } from './use';

/** Offers what the attributes of an element say, once all of them are known. Values that are programs are read by the caller. */
export function offerAttributes(sink: Sink, element: Element, role: Place['role']): void {
  if (element.parent?.tag === 'picture' && element.tag === 'img') {
    element.parent.image = element;
  }
  for (const attribute of element.attributes) {
    if (attribute.start >= 0 && attribute.value !== undefined && attribute.read !== true && !isBinding(attribute.name)) {
      offerAttribute(sink, element, attribute, attribute.value, role);
    }
  }
}

function offerAttribute(sink: Sink, element: Element, attribute: Attribute, value: string, inherited: Place['role']): void {
  const use = useOf(element, attribute.name);
  const role = isErrorHandler(attribute.name) || /^fallback/i.test(attribute.name) ? 'fallback' : inherited;
  if (use === 'none') {
    return;
  }
  if (use === 'style' || use === 'class') {
    if (value.includes('url(') || value.includes('image-set(')) {
      sink.read.style(sink, attribute.start, attribute.end, { role, element, quote: attribute.quote });
    }
    return;
  }
  if (use === 'srcset') {
    offerSrcset(sink, element, attribute, role);
    return;
  }
  const slot: Slot = { kind: 'attribute', tag: element.tag, attribute: attribute.name, quote: attribute.quote };
  const { start, end } = trimmed(sink.text, attribute.start, attribute.end);
  if (start === end) {
    if (attribute.quote !== '' && asksForPicture(element, attribute.name) && !isLazy(element)) {
      const place: Place = { start, end, slot, position: 'picture', role, element, scope: scopeOf(element) };
      sink.found.push({ ...place, url: '', address: { kind: 'empty', needs: 'picture' } });
    }
    return;
  }
  offer(sink, value.trim(), () =>
    use === 'picture' && isReplacedLater(element, attribute, value)
      ? undefined
      : {
          start,
          end,
          slot,
          position: use === 'picture' || use === 'named' ? use : 'string',
          role,
          element,
          names: /^(?:poster|background|content)$/i.test(attribute.name) ? [] : [attribute.name],
          scope: /src|href/i.test(attribute.name) ? scopeOf(element) : undefined,
        },
  );
}

/** The one pixel beside a `data-src`. */
function isReplacedLater(element: Element, attribute: Attribute, value: string): boolean {
  return plainName(attribute.name).toLowerCase() === 'src' && value.trimStart().startsWith('data:') && isLazy(element);
}

function offerSrcset(sink: Sink, element: Element, attribute: Attribute, role: Place['role']): void {
  const raw = sink.text.slice(attribute.start, attribute.end);
  const several = readSrcset(raw);
  for (const one of several) {
    const url = fromHtml(raw.slice(one.start, one.end));
    offer(sink, url, () => ({
      start: attribute.start + one.start,
      end: attribute.start + one.end,
      slot: { kind: 'srcset', tag: element.tag, attribute: attribute.name, quote: attribute.quote, descriptor: one.descriptor },
      position: 'picture',
      role,
      element,
      density: densityOf(one.descriptor),
      scope: scopeOf(element),
    }));
  }
}

/** The `<picture>`, or the element itself. */
export function scopeOf(element: Element): string | undefined {
  const tag = element.tag.toLowerCase();
  const picture = element.parent?.tag === 'picture' && (tag === 'img' || tag === 'source') ? element.parent : element;
  return `e${picture.start}`;
}

/** What an attribute that stands in the text will be; nothing when a template fills it in. */
export function staticValue(raw: string, templated: boolean): string | undefined {
  return templated || (/[{<%]/.test(raw) && isFilledIn(raw) && !raw.includes('data:image/svg')) ? undefined : fromHtml(raw);
}

export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) {
    from += 1;
  }
  while (to > from && /\s/.test(text.charAt(to - 1))) {
    to -= 1;
  }
  return from === to ? { start, end: start } : { start: from, end: to };
}
