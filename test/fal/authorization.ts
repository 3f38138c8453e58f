import { detail, json, type Answer } from './answer';
import type { Exchange } from './exchange';
import type { Service } from './service';

/** A key whose account has no credit left. */
export const lockedKey = 'locked-key';
/** A key that may not do what is asked. */
export const scopeKey = 'scope-key';

const locked = 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing';

type Verdict = 'good' | 'missing' | 'wrong' | 'locked' | 'scope';

function judge(service: Service, exchange: Exchange): Verdict {
  const header = exchange.request.headers['authorization'];
  if (header === undefined) {
    return 'missing';
  }
  const key = /^Key (.+)$/i.exec(header)?.[1] ?? '';
  if (key === lockedKey) {
    return 'locked';
  }
  if (key === scopeKey) {
    return 'scope';
  }
  return service.keys.includes(key) ? 'good' : 'wrong';
}

/** The refusal of a call to a model, the queue or the storage; `undefined` when the key is good. */
export function refuseKey(service: Service, exchange: Exchange): Answer | undefined {
  switch (judge(service, exchange)) {
    case 'good':
      return undefined;
    case 'missing':
      return detail(401, 'Authentication is required to access this application.');
    case 'wrong':
      return detail(401, 'Cannot authenticate: the key is not valid.');
    case 'locked':
      return detail(403, locked);
    case 'scope':
      return detail(403, 'The key does not have the scope that this call needs.');
  }
}

/** The same in the platform API's form. A locked account may still ask for prices, so its key counts as valid there. */
export function refusePlatformKey(service: Service, exchange: Exchange): Answer | undefined {
  switch (judge(service, exchange)) {
    case 'good':
    case 'locked':
      return undefined;
    case 'missing':
      return platformError(401, 'authorization_error', 'Authentication is required.');
    case 'wrong':
      return platformError(401, 'authorization_error', 'The key is not valid.');
    case 'scope':
      return platformError(403, 'authorization_error', 'The key does not have the scope that this call needs.');
  }
}

type PlatformErrorType = 'authorization_error' | 'validation_error' | 'not_found' | 'rate_limited' | 'server_error' | 'not_implemented';

export function platformError(status: number, type: PlatformErrorType, message: string): Answer {
  return json(status, { error: { type, message, docs_url: 'https://docs.fal.ai/platform-apis', request_id: 'simulated' } });
}
