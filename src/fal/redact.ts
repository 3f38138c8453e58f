/** Removes every key that it has learned from a text, in the forms in which a service might echo it. */
export interface Redactor {
  learn(key: string): void;
  redact(text: string): string;
}

const mark = '•••';

/** Of a key that was cut off at the end of a text, this many characters already tell something. */
const tellingPrefix = 8;

export function createRedactor(): Redactor {
  // Keys that were replaced stay here: an answer to an old key can arrive after the new one was set.
  const secrets = new Map<string, RegExp>();
  return {
    learn: (key) => {
      for (const form of formsOf(key)) {
        if (!secrets.has(form)) {
          secrets.set(form, new RegExp([...form].map(anyEscapeOf).join(''), 'g'));
        }
      }
    },
    redact: (text) => {
      let clean = text;
      const longestFirst = [...secrets].sort(([a], [b]) => b.length - a.length);
      for (const [, pattern] of longestFirst) {
        clean = clean.replace(pattern, mark);
      }
      for (const [secret] of longestFirst) {
        clean = withoutPrefix(clean, secret);
      }
      return clean;
    },
  };
}

/** The key itself, its secret half (a fal key is `id:secret`), and both in base64 of either alphabet. */
function formsOf(key: string): string[] {
  const secret = key.slice(key.indexOf(':') + 1);
  const parts = secret.length >= 8 ? [key, secret] : [key];
  return parts.flatMap((part) => [
    part,
    ...[btoa(part).replace(/=+$/, ''), ...base64Of(part)].flatMap((one) => [one, one.replaceAll('+', '-').replaceAll('/', '_')]),
  ]);
}

/**
 * As it reads in base64 of a text that has 0, 1 or 2 bytes before it, modulo 3: the characters up to its end when nothing follows, and
 * those that stand for it alone, whatever follows.
 */
function base64Of(part: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const toEnd = btoa(' '.repeat(before) + part)
      .replace(/=+$/, '')
      .slice(Math.ceil((before * 4) / 3));
    const alone = toEnd.slice(0, Math.floor(((before + part.length) * 4) / 3) - Math.ceil((before * 4) / 3));
    return [toEnd, alone].filter((one) => one.length >= tellingPrefix);
  });
}

/**
 * A character as it is, after backslashes, or as JSON, an address or HTML may escape it. A text may mix them. The backslashes before the
 * first one are no part of the key: a search that began with them would go through a long run of them from each one anew.
 */
function anyEscapeOf(character: string, index: number): string {
  const code = character.charCodeAt(0);
  const hex = [...code.toString(16).padStart(2, '0')]
    .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join('');
  const plain = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const [any, some] = index === 0 ? ['', '\\\\'] : ['\\\\*', '\\\\+'];
  return `(?:${any}${plain}|${some}u00${hex}|%(?:25)*${hex}|&#(?:0*${code}|[xX]0*${hex});)`;
}

/** A text that was cut in the middle of a key ends with a part of it. */
function withoutPrefix(text: string, secret: string): string {
  for (let length = Math.min(secret.length - 1, text.length); length >= tellingPrefix; length--) {
    if (text.endsWith(secret.slice(0, length))) {
      return text.slice(0, -length) + mark;
    }
  }
  return text;
}

/**
 * A short form of an answer's body for the log. What the service calls `input` echoes what was sent (a prompt, perhaps a
 * secret) and is left out, also of a body that was cut off.
 */
export function shorten(text: string, limit = 300): string {
  return cleanText(withoutInput(text), limit);
}

/** One line without control characters. */
export function cleanText(text: string, limit: number): string {
  const line = text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

function withoutInput(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return JSON.stringify(body, (name, value: unknown) => (name === 'input' || name === 'json_input' ? undefined : value)) ?? text;
  } catch {
    const start = text.search(/"(json_)?input"/);
    return start === -1 ? text : text.slice(0, start);
  }
}
