import { isCancelled, isImageError } from '../core/errors';
import type { Order, Ticket } from '../core/service';
import { readHistory } from './history';
import { toFailure } from './failures';
import { TransportFault } from './faults';
import type { Session } from './session';
import { checkEndpoint } from './submit';

/** What two clocks and a busy service may differ by, in milliseconds. */
const before = 10_000;

/** A POST can take two minutes, after up to one of waiting for a rate limit; a later request is another one. */
const after = 300_000;

/**
 * Looks for a request whose receipt was lost among the service's records: sent at that time with that input. Only what was sent is
 * compared, because the service adds its defaults. Among several the nearest in time wins. The service's clock is used, as far
 * as it tells; a wrong clock here would otherwise find an earlier run of the same prompt.
 */
export async function find(
  session: Session,
  order: Order,
  sentAt: number,
  taken: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Ticket | undefined> {
  checkEndpoint(order.endpoint);
  try {
    // A day more, for clocks that are in another time zone.
    const history = await readHistory(session, { endpoint: order.endpoint, start: sentAt - 86_400_000 }, signal);
    const expected = sentAt + history.clockAhead;
    const candidates = history.items.flatMap((item) => {
      const distance = Date.parse(item.sent_at ?? '') - expected;
      const fits = distance >= -before && distance <= after && !taken.has(item.request_id);
      return fits && (item.endpoint_id ?? order.endpoint) === order.endpoint && covers(item.json_input, order.input)
        ? [{ requestId: item.request_id, distance: Math.abs(distance) }]
        : [];
    });
    candidates.sort((a, b) => a.distance - b.distance);
    const found = candidates[0];
    session.log(`find: ${history.items.length} requests in the history, ${candidates.length} match`);
    return found && { endpoint: order.endpoint, requestId: found.requestId };
  } catch (error) {
    if (isCancelled(error) || (isImageError(error) && error.kind === 'no-key')) {
      throw error;
    }
    if (error instanceof TransportFault) {
      // Nobody was asked, which is another thing than not to have found it.
      throw toFailure(error);
    }
    // The history is an extra that a key may have no right to; not to find anything there proves nothing anyway.
    session.log(`find: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Whether `actual` has everything that `sent` has; it may have more in objects, not in lists. */
export function covers(actual: unknown, sent: unknown): boolean {
  if (Array.isArray(sent)) {
    return Array.isArray(actual) && actual.length === sent.length && sent.every((one, index) => covers(actual[index], one));
  }
  if (isRecord(sent)) {
    return isRecord(actual) && Object.entries(sent).every(([name, value]) => value === undefined || covers(actual[name], value));
  }
  return Object.is(actual, sent);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
