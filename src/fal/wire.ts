import * as z from 'zod/mini';

/** An id that can go into a path as it is. Not `undefined`, which an answer without an id turns into in the client's URLs. */
export const requestId = z.string().check(
  z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/),
  z.refine((id) => id !== 'undefined' && id !== 'null', 'no id'),
);

export const submitAnswer = z.object({ request_id: requestId });

/** Fields beside the state are read leniently: they only decorate, and must not make a finished picture unreachable. */
export const statusAnswer = z.object({
  status: z.string(),
  queue_position: z.catch(z.nullish(z.number()), undefined),
  logs: z.catch(z.nullish(z.array(z.unknown())), undefined),
  error: z.optional(z.unknown()),
  error_type: z.catch(z.nullish(z.string()), undefined),
});

export type StatusAnswer = z.infer<typeof statusAnswer>;

export const logLine = z.union([
  z.pipe(
    z.string(),
    z.transform((message) => ({ message, timestamp: undefined })),
  ),
  z.object({ message: z.string(), timestamp: z.catch(z.nullish(z.string()), undefined) }),
]);

export const cancelAnswer = z.object({ status: z.string() });

/** A request of the history. Which fields are there depends on what the account keeps. */
export const historyItem = z.object({
  request_id: requestId,
  endpoint_id: z.catch(z.nullish(z.string()), undefined),
  sent_at: z.catch(z.nullish(z.string()), undefined),
  json_input: z.optional(z.unknown()),
  json_output: z.optional(z.unknown()),
});

export type HistoryItem = z.infer<typeof historyItem>;

export const historyAnswer = z.object({
  items: z.array(z.unknown()),
  next_cursor: z.catch(z.nullish(z.string()), undefined),
});

/** JSON of a body, `undefined` when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Status, result and cancel know an endpoint by its first two segments only: `openai/gpt-image-2/edit` is `openai/gpt-image-2`. */
export function appOf(endpoint: string): string {
  return endpoint.split('/').slice(0, 2).join('/');
}
