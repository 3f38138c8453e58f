/** `+` as a space and escapes undone, as a form would send them. What is no escape stays as it is; nothing throws. */
export function decode(raw: string): string {
  return raw.replaceAll('+', ' ').replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      // Not UTF-8: the ASCII among it can still be read.
      return escapes.replace(/%[0-7][\da-f]/gi, (one) => String.fromCharCode(Number.parseInt(one.slice(1), 16)));
    }
  });
}

/** Decoded words on one line: the services break lines at `\n` and `|`. */
export function oneLine(decoded: string): string | undefined {
  const line = decoded
    .replace(/\\[nr]|\|/g, ' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? undefined : line;
}

/** What commas separate, decoded; undefined when there is nothing. */
export function words(decoded: string): readonly string[] | undefined {
  const found = decoded.split(',').flatMap((word) => oneLine(word) ?? []);
  return found.length > 0 ? found : undefined;
}
