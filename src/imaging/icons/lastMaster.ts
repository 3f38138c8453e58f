import { isSameBytes } from '../sameBytes';
import { readMaster, type Master } from './master';

/** The last master: a set is drawn in several calls, and each would take its ground away anew. It goes with the thread when that was idle. */
let last: { readonly bytes: Uint8Array; readonly master: Promise<Master> } | undefined;

/** A larger master is prepared anew each time: keeping it would hold more memory than it saves time. */
const keptPixels = 4_200_000;

/** @throws ImageError `not-an-image`, `too-large` */
export async function masterOf(bytes: Uint8Array): Promise<Master> {
  if (last && isSameBytes(last.bytes, bytes)) {
    return last.master;
  }
  last = undefined;
  const master = readMaster(bytes);
  const { width, height } = (await master).own.light;
  last = width * height <= keptPixels ? { bytes, master } : undefined;
  return master;
}
