import { isImageError } from '../core/errors';
import { AnswerFault } from './faults';
import { toFailure } from './failures';
import { createSession, type SessionOptions } from './session';

/** `unknown`: nobody could be asked, or the answer does not tell. */
export type KeyVerdict = 'ok' | 'bad-key' | 'locked' | 'unknown';

/** Asks the price list, which is free and only for those with a valid key. Never throws. */
export async function checkKey(key: string, options: Omit<SessionOptions, 'key'>): Promise<KeyVerdict> {
  try {
    const session = createSession({ ...options, key: () => Promise.resolve(key) });
    await session.get('https://api.fal.ai/v1/models/pricing?endpoint_id=openai/gpt-image-2', { limit: session.timing.callDeadline });
    return 'ok';
  } catch (fault) {
    return verdictOf(fault);
  }
}

function verdictOf(fault: unknown): KeyVerdict {
  if (isImageError(fault)) {
    return fault.kind === 'bad-key' || fault.kind === 'no-key' ? 'bad-key' : 'unknown';
  }
  if (!(fault instanceof AnswerFault)) {
    return 'unknown';
  }
  const failure = toFailure(fault);
  if (fault.answer.status === 401) {
    return 'bad-key';
  }
  if (failure.kind === 'no-credit' || (fault.answer.status === 403 && /locked/i.test(failure.message))) {
    return 'locked';
  }
  // A key without the scope for the price list may still be good for making pictures.
  return 'unknown';
}
