/**
 * A text from somewhere else as text in a cell of Markdown and nothing else: no markup, links, HTML, mathematics or new cells, nothing
 * that hides or turns around. What is too much is told by its length.
 */
export function markdownText(text: string, limit: number): string {
  const characters = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()];
  const rest = characters.length - limit;
  const told = rest > 0 ? `${characters.slice(0, limit).join('')}… (${rest} more characters)` : characters.join('');
  return told.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
