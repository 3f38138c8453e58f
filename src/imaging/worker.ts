import { parentPort } from 'node:worker_threads';
import { toImageError } from '../core/errors';
import type { Reply, Request } from './messages';
import { perform } from './tasks';

// The image thread: answers one request after the other. The host sends the next one only when it has the answer, since two large
// pictures at once would need twice the memory and share the same cores.
const port = parentPort;
port?.on('message', (request: Request) => {
  void answer(request).then((reply) => port.postMessage(reply, buffersOf(reply)));
});

async function answer(request: Request): Promise<Reply> {
  try {
    return { id: request.id, ok: true, value: await perform(request) };
  } catch (error) {
    const { kind, message, detail } = toImageError(error);
    return { id: request.id, ok: false, error: { kind, message, detail } };
  }
}

/** What can be handed over instead of copied: encoded bytes that fill their buffer. */
function buffersOf(reply: Reply): ArrayBuffer[] {
  if (!reply.ok || !('bytes' in reply.value)) {
    return [];
  }
  const { buffer, byteLength } = reply.value.bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
