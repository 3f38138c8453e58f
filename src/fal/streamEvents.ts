import * as z from 'zod/mini';
import type { ServerEvent } from './sse';
import { readJson } from './wire';

/** What an event of a model's stream means. Nothing but `output` and `picture` is ever part of a result. */
export type StreamEvent =
  /** An unfinished picture in base64, without a data URI's head. */
  | { readonly kind: 'preview'; readonly base64: string }
  /** Like the answer of the queue. `isFinal` when it says so itself; else only what comes after it can tell. */
  | { readonly kind: 'output'; readonly body: unknown; readonly isFinal: boolean }
  /** One finished picture: its address, or itself as a data URI. */
  | { readonly kind: 'picture'; readonly url: string; readonly usage: unknown }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'nothing' };

const nothing: StreamEvent = { kind: 'nothing' };

const text = z.string().check(z.minLength(1));
const images = z.object({ images: z.array(z.object({ url: text })).check(z.minLength(1)) });
const picture = z.object({ b64_json: z.catch(z.optional(text), undefined), url: z.catch(z.optional(text), undefined) });
/** OpenAI's `b64_json` beside the type, or a picture of its own. */
const carrier = z.object({ ...picture.shape, image: z.catch(z.optional(picture), undefined), usage: z.optional(z.unknown()) });
const named = z.object({ type: z.string() });
const fault = z.union([
  z.object({ error: z.union([z.string(), z.record(z.string(), z.unknown())]) }),
  z.object({ detail: z.union([z.string(), z.array(z.unknown())]) }),
]);
/** Numbers that only previews have. */
const numbered = z.union([
  z.object({ partial_image_index: z.number() }),
  z.object({ partial_index: z.number() }),
  z.object({ image: z.object({ partial_index: z.number() }) }),
]);

/**
 * Three forms are known of the streams of GPT Image, and none is documented in full: `images` with data URIs and then the usual output;
 * OpenAI's names (`image_generation.partial_image`, `image_edit.completed`); `image.partial` and `image.completed`. What calls itself
 * partial, in whatever way, is never more than a preview. In the first form a preview looks like a result; it is told by its data URI,
 * which a result never has because `sync_mode` is never asked for, unless the event says that it is complete.
 */
export function readStreamEvent(event: ServerEvent): StreamEvent {
  if (event.data.trim() === '[DONE]') {
    return { kind: 'done' };
  }
  const body = readJson(event.data);
  const type = named.safeParse(body).data?.type;
  const names = [event.name, ...(type === undefined ? [] : [type])];
  if (names.some((name) => /(^|[._])(error|failed)$/i.test(name))) {
    return { kind: 'error', text: event.data };
  }
  const isPartial = names.some((name) => /partial/i.test(name)) || numbered.safeParse(body).success;
  const isFinal = !isPartial && names.some((name) => /(^|[._])(completed?|final)$/i.test(name));
  const listed = images.safeParse(body);
  if (listed.success) {
    return ofList(
      body,
      listed.data.images.map(({ url }) => url),
      isPartial,
      isFinal,
    );
  }
  const { data } = carrier.safeParse(body);
  const base64 = data?.b64_json ?? data?.image?.b64_json;
  const url = data?.url ?? data?.image?.url;
  if (isPartial) {
    return base64 === undefined ? previewOf(url === undefined ? [] : [url]) : { kind: 'preview', base64 };
  }
  if (isFinal && (base64 ?? url) !== undefined) {
    return { kind: 'picture', url: base64 === undefined ? (url ?? '') : `data:image/png;base64,${base64}`, usage: data?.usage };
  }
  return fault.safeParse(body).success ? { kind: 'error', text: event.data } : nothing;
}

function ofList(body: unknown, urls: readonly string[], isPartial: boolean, isFinal: boolean): StreamEvent {
  if (isFinal) {
    return { kind: 'output', body, isFinal };
  }
  return isPartial || urls.some(isData) ? previewOf(urls) : { kind: 'output', body, isFinal };
}

/** One that lies at an address is not fetched. */
function previewOf(urls: readonly string[]): StreamEvent {
  const url = urls.find(isData);
  return url === undefined ? nothing : { kind: 'preview', base64: url.slice(url.indexOf(',') + 1) };
}

const isData = (url: string): boolean => /^data:/i.test(url);
