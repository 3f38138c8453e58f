/** Readers of icon files for the tests, from the formats' own descriptions and not from what writes them. */
import assert from 'node:assert/strict';

export interface PngFacts {
  readonly width: number;
  readonly height: number;
  /** 2 is RGB, 6 is RGBA. */
  readonly colourType: number;
  readonly depth: number;
  /** Types of all chunks in order. */
  readonly chunks: readonly string[];
}

export function readPngFacts(bytes: Buffer): PngFacts {
  assert.equal(bytes.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
  const chunks: string[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    chunks.push(bytes.toString('latin1', at + 4, at + 8));
  }
  assert.equal(chunks.at(-1), 'IEND');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), depth: bytes[24] ?? 0, colourType: bytes[25] ?? 0, chunks };
}

export interface IcoEntry {
  readonly width: number;
  readonly kind: 'png' | 'bmp';
}

/** The directory of an ICO, each entry checked against what lies at its place. */
export function readIco(bytes: Buffer): IcoEntry[] {
  assert.deepEqual([bytes.readUInt16LE(0), bytes.readUInt16LE(2)], [0, 1]);
  const count = bytes.readUInt16LE(4);
  let end = 6 + 16 * count;
  return Array.from({ length: count }, (_, index) => {
    const entry = 6 + 16 * index;
    const width = bytes[entry] || 256;
    assert.equal(bytes[entry + 1] || 256, width, 'square');
    assert.equal(bytes.readUInt16LE(entry + 6), 32, 'bits');
    const [length, offset] = [bytes.readUInt32LE(entry + 8), bytes.readUInt32LE(entry + 12)];
    assert.ok(offset >= end && offset + length <= bytes.length, 'entries do not overlap and lie in the file');
    end = offset + length;
    const data = bytes.subarray(offset, offset + length);
    if (data.readUInt32BE(0) === 0x89504e47) {
      assert.equal(readPngFacts(Buffer.from(data)).width, width);
      return { width, kind: 'png' };
    }
    assert.deepEqual([data.readUInt32LE(0), data.readInt32LE(4), data.readInt32LE(8)], [40, width, 2 * width]);
    assert.equal(length, 40 + width * width * 4 + Math.ceil(width / 32) * 4 * width, 'pixels and the AND mask');
    return { width, kind: 'bmp' };
  });
}

/** Types of an ICNS in order; PNG entries are checked for the size that their type stands for. */
export function readIcns(bytes: Buffer): string[] {
  assert.equal(bytes.toString('latin1', 0, 4), 'icns');
  assert.equal(bytes.readUInt32BE(4), bytes.length);
  const edges: Readonly<Record<string, number>> = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 };
  const types: string[] = [];
  let at = 8;
  while (at < bytes.length) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32BE(at + 4);
    const edge = edges[type];
    if (edge !== undefined) {
      assert.equal(readPngFacts(Buffer.from(bytes.subarray(at + 8, at + length))).width, edge, type);
    }
    types.push(type);
    at += length;
  }
  assert.equal(at, bytes.length);
  return types;
}
