import { insertAt, insertIntoValue, isReplaceable, type Insertion, type ReferenceEdit } from './edit';
import { attributeText, attributeUrl, quoted, stringText } from './escape';
import { importedName, importName, localName, newImport, type NewImport, type Script } from './imports';
import { baseOf, dotted, encodePath, parentOf, relativePath } from './paths';
import { isImported, meansAsset, sourceFor, stringFor, urlFor, type Place } from './place';
import { scriptSpot, type ScriptSpot } from './scriptSpot';

/** A picture as a script can name it, and what must be written for that elsewhere in the document. */
export interface Picture {
  /** What the import gives: an address, or an object that holds it. */
  readonly expression: string;
  /** The address alone. */
  readonly address: string;
  readonly additional: readonly Insertion[];
  readonly fresh: NewImport | undefined;
}

/** Names the picture in a module, or in the script of a component. */
export function scriptReference(place: Place, script: Script, jsx: boolean): ReferenceEdit {
  const spot = scriptSpot(place.text, place.start, jsx, script.start);
  switch (spot.kind) {
    case 'comment':
      return insertAt(place, stringFor(place));
    case 'string':
      return intoString(place, script, spot);
    case 'jsx-text':
      return element(place, script);
    case 'jsx-tag':
      return intoTag(place, script, spot);
    case 'jsx-value':
      return intoValue(place, script, spot);
    case 'code':
      return intoCode(place, script, spot);
  }
}

/** The name of the picture in a script: the import that is there, or a new one. */
export function pictureIn(place: Place, script: Script): Picture {
  const object = place.project.bundler === 'next' || place.project.bundler === 'astro';
  const existing = importedName(place.text, script, (source) => meansAsset(place, source));
  const source = (place.project.bundler === 'parcel' ? 'url:' : '') + sourceFor(place);
  const fresh =
    existing === undefined
      ? newImport(place.text, script, { name: importName(place.text, baseOf(place.asset)), source }, place.eol)
      : undefined;
  const name = existing ?? fresh?.name ?? '';
  return { expression: name, address: object ? `${name}.src` : name, additional: fresh ? [fresh] : [], fresh };
}

/** The quotes that the script writes its strings in. */
export function usualQuote(place: Place, script: Script): string {
  const text = place.text.slice(script.start, script.end);
  // Not behind an equals sign: JSX attributes have double quotes in any style.
  const count = (quote: string): number => text.match(new RegExp(`(?:from|import|[(:,[]) *${quote}`, 'g'))?.length ?? 0;
  return count('"') > count("'") ? '"' : "'";
}

function intoCode(place: Place, script: Script, spot: ScriptSpot & { kind: 'code' }): ReferenceEdit {
  if (spot.expects === 'element' && writesElements(place)) {
    return element(place, script);
  }
  if (!isImported(place)) {
    return insertAt(place, quoted(stringFor(place), usualQuote(place, script)));
  }
  if (place.project.bundler === 'metro') {
    return insertAt(place, requireCall(place, script));
  }
  const picture = pictureIn(place, script);
  if (picture.fresh && spot.expects === 'statement' && spot.top) {
    // Where a statement of the module belongs, the import itself is what was asked for.
    const line = /[^\r\n]*$/.exec(place.text.slice(script.start, place.start))?.[0] ?? '';
    const here = line.trim() === '' && place.start >= picture.fresh.offset;
    const at = { ...place, start: picture.fresh.offset, end: picture.fresh.offset };
    return here || place.start !== place.end ? insertAt(place, picture.fresh.statement) : insertAt(at, picture.fresh.text);
  }
  return insertAt(place, /^[a-z]/.test(spot.tag) ? picture.address : picture.expression, picture.additional);
}

/** A template literal can hold the name of an import; other strings can only hold the path. */
function intoString(place: Place, script: Script, spot: ScriptSpot & { kind: 'string' }): ReferenceEdit {
  const path = stringAt(place, spot.start - 1);
  if (spot.quote === '`' && path === stringFor(place) && isImported(place) && place.project.bundler !== 'metro') {
    const picture = pictureIn(place, script);
    return insertIntoValue(place, spot, `\${${picture.address}}`, picture.additional);
  }
  return insertIntoValue(place, spot, stringText(path, spot.quote));
}

/** What stands in a string depends on who reads it: an import wants a source, `new URL` a way from this file. */
function stringAt(place: Place, quoteAt: number): string {
  const before = place.text.slice(Math.max(0, quoteAt - 40), quoteAt);
  if (/\b(?:from|import|import\s*\(|require\s*\()\s*$/.test(before)) {
    return sourceFor(place);
  }
  return /\bnew\s+URL\(\s*$/.test(before) ? encodePath(dotted(relativePath(parentOf(place.path), place.asset))) : stringFor(place);
}

function element(place: Place, script: Script): ReferenceEdit {
  if (place.project.bundler === 'metro') {
    return nativeElement(place, script);
  }
  const attributes = elementAttributes(place, script);
  return insertAt(place, `<${attributes.tag} ${attributes.list.map(([, text]) => text).join(' ')} />`, attributes.additional);
}

function elementAttributes(
  place: Place,
  script: Script,
  asked?: string,
): { tag: string; list: [string, string][]; additional: readonly Insertion[] } {
  const component = place.project.bundler === 'next' ? localName(place.text, script, 'next/image', 'default') : undefined;
  const tag = asked ?? component ?? 'img';
  const picture = isImported(place) ? pictureIn(place, script) : undefined;
  const value = picture ? `{${/^[a-z]/.test(tag) ? picture.address : picture.expression}}` : `"${attributeUrl(urlFor(place))}"`;
  return {
    tag,
    list: [
      ['src', `src=${value}`],
      ['width', `width={${place.width}}`],
      ['height', `height={${place.height}}`],
      ['alt', `alt="${attributeText(place.alt)}"`],
    ],
    additional: picture?.additional ?? [],
  };
}

/** React Native has no `img`: its `Image` takes what `require` gives, and its size as a style. */
function nativeElement(place: Place, script: Script): ReferenceEdit {
  const known = localName(place.text, script, 'react-native', 'Image') ?? localName(place.text, script, 'expo-image', 'Image');
  const label = place.alt === '' ? '' : ` accessibilityLabel="${attributeText(place.alt)}"`;
  const insert = `<${known ?? 'Image'} source={${requireCall(place, script)}} style={{ width: ${place.width}, height: ${place.height} }}${label} />`;
  return insertAt(
    place,
    insert,
    known === undefined ? [newImport(place.text, script, { name: 'Image', source: 'react-native', named: true }, place.eol)] : [],
  );
}

export function requireCall(place: Place, script: Script): string {
  return `require(${quoted(sourceFor(place), usualQuote(place, script))})`;
}

/** Adds those attributes of a picture that the tag does not have yet. */
function intoTag(place: Place, script: Script, spot: ScriptSpot & { kind: 'jsx-tag' }): ReferenceEdit {
  const written = /^[^<>]*/.exec(place.text.slice(spot.start + 1))?.[0] ?? '';
  if (place.project.bundler === 'metro') {
    return insertAt(place, padded(place, `source={${requireCall(place, script)}}`));
  }
  const { list, additional } = elementAttributes(place, script, spot.tag);
  const wanted = /^(?:img|image)$/i.test(spot.tag) ? list : list.slice(0, 1);
  const missing = wanted.filter(([name]) => !new RegExp(`\\s${name}(?=[\\s=/]|$)`).test(written));
  const inserted = missing.length > 0 ? missing : wanted.slice(0, 1);
  return insertAt(place, padded(place, inserted.map(([, text]) => text).join(' ')), inserted[0]?.[0] === 'src' ? additional : []);
}

/** `src=""` can only hold an address; a picture that is imported takes the place of the quotes too. */
function intoValue(place: Place, script: Script, spot: ScriptSpot & { kind: 'jsx-value' }): ReferenceEdit {
  const closed = place.text.charAt(spot.end) === spot.quote;
  const imported = isImported(place) && place.project.bundler !== 'metro';
  if (imported && closed && isReplaceable(place, spot) && /^(?:src|href|poster)$/i.test(spot.attribute)) {
    const picture = pictureIn(place, script);
    const all = { ...place, start: spot.start - 1, end: spot.end + 1 };
    return insertAt(all, `{${/^[a-z]/.test(spot.tag) ? picture.address : picture.expression}}`, picture.additional);
  }
  return insertIntoValue(place, spot, attributeUrl(urlFor(place, isImported(place))));
}

/** Spaces between an attribute and its neighbours. */
export function padded(place: Place, attributes: string): string {
  const before = /[\s]$/.test(place.text.slice(0, place.start)) ? '' : ' ';
  const after = /^[\s>]|^$/.test(place.text.slice(place.end)) ? '' : ' ';
  return before + attributes + after;
}

function writesElements(place: Place): boolean {
  return (
    /react$|^mdx$|^astro$/.test(place.languageId) ||
    /\.[jt]sx$/.test(place.path) ||
    /\bfrom\s*["'](?:react|preact|solid-js)\b/.test(place.text)
  );
}
