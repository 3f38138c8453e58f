import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { ShapeOperation } from '../../../src/core/shapeOperation';
import { shape } from '../../../src/imaging/shape/shape';

const trim = { kind: 'trim', tolerance: 8, margin: 0 } as const;

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** A picture in which every sample tells where it stands, with `margin` clear pixels around; under them lies red. */
function coded(width: number, height: number, margin: number): Drawn {
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const isClear = x < margin || y < margin || x >= width - margin || y >= height - margin;
      data.set(isClear ? [255, 0, 0, 0] : [(x * 7) & 255, (y * 5) & 255, (x + y) & 255, 9 + ((x * y) % 247)], at);
    }
  }
  return { width, height, data };
}

const png = ({ width, height, data }: Drawn): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();

async function run(bytes: Uint8Array, operation: ShapeOperation): Promise<Awaited<ReturnType<typeof shape>> & { pixels: Drawn }> {
  const shaped = await shape({ bytes: new Uint8Array(bytes), operation });
  const { data, info } = await sharp(shaped.file.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [shaped.file.width, shaped.file.height]);
  return { ...shaped, pixels: { width: info.width, height: info.height, data } };
}

/** Whether each pixel of the source that lies in the result is the very one. */
function keptExactly(source: Drawn, result: Drawn, left: number, top: number): boolean {
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      const [sx, sy] = [x - left, y - top];
      if (sx >= 0 && sy >= 0 && sx < source.width && sy < source.height) {
        const [a, b] = [(sy * source.width + sx) * 4, (y * result.width + x) * 4];
        if (!source.data.subarray(a, a + 4).equals(result.data.subarray(b, b + 4))) {
          return false;
        }
      }
    }
  }
  return true;
}

describe('operations without a model', () => {
  it('trim cuts clear margins off, keeps what was asked for of them, and every sample of the rest', async () => {
    const source = coded(40, 30, 6);
    const tight = await run(await png(source), trim);
    assert.deepEqual([tight.file.width, tight.file.height, tight.left, tight.top, tight.changed], [28, 18, -6, -6, true]);
    assert.ok(keptExactly(source, tight.pixels, tight.left, tight.top));
    const loose = await run(await png(source), { ...trim, margin: 4 });
    assert.deepEqual([loose.file.width, loose.left], [36, -2]);
    assert.ok(keptExactly(source, loose.pixels, loose.left, loose.top), 'the red under what is clear too');
    const all = await run(await png(source), { ...trim, margin: 400 });
    assert.equal(all.changed, false);
    assert.deepEqual(Buffer.from(all.file.bytes), await png(source), 'the very bytes when there is nothing to do');
  });

  it('trim cuts off a margin of one colour, within its tolerance, from whichever corner has it', async () => {
    const inside = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="#204080"/></svg>',
    );
    const on = (left: number, top: number): Promise<Buffer> =>
      sharp({ create: { width: 50, height: 40, channels: 3, background: '#f0f0f0' } })
        .composite([{ input: inside, left, top }])
        .png()
        .toBuffer();
    const middle = await run(await on(10, 12), trim);
    assert.deepEqual([middle.file.width, middle.file.height, middle.left, middle.top], [20, 10, -10, -12]);
    const corner = await run(await on(0, 0), trim);
    assert.deepEqual([corner.file.width, corner.file.height], [20, 10], 'the corner belongs to what is kept');
    const noisy = await sharp(await on(10, 12))
      .jpeg({ quality: 90 })
      .toBuffer();
    const jpeg = await run(noisy, { ...trim, tolerance: 24 });
    assert.equal(jpeg.file.type, 'image/jpeg');
    assert.ok(Math.abs(jpeg.file.width - 20) <= 2 && Math.abs(jpeg.file.height - 10) <= 2);
    assert.ok(jpeg.master, 'what a JPEG cannot keep is kept beside it');
  });

  it('trim refuses a picture that is nothing but margin', async () => {
    const empty = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    await assert.rejects(run(empty, trim), /nothing would be left/);
    const flat = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await assert.rejects(run(flat, trim), /nothing would be left/);
  });

  it('pad adds clear or coloured margins and keeps every sample', async () => {
    const source = coded(20, 10, 0);
    const clear = await run(await png(source), { kind: 'pad', left: 3, top: 1, right: 5, bottom: 7 });
    assert.deepEqual([clear.file.width, clear.file.height, clear.left, clear.top], [28, 18, 3, 1]);
    assert.ok(keptExactly(source, clear.pixels, 3, 1));
    assert.deepEqual([...clear.pixels.data.subarray(0, 4)], [0, 0, 0, 0]);
    const colour = await run(await png(source), { kind: 'pad', left: 1, top: 1, right: 0, bottom: 0, colour: '#123456' });
    assert.deepEqual([...colour.pixels.data.subarray(0, 4)], [0x12, 0x34, 0x56, 255]);
    const same = await run(await png(source), { kind: 'pad', left: 0, top: 0, right: 0, bottom: 0 });
    assert.equal(same.changed, false);
  });

  it('makes a PNG of a JPEG that gets transparency, and leaves it a JPEG otherwise', async () => {
    const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const clear = await run(jpeg, { kind: 'square', by: 'pad' });
    assert.deepEqual([clear.file.type, clear.file.width, clear.file.height, clear.top], ['image/png', 30, 30, 5]);
    assert.equal(clear.pixels.data[3], 0);
    assert.equal((await run(jpeg, { kind: 'square', by: 'pad', colour: '#ffffff' })).file.type, 'image/jpeg');
  });

  it('square adds to the shorter edge or cuts the longer one, in the middle', async () => {
    const source = coded(21, 10, 0);
    const padded = await run(await png(source), { kind: 'square', by: 'pad' });
    assert.deepEqual([padded.file.width, padded.file.height, padded.top], [21, 21, 5]);
    const cut = await run(await png(source), { kind: 'square', by: 'crop' });
    assert.deepEqual([cut.file.width, cut.file.height, cut.left], [10, 10, -5]);
    assert.ok(keptExactly(source, cut.pixels, cut.left, cut.top));
    assert.equal((await run(await png(coded(8, 8, 0)), { kind: 'square', by: 'crop' })).changed, false);
  });

  it('keeps 16 bits, profile and metadata', async () => {
    const deep = Uint16Array.from({ length: 12 * 8 * 3 }, (_, index) => (index * 2657) & 65535);
    const picture = await sharp(deep, { raw: { width: 12, height: 8, channels: 3 } })
      .toColourspace('rgb16')
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .png()
      .toBuffer();
    const before = await sharp(picture).metadata();
    const { file } = await run(picture, { kind: 'pad', left: 2, top: 2, right: 2, bottom: 2, colour: '#ffffff' });
    const after = await sharp(file.bytes).metadata();
    assert.equal(after.depth, 'ushort');
    assert.deepEqual(after.icc, before.icc);
    assert.match(String(after.exif), /Somebody/);
    const samplesIn = await sharp(picture, { ignoreIcc: true }).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer();
    const samplesOut = await sharp(file.bytes, { ignoreIcc: true })
      .extract({ left: 2, top: 2, width: 12, height: 8 })
      .toColourspace('rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    assert.ok(samplesIn.equals(samplesOut));
  });

  it('turns a rotated photograph upright first, and says where it lies in the result', async () => {
    const rotated = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#808080' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { file } = await run(rotated, { kind: 'pad', left: 0, top: 4, right: 0, bottom: 0, colour: '#000000' });
    assert.deepEqual([file.width, file.height], [20, 34]);
    assert.equal((await sharp(file.bytes).metadata()).orientation ?? 1, 1);
  });

  it('keeps WebP a WebP, without loss', async () => {
    const source = coded(16, 16, 3);
    const webp = await sharp(await png(source))
      .webp({ lossless: true, exact: true })
      .toBuffer();
    const { file, pixels, left, top } = await run(webp, trim);
    assert.equal(file.type, 'image/webp');
    assert.ok(keptExactly(source, pixels, left, top));
  });

  it('takes a flat ground away, and refuses a picture without one', async () => {
    const disc = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><circle cx="100" cy="100" r="70" fill="#c02040"/></svg>',
    );
    const onWhite = await sharp(disc).flatten({ background: '#ffffff' }).png().toBuffer();
    const { file, pixels, cleared = 0, left } = await run(onWhite, { kind: 'removeBackground', tolerance: 24, holes: true });
    assert.equal(file.type, 'image/png');
    assert.equal(left, 0);
    assert.ok(Math.abs(cleared - (1 - (Math.PI * 70 * 70) / 40_000)) < 0.02, `${cleared}`);
    assert.deepEqual([pixels.data[3], pixels.data[(100 * 200 + 100) * 4 + 3]], [0, 255]);
    const noise = Buffer.from(Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919 * (index % 13)) & 255));
    const photo = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    await assert.rejects(run(photo, { kind: 'removeBackground', tolerance: 24, holes: true }), /No flat background/);
  });

  it('refuses what would be too large, and what is no number of pixels', async () => {
    const picture = await png(coded(20, 20, 0));
    await assert.rejects(run(picture, { kind: 'pad', left: 9000, top: 0, right: 0, bottom: 0 }), /too large/);
    await assert.rejects(run(picture, { kind: 'pad', left: -1, top: 0, right: 0, bottom: 0 }), /whole number/);
    await assert.rejects(run(picture, { kind: 'pad', left: 1.5, top: 0, right: 0, bottom: 0 }), /whole number/);
  });
});
