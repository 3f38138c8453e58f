import assert from 'node:assert/strict';
import path from 'node:path';
import sharp from 'sharp';
import type { MaskConvention, Placement } from '../../../src/core/edit';
import { isImageError, type ErrorKind } from '../../../src/core/errors';
import { clampBox, planPlacement, wholeImage } from '../../../src/core/placement';
import type { Size, SizeRule } from '../../../src/core/sizes';
import { chanceFrom } from '../../../src/draft/chance';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { emptyMask, type Mask } from '../../../src/imaging/mask/mask';
import { decodeMask, encodeMask } from '../../../src/imaging/mask/maskCode';
import type { PreparedEdit } from '../../../src/imaging/messages';
import { decoded, kinds, paintIcon, paintPhoto, paintUi, picture, raw8, shown } from './sources';

const workerPath = path.join(__dirname, '../../../dist/imageWorker.js');
const rule: SizeRule = { kind: 'free', multiple: 16, maxEdge: 512, maxRatio: 3, minPixels: 4096, maxPixels: 120_000 };

const kind =
  (expected: ErrorKind, text = /./) =>
  (error: unknown) =>
    isImageError(error) && error.kind === expected && /[A-Z].*\.$/.test(error.message) && text.test(error.message);

function rectangle(size: Size, left: number, top: number, width: number, height: number): Mask {
  const mask = emptyMask(size);
  for (let y = top; y < top + height; y++) {
    mask.data.fill(255, y * size.width + left, y * size.width + left + width);
  }
  return mask;
}

describe('what is sent', function () {
  this.timeout(120_000);
  let codec: Codec;
  before(() => (codec = createCodec(workerPath)));
  after(() => codec.dispose());

  const settings = { edge: 'exact', feather: 0, align: false, match: 0 } as const;
  const prepare = (bytes: Uint8Array, placement: Placement, mask?: Mask, convention: MaskConvention = 'white'): Promise<PreparedEdit> =>
    codec.prepare({ bytes, placement, mask: mask && encodeMask(mask), convention });

  it('has exactly the planned size, and comes back to the same grid', async () => {
    const sizes = [
      [16, 16],
      [17, 31],
      [64, 64],
      [65, 63],
      [127, 129],
      [300, 100],
      [400, 40],
      [33, 330],
      [511, 211],
      [700, 500],
      [1, 1],
      [1, 40],
    ] as const;
    for (const [index, [width, height]] of sizes.entries()) {
      const size = { width, height };
      const base = await raw8(paintPhoto(size, chanceFrom(index)), size)
        .removeAlpha()
        .png()
        .toBuffer();
      const part = clampBox({ left: width / 5, top: height / 4, width: width / 2, height: height / 2 }, size);
      for (const box of [wholeImage(size), part]) {
        for (const placement of [planPlacement(box, size, rule), planPlacement(box, size, { kind: 'exact' })]) {
          const label = `${width}x${height} ${JSON.stringify(placement)}`;
          const { image, mask } = await prepare(base, placement, rectangle(size, 0, 0, width, height));
          const [sent, sentMask] = [await sharp(image).metadata(), mask && (await sharp(mask).metadata())];
          assert.deepEqual(
            [sent.width, sent.height, sent.depth, sent.hasAlpha],
            [placement.render.width, placement.render.height, 'uchar', false],
            label,
          );
          assert.deepEqual([sentMask?.width, sentMask?.height], [placement.render.width, placement.render.height], label);
          const { file } = await codec.blend({ base, answer: image, placement, settings });
          const isSame = placement.scaled.width === placement.box.width && placement.scaled.height === placement.box.height;
          const [before, after] = [await decoded(base), await decoded(file.bytes)];
          if (isSame) {
            assert.ok(Buffer.from(before.data).equals(Buffer.from(after.data)), label);
          } else if (placement.scaled.width > placement.box.width) {
            const mean =
              [...before.data].reduce((sum, sample, at) => sum + Math.abs(sample - (after.data[at] ?? 0)), 0) / before.data.length;
            assert.ok(mean < 3, `${label}: ${mean}`);
          }
        }
      }
    }
  });

  it('is padded with its own mirror image', async () => {
    const size = { width: 30, height: 20 };
    const base = await raw8(paintUi(size, chanceFrom(3)), size)
      .removeAlpha()
      .png()
      .toBuffer();
    const placement = { box: wholeImage(size), scaled: size, render: { width: 48, height: 32 }, left: 9, top: 6 };
    const [before, sent] = [await decoded(base), await decoded((await prepare(base, placement)).image)];
    const mirrored = (at: number, length: number): number => (at < 0 ? -1 - at : at >= length ? 2 * length - 1 - at : at);
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 48; x++) {
        const from = (mirrored(y - 6, 20) * 30 + mirrored(x - 9, 30)) * 4;
        assert.deepEqual([...sent.data.subarray((y * 48 + x) * 4).subarray(0, 3)], [...before.data.subarray(from, from + 3)], `${x} ${y}`);
      }
    }
  });

  it('is 8-bit sRGB with every profile applied, upright, with alpha where there is some', async () => {
    const size = { width: 48, height: 36 };
    for (const [index, one] of kinds.entries()) {
      const base = await picture(one, size, chanceFrom(index + 50));
      const { width, height, hasAlpha } = await codec.describe(base);
      const { image } = await prepare(base, planPlacement(wholeImage({ width, height }), { width, height }, { kind: 'exact' }));
      const found = await sharp(image).metadata();
      assert.deepEqual(
        [found.width, found.height, found.depth, found.hasAlpha, found.icc, found.channels],
        [width, height, 'uchar', hasAlpha, undefined, hasAlpha ? 4 : 3],
        one,
      );
      const [wanted, sent] = [await shown(base), await decoded(image)];
      const most = [...wanted.data].reduce((far, sample, at) => Math.max(far, Math.abs(sample - (sent.data[at] ?? 0))), 0);
      assert.ok(most <= 1, `${one}: ${most}`);
    }
  });

  it('tells where to edit in three ways', async () => {
    const size = { width: 60, height: 50 };
    const base = await raw8(paintIcon(size, chanceFrom(1)), size)
      .png()
      .toBuffer();
    const placement = {
      box: { left: 10, top: 10, width: 40, height: 30 },
      scaled: { width: 40, height: 30 },
      render: { width: 48, height: 32 },
      left: 4,
      top: 1,
    };
    const mask = rectangle(size, 15, 12, 9, 7);
    const isIn = (index: number): boolean => {
      const [x, y] = [(index % 48) - 4 + 10, Math.floor(index / 48) - 1 + 10];
      return x >= 15 && x < 24 && y >= 12 && y < 19;
    };
    const white = (await prepare(base, placement, mask, 'white')).mask;
    assert.ok(white);
    const found = await sharp(white).metadata();
    assert.deepEqual([found.format, found.hasAlpha, found.depth, found.channels, found.isPalette], ['png', false, 'uchar', 3, false]);
    const { data: samples } = await sharp(white).raw().toBuffer({ resolveWithObject: true });
    assert.ok(samples.every((sample, at) => sample === (isIn(Math.floor(at / 3)) ? 255 : 0)));
    const { image, mask: clear } = await prepare(base, placement, mask, 'alpha');
    assert.ok(clear);
    const [sent, cleared] = [await decoded(image), await decoded(clear)];
    assert.ok(cleared.data.every((sample, at) => sample === (at % 4 < 3 ? sent.data[at] : isIn(Math.floor(at / 4)) ? 0 : 255)));
    assert.equal((await prepare(base, placement, mask, 'none')).mask, undefined);
    assert.equal((await prepare(base, placement)).mask, undefined);
  });

  it('still shows a single painted pixel when it is made smaller', async () => {
    const size = { width: 900, height: 700 };
    const base = await raw8(paintUi(size, chanceFrom(2)), size)
      .png()
      .toBuffer();
    const placement = planPlacement(wholeImage(size), size, rule);
    assert.ok(placement.scaled.width < 450);
    for (const [x, y] of [
      [0, 0],
      [899, 699],
      [451, 333],
    ] as const) {
      const { mask } = await prepare(base, placement, rectangle(size, x, y, 1, 1));
      assert.ok(mask);
      const { data } = await sharp(mask).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
      assert.equal(data.filter((sample) => sample === 255).length, 1);
    }
  });

  it('is refused before anything is paid for', async () => {
    const size = { width: 200, height: 150 };
    const base = await raw8(paintPhoto(size, chanceFrom(2)), size)
      .removeAlpha()
      .png()
      .toBuffer();
    const placement = {
      box: { left: 0, top: 0, width: 40, height: 30 },
      scaled: { width: 40, height: 30 },
      render: { width: 40, height: 30 },
      left: 0,
      top: 0,
    };
    await assert.rejects(prepare(base, placement, emptyMask(size)), kind('invalid-request', /painted/));
    await assert.rejects(prepare(base, placement, rectangle(size, 100, 100, 5, 5)), kind('invalid-request', /painted/));
    await assert.rejects(prepare(base, placement, emptyMask({ width: 9, height: 9 })), kind('invalid-request'));
    await assert.rejects(prepare(base, { ...placement, box: { left: 190, top: 0, width: 40, height: 30 } }), kind('invalid-request'));
    await assert.rejects(prepare(Buffer.from('<html>'), placement), kind('not-an-image'));
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const whole = await sharp(base).toFormat(format).toBuffer();
      const cut = whole.subarray(0, Math.floor(whole.length * 0.9));
      await assert.rejects(prepare(cut, placement), kind('not-an-image', /damaged|incomplete/), format);
      await assert.rejects(codec.blend({ base: cut, answer: base, placement, settings }), kind('not-an-image'), format);
      await assert.rejects(codec.blend({ base, answer: cut, placement, settings }), kind('not-an-image'), format);
    }
  });

  it('takes masks from pictures of the same size', async () => {
    const size = { width: 20, height: 10 };
    const half = (x: number, alpha: number): number[] => (x < 10 ? [128, 128, 128, alpha] : [127, 127, 127, 255]);
    const painted = (alpha: number): Uint8Array =>
      Uint8Array.from({ length: 800 }, (_, at) => half(Math.floor(at / 4) % 20, alpha)[at % 4] ?? 0);
    const isLeft = (code: string): boolean => decodeMask(code, size).data.every((value, at) => value === (at % 20 < 10 ? 255 : 0));
    assert.ok(isLeft((await codec.readMask(await raw8(painted(255), size).png().toBuffer(), size)).mask));
    assert.ok(isLeft((await codec.readMask(await raw8(painted(127), size).png().toBuffer(), size)).mask));
    assert.equal((await codec.readMask(await raw8(painted(128), size).png().toBuffer(), size)).area, 0);
    assert.ok(isLeft(await codec.alphaMask(await raw8(painted(0), size).png().toBuffer())));
    assert.equal(decodeMask(await codec.alphaMask(await raw8(painted(255), size).jpeg().toBuffer()), size).data.includes(255), false);
    await assert.rejects(
      codec.readMask(await raw8(painted(255), size).png().toBuffer(), { width: 21, height: 10 }),
      kind('invalid-request', /20 × 10 .*21 × 10/),
    );
  });

  it('measures masks, and takes rectangles alone or with a picture', async () => {
    const size = { width: 20, height: 10 };
    const rects = [
      { left: 1, top: 2, width: 3, height: 4 },
      { left: 18.5, top: -2, width: 9, height: 3 },
      { left: 30, top: 0, width: 5, height: 5 },
    ];
    const alone = await codec.readMask(undefined, size, { rects });
    assert.deepEqual([alone.bounds, alone.area], [{ left: 1, top: 0, width: 19, height: 6 }, 14]);
    assert.deepEqual(await codec.measureMask(alone.mask, size), { bounds: alone.bounds, area: 14 });
    const white = await sharp({ create: { ...size, channels: 3, background: '#fff' } })
      .composite([{ input: Buffer.from('<svg width="20" height="8"><rect width="20" height="8"/></svg>'), top: 0, left: 0 }])
      .png()
      .toBuffer();
    const both = await codec.readMask(white, size, { rects: rects.slice(0, 1) });
    assert.equal(both.area, 12 + 40);
    assert.deepEqual(await codec.readMask(undefined, size, {}), { mask: encodeMask(emptyMask(size)), bounds: undefined, area: 0 });
    await assert.rejects(codec.measureMask(alone.mask, { width: 10, height: 20 }), kind('invalid-request', /does not have the size/));
  });

  it('draws over a picture, also across its border', async () => {
    const size = { width: 40, height: 30 };
    const base = await raw8(paintUi(size, chanceFrom(2)), size)
      .removeAlpha()
      .png()
      .toBuffer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="#0af"/></svg>';
    const before = await decoded(base);
    for (const [left, top] of [
      [5, 5],
      [-8, -9],
      [33, 22],
      [60, 0],
    ] as const) {
      const image = await codec.drawOver(base, svg, left, top);
      const after = await decoded(image.bytes);
      assert.deepEqual(
        [image.type, image.width, image.height, (await sharp(image.bytes).metadata()).hasAlpha],
        ['image/png', 40, 30, false],
      );
      for (let index = 0; index < 1200; index++) {
        const [x, y] = [index % 40, Math.floor(index / 40)];
        const isDrawn = x >= left && x < left + 20 && y >= top && y < top + 20;
        const wanted = isDrawn ? [0, 170, 255] : [...before.data.subarray(index * 4, index * 4 + 3)];
        assert.deepEqual([...after.data.subarray(index * 4, index * 4 + 3)], wanted, `${x} ${y}`);
      }
    }
  });
});
