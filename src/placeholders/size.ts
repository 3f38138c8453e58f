import { type Told } from './finding';
import { attributeOf, type Candidate, type Element, type Mapping, type Rule, type Sink } from './sink';
import { declaredSize, pixels, ratioOf, type StyledSize, utilitySize, withRatio } from './style/declarations';

export interface ToldSize {
  readonly width?: Told<number> | undefined;
  readonly height?: Told<number> | undefined;
}

/** Pixels of the file for each CSS pixel. */
export function densityOf({ density, address }: Candidate): number {
  return density ?? address.match?.scale ?? address.scale ?? 1;
}

/** Pixels of the file: what the URL says, else what is written around it, which are CSS pixels. */
export function sizeOf(sink: Sink, candidate: Candidate): ToldSize {
  const { address, element, rule, mapping } = candidate;
  const { match } = address;
  const inUrl = match ?? address;
  const density = densityOf(candidate);
  const sources: readonly (readonly [string, number, () => StyledSize])[] = [
    [address.kind === 'data' ? 'the data URI' : 'the URL', match?.scale ?? 1, () => inUrl],
    ['the srcset', 1, () => describedSize(candidate)],
    ['width and height', density, () => attributeSize(element)],
    ['the style', density, () => styleSize(element, rule)],
    ['the classes', density, () => utilitySize(classesOf(element))],
    ['the style sheet', density, () => sheetSize(sink, element, rule)],
    ['the properties beside it', density, () => siblingSize(mapping)],
  ];
  let width: Told<number> | undefined;
  let height: Told<number> | undefined;
  for (const [source, scale, read] of sources) {
    if (width && height) {
      break;
    }
    const size = read();
    width ??= size.width === undefined ? undefined : { value: Math.round(size.width * scale), source };
    height ??= size.height === undefined ? undefined : { value: Math.round(size.height * scale), source };
  }
  return { width, height };
}

function classesOf(element: Element | undefined): string {
  return attributeOf(element, 'class')?.value ?? attributeOf(element, 'classname')?.value ?? '';
}

/** `800w` is the width of the file; its height follows from the shape. */
function describedSize({ slot, element }: Candidate): StyledSize {
  const width = slot.kind === 'srcset' ? pixels(/^(\d+)w$/.exec(slot.descriptor)?.[1]) : undefined;
  const shape = width === undefined ? {} : attributeSize(element);
  return withRatio(width, undefined, shape.width && shape.height ? shape.width / shape.height : undefined);
}

/** What a style element of the same text says about a class or an id of the picture, both edges or nothing. */
function sheetSize(sink: Sink, element: Element | undefined, rule: Rule | undefined): StyledSize {
  if (!element || rule || sink.page.rules.size === 0) {
    return {};
  }
  const id = attributeOf(element, 'id')?.value ?? '';
  const names = [
    ...(id === '' ? [] : [`#${id}`]),
    ...classesOf(element)
      .slice(0, 2000)
      .split(/\s+/, 40)
      .map((one) => `.${one}`),
  ];
  for (const name of names) {
    const declarations = sink.page.rules.get(name) ?? sink.page.rules.get(element.tag + name);
    const size = declarations ? declaredSize((property) => declarations.get(property)) : {};
    if (size.width !== undefined && size.height !== undefined) {
      return size;
    }
  }
  return {};
}

function attributeSize(element: Element | undefined): StyledSize {
  const icon = element?.tag.toLowerCase() === 'link' ? /^(\d{1,4})x(\d{1,4})$/i.exec(attributeOf(element, 'sizes')?.value ?? '') : null;
  if (icon) {
    return { width: pixels(icon[1]), height: pixels(icon[2]) };
  }
  const of = element?.tag === 'source' && !attributeOf(element, 'width') ? (element.parent?.image ?? element) : element;
  return { width: pixels(attributeOf(of, 'width')?.value), height: pixels(attributeOf(of, 'height')?.value) };
}

function styleSize(element: Element | undefined, rule: Rule | undefined): StyledSize {
  if (rule) {
    const size = declaredSize((property) => rule.declarations.get(property));
    if (size.width !== undefined || size.height !== undefined) {
      return size;
    }
  }
  const style = attributeOf(element, 'style')?.value;
  if (style !== undefined && style !== '') {
    const declarations = new Map(
      style
        .slice(0, 4000)
        .split(';')
        .map((one): [string, string] => {
          const colon = one.indexOf(':');
          return [one.slice(0, Math.max(0, colon)).trim().toLowerCase(), one.slice(colon + 1).trim()];
        }),
    );
    return declaredSize((property) => declarations.get(property));
  }
  const values = element?.style?.values;
  return values ? mappingSize(values) : {};
}

function mappingSize(values: ReadonlyMap<string, string>): StyledSize {
  const both = /^(\d{1,5})x(\d{1,5})$/.exec(values.get('size') ?? values.get('sizes') ?? '');
  if (both) {
    return { width: pixels(both[1]), height: pixels(both[2]) };
  }
  return withRatio(
    pixels(values.get('width') ?? values.get('w')),
    pixels(values.get('height') ?? values.get('h')),
    ratioOf(values.get('aspectratio')),
  );
}

function siblingSize(mapping: Mapping | undefined): StyledSize {
  for (let one = mapping, depth = 0; one && depth < 2; one = one.parent, depth += 1) {
    const size = one.values ? mappingSize(one.values) : {};
    if (size.width !== undefined || size.height !== undefined) {
      return size;
    }
  }
  return {};
}
