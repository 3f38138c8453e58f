import assert from 'node:assert/strict';
import path from 'node:path';
import sharp from 'sharp';
import { blendSettings, usualAlpha, type BlendSettings } from '../../../src/core/edit';
import { planPlacement } from '../../../src/core/placement';
import type { Rectangle } from '../../../src/core/sizes';
import { chanceFrom } from '../../../src/draft/chance';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { codeOfRectangle } from '../../../src/imaging/mask/maskCode';
import { decoded, paintIcon, raw8 } from './sources';

const workerPath = path.join(__dirname, '../../../dist/imageWorker.js');
const size = { width: 64, height: 64 };
/** The corner of the icon is transparent, its middle is not. */
const corner: Rectangle = { left: 0, top: 0, width: 8, height: 8 };
const middle: Rectangle = { left: 28, top: 28, width: 8, height: 8 };
const placement = planPlacement({ left: 0, top: 0, ...size }, size, { kind: 'exact' });

describe('an opaque answer in a transparent picture', function () {
  this.timeout(60_000);
  let codec: Codec;
  let icon: Buffer;
  let answer: Buffer;
  before(async () => {
    codec = createCodec(workerPath);
    icon = await raw8(paintIcon(size, chanceFrom(3)), size)
      .png()
      .toBuffer();
    answer = await sharp({ create: { ...size, channels: 3, background: '#1060e0' } })
      .png()
      .toBuffer();
  });
  after(() => codec.dispose());

  const blended = async (where: Rectangle, alpha: BlendSettings['alpha'], edge: BlendSettings['edge'] = 'exact') => {
    const settings: BlendSettings = { edge, feather: edge === 'soft' ? 4 : 0, align: false, match: 0, ...(alpha ? { alpha } : {}) };
    const input = { base: icon, answer, mask: codeOfRectangle(where, size), placement, settings };
    const { file, report } = await codec.blend(input);
    const preview = await codec.preview(input);
    assert.deepEqual(preview.report.notes, report.notes);
    return { report, after: await decoded(file.bytes) };
  };
  const pixel = ({ data }: Awaited<ReturnType<typeof decoded>>, x: number, y: number): number[] => [
    ...data.subarray((y * size.width + x) * 4, (y * size.width + x) * 4 + 4),
  ];

  it('keeps the transparency, and the report says that it cannot be seen', async () => {
    for (const alpha of ['keep', undefined] as const) {
      const { after, report } = await blended(corner, alpha);
      assert.equal(pixel(after, 4, 4)[3], 0);
      assert.ok(report.notes.includes('stays-transparent'));
    }
    const { report } = await blended(middle, 'keep');
    assert.equal(report.notes.includes('stays-transparent'), false, 'there it is seen');
  });

  it('is seen as it is with its own alpha, and nothing outside of the mask changes', async () => {
    const before = await decoded(icon);
    for (const edge of ['exact', 'soft'] as const) {
      const { after, report } = await blended(corner, 'answer', edge);
      assert.deepEqual(pixel(after, 4, 4), [0x10, 0x60, 0xe0, 255]);
      assert.equal(report.notes.includes('stays-transparent'), false);
      assert.equal(report.changedOutside, 0);
      const reach = edge === 'soft' ? 12 : 8;
      for (let index = 0; index < size.width * size.height; index++) {
        const [x, y] = [index % size.width, Math.floor(index / size.width)];
        if (x >= reach || y >= reach) {
          assert.deepEqual(pixel(after, x, y), pixel(before, x, y), `${x} ${y}`);
        }
      }
    }
  });

  it('is foreseen: what is sent tells how much of the mask is transparent', async () => {
    const prepare = (where: Rectangle, bytes = icon) =>
      codec.prepare({ bytes, placement, mask: codeOfRectangle(where, size), convention: 'none' });
    const [lost, seen] = [await prepare(corner), await prepare(middle)];
    assert.deepEqual([lost.transparent, lost.clearShare], [true, 1]);
    assert.deepEqual([seen.transparent, seen.clearShare], [true, 0]);
    assert.equal(usualAlpha(lost.clearShare), 'answer');
    assert.equal(usualAlpha(seen.clearShare), 'keep');
    const opaque = await sharp(icon).flatten({ background: '#fff' }).ensureAlpha(1).png().toBuffer();
    assert.deepEqual((await prepare(corner, opaque)).transparent, false, 'an alpha channel alone is no transparency');
  });

  it('is blended as before where a journal does not say how', () => {
    const old = { edge: 'exact', feather: 4, align: true, match: 1 };
    assert.deepEqual(blendSettings.parse(old), old);
  });
});
