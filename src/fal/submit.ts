import { ImageError } from '../core/errors';
import { findModel } from '../core/models/catalogue';
import { isEndpointId } from '../core/models/endpointId';
import type { Order, Ticket } from '../core/service';
import { sleep } from '../core/sleep';
import { retryAfter, submissionUnknown, toFailure } from './failures';
import { AnswerFault, OddAnswer } from './faults';
import { shorten } from './redact';
import type { Session } from './session';
import { submitAnswer } from './wire';

const maxTries = 3;

/**
 * Puts the order into the queue with exactly one POST, except after a 429: such an answer says that nothing was taken, and is
 * asked again twice within a bounded time. Everything that leaves the outcome open becomes `submission-unknown`; nothing here
 * ever sends twice to find out.
 */
export async function submit(
  session: Session,
  order: Order,
  headers: Readonly<Record<string, string>>,
  giveUp?: AbortSignal,
): Promise<Ticket> {
  checkEndpoint(order.endpoint);
  const giveUpAt = Date.now() + session.timing.rateLimitPatience;
  for (let tries = 1; ; tries++) {
    try {
      return await sendOnce(session, order, headers);
    } catch (fault) {
      const wait = fault instanceof AnswerFault && fault.answer.status === 429 ? (retryAfter(fault.answer) ?? 2_000 * tries) : undefined;
      if (fault instanceof AnswerFault && fault.answer.status === 404) {
        throw new ImageError(
          'invalid-request',
          `fal.ai does not offer the model “${order.endpoint}” to this account. Choose another model.`,
          shorten(fault.answer.text),
        );
      }
      if (wait === undefined || tries === maxTries || Date.now() + wait > giveUpAt) {
        throw toFailure(fault);
      }
      session.log(`submit: rate limited, try ${tries + 1} of ${maxTries} in ${wait} ms`);
      await sleep(wait, giveUp);
    }
  }
}

async function sendOnce(session: Session, order: Order, headers: Readonly<Record<string, string>>): Promise<Ticket> {
  try {
    const { value, answers } = await session.call({ headers }, (client) => client.queue.submit(order.endpoint, { input: order.input }));
    const parsed = submitAnswer.safeParse(value);
    if (!parsed.success) {
      throw new OddAnswer('no request id', answers[0]);
    }
    return { endpoint: order.endpoint, requestId: parsed.data.request_id };
  } catch (error) {
    if (error instanceof OddAnswer) {
      // A 2xx that cannot be read: the request was probably taken, and only its id is lost.
      throw submissionUnknown(`${error.message}; HTTP ${error.answer?.status}: ${shorten(error.answer?.text ?? '')}`);
    }
    throw error;
  }
}

/**
 * The client takes a whole URL for an id and sends the key to any host whose name ends in `fal.ai`, also `evilfal.ai`. So ids
 * are those of models that Easel knows only, and are looked at once more. @throws ImageError `invalid-request`
 */
export function checkEndpoint(endpoint: string): void {
  if (findModel(endpoint)?.service !== 'fal' || !isEndpointId(endpoint)) {
    throw new ImageError('invalid-request', `fal.ai has no model “${endpoint.slice(0, 100)}” that Easel knows. Choose another model.`);
  }
}
