import assert from 'node:assert/strict';
import { ImageError } from '../../../src/core/errors';
import { chanceFrom } from '../../../src/draft/chance';
import { writeIcns } from '../../../src/icons/containers/icns';
import { writeIco } from '../../../src/icons/containers/ico';
import { packed } from '../../../src/icons/containers/runLength';
import { opaque, plain } from '../../../src/icons/drawing';
import { headerOf, paint, pixelsOf, pngOf, renderAll, renderPixels } from './renderMasters';

interface IcoEntry {
  readonly edge: number;
  readonly bits: number;
  readonly content: Uint8Array;
}

/** The directory of an ICO file, checked as it is read. */
function readIco(file: Uint8Array): IcoEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  assert.deepEqual([view.getUint16(0, true), view.getUint16(2, true)], [0, 1]);
  const count = view.getUint16(4, true);
  let end = 6 + count * 16;
  const entries = Array.from({ length: count }, (_, index) => {
    const at = 6 + index * 16;
    const [width, height] = [view.getUint8(at) || 256, view.getUint8(at + 1) || 256];
    assert.equal(width, height);
    assert.deepEqual([view.getUint8(at + 2), view.getUint8(at + 3), view.getUint16(at + 4, true)], [0, 0, 1]);
    const [length, offset] = [view.getUint32(at + 8, true), view.getUint32(at + 12, true)];
    assert.equal(offset, end, 'entries follow each other without gaps');
    end = offset + length;
    return { edge: width, bits: view.getUint16(at + 6, true), content: file.subarray(offset, end) };
  });
  assert.equal(end, file.length);
  return entries;
}

/** The colours of a bitmap entry as RGBA, top row first, and where its mask says that nothing is drawn. */
function readBitmap({ edge, content }: IcoEntry): { rgba: Uint8Array; hidden: boolean[] } {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  assert.deepEqual([view.getUint32(0, true), view.getInt32(4, true), view.getInt32(8, true)], [40, edge, edge * 2]);
  assert.deepEqual([view.getUint16(12, true), view.getUint16(14, true), view.getUint32(16, true)], [1, 32, 0]);
  const line = Math.ceil(edge / 32) * 4;
  assert.equal(view.getUint32(20, true), edge * edge * 4 + line * edge);
  assert.equal(content.length, 40 + edge * edge * 4 + line * edge);
  const rgba = new Uint8Array(edge * edge * 4);
  const hidden: boolean[] = [];
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const at = 40 + ((edge - 1 - y) * edge + x) * 4;
      const [blue = 0, green = 0, red = 0, alpha = 0] = content.subarray(at, at + 4);
      rgba.set([red, green, blue, alpha], (y * edge + x) * 4);
      const bits = content[40 + edge * edge * 4 + (edge - 1 - y) * line + Math.floor(x / 8)] ?? 0;
      hidden.push(((bits >> (7 - (x % 8))) & 1) === 1);
    }
  }
  return { rgba, hidden };
}

function readIcns(file: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4));
  assert.equal(name(0), 'icns');
  assert.equal(view.getUint32(4), file.length);
  const entries = [];
  for (let at = 8; at < file.length; at += view.getUint32(at + 4)) {
    entries.push({ type: name(at), data: file.subarray(at + 8, at + view.getUint32(at + 4)) });
  }
  return entries;
}

/** Undoes Apple's run-length code for so many bytes. @returns them and what of the input is left */
function unpack(bytes: Uint8Array, length: number): [Uint8Array, Uint8Array] {
  const result: number[] = [];
  let at = 0;
  while (result.length < length) {
    const code = bytes[at++] ?? assert.fail('too short');
    if (code < 128) {
      result.push(...bytes.subarray(at, at + code + 1));
      at += code + 1;
    } else {
      result.push(...new Array<number>(code - 125).fill(bytes[at++] ?? assert.fail('too short')));
    }
  }
  assert.equal(result.length, length);
  return [Uint8Array.from(result), bytes.subarray(at)];
}

/** An arrow with a soft edge, so that top, bottom, left and right differ. */
const arrow = paint(300, 300, (x, y) => {
  const inside = Math.min(x - 40, (260 - x) * 0.8, y - 30 - Math.abs(x - 140) * 0.7, 250 - y);
  const alpha = Math.round(255 * Math.min(1, Math.max(0, inside / 4 + 0.5)));
  return alpha === 0 ? [255, 0, 0, 0] : [230, Math.round(y / 2), 40, alpha];
});

describe('ICO files', function () {
  this.timeout(60_000);

  it('hold small pictures as bitmaps with a mask and large ones as PNG', async () => {
    const edges = [16, 24, 32, 48, 64, 128, 256];
    const master = await pngOf(arrow);
    const [file] = await renderAll(master, [{ kind: 'ico', drawings: edges.map(plain) }]);
    const entries = readIco(file ?? new Uint8Array());
    assert.deepEqual(
      entries.map(({ edge }) => edge),
      edges,
    );
    for (const entry of entries) {
      assert.equal(entry.bits, 32);
      const expected = await renderPixels(master, plain(entry.edge));
      if (entry.edge > 48) {
        assert.deepEqual(headerOf(entry.content), { width: entry.edge, height: entry.edge, depth: 8, colourType: 6 });
        assert.deepEqual((await pixelsOf(entry.content)).data, expected.data);
      } else {
        const { rgba, hidden } = readBitmap(entry);
        assert.deepEqual(rgba, expected.data);
        assert.deepEqual(
          hidden,
          hidden.map((_, pixel) => expected.data[pixel * 4 + 3] === 0),
        );
        assert.ok(hidden.includes(true) && hidden.includes(false));
      }
    }
  });

  it('have an alpha channel in every entry, also of an icon on a background', async () => {
    const [file] = await renderAll(await pngOf(arrow), [{ kind: 'ico', drawings: [opaque(48), opaque(64)] }]);
    const [small, large] = readIco(file ?? new Uint8Array());
    const { rgba, hidden } = readBitmap(small ?? assert.fail());
    assert.ok(!hidden.includes(true) && rgba.every((sample, at) => at % 4 !== 3 || sample === 255));
    assert.equal(headerOf(large?.content ?? new Uint8Array()).colourType, 6);
  });

  it('refuse what they cannot hold', async () => {
    const master = await pngOf(arrow);
    const refused = (error: unknown): boolean => error instanceof ImageError && error.kind === 'invalid-request';
    await assert.rejects(renderAll(master, [{ kind: 'ico', drawings: [{ ...plain(32), height: 16 }] }]), refused);
    await assert.rejects(renderAll(master, [{ kind: 'ico', drawings: [plain(512)] }]), refused);
    assert.throws(() => writeIco([]), refused);
  });
});

describe('ICNS files', function () {
  this.timeout(60_000);

  it('hold each size under the names that Finders old and new look for', async () => {
    const edges = [1024, 512, 256, 128, 64, 32, 16];
    const master = await pngOf(arrow);
    const [file] = await renderAll(master, [{ kind: 'icns', drawings: edges.map(plain) }]);
    const entries = readIcns(file ?? new Uint8Array());
    assert.deepEqual(
      entries.map(({ type }) => type),
      ['is32', 's8mk', 'il32', 'l8mk', 'ic11', 'ic12', 'ic07', 'ic08', 'ic13', 'ic09', 'ic14', 'ic10'],
    );
    const dataOf = (type: string): Uint8Array => entries.find((entry) => entry.type === type)?.data ?? assert.fail(type);
    const names = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 };
    for (const [type, edge] of Object.entries(names)) {
      assert.deepEqual(headerOf(dataOf(type)), { width: edge, height: edge, depth: 8, colourType: 6 }, type);
      assert.deepEqual(await pixelsOf(dataOf(type)), await renderPixels(master, plain(edge)));
    }
    for (const [colours, mask, edge] of [['is32', 's8mk', 16] as const, ['il32', 'l8mk', 32] as const]) {
      const expected = await renderPixels(master, plain(edge));
      let rest = dataOf(colours);
      for (const channel of [0, 1, 2]) {
        const [samples, left] = unpack(rest, edge * edge);
        assert.deepEqual(
          samples,
          samples.map((_, pixel) => expected.data[pixel * 4 + channel] ?? 0),
        );
        rest = left;
      }
      assert.equal(rest.length, 0);
      assert.deepEqual(
        dataOf(mask),
        Uint8Array.from({ length: edge * edge }, (_, pixel) => expected.data[pixel * 4 + 3] ?? 0),
      );
    }
  });

  it('refuse a size that they have no place for', async () => {
    const master = await pngOf(arrow);
    const refused = (error: unknown): boolean => error instanceof ImageError && error.kind === 'invalid-request';
    await assert.rejects(renderAll(master, [{ kind: 'icns', drawings: [plain(48)] }]), refused);
    await assert.rejects(renderAll(master, [{ kind: 'icns', drawings: [plain(64), plain(64)] }]), refused);
    assert.throws(() => writeIcns([{ width: 16, height: 16, rgba: new Uint8Array(12) }]), refused);
  });

  it('pack runs so that they can be unpacked, whatever the lengths', () => {
    const chance = chanceFrom(11);
    const samples = [0, 1, 2, 3, 127, 128, 129, 130, 131, 260, 261].map((length) => new Uint8Array(length).fill(9));
    samples.push(Uint8Array.from({ length: 300 }, (_, at) => at));
    for (let round = 0; round < 200; round++) {
      const tones = 1 + chance() * 4;
      samples.push(Uint8Array.from({ length: chance() * 600 }, () => chance() * tones));
    }
    for (const bytes of samples) {
      const [back, rest] = unpack(packed(bytes), bytes.length);
      assert.deepEqual([back, rest.length], [bytes, 0]);
    }
    assert.ok(packed(new Uint8Array(1024)).length <= 16, 'a flat channel is packed');
  });
});
