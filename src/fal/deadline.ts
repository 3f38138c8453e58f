import { cancelled } from '../core/errors';
import { TransportFault } from './faults';

/**
 * Runs `work` with a signal that fires when `outer` does or after `limit` milliseconds, and does not wait for work that ignores
 * it. Own timers, because `AbortSignal.any` over `AbortSignal.timeout` can be collected in Node 20 before it fires.
 * @throws ImageError `cancelled` when `outer` fired, TransportFault `timeout` when the time was up.
 */
export async function within<T>(limit: number, outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (outer?.aborted) {
    throw cancelled();
  }
  const controller = new AbortController();
  let stop: (error: Error) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error);
      controller.abort();
    };
  });
  const onAbort = () => stop(cancelled());
  outer?.addEventListener('abort', onAbort);
  const timer = setTimeout(() => stop(new TransportFault('timeout', `no answer within ${limit} ms`)), limit);
  try {
    return await Promise.race([stopped, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onAbort);
    // When `work` won, nobody listens for `stopped` any more; when it lost, this ends what it still does.
    stopped.catch(() => {});
    controller.abort();
  }
}
