import type { Finding, Slot } from '../placeholders/finding';
import type { Additions } from './additions';
import { attributeUrl } from './escape';
import type { Place } from './place';

/** What of a finding says how another address is written in its place. */
export type Replaced = Pick<Finding, 'start' | 'end' | 'raw' | 'slot' | 'kind' | 'alt'>;

/** A piece of the document and the text that takes its place. Offsets are those of the document as it is. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An address that gives way to another one. `place.start` and `place.end` are its limits. */
export interface Target<S extends Slot = Slot> {
  readonly place: Place;
  readonly slot: S;
  readonly raw: string;
  readonly additions: Additions;
}

/** What to write; undefined when the picture cannot be named at this place from where it lies. */
export type Written = readonly TextEdit[] | undefined;

/** The address alone: quotes and everything else around it stay. */
export function keep({ place }: Target, text: string): Written {
  return [{ start: place.start, end: place.end, text }];
}

/** An address in an attribute. A value without quotes gets some when it needs them. */
export function keepInAttribute(target: Target, quote: string, address: string): Written {
  const text = attributeUrl(address);
  return keep(target, quote === '' && /[\s"'=<>`]|\/$|^$/.test(text) ? `"${text}"` : text);
}

/** The whole value with its quotes, and the space around the address that they hold. Undefined when there is more in them. */
export function whole(target: Target, quote: string, text: string): Written {
  const range = withQuotes(target.place, quote);
  return range && [{ ...range, text }];
}

export function withQuotes(place: Place, quote: string): { start: number; end: number } | undefined {
  if (quote === '') {
    return { start: place.start, end: place.end };
  }
  const before = place.start - (/\s*$/.exec(place.text.slice(Math.max(0, place.start - 200), place.start))?.[0].length ?? 0);
  const after = place.end + (/^\s*/.exec(place.text.slice(place.end, place.end + 200))?.[0].length ?? 0);
  return place.text.endsWith(quote, before) && place.text.startsWith(quote, after)
    ? { start: before - quote.length, end: after + quote.length }
    : undefined;
}

/** Tailwind moves what stands in `[url(…)]` into its style sheet, so nothing relative to the document is right there. */
export function isMovedToSheet(place: Place): boolean {
  return /\[[\w:-]*url\([\s"'_]*$/.test(place.text.slice(Math.max(0, place.start - 60), place.start));
}

/** The text right before the value, to know what it is a part of. */
export function textBefore(place: Place, quote: string): string {
  const at = place.start - quote.length;
  return place.text.slice(Math.max(0, at - 80), Math.max(0, at));
}
