/** XMP packets (ISO 16684-1) as text: ours in it is one `rdf:Description`, everything else stays as it is. */

const namespaces = {
  easel: 'urn:easel:recipe/',
  iptc: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
} as const;

const rdfEnd = '</rdf:RDF>';
const descriptionEnd = '</rdf:Description>';

/** Packets beyond this are not looked into, in UTF-16 code units. */
const maxPacket = 4 * 1024 * 1024;

/**
 * The packet with the recipe and the source type in it.
 * @param before the packet that is there, if any
 * @param recipe one line of JSON; `undefined` when there is no room for it
 * @returns `undefined` when the packet is not one that can be added to: then it is left as it is
 */
export function withRecipe(before: Uint8Array | undefined, recipe: string | undefined, sourceType: string): Uint8Array | undefined {
  const text = before ? decode(before) : emptyPacket;
  if (text === undefined || text.length > maxPacket) {
    return undefined;
  }
  const others = retyped(withoutOurs(text), sourceType);
  const end = others.lastIndexOf(rdfEnd);
  if (end < 0) {
    return undefined;
  }
  const ours = description(others, recipe, sourceType);
  return new TextEncoder().encode(`${others.slice(0, end)}${ours}${others.slice(end)}`);
}

/** The recipe in a packet, if there is one. */
export function recipeIn(packet: Uint8Array): string | undefined {
  const text = decode(packet);
  if (text === undefined || text.length > maxPacket || !text.includes(namespaces.easel)) {
    return undefined;
  }
  const [open, close] = ['<easel:recipe>', '</easel:recipe>'];
  const start = text.indexOf(open);
  if (start >= 0) {
    const end = text.indexOf(close, start);
    return end < 0 ? undefined : unescaped(text.slice(start + open.length, end));
  }
  // Other tools write simple properties as attributes.
  const attribute = text.indexOf('easel:recipe=');
  const quote = attribute < 0 ? '' : text.charAt(attribute + 13);
  const end = quote === '"' || quote === "'" ? text.indexOf(quote, attribute + 14) : -1;
  return end < 0 ? undefined : unescaped(text.slice(attribute + 14, end));
}

const emptyPacket = [
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
  '</rdf:RDF></x:xmpmeta>',
  '<?xpacket end="w"?>',
].join('\n');

function description(others: string, recipe: string | undefined, sourceType: string): string {
  // All descriptions of a packet are about the same thing, whatever it is called there.
  const about = /rdf:about=(?:"([^"<]*)"|'([^'<]*)')/.exec(others);
  const name = (about?.[1] ?? about?.[2] ?? '').replaceAll('"', '&quot;');
  const properties = [
    ...(others.includes('DigitalSourceType') ? [] : [`<Iptc4xmpExt:DigitalSourceType>${sourceType}</Iptc4xmpExt:DigitalSourceType>`]),
    ...(others.includes('xmp:CreatorTool') ? [] : ['<xmp:CreatorTool>Easel</xmp:CreatorTool>']),
    ...(recipe === undefined ? [] : [`<easel:recipe>${escaped(recipe)}</easel:recipe>`]),
  ];
  return [`${opening(name)} xmlns:Iptc4xmpExt="${namespaces.iptc}" xmlns:xmp="${namespaces.xmp}">`, ...properties, descriptionEnd, ''].join(
    '\n',
  );
}

function opening(about: string): string {
  return `<rdf:Description xmlns:easel="${namespaces.easel}" rdf:about="${about}"`;
}

/** Without what an earlier run has written. */
function withoutOurs(text: string): string {
  const mark = `<rdf:Description xmlns:easel="${namespaces.easel}"`;
  const left: string[] = [];
  let from = 0;
  // Once through the text: a packet of anybody may hold the mark many thousand times.
  for (let start = text.indexOf(mark); start >= 0; start = text.indexOf(mark, from)) {
    const end = text.indexOf(descriptionEnd, start);
    if (end < 0) {
      break;
    }
    left.push(text.slice(from, start));
    const after = end + descriptionEnd.length;
    from = text[after] === '\n' ? after + 1 : after;
  }
  return [...left, text.slice(from)].join('');
}

/** What another program said of the source is no longer true: a part of the picture is made by a model now. */
function retyped(text: string, sourceType: string): string {
  return (
    text
      .replace(/(<([\w-]+:DigitalSourceType)>)[^<]*(<\/\2>)/g, (_, open: string, _name, close: string) => open + sourceType + close)
      // Looks back from the colon: a search that began with the prefix would try every letter of a long word anew.
      .replace(/(?<=[\w-]):DigitalSourceType=(?:"[^"<]*"|'[^'<]*')/g, `:DigitalSourceType="${sourceType}"`)
  );
}

/** `undefined` for what is not UTF-8: packets in UTF-16 and UTF-32 are legal and rare. */
function decode(packet: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(packet);
  } catch {
    return undefined;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) {
        return entities[name.toLowerCase()] ?? whole;
      }
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
