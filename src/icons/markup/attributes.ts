import type { TextEdit } from '../textEdit';
import type { Tag } from './tags';

/** The value of an attribute as a reader understands it; nothing when the tag has none of the name. */
export function attributeOf(tag: Tag, name: string): string | undefined {
  const value = tag.attributes.find((one) => one.name === name)?.value;
  return value === undefined ? undefined : unescaped(value);
}

/** Gives a tag attributes: those that read so already stay as they are written, others are changed in place, missing ones come last. */
export function setAttributes(tag: Tag, values: Readonly<Record<string, string>>): TextEdit[] {
  const edits: TextEdit[] = [];
  let added = '';
  for (const [name, value] of Object.entries(values)) {
    const there = tag.attributes.find((one) => one.name === name);
    const text = `${name}="${escaped(value)}"`;
    if (there === undefined) {
      added += ` ${text}`;
    } else if (unescaped(there.value) !== value) {
      edits.push({ start: there.start, end: there.end, text });
    }
  }
  return added === '' ? edits : [...edits, { start: tag.last, end: tag.last, text: added }];
}

/** Takes attributes away, with the blanks before them. */
export function dropAttributes(text: string, tag: Tag, names: readonly string[]): TextEdit[] {
  return tag.attributes
    .filter((one) => names.includes(one.name))
    .map((one) => {
      let start = one.start;
      while (/\s/.test(text.charAt(start - 1))) {
        start -= 1;
      }
      return { start, end: one.end, text: '' };
    });
}

/** A text for an attribute in double quotes, or between tags, in HTML and XML. */
export function escaped(text: string): string {
  return text.replace(/[&"<>]/g, (one) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;' })[one] ?? '&gt;').replace(/[\r\n\t]+/g, ' ');
}

function unescaped(value: string): string {
  return value.replace(/&(?:amp|quot|lt|gt|apos|#39|#x27);/gi, (one) => entities[one.toLowerCase()] ?? one);
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
};
