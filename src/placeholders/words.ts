/** Names in code, read as words. */

const pictureWords = new Set(
  (
    'image img src photo picture pic avatar logo icon favicon cover hero banner thumbnail thumb poster background bg screenshot gallery ' +
    'illustration wallpaper backdrop artwork portrait headshot splash imgs pics srcset setbg teaser masthead carousel snapshot mockup photograph'
  ).split(' '),
);
/** Say nothing about whether a value is a picture: what they belong to does. */
const neutralWords = new Set(
  'url uri path file href link value default small medium large light dark original full source sources'.split(' '),
);
const technicalWords = new Set(
  'img imgs pic pics bg xlink url uri src href path file link srcset data const ref id str string html css js jsx ts tsx set get use default fallback'.split(
    ' ',
  ),
);
const vagueWords = new Set(
  (
    'args params settings defaults async handle methods xs sm md lg xl sx tw onerror onload on error handler og twitter meta site app data image images background bg current target event el elem node document window body head page header url photo photos picture pictures pic pics placeholder placeholders item items value values result results element ' +
    'state props options option config content source sources list array obj object temp tmp test example sample dummy network asset ' +
    'wrapper container inner outer box responsive fluid lazy lazyload lazyloaded loaded card top bottom left right center main root media ' +
    'figure block large small medium full size thumb thumbnail original light dark style styles class classname component public static ' +
    'assets uploads new create build make require import push add append concat string text print echo return with from into for fixture ' +
    'fixtures field column row prop attr seed seeds seeder mock mocks factory json map foreach expect find a an the of and or in to on self this module exports'
  ).split(' '),
);

export function splitName(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** `undefined` for a name that leaves it to what it belongs to. */
export function saysPicture(name: string): boolean | undefined {
  const words = splitName(name);
  if (words.some((word) => pictureWords.has(word) || (word.endsWith('s') && pictureWords.has(word.slice(0, -1))))) {
    return true;
  }
  return words.every((word) => neutralWords.has(word) || /^\d+$/.test(word)) ? undefined : false;
}

/** Nearest first; neutral names defer to the next. */
export function anySaysPicture(names: readonly string[]): boolean {
  // `thumbs: { kitchen: … }`: a collection of pictures by their names.
  if (names.slice(1, 3).some((name) => isCollection(name))) {
    return true;
  }
  for (const name of names.slice(0, 3)) {
    const says = saysPicture(name);
    if (says !== undefined) {
      return says;
    }
  }
  return false;
}

function isCollection(name: string): boolean {
  const last = splitName(name).at(-1) ?? '';
  return last === 'gallery' || (last.endsWith('s') && pictureWords.has(last.slice(0, -1)));
}

/** What a name tells about a picture, or nothing: `heroImageUrl` is a hero image, `imgSrc` is no help. */
export function meaning(name: string): string {
  const words = splitName(name).filter((word) => !technicalWords.has(word) && !/^(?:\d+|\d+x\d+|[\da-f]{8,})$/.test(word));
  return words.some((word) => !vagueWords.has(word) && word.length > 1) ? words.join(' ') : '';
}

const utility = new RegExp(
  '[:\\[\\]/%!@.&]|' +
    '^-?(?:[mp][trblxyse]?|[wh]|min|max|col|row|gap|space|text|bg|border|rounded|shadow|object|flex|grid|items|justify|align|content|self|' +
    'place|z|top|left|right|bottom|card-img|inset|opacity|transition|duration|ease|delay|transform|scale|rotate|translate|ring|cursor|order|size|' +
    'aspect|overflow|float|font|leading|tracking|d|g|gx|gy|img|is|has|lg|md|sm|xl|animate|blur|grayscale|filter|mix|sr|select|pointer|' +
    'fit|basis|grow|shrink|line|list|no|not|position|u|js|wp|lazy|svelte|css|sc|next|v|group|peer|from|via|to|origin|backdrop|brightness|columns)-|' +
    '^(?:absolute|relative|fixed|sticky|static|block|inline|inline-block|hidden|visible|container|flex|grid|table|truncate|uppercase|italic|' +
    'underline|antialiased|lazy|lazyload|lazyloaded|loaded|active|selected|clearfix|row|col|group|peer|border|rounded|shadow|transition|transform|' +
    'center|responsive|alignnone|aligncenter|alignleft|alignright|grayscale|blur)$',
);

/** The first class that tells something. */
export function classMeaning(classes: string): string {
  for (const one of classes.slice(0, 2000).split(/\s+/, 40)) {
    if (one !== '' && !utility.test(one)) {
      const found = meaning(one);
      if (found !== '') {
        return found;
      }
    }
  }
  return '';
}

/** One line, trimmed, of a length that a prompt may have. */
export function cleanText(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/gu, ' ').trim();
  return line.length <= 300
    ? line
    : line
        .slice(0, 300)
        .replace(/[\ud800-\udbff]$/, '')
        .trim();
}

/** An address with a piece that a program fills in. */
export function isTemplated(value: string): boolean {
  return isFilledIn(value) || /%[sdifu](?![\da-fA-F])|%\d?\$?s|\{[\w.$ ]*\}|\\\(|\*|\[\[|\]\]|__[A-Z]/.test(value);
}

/** Any text with such a piece; people write stars and per cent signs. */
export function isFilledIn(value: string): boolean {
  return /\$\{|\{\{|\{%|<[?%]|%s\b|%\(|#\{|\{[\w.$]+\}|\$[a-zA-Z_]/.test(value);
}
