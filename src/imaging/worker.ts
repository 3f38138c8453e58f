import { parentPort } from 'node:worker_threads';
import { toImageError } from '../core/errors';
import type { Reply, Request } from './messages';
import { perform } from './tasks';
import { handedBytes } from './writing';

// The image thread: answers one request after the other. The host sends the next one only when it has the answer, since two large
// pictures at once would need twice the memory and share the same cores.
const port = parentPort;
port?.on('message', (request: Request) => {
  void answer(request).then((reply) => port.postMessage(reply, buffersOf(reply)));
});

/**
 * libvips holds its own copy of every array that it was handed until the array is collected, and for the collector these arrays are
 * small things without hurry. After this many bytes, some dozen edits of a large photo, the thread is replaced.
 */
const mostBytes = 600_000_000;

async function answer(request: Request): Promise<Reply> {
  try {
    const value = await perform(request);
    return { id: request.id, ok: true, value, tired: handedBytes() > mostBytes };
  } catch (error) {
    const { kind, message, detail } = toImageError(error);
    return { id: request.id, ok: false, error: { kind, message, detail } };
  }
}

/** What can be handed over instead of copied: encoded bytes, wherever they lie in the answer, that fill their buffer. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array) {
    const { buffer, byteLength } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(buffersOf) : [];
}
