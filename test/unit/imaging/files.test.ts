import assert from 'node:assert/strict';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { wholeImage } from '../../../src/core/placement';
import type { Format } from '../../../src/core/models/model';
import type { Rectangle } from '../../../src/core/sizes';
import { chanceFrom } from '../../../src/draft/chance';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { jpegCoding } from '../../../src/imaging/containers/jpeg';
import { framesOfPng } from '../../../src/imaging/containers/png';
import { emptyMask } from '../../../src/imaging/mask/mask';
import { encodeMask } from '../../../src/imaging/mask/maskCode';
import type { BlendResult } from '../../../src/imaging/messages';
import { decoded, paintIcon, paintPhoto, paintUi, picture, raw8, shown, type Decoded } from './sources';

const workerPath = path.join(__dirname, '../../../dist/imageWorker.js');
const size = { width: 96, height: 64 };
const spot: Rectangle = { left: 30, top: 20, width: 24, height: 16 };
const settings = { edge: 'exact', feather: 0, align: false, match: 0 } as const;

function chunksOf(png: Uint8Array): { name: string; data: Buffer }[] {
  const bytes = Buffer.from(png);
  const chunks = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)) });
  }
  return chunks;
}

/** A chunk behind the header; decoders do not insist on the checksum of an ancillary one. */
function withChunk(png: Uint8Array, name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), length, body, checksum, png.subarray(33)]);
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function differences(a: Decoded, b: Decoded, counts: (x: number, y: number) => boolean): number {
  assert.deepEqual([b.width, b.height, b.channels], [a.width, a.height, a.channels]);
  let most = 0;
  for (let at = 0; at < a.data.length; at++) {
    const index = Math.floor(at / a.channels);
    if (counts(index % a.width, Math.floor(index / a.width))) {
      most = Math.max(most, Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)));
    }
  }
  return most;
}

const isOutside = (x: number, y: number): boolean =>
  x < spot.left || y < spot.top || x >= spot.left + spot.width || y >= spot.top + spot.height;

/** sharp converts 16-bit samples with a profile to P3 and not to sRGB: so the upper bytes are shown. */
async function eightBit(bytes: Uint8Array, icc: Uint8Array): Promise<Buffer> {
  const { width, height, deep, data } = await decoded(bytes);
  const upper = deep ? Uint8Array.from(data, (sample) => Math.round(sample / 257)) : (data as Uint8Array);
  return withChunk(
    await raw8(upper, { width, height }).png().toBuffer(),
    'iCCP',
    Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(icc)]),
  );
}

describe('edited files', function () {
  this.timeout(120_000);
  let codec: Codec;
  before(() => (codec = createCodec(workerPath)));
  after(() => codec.dispose());

  /** Fills the spot with one colour. */
  const edited = async (base: Uint8Array, colour: readonly number[], format?: Format, like?: Uint8Array): Promise<BlendResult> => {
    const { width, height } = await codec.describe(base);
    const mask = emptyMask({ width, height });
    for (let y = spot.top; y < spot.top + spot.height; y++) {
      mask.data.fill(255, y * width + spot.left, y * width + spot.left + spot.width);
    }
    const [r = 0, g = 0, b = 0] = colour;
    const answer = await sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
      .png()
      .toBuffer();
    const box = wholeImage({ width, height });
    const placement = { box, scaled: { width, height }, render: { width, height }, left: 0, top: 0 };
    return codec.blend({ base, answer, mask: encodeMask(mask), placement, settings, format, like });
  };
  const png = (): Promise<Buffer> =>
    raw8(paintUi(size, chanceFrom(4)), size)
      .removeAlpha()
      .png()
      .toBuffer();

  it('keep the metadata of a PNG, and none of what is no longer true', async () => {
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';
    let base: Buffer = await sharp(await png())
      .withIccProfile('p3')
      .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
      .withXmp(xmp)
      .withDensity(144)
      .png({ palette: true })
      .toBuffer();
    base = withChunk(base, 'tEXt', Buffer.from('Author\0Ada', 'latin1'));
    base = withChunk(base, 'bKGD', Buffer.from([1]));
    const { file } = await edited(base, [200, 30, 30]);
    const names = chunksOf(file.bytes).map(({ name }) => name);
    assert.deepEqual(
      ['IHDR', 'iCCP', 'eXIf', 'iTXt', 'tEXt', 'pHYs', 'IDAT', 'IEND'].filter((name) => !names.includes(name)),
      [],
    );
    assert.ok(!names.includes('bKGD') && !names.includes('PLTE') && names[0] === 'IHDR' && names.at(-1) === 'IEND');
    assert.deepEqual(new Set(names.filter((name, index) => names.indexOf(name) !== index)).has('iTXt'), false);
    const [before, after] = [await sharp(base).metadata(), await sharp(file.bytes).metadata()];
    assert.ok(before.icc && after.icc?.equals(before.icc));
    assert.equal(after.density, 144);
    assert.match(after.exif?.toString('latin1') ?? '', /Somebody/);
    assert.equal(after.xmp?.toString(), before.xmp?.toString());
    const profile = chunksOf(file.bytes).find(({ name }) => name === 'iCCP')?.data;
    assert.ok(profile && inflateSync(profile.subarray(profile.indexOf(0) + 2)).equals(before.icc));
  });

  it('are upright everywhere, once', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      for (let orientation = 1; orientation <= 8; orientation++) {
        const stored = sharp(await png()).withMetadata({ orientation });
        const base = await (
          format === 'jpeg' ? stored.jpeg({ quality: 100 }) : format === 'webp' ? stored.webp({ lossless: true }) : stored.png()
        ).toBuffer();
        const { file, master } = await edited(base, [250, 0, 250]);
        const before = await decoded(base);
        for (const bytes of [file.bytes, ...(master ? [master] : [])]) {
          const { orientation: told, width, height } = await sharp(bytes).metadata();
          assert.deepEqual([told ?? 1, width, height], [1, before.width, before.height], `${format} ${orientation}`);
        }
        assert.equal(differences(before, await decoded(master ?? file.bytes), isOutside), 0, `${format} ${orientation}`);
        const at = ((spot.top + 8) * before.width + spot.left + 8) * 4;
        const [red = 0, green = 255] = (await decoded(master ?? file.bytes)).data.subarray(at, at + 4);
        assert.ok(red > 245 && green < 5);
      }
    }
  });

  it('encode a JPEG again as it was, with a master without loss', async () => {
    for (const chromaSubsampling of ['4:2:0', '4:4:4'] as const) {
      for (const quality of [35, 60, 75, 82, 90, 95, 100]) {
        for (const progressive of [false, true]) {
          const base = await raw8(paintPhoto(size, chanceFrom(quality)), size)
            .withIccProfile('p3')
            .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
            .withDensity(180)
            .jpeg({ quality, chromaSubsampling, progressive })
            .toBuffer();
          const { file, master, report } = await edited(base, [20, 200, 20]);
          assert.deepEqual(jpegCoding(file.bytes), { quality, sampling: chromaSubsampling, progressive });
          const [before, after] = [await sharp(base).metadata(), await sharp(file.bytes).metadata()];
          assert.deepEqual([after.format, after.chromaSubsampling, after.density], ['jpeg', chromaSubsampling, 180]);
          assert.ok(before.icc && after.icc?.equals(before.icc));
          assert.match(after.exif?.toString('latin1') ?? '', /Somebody/);
          assert.ok(master);
          assert.ok((await sharp(master).metadata()).icc?.equals(before.icc));
          assert.equal(differences(await decoded(base), await decoded(master), isOutside), 0);
          assert.equal(report.changedOutside, 0);
          const real = await decoded(base).then(async (one) => {
            const two = await decoded(file.bytes);
            let changed = 0;
            for (let index = 0; index < one.width * one.height; index++) {
              const differs = [0, 1, 2].some((channel) => one.data[index * 4 + channel] !== two.data[index * 4 + channel]);
              changed += differs && isOutside(index % one.width, Math.floor(index / one.width)) ? 1 : 0;
            }
            return changed;
          });
          assert.equal(report.changedInFile, real);
          assert.ok(report.notes.includes('jpeg-encoded-again'));
        }
      }
    }
  });

  it('start from a master as well as from the file, and keep the metadata of the file', async () => {
    const base = await raw8(paintPhoto(size, chanceFrom(1)), size)
      .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
      .jpeg({ quality: 77 })
      .toBuffer();
    const first = await edited(base, [20, 200, 20]);
    assert.ok(first.master);
    const second = await edited(first.master, [200, 20, 20], undefined, base);
    assert.equal(second.file.type, 'image/jpeg');
    assert.equal(jpegCoding(second.file.bytes).quality, 77);
    assert.match((await sharp(second.file.bytes).metadata()).exif?.toString('latin1') ?? '', /Somebody/);
    assert.ok(second.master);
    assert.equal(differences(await decoded(base), await decoded(second.master), isOutside), 0);
  });

  it('are lossless WebP where they were WebP, with alpha, profile and metadata', async () => {
    for (const lossless of [true, false]) {
      const base = await raw8(paintIcon(size, chanceFrom(2)), size)
        .withIccProfile('p3')
        .withExifMerge({ IFD0: { Copyright: 'Somebody' } })
        .webp({ lossless, exact: true })
        .toBuffer();
      assert.equal((await codec.describe(base)).lossless, lossless);
      const { file, master, report } = await edited(base, [20, 200, 20]);
      assert.deepEqual([file.type, master], ['image/webp', undefined]);
      assert.equal(differences(await decoded(base), await decoded(file.bytes), isOutside), 0);
      assert.equal(report.notes.includes('webp-became-lossless'), !lossless);
      const [before, after] = [await sharp(base).metadata(), await sharp(file.bytes).metadata()];
      assert.ok(before.icc && after.icc?.equals(before.icc) && after.hasAlpha);
      assert.match(after.exif?.toString('latin1') ?? '', /Somebody/);
    }
  });

  it('keep a wide-gamut picture wide, and convert what is new into it', async () => {
    const red = sharp({ create: { ...size, channels: 3, background: { r: 255, g: 0, b: 0 } } });
    // Samples that mean the reddest red of the profile.
    const srgb = await red.png().toBuffer();
    const icc = (await sharp(await sharp(srgb).withIccProfile('p3').png().toBuffer()).metadata()).icc;
    assert.ok(icc);
    for (const depth of [8, 16] as const) {
      const plain = depth === 8 ? srgb : await sharp(srgb).toColourspace('rgb16').png().toBuffer();
      const base = withChunk(plain, 'iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), deflateSync(icc)]));
      assert.match((await codec.describe(base)).profile ?? '', /P3/);
      const { file } = await edited(base, [200, 30, 30]);
      const after = await decoded(file.bytes);
      assert.equal(differences(await decoded(base), after, isOutside), 0);
      const inside = (await shown(await eightBit(file.bytes, icc))).data
        .subarray(((spot.top + 5) * size.width + spot.left + 5) * 4)
        .subarray(0, 3);
      for (const [channel, wanted] of [200, 30, 30].entries()) {
        assert.ok(Math.abs((inside[channel] ?? 0) - wanted) <= 2, `${depth} bit: ${[...inside].join(' ')}`);
      }
      const preview = await codec.preview({
        base,
        answer: await sharp({ create: { ...size, channels: 3, background: { r: 200, g: 30, b: 30 } } })
          .png()
          .toBuffer(),
        placement: { box: wholeImage(size), scaled: size, render: size, left: 0, top: 0 },
        settings,
      });
      const seen = await decoded(preview.bytes);
      assert.ok([200, 30, 30].every((wanted, channel) => Math.abs((seen.data[channel] ?? 0) - wanted) <= 2));
    }
  });

  it('of grey, palette, CMYK and 16-bit sources say what they became', async () => {
    const chance = chanceFrom(3);
    const notes = async (base: Uint8Array, format?: Format): Promise<readonly string[]> =>
      (await edited(base, [9, 9, 9], format)).report.notes;
    assert.deepEqual(await notes(await picture('grey', size, chance)), ['grey-became-rgb']);
    assert.deepEqual(await notes(await picture('palette', size, chance)), ['palette-became-rgb']);
    assert.deepEqual(await notes(await picture('deep', size, chance)), []);
    assert.deepEqual(await notes(await picture('deep-alpha', size, chance), 'jpeg'), [
      'jpeg-encoded-again',
      'transparency-lost',
      'depth-reduced',
    ]);
    const cmyk = await raw8(paintPhoto(size, chance), size).removeAlpha().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
    assert.equal((await codec.describe(cmyk)).kind, 'cmyk');
    const { file, report } = await edited(cmyk, [9, 9, 9]);
    assert.deepEqual(report.notes, ['cmyk-became-rgb', 'jpeg-encoded-again']);
    const { space, icc } = await sharp(file.bytes).metadata();
    assert.deepEqual([space, icc], ['srgb', undefined]);
    assert.ok(differences(await shown(cmyk), await shown(file.bytes), isOutside) < 40);
  });

  it('of a grey picture with a profile look the same', async () => {
    const grey = await picture('grey', size, chanceFrom(8));
    const profile = greyProfile(1.4);
    const base = withChunk(grey, 'iCCP', Buffer.concat([Buffer.from('g\0\0', 'latin1'), deflateSync(profile)]));
    const { file } = await edited(base, [9, 9, 9]);
    const apart = differences(await shown(base), await shown(file.bytes), isOutside);
    assert.ok(apart <= 2, `${apart} levels apart`);
    assert.ok(differences(await decoded(base), await shown(base), isOutside) > 10);
    assert.equal(differences(await decoded(base), await decoded(file.bytes), isOutside), 0);
  });

  it('convert to each format with depth, profile and orientation', async () => {
    const base = await raw8(paintIcon(size, chanceFrom(2)), size)
      .withIccProfile('p3')
      .withMetadata({ orientation: 6, icc: 'p3' })
      .png()
      .toBuffer();
    const before = await decoded(base);
    for (const format of ['png', 'webp', 'jpeg'] as const) {
      const image = await codec.convert(base, format);
      const found = await sharp(image.bytes).metadata();
      assert.deepEqual([image.type, found.orientation ?? 1, found.width, found.height], [`image/${format}`, 1, 64, 96]);
      assert.ok(found.icc);
      const after = await decoded(image.bytes);
      if (format === 'jpeg') {
        assert.deepEqual(jpegCoding(image.bytes), { quality: 92, sampling: '4:4:4', progressive: false });
        assert.ok([...after.data.subarray(0, 3)].every((sample) => sample > 250));
      } else {
        assert.equal(
          differences(before, after, () => true),
          0,
        );
      }
    }
    const deep = await picture('deep-alpha', size, chanceFrom(2));
    assert.equal(
      differences(await decoded(deep), await decoded((await codec.convert(deep, 'png')).bytes), () => true),
      0,
    );
  });

  it('know an animated PNG', async () => {
    const still = await png();
    assert.equal((await codec.describe(still)).frames, 1);
    const moving = withChunk(still, 'acTL', Buffer.from([0, 0, 0, 7, 0, 0, 0, 0]));
    assert.equal((await codec.describe(moving)).frames, 7);
    assert.equal(framesOfPng(moving.subarray(0, 20)), 1);
  });
});

/** A grey profile of one gamma. */
function greyProfile(gamma: number): Buffer {
  const header = Buffer.alloc(128);
  header.write('lcms', 4, 'latin1');
  header.writeUInt32BE(0x02400000, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  header.writeUInt32BE(0xf6d6, 68);
  header.writeUInt32BE(0x10000, 72);
  header.writeUInt32BE(0xd32d, 76);
  const white = Buffer.from('58595a20000000000000f6d6000100000000d32d', 'hex');
  const curve = Buffer.alloc(16);
  curve.write('curv', 'latin1');
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(Math.round(gamma * 256), 12);
  const name = Buffer.concat([Buffer.from('desc\0\0\0\0\0\0\0\x05grey\0', 'latin1'), Buffer.alloc(83)]);
  const tags = [
    ['desc', name],
    ['wtpt', white],
    ['kTRC', curve],
    ['cprt', Buffer.from('text\0\0\0\0free\0\0\0\0', 'latin1')],
  ] as const;
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  let at = 128 + table.length;
  tags.forEach(([signature, data], index) => {
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(at, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
    at += data.length;
  });
  const profile = Buffer.concat([header, table, ...tags.map(([, data]) => data)]);
  profile.writeUInt32BE(profile.length, 0);
  return profile;
}
