import type { Size } from '../../core/sizes';
import { joined, viewOf } from './bytes';
import { chunk, chunksOf, flags, writeEdge, type Chunk } from './webp';
import { recipeIn, withRecipe } from './xmp';

export function embedInWebp(bytes: Uint8Array, text: string, sourceType: string): Uint8Array {
  const view = viewOf(bytes);
  const end = view.getUint32(4, true) + 8;
  const chunks = [...chunksOf(bytes.subarray(0, end), 12)];
  const length = chunks.reduce((sum, { data }) => sum + 8 + data.length + (data.length % 2), 12);
  if (end > bytes.length || length !== end) {
    return bytes;
  }
  const packets = chunks.filter(({ name }) => name === 'XMP ');
  const header = chunks[0]?.name === 'VP8X' ? chunks[0].data : headerFor(chunks);
  const packet = packets.length > 1 ? undefined : withRecipe(packets[0]?.data, text, sourceType);
  if (!packet || !header || header.length < 10) {
    return bytes;
  }
  const flagged = new Uint8Array(header);
  flagged[0] = (flagged[0] ?? 0) | flags.xmp;
  const others = chunks.filter(({ name }) => name !== 'VP8X' && name !== 'XMP ');
  // The packet comes last but for what nobody knows.
  const whole = joined([
    bytes.subarray(0, 12),
    chunk('VP8X', flagged),
    ...others.map(({ name, data }) => chunk(name, data)),
    chunk('XMP ', packet),
    bytes.subarray(end),
  ]);
  viewOf(whole).setUint32(4, whole.length - 8 - (bytes.length - end), true);
  return whole;
}

export function readFromWebp(bytes: Uint8Array): string | undefined {
  const packet = [...chunksOf(bytes, 12)].find(({ name }) => name === 'XMP ');
  return packet && recipeIn(packet.data);
}

/** The header that a file with nothing but its picture gets, as the container's specification lays it out. */
function headerFor(chunks: readonly Chunk[]): Uint8Array | undefined {
  const [picture] = chunks;
  const size = picture && sizeOf(picture);
  if (!picture || !size) {
    return undefined;
  }
  const header = new Uint8Array(10);
  header[0] = picture.name === 'VP8L' && ((picture.data[4] ?? 0) & 0x10) !== 0 ? flags.alpha : 0;
  writeEdge(header, 4, size.width);
  writeEdge(header, 7, size.height);
  return header;
}

/** RFC 9649: a lossless picture has 14 bits each behind its signature, less one; a lossy key frame 14 bits each behind its start code. */
function sizeOf({ name, data }: Chunk): Size | undefined {
  const view = viewOf(data);
  if (name === 'VP8L' && data[0] === 0x2f && data.length >= 5) {
    const bits = view.getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8 ' && data.length >= 10 && data[3] === 0x9d && data[4] === 0x01 && data[5] === 0x2a) {
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  return undefined;
}
