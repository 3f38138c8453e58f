import { type Slot } from '../finding';
import { densityOf, readSrcset } from '../markup/srcset';
import { asksForPicture, useOf } from '../markup/use';
import { deepest, type Element, type Mapping, offer, type Place, type Sink, type Within } from '../sink';
import { fromDoubled, fromHtml, fromScript } from '../unescape';
import { anySaysPicture, isTemplated } from '../words';
import { type Dialect } from './dialects';
import { type Frame, isConfiguration, namesIn } from './frames';
import { type Literal } from './literals';

/** A string literal with what it stands in. */
export interface StringPlace {
  readonly sink: Sink;
  readonly dialect: Dialect;
  readonly literal: Literal;
  readonly stack: readonly Frame[];
  readonly mapping: Mapping;
  readonly role: Place['role'];
  readonly element: Element | undefined;
  /** Names of what the whole piece of code stands in. */
  readonly names: readonly string[];
  /** The source of an import or a `require`. */
  readonly imported: boolean;
  /** Joined with something, or filled in. */
  readonly computed: boolean;
  /** Handed on to something by a template. */
  readonly filled: boolean;
}

export function unescapeLiteral(raw: string, quote: string, dialect: Dialect): string {
  if (dialect.name === 'sql') {
    return fromDoubled(raw, quote).replaceAll("\\'", "'");
  }
  if ((dialect.name === 'php' || dialect.name === 'ruby' || dialect.name === 'toml') && quote === "'") {
    return raw.replace(/\\(['\\])/g, '$1');
  }
  return dialect.name === 'template' ? fromHtml(raw) : fromScript(raw);
}

/** Offers a string literal, or what is written in it in another language. */
export function offerString(place: StringPlace): void {
  const { sink, literal } = place;
  const { start, end } = literal;
  if (end - start < 4) {
    if (end === start && literal.quote.length === 1) {
      offerEmpty(place);
    }
    return;
  }
  const raw = sink.text.slice(start, end);
  if (isFallback(place) && place.role === 'picture') {
    offerString({ ...place, role: 'fallback' });
    return;
  }
  if (readsOther(place, raw)) {
    return;
  }
  if (place.computed || (literal.quote === '`' && raw.includes('${'))) {
    return;
  }
  const attribute = directAttribute(place);
  const use = attribute ? useOf(attribute.element, attribute.attribute) : undefined;
  if (use === 'none' || use === 'class') {
    return;
  }
  const several = use === 'srcset' || (/\s\d+(?:\.\d+)?[wx]\s*(?:,|$)/.test(raw) && raw.length < 5000);
  if (several && /srcset/i.test(attribute?.attribute ?? namesOf(place)[0] ?? '')) {
    offerSeveral(place, raw, attribute);
    return;
  }
  const trimmedStart = start + (raw.length - raw.trimStart().length);
  const trimmedEnd = end - (raw.length - raw.trimEnd().length);
  if (trimmedEnd <= trimmedStart) {
    return;
  }
  const url = unescapeLiteral(raw.trim(), literal.quote, place.dialect);
  offer(sink, url, () => {
    const names = namesOf(place);
    if (inConfiguration(place)) {
      return undefined;
    }
    const position = place.filled
      ? 'string'
      : place.imported || use === 'picture'
        ? 'picture'
        : use === 'named' || anySaysPicture(names)
          ? 'named'
          : 'string';
    return {
      start: trimmedStart,
      end: trimmedEnd,
      slot: slotOf(place, names[0], attribute),
      // Bundlers make a component of a drawing.
      position: place.imported && /\.(?:svg|ico)(?:$|\?(?!url\b))/i.test(url) ? 'string' : position,
      role: place.role,
      element: attribute?.element ?? place.element ?? styledElement(place),
      mapping: place.mapping,
      names,
      scope: attribute && use === 'picture' ? `e${attribute.element.start}` : undefined,
    };
  });
}

/** Markup, style sheets and Markdown in strings; true when the string is no address itself. */
function readsOther(place: StringPlace, raw: string): boolean {
  const { sink, literal } = place;
  if (sink.depth >= deepest || raw.length < 12) {
    return false;
  }
  if (!/<[a-z]|url\(|image-set\(|!\[/i.test(raw)) {
    return false;
  }
  const quote = literal.quote === '"' || literal.quote === "'" ? literal.quote : '';
  const within: Within = {
    role: place.role,
    element: place.element ?? styledElement(place),
    mapping: place.mapping,
    names: namesOf(place),
    quote,
  };
  const deeper = { ...sink, depth: sink.depth + 1 };
  if (raw.includes('<') && !raw.startsWith('data:') && /<[a-z]/i.test(raw)) {
    sink.read.markup(deeper, literal.start, literal.end, within);
    return true;
  }
  if (raw.includes('url(') || raw.includes('image-set(')) {
    if (!place.computed || !/(?:url|image-set)\(["'\\]*$/.test(raw)) {
      sink.read.style(deeper, literal.start, literal.end, within);
    }
    return true;
  }
  if (raw.includes('![') && raw.includes('](')) {
    sink.read.markdown(deeper, literal.start, literal.end, within);
    return true;
  }
  return false;
}

function offerEmpty(place: StringPlace): void {
  const attribute = directAttribute(place);
  const top = place.stack[place.stack.length - 1];
  if (attribute && top?.kind === 'bracket' && top.container && top.tokens === 0 && asksForPicture(attribute.element, attribute.attribute)) {
    const { start, end } = place.literal;
    const slot = slotOf(place, undefined, attribute);
    place.sink.found.push({
      start,
      end,
      slot,
      position: 'picture',
      role: place.role,
      element: attribute.element,
      url: '',
      address: { kind: 'empty', needs: 'picture' },
    });
  }
}

function offerSeveral(place: StringPlace, raw: string, attribute: Direct | undefined): void {
  const start = place.literal.start;
  for (const one of readSrcset(raw)) {
    const quote = place.literal.quote === '"' || place.literal.quote === "'" ? place.literal.quote : '';
    offer(place.sink, unescapeLiteral(raw.slice(one.start, one.end), place.literal.quote, place.dialect), () => ({
      start: start + one.start,
      end: start + one.end,
      slot: {
        kind: 'srcset',
        tag: attribute?.element.tag ?? '',
        attribute: attribute?.attribute ?? 'srcset',
        quote,
        descriptor: one.descriptor,
      },
      position: 'picture',
      role: place.role,
      element: attribute?.element,
      mapping: place.mapping,
      names: namesOf(place),
      density: densityOf(one.descriptor),
      scope: attribute ? `e${attribute.element.start}` : `l${start}`,
    }));
  }
}

function slotOf(place: StringPlace, name: string | undefined, attribute: Direct | undefined): Slot {
  const { quote } = place.literal;
  if (place.imported) {
    return { kind: 'import', quote };
  }
  if (place.dialect.slot === 'data') {
    return { kind: 'data', quote: quote === '"' || quote === "'" ? quote : '', key: name };
  }
  return attribute ? { kind: 'string', quote, tag: attribute.element.tag, attribute: attribute.attribute } : { kind: 'string', quote };
}

interface Direct {
  readonly element: Element;
  readonly attribute: string;
}

/** The attribute that the string is the value of, perhaps behind a condition: `src={wide ? '…' : '…'}`. */
function directAttribute({ stack }: StringPlace): Direct | undefined {
  for (let depth = stack.length - 1; depth >= 0 && stack.length - depth < 6; depth -= 1) {
    const frame = stack[depth];
    if (frame?.kind !== 'bracket') {
      return undefined;
    }
    const { container } = frame;
    if (container) {
      return container.element && container.attribute !== '' ? { element: container.element, attribute: container.attribute } : undefined;
    }
    if (frame.open !== '(' || frame.callee !== '' || frame.key !== undefined) {
      return undefined;
    }
  }
  return undefined;
}

/** The element whose styles, whose handler or whose source, perhaps in a call, the string stands in. */
function styledElement({ stack }: StringPlace): Element | undefined {
  for (let depth = stack.length - 1; depth >= 0 && stack.length - depth < 6; depth -= 1) {
    const frame = stack[depth];
    if (frame?.kind !== 'bracket') {
      return undefined;
    }
    if (frame.container) {
      const { element, attribute } = frame.container;
      const belongs =
        /^(?:style|class|classname|source|on[\w:]+)$/i.test(attribute) || (element && useOf(element, attribute) === 'picture');
      return belongs ? element : undefined;
    }
  }
  return undefined;
}

function namesOf(place: StringPlace): readonly string[] {
  return [...namesIn(place.stack), ...place.names];
}

function isFallback({ stack }: StringPlace): boolean {
  return stack.slice(-40).some((frame) => frame.kind === 'bracket' && (frame.fallback || frame.fallbackInside));
}

function inConfiguration({ stack, names }: StringPlace): boolean {
  return names.some(isConfiguration) || stack.slice(-40).some((frame) => frame.kind === 'bracket' && frame.config);
}

/** Joined with what stands before or behind it, or given to something that fills it in. */
export function isComputed(text: string, literal: Literal, last: string, dialect: Dialect, next: number): boolean {
  if (last !== '' && last !== '"') {
    dialect.concat.lastIndex = 0;
    const joined = dialect.concat.exec(last);
    if ((joined && joined[0].length === last.length) || last === '+=') {
      return true;
    }
  }
  dialect.concat.lastIndex = next;
  const behind = text.charAt(next);
  if (dialect.concat.test(text) && !(behind === '+' && text.charAt(next + 1) === '=')) {
    return true;
  }
  if (dialect.adjacent && (last === '"' || behind === '"' || behind === "'")) {
    return true;
  }
  if (behind === '.' && /^\.(?:concat|replace|replaceAll|format|formatted|sub|gsub|arg)\s*\(/.test(text.slice(next, next + 20))) {
    return true;
  }
  return (
    dialect.slot === 'string' && literal.end - literal.start < 3000 && isTemplated(text.slice(literal.start, literal.end)) && last === '%'
  );
}
