import type * as z from 'zod/mini';
import { ImageError } from '../core/errors';
import { describeIssue } from '../core/issues';

/** Reads what a command was called with. @throws ImageError `invalid-request` with what does not fit. */
export function readArguments<T>(command: string, schema: z.ZodMiniType<T>, argument: unknown): T {
  const parsed = schema.safeParse(argument);
  if (!parsed.success) {
    throw new ImageError('invalid-request', `The arguments of ${command} do not fit: ${describeIssue(parsed.error)}.`);
  }
  return parsed.data;
}
