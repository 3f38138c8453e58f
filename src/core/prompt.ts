/** The lines of the service's prompt template that were not filled in: a label alone, or with its hint in brackets. */
const emptyPart = /^[ \t]*(?:scene|subject|important details|use case|constraints)[ \t]*:[ \t]*(?:\[[^\]\n]*\])?[ \t]*$/gim;

/** Whether a prompt asks for nothing: blank, or just the template. */
export function isEmptyPrompt(prompt: string): boolean {
  return prompt.replace(emptyPart, '').trim() === '';
}
