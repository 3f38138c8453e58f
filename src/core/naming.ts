/** The name that a picture gets when the settings say nothing else. */
export const defaultFileName = '{prompt}';

/** What a file name can be made of. `index` counts from 1 within one run. */
export interface NameFacts {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly model: string;
  readonly quality: string;
  readonly format?: string | undefined;
  readonly date: Date;
  readonly index?: number | undefined;
}

const fallbackName = 'image';

/** Every file system takes 255 bytes; the rest is for a number, an extension and whatever a sync tool adds. */
const maxBytes = 120;

/** In columns: a Chinese or Japanese character counts as two, because it says as much as a syllable. */
const slugColumns = 44;

/** Words that make a name longer and say nothing about the picture. */
const filler = new Set(
  'a an the of in on at with and or for to from by is are be this that these those its it as into some very please featuring showing depicting'.split(
    ' ',
  ),
);

/** What leads on to a word that was cut off. */
const danglingWord = /(?:-(?:over|under|above|below|behind|beside|between|near|through|across|against|around|without|while|but))+$/;

/** Letters that stay whole when accents are taken off. */
// prettier-ignore
const latin: Readonly<Record<string, string>> = {
  ß: 'ss', ẞ: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe', ø: 'o', Ø: 'o', đ: 'd', Đ: 'd', ð: 'd', Ð: 'd', þ: 'th', Þ: 'th', ł: 'l', Ł: 'l', ħ: 'h', Ħ: 'h', ı: 'i', ŋ: 'n', Ŋ: 'n', ŧ: 't', Ŧ: 't', ĸ: 'k', ſ: 's', ə: 'e', ƒ: 'f',
};

/** The name of a file without its extension, from the template of the settings. Unknown tokens are left out. */
export function fileNameFrom(template: string, facts: NameFacts): string {
  const values: Readonly<Record<string, () => string>> = {
    prompt: () => slug(facts.prompt) || fallbackName,
    width: () => String(facts.width),
    height: () => String(facts.height),
    size: () => `${facts.width}x${facts.height}`,
    // The owner before the first slash says nothing to a reader: "openai/gpt-image-2/edit" is "gpt-image-2-edit".
    model: () => slug(facts.model.slice(facts.model.indexOf('/') + 1).replaceAll('/', '-')),
    quality: () => slug(facts.quality),
    format: () => slug(facts.format ?? ''),
    date: () => `${facts.date.getFullYear()}-${two(facts.date.getMonth() + 1)}-${two(facts.date.getDate())}`,
    time: () => `${two(facts.date.getHours())}${two(facts.date.getMinutes())}${two(facts.date.getSeconds())}`,
    index: () => (facts.index === undefined ? '' : String(facts.index)),
  };
  const filled = (template.trim() || defaultFileName).replace(/\{([^{}]*)\}/g, (_, token: string) =>
    Object.hasOwn(values, token) ? (values[token]?.() ?? '') : '',
  );
  // A token that was left out leaves its separators behind.
  return safeName(filled.replace(/([-_ .])\1+/g, '$1').replace(/^[-_ .]+|[-_ .]+$/g, ''));
}

/**
 * A name that every system takes, without an extension and never empty. What a person typed is kept as far as it can be; an image
 * extension goes, because the format decides it. Applying it twice changes nothing.
 */
export function safeName(name: string): string {
  let safe = name;
  for (let pass = 0; pass < 8; pass += 1) {
    // Cutting can bring an extension or a dot to the end, so it goes on until nothing changes.
    const next = safePass(safe);
    if (next === safe) {
      break;
    }
    safe = next;
  }
  return safe;
}

function safePass(name: string): string {
  const clean = name
    .normalize('NFC')
    // Marks that are not seen or turn the reading direction, lone surrogates, private use, blanks in disguise.
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/[<>:"/\\|?*]+/g, '-')
    .replace(/ {2,}/g, ' ');
  const bare = trim(clean).replace(/[-. ]*\.(?:png|jpe?g|jfif|webp|gif|avif|svg|ico|icns|bmp|tiff?|heic)$/i, '');
  const bounded = cut(renameDevice(trim(bare)), maxBytes);
  return bounded === '' ? fallbackName : bounded;
}

/**
 * What two names have in common that some file system takes for the same: Windows and macOS know no case, and macOS no difference
 * between a letter with its accent and a letter and its accent. A project is checked out on all of them.
 */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** `hero`, `hero-2`, `hero-3`. A number at the end of the name stays as it is: in an asset's name it is a size or a year (`icon-32`). */
export function numbered(name: string, n: number): string {
  const ending = n > 1 ? `-${Math.floor(n)}` : '';
  return cut(name, maxBytes - ending.length) + ending;
}

/**
 * What the picture is about: the Subject of a prompt that is written on the service's template (else its Scene), otherwise the
 * prompt, without the words that only ask for a picture ("Create an image of").
 */
export function promptSubject(prompt: string): string {
  const text = prompt.replace(/\r\n?/g, '\n').trim();
  const plain = templatePart(text, 'subject') ?? templatePart(text, 'scene') ?? templatePart(text, 'important details') ?? text;
  const asked = plain
    .replace(
      /^(?:(?:please|can you|could you|i (?:want|need)|i'd like)\s+)*(?:(?:create|generate|make|draw|design|render|paint|produce|give)\s+(?:me\s+|us\s+)?)?/i,
      '',
    )
    .replace(/^(?:(?:an?|the|some)\s+)?(?:image|picture|photo|photograph|drawing|pic)\s+(?:of|showing|with)\s+/i, '')
    .trim();
  return asked === '' ? plain : asked;
}

/** One labelled part of the service's template, on a line of its own or all in one line. Undefined when it is missing or not filled in. */
function templatePart(text: string, label: string): string | undefined {
  const labels = 'scene|subject|important details|use case|constraints';
  const part =
    new RegExp(`(?:^|[\\n.;,]|\\s)\\s*${label}[ \\t]*:[ \\t]*([\\s\\S]*?)(?=(?:^|\\s)(?:${labels})[ \\t]*:|$)`, 'i')
      .exec(text)?.[1]
      ?.trim() ?? '';
  return part === '' || /^\[[^\]]*\]$/.test(part) ? undefined : part;
}

/** A readable kebab-case name of the first meaningful words of the first sentence. Empty when the text has no letters and no digits. */
function slug(text: string): string {
  const subject = promptSubject(text);
  const sentence = /^[\s\S]*?[^\s.!?。！？]{2}[.!?。！？](?=\s|[^\x00-\x7f]|$)/.exec(subject)?.[0] ?? subject;
  const all = wordsOf(sentence).length > 1 ? wordsOf(sentence) : wordsOf(subject);
  const telling = all.filter((word) => !filler.has(word));
  let name = '';
  for (const word of telling.length > 0 ? telling : all) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (columns(longer) > slugColumns) {
      return name === '' ? takeWhile(word, (part) => columns(part) <= slugColumns) : name.replace(danglingWord, '');
    }
    name = longer;
  }
  return name;
}

function wordsOf(text: string): string[] {
  const letters = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Script=Latin}\p{Nd}]+/gu, (run) => run.normalize('NFKC'))
    .replace(/(\p{L})['’](?=(?:s|t|re|ve|ll|d|m)(?!\p{L}))/giu, '$1')
    .replace(/\p{Script=Latin}/gu, (letter) => latin[letter] ?? letter)
    .normalize('NFD')
    // Only Latin letters lose their marks: in other scripts a mark makes another letter (й, が).
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase();
  return letters.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
}

function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1), 0);
}

/** Windows opens a device for these names whatever extension follows. */
function renameDevice(name: string): string {
  return name.replace(/^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))/i, '$1-image');
}

function trim(text: string): string {
  return text.replace(/^[-. ]+|[-. ]+$/g, '');
}

/** The longest beginning within the bytes that splits no character a reader would see as one. */
function cut(text: string, limit: number): string {
  return byteLength(text) <= limit ? text : trim(takeWhile(text, (part) => byteLength(part) <= limit));
}

function takeWhile(text: string, fits: (part: string) => boolean): string {
  let taken = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (!fits(taken + segment)) {
      break;
    }
    taken += segment;
  }
  if (taken === '') {
    // One letter under a heap of marks can be longer than a name: then the heap is cut.
    for (const character of text) {
      if (!fits(taken + character)) {
        break;
      }
      taken += character;
    }
  }
  return taken;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
