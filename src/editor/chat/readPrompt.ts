import { ImageError } from '../../core/errors';
import { qualities, type Quality } from '../../core/models/model';
import type { Size } from '../../core/sizes';

/** What somebody typed after a command of the chat. */
export interface ChatWish {
  /** The words without what is read out of them. */
  readonly prompt: string;
  /** `1200x630` or `1200 × 630`. */
  readonly size?: Size | undefined;
  readonly quality?: Quality | undefined;
  readonly count?: number | undefined;
  readonly model?: string | undefined;
}

/** A size that stands by itself; `16x9` is a shape and not a size in pixels. */
const sizePattern = /(?<![\w.])(\d{2,4})\s?[x×]\s?(\d{2,4})(?:\s?px)?(?![\w.])/i;

/** Edges below this are no picture, but part of what is asked for: “a 16x9 grid”. */
const smallestEdge = 16;

const optionPattern = /(?:^|\s)--([a-z]+)(?:[ =]([^\s-]\S*))?/gi;

/**
 * Reads a size and options out of a text of the chat. The rest is the prompt, with its words as they are.
 * @throws ImageError `invalid-request` for an option that is not known or does not fit: a misspelt one would silently cost money
 */
export function readPrompt(text: string): ChatWish {
  const options = new Map<string, string>();
  const withoutOptions = text.replace(optionPattern, (_, name: string, value: string | undefined) => {
    options.set(name.toLowerCase(), value ?? '');
    return ' ';
  });
  const { size, rest } = sizeIn(withoutOptions);
  const wish: ChatWish = {
    prompt: rest.replace(/[ \t]+/g, ' ').trim(),
    size,
    quality: qualityOf(options.get('quality')),
    count: countOf(options.get('count')),
    model: options.get('model'),
  };
  const unknown = [...options.keys()].find((name) => !['quality', 'count', 'model'].includes(name));
  if (unknown !== undefined) {
    throw new ImageError('invalid-request', `“--${unknown}” is not known. There are --quality, --count and --model.`);
  }
  return wish;
}

function sizeIn(text: string): { readonly size: Size | undefined; readonly rest: string } {
  const found = sizePattern.exec(text);
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || !(width >= smallestEdge && height >= smallestEdge)) {
    return { size: undefined, rest: text };
  }
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  // “A harbour, 1200x630” leaves a comma behind.
  return { size: { width, height }, rest: rest.replace(/\s*[,;:]\s*$/, '').replace(/^\s*[,;:]\s*/, '') };
}

function qualityOf(value: string | undefined): Quality | undefined {
  const found = qualities.find((quality) => quality === value?.toLowerCase());
  if (value !== undefined && !found) {
    throw new ImageError('invalid-request', `The quality can be ${qualities.join(', ')}.`);
  }
  return found;
}

function countOf(value: string | undefined): number | undefined {
  if (value !== undefined && !/^\d{1,2}$/.test(value)) {
    throw new ImageError('invalid-request', 'The count is a number, such as --count 2.');
  }
  return value === undefined ? undefined : Number(value);
}

/** The first word that names a picture, and the words without it. */
export function pictureIn(text: string): { readonly path: string; readonly rest: string } | undefined {
  const found = /(?:^|\s)(?:"([^"]+\.(?:png|jpe?g|webp))"|(\S+\.(?:png|jpe?g|webp)))(?=[\s,:;]|$)/i.exec(text);
  const path = found?.[1] ?? found?.[2];
  return found && path !== undefined
    ? { path, rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.replace(/^\s*[,:;]\s*/, '').trim() }
    : undefined;
}
