import { ImageError } from '../core/errors';

/**
 * The key as it may go into a header. The client trims nothing, turns a key with other than Latin characters into an obscure
 * TypeError, and falls back to `FAL_KEY` of the environment when it is given none; so a key is always passed, and checked first.
 * @throws ImageError `no-key` for an empty one, `bad-key` for one that cannot be a key.
 */
export function checkCredentials(key: string): string {
  const trimmed = key.trim();
  if (trimmed === '') {
    throw new ImageError('no-key', 'No fal.ai key is set. Set one with “Easel: Set API Key…”.');
  }
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new ImageError(
      'bad-key',
      'The fal.ai key holds characters that no key has. Copy it again from fal.ai/dashboard/keys and set it with “Easel: Set API Key…”.',
    );
  }
  return trimmed;
}
