/** Removes every key that it has learned from a text, in the forms in which a service might echo it. */
export interface Redactor {
  learn(key: string): void;
  redact(text: string): string;
}

const mark = '•••';

export function createRedactor(): Redactor {
  // Keys that were replaced stay here: an answer to an old key can arrive after the new one was set.
  const secrets = new Set<string>();
  return {
    learn: (key) => {
      for (const form of formsOf(key)) {
        secrets.add(form);
      }
    },
    redact: (text) => {
      let clean = text;
      for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
        clean = clean.replaceAll(secret, mark);
      }
      return clean;
    },
  };
}

/** The key itself, its secret half (a fal key is `id:secret`), and both in base64, URL encoding and JSON escapes. */
function formsOf(key: string): string[] {
  const secret = key.slice(key.indexOf(':') + 1);
  const parts = secret.length >= 8 ? [key, secret] : [key];
  return parts.flatMap((part) => {
    const base64 = btoa(part);
    const bare = base64.replace(/=+$/, '');
    return [
      part,
      base64,
      bare,
      bare.replaceAll('+', '-').replaceAll('/', '_'),
      encodeURIComponent(part),
      JSON.stringify(part).slice(1, -1),
    ];
  });
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
