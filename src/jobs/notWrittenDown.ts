import { ImageError } from '../core/errors';

/** What cannot be written down is not sent: after a crash nobody would know of it. */
export function notWrittenDown(error: unknown): ImageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ImageError('cannot-write', `Easel cannot write down the request, so it was not sent and nothing was charged: ${reason}`);
}
