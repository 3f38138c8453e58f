/** What each language writes instead of a character; every function maps a whole value and never fails. */

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    times: '×',
    copy: '©',
    reg: '®',
    trade: '™',
    mdash: '—',
    ndash: '–',
    hellip: '…',
    middot: '·',
    bull: '•',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
    ccedil: 'ç',
    ntilde: 'ñ',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    euro: '€',
    pound: '£',
    yen: '¥',
    deg: '°',
    rarr: '→',
    larr: '←',
    aacute: 'á',
    iacute: 'í',
    oacute: 'ó',
    uacute: 'ú',
    acirc: 'â',
    ecirc: 'ê',
    ocirc: 'ô',
    atilde: 'ã',
    otilde: 'õ',
    aring: 'å',
    aelig: 'æ',
    oslash: 'ø',
  }),
);

const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);

export function fromHtml(raw: string): string {
  return raw.includes('&')
    ? raw.replace(/&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-zA-Z]{2,8}));/g, (all, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) {
          return named.get(name) ?? all;
        }
        return character(hex !== undefined ? parseInt(hex, 16) : Number(decimal), all);
      })
    : raw;
}

/** JavaScript, JSON and the many languages that escape alike. */
export function fromScript(raw: string): string {
  return raw.includes('\\')
    ? raw.replace(
        /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
        (all, braced?: string, unicode?: string, byte?: string, other?: string) => {
          if (other !== undefined) {
            return /[\r\n]/.test(other) ? '' : (controls.get(other) ?? other);
          }
          return character(parseInt(braced ?? unicode ?? byte ?? '', 16), all);
        },
      )
    : raw;
}

export function fromStyle(raw: string): string {
  return raw.includes('\\')
    ? raw.replace(/\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(\r\n|[\s\S]))/g, (all, hex?: string, other?: string) => {
        if (hex !== undefined) {
          return character(parseInt(hex, 16), all);
        }
        return other === undefined || /[\r\n]/.test(other) ? '' : other;
      })
    : raw;
}

/** SQL and YAML double the quote that they hold. */
export function fromDoubled(raw: string, quote: string): string {
  return raw.includes(quote) ? raw.replaceAll(quote + quote, quote) : raw;
}

function character(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
