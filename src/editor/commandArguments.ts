import * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import type { HexColour } from '../core/icon';
import { describeIssue } from '../core/issues';

/** Reads what a command was called with. @throws ImageError `invalid-request` with what does not fit. */
export function readArguments<T>(command: string, schema: z.ZodMiniType<T>, argument: unknown): T {
  const parsed = schema.safeParse(argument);
  if (!parsed.success) {
    throw new ImageError('invalid-request', `The arguments of ${command} do not fit: ${describeIssue(parsed.error)}.`);
  }
  return parsed.data;
}

/** A colour as people write it: `#fff`, `0B6BCB`, `#0b6bcb`. */
export const colourArgument = z.pipe(
  z.string().check(z.regex(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'not a colour such as #0b6bcb')),
  z.transform((text): HexColour => {
    const digits = text.toLowerCase().replace('#', '');
    return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
  }),
);
