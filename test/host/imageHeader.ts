/** A reader of picture headers that shares no code with the extension. */
export function readHeader(bytes: Buffer): { type: string; width: number; height: number } {
  if (bytes.subarray(1, 4).toString() === 'PNG') {
    return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.subarray(8, 12).toString() === 'WEBP') {
    return { type: 'webp', ...webpSize(bytes) };
  }
  if (bytes.readUInt16BE(0) === 0xffd8) {
    return { type: 'jpeg', ...jpegSize(bytes) };
  }
  throw new Error('not a picture');
}

function webpSize(bytes: Buffer): { width: number; height: number } {
  switch (bytes.subarray(12, 16).toString()) {
    case 'VP8X':
      return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    default:
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
}

function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc) {
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
  }
  throw new Error('a JPEG without a frame');
}
