import type { EncodedImage } from './service';

/**
 * Whether the bytes reach to the end that their format marks. A proxy that cut a file and counted what was left gives no other
 * sign; a decoder would show grey where the rest was. Formats whose end is not marked count as whole.
 */
export function isWhole({ bytes, type }: EncodedImage): boolean {
  switch (type) {
    case 'image/png':
      return endsNear(bytes, [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
    case 'image/jpeg':
      return endsNear(bytes, [0xff, 0xd9]);
    case 'image/webp':
      return bytes.length >= 8 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 <= bytes.length;
    case 'image/gif':
    case 'image/avif':
      return true;
  }
}

/** Some writers put metadata or padding behind the end. */
const slack = 65_536;

function endsNear(bytes: Uint8Array, mark: readonly number[]): boolean {
  const earliest = Math.max(0, bytes.length - mark.length - slack);
  for (let at = bytes.length - mark.length; at >= earliest; at--) {
    if (mark.every((byte, index) => bytes[at + index] === byte)) {
      return true;
    }
  }
  return false;
}
