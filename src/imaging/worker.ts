import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { toImageError } from '../core/errors';
import type { Reply, Request } from './messages';
import { perform } from './tasks';

// The image thread: answers one request after the other. The host sends the next one only when it has the answer, since two large
// pictures at once would need twice the memory and share the same cores.
const port = parentPort;
port?.on('message', (request: Request) => {
  const start = performance.now();
  void answer(request).then((reply) => {
    port.postMessage(reply, buffersOf(reply));
    if (performance.now() - start > largeJob) {
      setImmediate(collectGarbage);
    }
  });
});

/** What takes longer than this, in milliseconds, leaves enough behind to be collected at once. */
const largeJob = 30;

/**
 * libvips holds its own copy of every array that it was handed, until the array is collected. To the collector these arrays are small
 * things without hurry: left alone, twenty edits of a large photo would fill all of WebAssembly's memory.
 */
const collectGarbage = garbageCollector();

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return typeof collect === 'function' ? (collect as () => void) : () => undefined;
}

async function answer(request: Request): Promise<Reply> {
  try {
    return { id: request.id, ok: true, value: await perform(request) };
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
