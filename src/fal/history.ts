import type { Session } from './session';
import { historyAnswer, historyItem, type HistoryItem, readJson } from './wire';

const maxPages = 3;

export interface HistoryQuery {
  readonly endpoint: string;
  readonly requestId?: string | undefined;
  /** Milliseconds since the epoch, in the service's time. */
  readonly start?: number | undefined;
}

export interface History {
  readonly items: readonly HistoryItem[];
  /** The service's clock minus ours, in milliseconds; 0 when it did not tell. */
  readonly clockAhead: number;
}

/**
 * Requests of an endpoint with what was sent and what came of it. A request that is still queued may be missing, and so are the
 * payloads when the account does not keep them. @throws AnswerFault, TransportFault, ImageError
 */
export async function readHistory(session: Session, query: HistoryQuery, signal: AbortSignal): Promise<History> {
  const items: HistoryItem[] = [];
  let clockAhead = 0;
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const search = new URLSearchParams({ endpoint_id: query.endpoint, expand: 'payloads', limit: '100' });
    if (query.requestId !== undefined) {
      search.set('request_id', query.requestId);
    }
    if (query.start !== undefined) {
      search.set('start', new Date(query.start).toISOString());
    }
    if (cursor !== undefined) {
      search.set('cursor', cursor);
    }
    const answer = await session.get(`https://api.fal.ai/v1/models/requests/by-endpoint?${search.toString()}`, {
      limit: session.timing.callDeadline,
      signal,
    });
    const date = Date.parse(answer.headers.get('date') ?? '');
    // The header has whole seconds only, so half a second is the likeliest rest.
    clockAhead = Number.isNaN(date) ? 0 : date + 500 - Date.now();
    const parsed = historyAnswer.safeParse(readJson(answer.text));
    if (!parsed.success) {
      break;
    }
    for (const entry of parsed.data.items) {
      const item = historyItem.safeParse(entry);
      if (item.success) {
        items.push(item.data);
      }
    }
    cursor = parsed.data.next_cursor ?? undefined;
    if (cursor === undefined) {
      break;
    }
  }
  return { items, clockAhead };
}
