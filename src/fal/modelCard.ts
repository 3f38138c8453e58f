import * as z from 'zod/mini';
import { ImageError, isImageError } from '../core/errors';
import type { ModelCard } from '../core/models/added/describe';
import type { AddedModel } from '../core/models/added/description';
import { dollars } from '../core/money';
import { within } from './deadline';
import { AnswerFault, OddAnswer, toTransportFault } from './faults';
import { toFailure } from './failures';
import { createSession, type Session, type SessionOptions } from './session';
import { readJson } from './wire';

/** In bytes. The largest schema that the service has is a tenth of it. */
const maxSchemaBytes = 4 * 1024 * 1024;

const modelsAnswer = z.object({
  models: z.array(
    z.object({
      endpoint_id: z.string(),
      metadata: z.catch(z.object({ display_name: z.optional(z.unknown()), category: z.optional(z.unknown()) }), {}),
      openapi: z.optional(z.unknown()),
    }),
  ),
});

const pricesAnswer = z.object({
  prices: z.array(z.object({ endpoint_id: z.string(), unit_price: z.number(), unit: z.string(), currency: z.string() })),
});

/**
 * What the service tells of a model: its name, its schema, and what it costs when that can be counted. Anybody may ask for the first
 * two; the key is sent along when there is one, because a model can be for its account only.
 * @throws ImageError when there is no such model, or it cannot be asked now
 */
export async function fetchModelCard(options: SessionOptions, id: string): Promise<ModelCard> {
  const session = createSession(options);
  try {
    const { name, category, openapi } = await schemaOf(session, id);
    const price = await priceOf(session, id);
    return { id, name, category, openapi, ...(price ? { price } : {}) };
  } catch (fault) {
    throw toFailure(fault);
  }
}

async function schemaOf(session: Session, id: string): Promise<Pick<ModelCard, 'name' | 'category' | 'openapi'>> {
  const search = new URLSearchParams({ endpoint_id: id, expand: 'openapi-3.0' });
  const text = await catalogueText(session, `https://api.fal.ai/v1/models?${search.toString()}`).catch((fault: unknown) => {
    throw fault instanceof AnswerFault && [400, 404, 422].includes(fault.answer.status) ? unknownModel(id) : fault;
  });
  const parsed = modelsAnswer.safeParse(readJson(text));
  if (!parsed.success) {
    throw new OddAnswer('no list of models');
  }
  const found = parsed.data.models.find((one) => one.endpoint_id === id);
  if (!found) {
    throw unknownModel(id);
  }
  if (typeof found.openapi !== 'object' || found.openapi === null || 'error' in found.openapi) {
    throw new ImageError(
      'invalid-request',
      `fal.ai does not tell how “${id}” is used, so Easel cannot run it. Try again later or choose another model.`,
    );
  }
  return { name: found.metadata.display_name, category: found.metadata.category, openapi: found.openapi };
}

function unknownModel(id: string): ImageError {
  return new ImageError('invalid-request', `fal.ai has no model “${id}”. Copy its id from the model’s page at fal.ai/models.`);
}

/** With the key, if there is one that is good for it. */
async function catalogueText(session: Session, url: string): Promise<string> {
  const asAnybody = (): Promise<string> => read(session, (signal) => session.openPublic(url, signal, 'application/json'));
  try {
    return await read(session, (signal) => session.open(url, { accept: 'application/json' }, signal));
  } catch (fault) {
    const refused = fault instanceof AnswerFault && [401, 403].includes(fault.answer.status);
    if (refused || (isImageError(fault) && ['no-key', 'bad-key'].includes(fault.kind))) {
      return asAnybody();
    }
    throw fault;
  }
}

async function read(session: Session, open: (signal: AbortSignal) => Promise<Response>): Promise<string> {
  return within(session.timing.callDeadline, undefined, async (signal) => {
    const response = await open(signal);
    const text = session.redact(await boundedText(response));
    session.log(`GET api.fal.ai/v1/models -> HTTP ${response.status}, ${text.length} characters`);
    if (!response.ok) {
      throw new AnswerFault({ method: 'GET', host: 'api.fal.ai', status: response.status, headers: response.headers, text });
    }
    return text;
  });
}

async function boundedText(response: Response): Promise<string> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      length += value.length;
      if (length > maxSchemaBytes) {
        throw new ImageError('too-large', 'The description of this model is larger than any that makes sense, so Easel does not read it.');
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw isImageError(error) ? error : toTransportFault(error);
  } finally {
    reader?.cancel().catch(() => undefined);
  }
  return text + decoder.decode();
}

/** Without a key nobody is told. Whatever else goes wrong, the price is not known, which is said before every run. */
async function priceOf(session: Session, id: string): Promise<AddedModel['price']> {
  try {
    const search = new URLSearchParams({ endpoint_id: id });
    const answer = await session.get(`https://api.fal.ai/v1/models/pricing?${search.toString()}`, { limit: session.timing.callDeadline });
    const parsed = pricesAnswer.safeParse(readJson(answer.text));
    const told = parsed.success ? parsed.data.prices.find((one) => one.endpoint_id === id) : undefined;
    const unit = told && unitOf(told.unit);
    const amount = told ? dollars(told.unit_price) : 0;
    return unit && told.currency.toUpperCase() === 'USD' && amount >= 1 && amount <= 1_000_000_000 ? { unit, amount } : undefined;
  } catch (fault) {
    session.log(`price of ${id}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return undefined;
  }
}

/** Other units, such as seconds of a machine, say nothing before a run. */
function unitOf(unit: string): NonNullable<AddedModel['price']>['unit'] | undefined {
  const word = unit
    .trim()
    .toLowerCase()
    .replace(/^(?:per|processed|output|generated) /, '')
    .replace(/\(s\)$|s$/, '');
  return word === 'image' || word === 'megapixel' ? word : undefined;
}
