import * as z from 'zod/mini';
import { cancelled, ImageError } from '../core/errors';
import { draftInput, draftModelId, type DraftInput } from '../core/models/draft';
import type { ImageService, Order, Ticket } from '../core/service';
import { hashOf } from './chance';
import { drawDraft, promptShown } from './drawing';
import { drawDraftIcon } from './icon';
import { createSources } from './sources';

const scheme = 'draft:';

/** What a draft's URL holds: all that is needed to draw it again, in any window and after any crash. */
const drawingOrder = z.object({
  prompt: z.string(),
  width: z.number(),
  height: z.number(),
  variant: z.number(),
  icon: z.optional(z.boolean()),
  /** The picture that is drawn over, and where; only of an edit. */
  over: z.optional(z.object({ source: z.string(), left: z.number(), top: z.number() })),
});
type DrawingOrder = z.infer<typeof drawingOrder>;

/** What turns drawings into pictures. */
export interface DraftTools {
  /** PNG bytes of an SVG, of the size in pixels that it names; what is not drawn is transparent if `alpha`. */
  rasterize(svg: string, signal: AbortSignal, alpha?: boolean): Promise<Uint8Array>;
  /** The picture with the SVG laid over it, `left` and `top` in pixels, as PNG. */
  drawOver(bytes: Uint8Array, svg: string, left: number, top: number, signal: AbortSignal): Promise<Uint8Array>;
}

/**
 * Pictures without a network and for nothing, by the same interface as the paid ones: the same order always gives the same bytes.
 * Only pictures to draw over are kept, in memory; after a crash they have to be uploaded again.
 */
export function createDraftService(tools: DraftTools): ImageService {
  const sources = createSources();
  return {
    upload: async (image, _name, signal) => {
      throwIfAborted(signal);
      return sources.keep(image);
    },
    submit: (order) =>
      settle(() => {
        const ticket = ticketOf(order);
        sources.ordered(read(order).image_url ?? '');
        return ticket;
      }),
    follow: (order, _ticket, onProgress, signal) =>
      settle(() => {
        throwIfAborted(signal);
        const input = read(order);
        const { width, height } = input;
        onProgress({ stage: 'running', logs: [] });
        const urls = Array.from({ length: input.count }, (_, variant) => urlOf(drawingOf(input, variant)));
        return { images: urls.map((url) => ({ url, contentType: 'image/png', width, height })), cost: 0 };
      }),
    cancel: () => Promise.resolve('accepted'),
    download: async (image, signal) => {
      throwIfAborted(signal);
      const bytes = await draw(parseUrl(image.url), signal);
      throwIfAborted(signal);
      return { bytes, type: 'image/png' };
    },
    // An order that was never received is as good as one that was: it is drawn when it is asked for.
    find: (order) => settle(() => ticketOf(order)),
  };

  function draw({ prompt, width, height, variant, icon, over }: DrawingOrder, signal: AbortSignal): Promise<Uint8Array> {
    const size = { width, height };
    if (icon) {
      return tools.rasterize(drawDraftIcon(prompt, size, variant), signal, true);
    }
    const svg = drawDraft(prompt, size, variant);
    return over ? tools.drawOver(sourceOf(over.source), svg, over.left, over.top, signal) : tools.rasterize(svg, signal);
  }

  function sourceOf(url: string): Uint8Array {
    const bytes = sources.find(url);
    if (!bytes) {
      throw new ImageError('bad-response', 'The picture of this draft is no longer in memory. Run it again, it is free.', url);
    }
    return bytes;
  }
}

/** Picture number `variant` of an order: of the whole size, or of the region of an edit. */
function drawingOf({ prompt, width, height, background, image_url: source, region }: DraftInput, variant: number): DrawingOrder {
  if (background) {
    return { prompt: shorten(prompt), width, height, variant, icon: true };
  }
  const drawing = { prompt: shorten(prompt), width: region?.width ?? width, height: region?.height ?? height, variant };
  return source === undefined || !region ? drawing : { ...drawing, over: { source, left: region.left, top: region.top } };
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

function read(order: Order): DraftInput {
  const parsed = draftInput.safeParse(order.input);
  if (order.endpoint !== draftModelId || !parsed.success) {
    throw new ImageError('invalid-request', 'The draft cannot be drawn as ordered.', parsed.error?.message ?? `endpoint ${order.endpoint}`);
  }
  return parsed.data;
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
