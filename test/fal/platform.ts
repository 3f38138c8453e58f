import { json, type Answer } from './answer';
import { platformError, refusePlatformKey } from './authorization';
import { endpoints, findEndpoint, type Endpoint } from './endpoints';
import type { Exchange } from './exchange';
import type { Job } from './job';
import { isSync, outcomeOf } from './outcome';
import type { Service } from './service';

/** `https://api.fal.ai/v1/…` */
export async function platform(service: Service, exchange: Exchange): Promise<Answer> {
  const { method, path } = exchange.request;
  const route = `${method} ${path}`;
  // The catalogue is public; a key is looked at only when one is sent along.
  if (route === 'GET /v1/models') {
    return exchange.request.headers['authorization'] === undefined
      ? models(exchange)
      : (refusePlatformKey(service, exchange) ?? models(exchange));
  }
  const refused = refusePlatformKey(service, exchange);
  if (refused) {
    return refused;
  }
  switch (route) {
    case 'GET /v1/models/pricing':
      return pricing(exchange);
    case 'POST /v1/models/pricing/estimate':
      return estimate(exchange);
    case 'GET /v1/models/requests/by-endpoint':
      return requestsByEndpoint(service, exchange);
    default:
      return /^\/v1\/(models\/(usage|billing-events)|account|keys)/.test(path)
        ? platformError(403, 'authorization_error', 'An admin key is required.')
        : platformError(404, 'not_found', `There is no ${route}.`);
  }
}

/** Ids as repeated or comma-separated parameters. */
function askedIds(exchange: Exchange): string[] {
  return exchange.query.getAll('endpoint_id').flatMap((ids) => ids.split(',').filter(Boolean));
}

function found(ids: readonly string[]): Endpoint[] {
  return ids.flatMap((id) => findEndpoint(id) ?? []);
}

function models(exchange: Exchange): Answer {
  const ids = askedIds(exchange);
  const withSchema = exchange.query.getAll('expand').join().includes('openapi-3.0');
  const listed = (ids.length > 0 ? found(ids) : endpoints).map((endpoint) => ({
    endpoint_id: endpoint.id,
    metadata: {
      display_name: endpoint.title,
      category: endpoint.takesImages ? 'image-to-image' : 'text-to-image',
      status: 'active',
      ...(endpoint.streams ? { stream_url: `https://fal.run/${endpoint.id}/stream` } : {}),
    },
    ...(withSchema && endpoint.openapi !== undefined ? { openapi: endpoint.openapi } : {}),
  }));
  return json(200, { models: listed, next_cursor: null, has_more: false });
}

function pricing(exchange: Exchange): Answer {
  const ids = askedIds(exchange);
  if (ids.length === 0) {
    return platformError(400, 'validation_error', 'endpoint_id is required.');
  }
  const known = found(ids);
  if (known.length < ids.length) {
    return platformError(404, 'not_found', `There is no endpoint ${ids.find((id) => !findEndpoint(id)) ?? ''}.`);
  }
  const prices = known.map(({ id, unitPrice, unit }) => ({ endpoint_id: id, unit_price: unitPrice, unit, currency: 'USD' }));
  return json(200, { prices, next_cursor: null, has_more: false });
}

/** Dollars that one call has cost so far, on average: what the historical estimate goes by. */
const historicalCallPrice = 0.05;

function estimate(exchange: Exchange): Answer {
  const body = exchange.request.json as { estimate_type?: unknown; endpoints?: unknown } | undefined;
  const type = body?.estimate_type;
  if ((type !== 'unit_price' && type !== 'historical_api_price') || typeof body?.endpoints !== 'object' || body.endpoints === null) {
    return platformError(400, 'validation_error', 'estimate_type and endpoints are required.');
  }
  let total = 0;
  for (const [id, asked] of Object.entries(body.endpoints as Record<string, { unit_quantity?: number; call_quantity?: number }>)) {
    const endpoint = findEndpoint(id);
    if (!endpoint) {
      return platformError(404, 'not_found', `There is no endpoint ${id}.`);
    }
    total += type === 'unit_price' ? endpoint.unitPrice * (asked.unit_quantity ?? 0) : historicalCallPrice * (asked.call_quantity ?? 0);
  }
  return json(200, { estimate_type: type, total_cost: Number(total.toFixed(6)), currency: 'USD' });
}

const day = 86_400_000;

/** The history of requests; how one is found again whose answer to the submit was lost. */
async function requestsByEndpoint(service: Service, exchange: Exchange): Promise<Answer> {
  const { query } = exchange;
  const ids = askedIds(exchange);
  if (ids.length === 0 || ids.length > 50) {
    return platformError(400, 'validation_error', 'endpoint_id must name 1 to 50 endpoints.');
  }
  const requestId = query.get('request_id');
  const start = query.has('start') ? Date.parse(query.get('start') ?? '') : Date.now() - (requestId ? 90 * day : day);
  const end = query.has('end') ? Date.parse(query.get('end') ?? '') : Date.now() + day;
  const limit = Number(query.get('limit') ?? 50);
  const from = Number(query.get('cursor') ?? 0);
  if (Number.isNaN(start) || Number.isNaN(end) || !(limit >= 1 && limit <= 100) || !Number.isInteger(from)) {
    return platformError(400, 'validation_error', 'start, end, limit or cursor is not valid.');
  }
  const jobs = service.jobs.filter(
    (job) =>
      ids.includes(job.endpoint) &&
      job.sentAt >= start &&
      job.sentAt <= end &&
      (requestId === null || job.requestId === requestId) &&
      (job.state !== 'IN_QUEUE' || service.switches.listQueued),
  );
  jobs.sort((one, other) => other.finishedAt - one.finishedAt);
  const items = await Promise.all(jobs.map((job) => historyItem(service, job, query.getAll('expand').join().includes('payloads'))));
  const wanted = query.get('status');
  const matching = items.filter((item) => wanted === null || item.outcome === wanted).map((item) => item.shown);
  const hasMore = from + limit < matching.length;
  return json(200, { items: matching.slice(from, from + limit), next_cursor: hasMore ? String(from + limit) : null, has_more: hasMore });
}

/** One line of the history, and how the request ended: `undefined` while it has not. */
interface HistoryItem {
  readonly outcome: 'success' | 'error' | 'user_error' | undefined;
  readonly shown: Readonly<Record<string, unknown>>;
}

async function historyItem(service: Service, job: Job, withPayloads: boolean): Promise<HistoryItem> {
  const at = (moment: number): string => new Date(job.sentAt + moment - job.acceptedAt).toISOString();
  // `X-Fal-Store-IO: 0` keeps the payloads out of the history, as `sync_mode` does with the output.
  const stored = withPayloads && job.headers['x-fal-store-io'] !== '0';
  const begun = {
    request_id: job.requestId,
    endpoint_id: job.endpoint,
    sent_at: at(job.acceptedAt),
    started_at: at(Math.min(job.startsAt, job.finishedAt)),
    ...(stored ? { json_input: job.input } : {}),
  };
  if (job.state !== 'COMPLETED') {
    return { outcome: undefined, shown: begun };
  }
  const known = await outcomeOf(service, job);
  const failure = 'failure' in known ? known.failure : undefined;
  const output = stored && 'output' in known && !isSync(job) ? { json_output: known.output } : {};
  const duration = (job.finishedAt - job.startsAt) / 1000;
  return {
    outcome: !failure ? 'success' : failure.status < 500 ? 'user_error' : 'error',
    shown: { ...begun, ended_at: at(job.finishedAt), duration, status_code: failure?.status ?? 200, ...output },
  };
}
