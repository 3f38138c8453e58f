import * as z from 'zod/mini';
import { cleanText } from './redact';
import { readJson } from './wire';

/** One complaint of the service about a request. */
export interface Problem {
  /** The field of the input, such as `image_size`; absent when it is about the whole. */
  readonly field?: string | undefined;
  readonly message: string;
  /** The service's own name for it, such as `content_policy_violation`. */
  readonly type?: string | undefined;
}

/** What an error's body says, in any of the forms that are in use. */
export interface ErrorBody {
  readonly problems: readonly Problem[];
  /** The name of an infrastructure error, such as `runner_disconnected`. */
  readonly errorType?: string | undefined;
  /** Whether it was JSON at all, and so from the service and not from something on the way. */
  readonly isJson: boolean;
}

/** `input` of a complaint echoes what was sent and is not even read. */
const detailItem = z.object({
  loc: z.catch(z.nullish(z.array(z.union([z.string(), z.number()]))), undefined),
  msg: z.catch(z.string(), ''),
  type: z.catch(z.nullish(z.string()), undefined),
  ctx: z.catch(z.nullish(z.record(z.string(), z.unknown())), undefined),
});

const errorBody = z.object({
  detail: z.optional(z.unknown()),
  error_type: z.catch(z.nullish(z.string()), undefined),
  error: z.optional(z.unknown()),
  message: z.catch(z.nullish(z.string()), undefined),
});

/** OpenAI's own errors have a `code`, which says more than their type. */
const platformError = z.object({
  message: z.string(),
  type: z.catch(z.nullish(z.string()), undefined),
  code: z.catch(z.nullish(z.string()), undefined),
});

export function readErrorBody(text: string): ErrorBody {
  const json = readJson(text);
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) {
    return { problems: [], isJson: json !== undefined };
  }
  const { detail, error_type, error, message } = parsed.data;
  const errorType = error_type ?? undefined;
  if (Array.isArray(detail)) {
    return { problems: detail.flatMap(readItem), errorType, isJson: true };
  }
  const platform = platformError.safeParse(error);
  const said = [detail, platform.data?.message, error, message].find((one) => typeof one === 'string' && one.trim() !== '');
  const problems =
    typeof said === 'string' ? [{ message: cleanText(said, 300), type: platform.data?.code ?? platform.data?.type ?? undefined }] : [];
  return { problems, errorType, isJson: true };
}

function readItem(item: unknown): Problem[] {
  if (typeof item === 'string') {
    return [{ message: cleanText(item, 300) }];
  }
  const parsed = detailItem.safeParse(item);
  if (!parsed.success) {
    return [];
  }
  const { loc, msg, type, ctx } = parsed.data;
  const path = (loc ?? []).filter((part, index) => !(index === 0 && part === 'body'));
  const message = cleanText(msg, 300) || (type ?? '');
  return message === ''
    ? []
    : [{ field: path.length > 0 ? path.join('.') : undefined, message: message + limitsOf(ctx, message), type: type ?? undefined }];
}

/** The numbers of a complaint, such as the smallest width, when its sentence does not say them already. */
function limitsOf(context: Record<string, unknown> | null | undefined, message: string): string {
  const limits = Object.entries(context ?? {}).flatMap(([name, value]) => {
    const text =
      typeof value === 'number' ? String(value) : Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : '';
    return text === '' || text.length > 100 || message.includes(text) ? [] : [`${name.replaceAll('_', ' ')}: ${text}`];
  });
  return limits.length === 0 ? '' : ` (${limits.join(', ')})`;
}
