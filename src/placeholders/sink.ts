import { readAddress, type Address } from './address';
import { type AltText, type Finding, type ScanOptions, type Slot } from './finding';

/** An attribute of markup or JSX. `start` and `end` are those of its value without quotes; both are -1 when it has none. */
export interface Attribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quote: '"' | "'" | '';
  /** As the page will have it; `undefined` when a program computes it. */
  readonly value: string | undefined;
  /** Its value was a program, and the strings in it have been offered. */
  readonly read?: boolean | undefined;
}

export interface Element {
  readonly tag: string;
  readonly start: number;
  end: number;
  readonly parent: Element | undefined;
  readonly attributes: Attribute[];
  /** More attributes than are written: `{...props}`, `{{ attributes }}`. */
  open: boolean;
  /** The text of a figure's caption. */
  caption?: string | undefined;
  /** The `<img>` of a `<picture>`. */
  image?: Element | undefined;
  /** An object of styles. */
  style?: Mapping | undefined;
  /** The texts of the elements in it, where elements are data. */
  mapping?: Mapping | undefined;
}

/** Keys and plain values beside each other: an object literal, a mapping, named arguments, a row with its columns. */
export interface Mapping {
  values: Map<string, string> | undefined;
  /** What it is the direct value of. */
  readonly parent: Mapping | undefined;
}

/** A rule of a style sheet, with what it declares. */
export interface Rule {
  readonly selector: string;
  readonly parent: Rule | undefined;
  readonly declarations: Map<string, string>;
  /** Of a style attribute. */
  readonly element: Element | undefined;
}

export interface Heading {
  readonly start: number;
  readonly text: string;
}

/** Where an address stands and what is around it; what is around is looked at when the whole text has been read. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly slot: Slot;
  /** What stands there: only pictures, or something that the names may say to be one. */
  readonly position: 'picture' | 'named' | 'string';
  readonly role: Finding['role'];
  readonly element?: Element | undefined;
  readonly mapping?: Mapping | undefined;
  readonly rule?: Rule | undefined;
  /** Names of what holds the value, nearest first. */
  readonly names?: readonly string[] | undefined;
  readonly alt?: AltText | undefined;
  readonly title?: string | undefined;
  readonly density?: number | undefined;
  /** Addresses of one scope are the same picture, when their shapes are alike. */
  readonly scope?: string | undefined;
}

export interface Candidate extends Place {
  readonly url: string;
  readonly address: Address;
}

export type Reader = (sink: Sink, start: number, end: number, within: Within) => void;

/** What a piece of one language in another inherits. */
export interface Within {
  readonly role: Finding['role'];
  readonly element?: Element | undefined;
  readonly mapping?: Mapping | undefined;
  readonly names?: readonly string[] | undefined;
  readonly quote?: '"' | "'" | '' | undefined;
  /** A template hands the strings on to something, so that a path in one may be anything. */
  readonly filled?: boolean | undefined;
}

/** What the readers of all languages write to, and how they call each other. */
export interface Sink {
  readonly text: string;
  readonly options: ScanOptions;
  readonly found: Candidate[];
  readonly headings: Heading[];
  /** The title, and what simple selectors of its style sheets declare. */
  readonly page: { title: string; readonly rules: Map<string, ReadonlyMap<string, string>> };
  /** Levels of languages within languages. */
  readonly depth: number;
  readonly read: { readonly markup: Reader; readonly style: Reader; readonly markdown: Reader };
}

/** Levels that occur: a style attribute in HTML in a string of a script in a page. */
export const deepest = 5;

/** Takes what may be a finding. `place` is asked only for an address that can be one. */
export function offer(sink: Sink, url: string, place: () => Place | undefined): void {
  const address = readAddress(url);
  if (!address || (address.match?.kind === 'avatar' && sink.options.avatars !== true)) {
    return;
  }
  const at = place();
  if (at && allowed(address, at.position)) {
    sink.found.push({ ...at, url, address });
  }
}

function allowed(address: Address, position: Place['position']): boolean {
  return address.needs === 'string' || position === 'picture' || (position === 'named' && address.needs === 'named');
}

export function attributeOf(element: Element | undefined, name: string): Attribute | undefined {
  return element?.attributes.find((one) => one.name.toLowerCase() === name);
}
