/** The lines of the service's prompt template that were not filled in: a label alone, or with its hint in brackets. */
const emptyPart = /^[ \t]*(?:scene|subject|important details|use case|constraints)[ \t]*:[ \t]*(?:\[[^\]\n]*\])?[ \t]*$/gim;

/** Whether a prompt asks for nothing: blank, or just the template. */
export function isEmptyPrompt(prompt: string): boolean {
  return prompt.replace(emptyPart, '').trim() === '';
}

/**
 * A prompt's length for its price, in characters of Latin script, four of which make about a token. A character of another script can be
 * a token by itself, and the most that a run may cost must hold for it.
 */
export function pricedLength(prompt: string): number {
  let length = 0;
  for (const character of prompt) {
    length += character <= '\u024f' || /[\u2010-\u2027\u2030-\u205e]/.test(character) ? 1 : 4 * character.length;
  }
  return length;
}
