import { promptSubject } from '../core/naming';

/** Screen readers stop reading comfortably, and some stop reading at all, beyond about this many characters. */
const maxLength = 125;

/**
 * A text alternative from a prompt: its Subject or its first sentence, one line, without a period at the end. It describes what was
 * asked for, so the author should still read it.
 */
export function altTextFrom(prompt: string): string {
  const subject = oneLine(promptSubject(prompt)).replace(/[[\]]/g, '');
  // A sentence ends before a space, and not after an initial or an abbreviation ("St. Mark's", "approx. 3").
  const sentence = /^.*?(?:[^\s.][^\s.]{2,}|\d+|["'”’)])[.!?](?=\s)|^.*?[。！？]/u.exec(subject)?.[0] ?? subject;
  const text = shorten(sentence).replace(/[\s.,;:!?。！？、，–—-]+$/u, '');
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}

/** Line breaks and invisible characters have no place in an attribute. */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

function shorten(text: string): string {
  if (text.length <= maxLength) {
    return text;
  }
  // A text without spaces is cut where it is, but never through a character.
  const head = text.slice(0, maxLength + 1);
  const space = head.lastIndexOf(' ');
  return space > maxLength / 2 ? head.slice(0, space) : [...text.slice(0, maxLength)].filter((one) => !/\p{Cs}/u.test(one)).join('');
}
