import { ImageError } from '../core/errors';
import { findModel } from '../core/models/catalogue';
import type { ImageService, Order, Ticket } from '../core/service';
import { cancel } from './cancel';
import { download } from './download';
import { find } from './find';
import { follow } from './follow';
import { live } from './live';
import { keptOutput } from './result';
import { createSession, type Session, type SessionOptions } from './session';
import { checkEndpoint, submit } from './submit';
import { createUpload } from './upload';
import { requestId } from './wire';

export interface FalServiceOptions extends SessionOptions {
  /** After how many seconds uploads are deleted at the service; a day when it is not given. */
  readonly expiresIn?: number | undefined;
  /** Whether the service is asked to keep no record of what was sent. A request whose receipt is lost cannot be found then. */
  readonly privateRequests?: (() => boolean) | undefined;
}

/** fal.ai as an `ImageService`. Nothing it remembers is needed: the maps below save an upload or a doubt. */
export function createFalService(options: FalServiceOptions): ImageService {
  const session = createSession(options);
  const upload = createUpload(session, options.expiresIn ?? 86_400);
  const submitted = new Set<string>();
  const cancelledIds = new Set<string>();
  /** What holds a key is never to be kept by the service, whatever the settings say. */
  async function asSent(order: Order): Promise<{ own: Order; headers: Record<string, string> }> {
    const own = await withOpenAiKey(session, order);
    const isPrivate = own !== order || options.privateRequests?.() === true;
    return { own, headers: isPrivate ? { 'x-fal-store-io': '0' } : {} };
  }
  return {
    upload,
    async submit(order, giveUp) {
      const { own, headers } = await asSent(order);
      const ticket = await submit(session, own, headers, giveUp);
      submitted.add(ticket.requestId);
      return ticket;
    },
    async live(order, watcher, signal) {
      const { own, headers } = await asSent(order);
      return live(session, own, headers, watcher, signal);
    },
    kept: (ticket, signal) => checked(ticket, () => keptOutput(session, ticket, signal)),
    follow(_order, ticket, onProgress, signal) {
      return checked(ticket, () => follow(session, { ticket, onProgress, signal, isCancelled: () => cancelledIds.has(ticket.requestId) }));
    },
    cancel: (ticket) =>
      checked(ticket, async () => {
        const outcome = await cancel(session, ticket);
        if (outcome === 'accepted') {
          cancelledIds.add(ticket.requestId);
        }
        return outcome;
      }),
    download: (image, signal) => download(session, image, signal),
    find: (order, sentAt, signal, taken) => find(session, order, sentAt, new Set([...submitted, ...(taken ?? [])]), signal),
  };
}

/** The key gets into the input at the last moment, so that no journal, recipe or cache ever holds it. */
async function withOpenAiKey(session: Session, order: Order): Promise<Order> {
  const key = findModel(order.endpoint)?.takesOpenAiKey ? await session.openAiKey() : undefined;
  return key === undefined ? order : { ...order, input: { ...order.input, openai_api_key: key } };
}

/** Tickets come out of a journal on disk; nothing but an endpoint and an id may get into a URL. */
async function checked<T>(ticket: Ticket, work: () => Promise<T>): Promise<T> {
  checkEndpoint(ticket.endpoint);
  if (!requestId.safeParse(ticket.requestId).success) {
    throw new ImageError(
      'invalid-request',
      'The record of this request holds no valid id, so it cannot be followed. Look for it in fal.ai/dashboard/requests.',
    );
  }
  return work();
}
