import * as z from 'zod/mini';
import { cancelled, ImageError } from '../core/errors';
import { draft, draftModelId } from '../core/models/draft';
import type { ImageService, Order, Ticket } from '../core/service';
import { hashOf } from './chance';
import { drawDraft, promptShown } from './drawing';

const scheme = 'draft:';

/** What a draft's URL holds: all that is needed to draw it again, in any window and after any crash. */
const drawingOrder = z.object({
  prompt: z.string(),
  width: z.number(),
  height: z.number(),
  variant: z.number(),
});
type DrawingOrder = z.infer<typeof drawingOrder>;

const orderInput = z.object({ prompt: z.string(), width: z.number(), height: z.number(), count: z.number() });

/**
 * Pictures without a network and for nothing, by the same interface as the paid ones: nothing is kept, and the same order always
 * gives the same bytes. `rasterize` turns an SVG into PNG bytes of the size in pixels that it names.
 */
export function createDraftService(rasterize: (svg: string, signal?: AbortSignal) => Promise<Uint8Array>): ImageService {
  return {
    upload: () => Promise.reject(new ImageError('invalid-request', 'Drafts take no pictures. Choose a model that edits images.')),
    submit: (order) => settle(() => ticketOf(order)),
    follow: (order, _ticket, onProgress, signal) =>
      settle(() => {
        throwIfAborted(signal);
        const { count, prompt, width, height } = read(order);
        onProgress({ stage: 'running', logs: [] });
        const variants = Array.from({ length: count }, (_, variant) => ({ prompt: shorten(prompt), width, height, variant }));
        return { images: variants.map((one) => ({ url: urlOf(one), contentType: 'image/png', width, height })), cost: 0 };
      }),
    cancel: () => Promise.resolve('accepted'),
    download: async (image, signal) => {
      throwIfAborted(signal);
      const { prompt, width, height, variant } = parseUrl(image.url);
      const bytes = await rasterize(drawDraft(prompt, { width, height }, variant), signal);
      throwIfAborted(signal);
      return { bytes, type: 'image/png' };
    },
    // An order that was never received is as good as one that was: it is drawn when it is asked for.
    find: (order) => settle(() => ticketOf(order)),
  };
}

/** Work that waits for nothing, as a promise: what it throws is a rejection. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

function ticketOf(order: Order): Ticket {
  const text = JSON.stringify(read(order));
  const digits = (salt: string) =>
    hashOf(salt + text)
      .toString(16)
      .padStart(8, '0');
  return { endpoint: draftModelId, requestId: `draft-${digits('')}${digits('+')}` };
}

function read(order: Order): z.infer<typeof orderInput> {
  const parsed = draft.inputSchema.safeParse(order.input);
  if (order.endpoint !== draftModelId || !parsed.success) {
    throw new ImageError('invalid-request', 'The draft cannot be drawn as ordered.', parsed.error?.message ?? `endpoint ${order.endpoint}`);
  }
  return orderInput.parse(parsed.data);
}

/** URLs end up in journals, and only the start of a prompt is drawn. */
function shorten(prompt: string): string {
  return prompt.slice(0, promptShown * 8);
}

function urlOf(order: DrawingOrder): string {
  return scheme + encodeURIComponent(JSON.stringify(order));
}

function parseUrl(url: string): DrawingOrder {
  try {
    if (url.startsWith(scheme)) {
      return drawingOrder.parse(JSON.parse(decodeURIComponent(url.slice(scheme.length))));
    }
  } catch {
    // Said below.
  }
  throw new ImageError('bad-response', 'This is not a draft that Easel can draw.', url.slice(0, 200));
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw cancelled();
  }
}
