/** What a person types for a colour, `#18c`, `1188cc` or `#1188CC`, as `#rrggbb` in lower case; undefined while it is none. */
export function parseHex(text: string): string | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1];
  if (digits === undefined) {
    return undefined;
  }
  return `#${digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join('')}`;
}

/** Whether more characters could make a colour of it. */
export function mayBecomeHex(text: string): boolean {
  return /^#?[0-9a-f]{0,6}$/.test(text.trim().toLowerCase());
}

/** Whether black is seen better on the colour than white. */
export function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  // Where both have the same contrast, by relative luminance.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}
