import * as z from 'zod/mini';
import type { ServerEvent } from './sse';
import { readJson } from './wire';

/**
 * What an event of a model's stream means. `preview` and `picture` hold base64 without a data URI's head. Nothing but `output` and
 * `picture` is ever part of a result.
 */
export type StreamEvent =
  | { readonly kind: 'preview'; readonly base64: string }
  /** Like the answer of the queue: the pictures lie at the service. */
  | { readonly kind: 'output'; readonly body: unknown; readonly count: number }
  /** One finished picture itself. */
  | { readonly kind: 'picture'; readonly base64: string; readonly usage: unknown }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing' };

const base64 = z.string().check(z.minLength(1));
const images = z.object({ images: z.array(z.object({ url: z.string().check(z.minLength(1)) })).check(z.minLength(1)) });
/** OpenAI's own names: `image_generation.partial_image`, `image_edit.completed`. */
const named = z.object({ type: z.string(), b64_json: base64, usage: z.optional(z.unknown()) });
const nested = z.object({ type: z.string(), image: z.object({ b64_json: base64 }), usage: z.optional(z.unknown()) });
const fault = z.union([
  z.object({ type: z.literal('error') }),
  z.object({ error: z.union([z.string(), z.record(z.string(), z.unknown())]) }),
  z.object({ detail: z.union([z.string(), z.array(z.unknown())]) }),
]);

/**
 * Three forms are known of the streams of GPT Image, and none is documented in full: `images` with data URIs and then the usual output;
 * OpenAI's names; `image.partial` and `image.completed`. In the first form a preview looks like a result; it is told by its data URI,
 * which a result never has because `sync_mode` is never asked for.
 */
export function readStreamEvent(event: ServerEvent): StreamEvent {
  if (event.data.trim() === '[DONE]') {
    return { kind: 'done' };
  }
  const body = readJson(event.data);
  if (event.name === 'error') {
    return { kind: 'error', text: event.data };
  }
  const listed = images.safeParse(body);
  if (listed.success) {
    const urls = listed.data.images.map((image) => image.url);
    const data = urls.find((url) => url.startsWith('data:'));
    return data === undefined
      ? { kind: 'output', body, count: urls.length }
      : { kind: 'preview', base64: data.slice(data.indexOf(',') + 1) };
  }
  const one = named.safeParse(body);
  const other = one.success ? undefined : nested.safeParse(body);
  const found = one.success
    ? { type: one.data.type, base64: one.data.b64_json, usage: one.data.usage }
    : other?.success
      ? { type: other.data.type, base64: other.data.image.b64_json, usage: other.data.usage }
      : undefined;
  if (found) {
    if (/\.completed$/.test(found.type)) {
      return { kind: 'picture', base64: found.base64, usage: found.usage };
    }
    return /partial/.test(found.type) ? { kind: 'preview', base64: found.base64 } : { kind: 'nothing' };
  }
  return fault.safeParse(body).success ? { kind: 'error', text: event.data } : { kind: 'nothing' };
}
