import assert from 'node:assert/strict';
import path from 'node:path';
import sharp from 'sharp';
import type { BlendSettings, Placement } from '../../../src/core/edit';
import { contextBox, planPlacement, wholeImage } from '../../../src/core/placement';
import type { Rectangle, Size, SizeRule } from '../../../src/core/sizes';
import { chanceFrom } from '../../../src/draft/chance';
import { createCodec, type Codec } from '../../../src/imaging/codec';
import { boundsOf, emptyMask, type Mask } from '../../../src/imaging/mask/mask';
import { encodeMask } from '../../../src/imaging/mask/maskCode';
import { decoded, kinds, paintPhoto, paintUi, picture, raw8, type Chance, type Decoded } from './sources';

const workerPath = path.join(__dirname, '../../../dist/imageWorker.js');

/** Small enough that small pictures are quick; its steps and ratio are those of the real one. */
const smallRule: SizeRule = { kind: 'free', multiple: 16, maxEdge: 1024, maxRatio: 3, minPixels: 4096, maxPixels: 400_000 };
const realRule: SizeRule = { kind: 'free', multiple: 16, maxEdge: 3840, maxRatio: 3, minPixels: 655_360, maxPixels: 8_294_400 };

const masks = ['rectangle', 'ellipse', 'strokes', 'scattered', 'border', 'all'] as const;

function paintMask(kind: (typeof masks)[number], size: Size, chance: Chance): Mask {
  const mask = emptyMask(size);
  const { width, height } = size;
  const set = (x: number, y: number): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      mask.data[Math.floor(y) * width + Math.floor(x)] = 255;
    }
  };
  const w = Math.max(1, Math.floor(width * (0.1 + chance() * 0.4)));
  const h = Math.max(1, Math.floor(height * (0.1 + chance() * 0.4)));
  const left = Math.floor(chance() * (width - w));
  const top = Math.floor(chance() * (height - h));
  switch (kind) {
    case 'all':
      mask.data.fill(255);
      break;
    case 'scattered':
      for (let count = 0; count < 12; count++) {
        set(left + chance() * w, top + chance() * h);
      }
      break;
    case 'strokes':
      for (let t = 0; t <= 1; t += 1 / (w + h)) {
        for (let dx = -2; dx <= 2; dx++) {
          for (let dy = -2; dy <= 2; dy++) {
            set(left + t * w + dx, top + (0.5 + 0.5 * Math.sin(t * 7)) * h + dy);
          }
        }
      }
      break;
    default:
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          const isIn = kind !== 'ellipse' || ((x + 0.5) / w - 0.5) ** 2 + ((y + 0.5) / h - 0.5) ** 2 <= 0.25;
          if (isIn) {
            set(kind === 'border' ? x : left + x, kind === 'border' ? height - 1 - y : top + y);
          }
        }
      }
  }
  if (!boundsOf(mask)) {
    set(width / 2, height / 2);
  }
  return mask;
}

/** Every pixel nearer than the feather to a painted one, by drawing a disc around each. */
function dilated(mask: Mask, feather: number): Uint8Array {
  const { width, height, data } = mask;
  const grown = data.slice();
  const reach = Math.ceil(feather);
  for (let index = 0; index < data.length; index++) {
    const x = index % width;
    const y = Math.floor(index / width);
    const isInner = x > 0 && x < width - 1 && y > 0 && y < height - 1;
    const isSurrounded =
      isInner && [data[index - 1], data[index + 1], data[index - width], data[index + width]].every((one) => one === 255);
    if (data[index] === 0 || isSurrounded) {
      continue;
    }
    for (let dy = -reach; dy <= reach; dy++) {
      const half = Math.sqrt(feather * feather - dy * dy);
      const row = y + dy;
      if (row >= 0 && row < height && half >= 0) {
        grown.fill(255, row * width + Math.max(0, Math.ceil(x - half)), row * width + Math.min(width, Math.floor(x + half) + 1));
      }
    }
  }
  return grown;
}

function contains({ left, top, width, height }: Rectangle, x: number, y: number): boolean {
  return x >= left && y >= top && x < left + width && y < top + height;
}

function changedPixels(a: Decoded, b: Decoded, counts: (x: number, y: number) => boolean): number {
  assert.deepEqual([b.width, b.height, b.channels, b.deep], [a.width, a.height, a.channels, a.deep]);
  let changed = 0;
  for (let index = 0; index < a.width * a.height; index++) {
    let differs = false;
    for (let at = index * a.channels; at < (index + 1) * a.channels; at++) {
      differs ||= a.data[at] !== b.data[at];
    }
    changed += differs && counts(index % a.width, Math.floor(index / a.width)) ? 1 : 0;
  }
  return changed;
}

/** What the model makes of what it is sent: everything is redrawn with a cast, moved and scaled a little, in the size it likes. */
async function redrawn(image: Uint8Array, placement: Placement, chance: Chance): Promise<Buffer> {
  const { width, height } = placement.render;
  const zoom = 1 + chance() * 0.01;
  const [dx, dy] = [Math.floor(chance() * 4), Math.floor(chance() * 4)];
  const zoomed = { width: Math.ceil(width * zoom) + 4, height: Math.ceil(height * zoom) + 4 };
  const moved = sharp(
    await sharp(image)
      .resize({ ...zoomed, fit: 'fill' })
      .removeAlpha()
      .toBuffer(),
  )
    .extract({ left: dx, top: dy, width, height })
    .linear([0.9 + chance() * 0.2, 0.9 + chance() * 0.2, 0.9 + chance() * 0.2], [chance() * 16 - 8, chance() * 16 - 8, 5]);
  const drawing = await raw8(paintUi({ width, height }, chance), { width, height }).ensureAlpha(0.5).png().toBuffer();
  const whole = sharp(await moved.png().toBuffer()).composite([{ input: drawing, blend: 'overlay' }]);
  const sized =
    chance() < 0.2
      ? sharp(await whole.toBuffer()).resize(Math.max(1, Math.round(width * 0.8)), Math.max(1, Math.round(height * 0.8)), { fit: 'fill' })
      : whole;
  const choice = chance();
  if (choice < 0.1) {
    return sized.ensureAlpha(0.6).png().toBuffer();
  }
  return choice < 0.6 ? sized.removeAlpha().png().toBuffer() : choice < 0.8 ? sized.webp().toBuffer() : sized.jpeg().toBuffer();
}

function settingsOf(chance: Chance): BlendSettings {
  return {
    edge: chance() < 0.5 ? 'exact' : 'soft',
    feather: chance() < 0.25 ? 0 : Math.floor(chance() * 65),
    align: chance() < 0.7,
    match: chance() < 0.7 ? 1 : chance(),
    alpha: chance() < 0.5 ? 'keep' : 'answer',
  };
}

describe('blend', function () {
  this.timeout(600_000);
  let codec: Codec;
  let rounds = 0;
  let edits = 0;
  before(() => (codec = createCodec(workerPath)));
  after(() => codec.dispose());

  const run = async (round: number, size: Size, rule: SizeRule): Promise<void> => {
    const chance = chanceFrom(round + 1000);
    const kind = kinds[round % kinds.length] ?? 'ui';
    const maskKind = masks[Math.floor(chance() * masks.length)] ?? 'rectangle';
    const base = await picture(kind, size, chance);
    const before = await decoded(base);
    const mask = paintMask(maskKind, before, chance);
    const bounds = boundsOf(mask);
    assert.ok(bounds);
    const whole = chance() < 0.15;
    const placement = planPlacement(whole ? wholeImage(before) : contextBox(bounds, before, 0), before, rule);
    const settings = settingsOf(chance);
    const label = `${round}: ${kind} ${before.width}x${before.height} ${maskKind} ${settings.edge} ${settings.feather}`;
    const code = encodeMask(mask);
    const { image } = await codec.prepare({ bytes: base, placement, mask: code, convention: 'white' });
    const answer = await redrawn(image, placement, chance);
    const { file, master, report } = await codec.blend({ base, answer, mask: code, placement, settings });
    assert.equal(master, undefined, label);
    const after = await decoded(file.bytes);
    const effective = settings.edge === 'exact' ? mask.data : dilated(mask, settings.feather);
    const isOutside = (x: number, y: number): boolean => effective[y * before.width + x] === 0 || !contains(placement.box, x, y);
    assert.equal(changedPixels(before, after, isOutside), 0, label);
    edits += changedPixels(before, after, () => true) > 0 ? 1 : 0;
    rounds++;
    assert.deepEqual([report.changedOutside, report.changedInFile, report.pixels], [0, 0, before.width * before.height], label);
    assert.equal((await sharp(file.bytes).metadata()).orientation ?? 1, 1, label);
    if (round % 5 === 0) {
      const shown = await codec.preview({ base, answer, mask: code, placement, settings });
      assert.deepEqual({ ...shown.report, notes: [] }, { ...report, notes: [] }, label);
      assert.ok(contains(placement.box, shown.box.left, shown.box.top), label);
    }
  };

  for (let block = 0; block < 10; block++) {
    it(`changes no sample outside the effective mask: rounds ${block * 21} to ${block * 21 + 20}`, async () => {
      for (let round = block * 21; round < block * 21 + 21; round++) {
        const chance = chanceFrom(round);
        const edge = (): number => 16 + Math.floor(chance() ** 3 * 420);
        await run(round, { width: edge(), height: edge() }, chance() < 0.3 ? { kind: 'exact' } : smallRule);
      }
    });
  }

  it('changes no sample outside the effective mask of large pictures', async () => {
    await run(1, { width: 1920, height: 1080 }, realRule);
    await run(9, { width: 1280, height: 1024 }, realRule);
    await run(7, { width: 2000, height: 1400 }, realRule);
    await run(14, { width: 3840, height: 2160 }, realRule);
  });

  it('did edit something', () => {
    assert.ok(rounds > 200 && edits > rounds * 0.97, `${edits} of ${rounds}`);
  });

  it('lays exactly the answer into a hard edge when nothing is resampled', async () => {
    const size = { width: 200, height: 120 };
    const chance = chanceFrom(5);
    const base = await picture('ui', size, chance);
    const answer = await raw8(paintPhoto(size, chance), size).removeAlpha().png().toBuffer();
    const mask = paintMask('ellipse', size, chance);
    const placement = planPlacement(wholeImage(size), size, { kind: 'exact' });
    const settings = { edge: 'exact', feather: 0, align: false, match: 0 } as const;
    const { file } = await codec.blend({ base, answer, mask: encodeMask(mask), placement, settings });
    const [before, drawn, after] = await Promise.all([base, answer, file.bytes].map((bytes) => decoded(bytes)));
    assert.ok(before && drawn && after);
    assert.equal(
      changedPixels(before, after, (x, y) => mask.data[y * size.width + x] === 0),
      0,
    );
    assert.equal(
      changedPixels(drawn, after, (x, y) => mask.data[y * size.width + x] === 255),
      0,
    );
  });

  it('replaces the whole box without a mask', async () => {
    const size = { width: 160, height: 90 };
    const base = await picture('ui', size, chanceFrom(5));
    const box = { left: 20, top: 30, width: 64, height: 48 };
    const placement = planPlacement(box, size, { kind: 'exact' });
    const answer = await raw8(paintPhoto(box, chanceFrom(8)), box)
      .removeAlpha()
      .png()
      .toBuffer();
    const settings = { edge: 'exact', feather: 8, align: true, match: 1 } as const;
    const { file, report } = await codec.blend({ base, answer, placement, settings });
    const [before, after] = await Promise.all([base, file.bytes].map((bytes) => decoded(bytes)));
    const inner = await decoded(file.bytes, box);
    assert.ok(before && after);
    assert.equal(
      changedPixels(before, after, (x, y) => !contains(box, x, y)),
      0,
    );
    assert.equal(
      changedPixels(await decoded(answer), inner, () => true),
      0,
    );
    assert.deepEqual([report.effective, report.modelChangedOutside, report.alignment.applied], [64 * 48, undefined, false]);
  });

  it('keeps the alpha of a sprite under an opaque answer, and takes that of a transparent one', async () => {
    const size = { width: 64, height: 64 };
    const base = await picture('icon', size, chanceFrom(3));
    const placement = planPlacement(wholeImage(size), size, { kind: 'exact' });
    const settings = { edge: 'soft', feather: 6, align: false, match: 0 } as const;
    const mask = encodeMask(paintMask('rectangle', size, chanceFrom(1)));
    const opaque = await raw8(paintUi(size, chanceFrom(4)), size)
      .png()
      .toBuffer();
    const before = await decoded(base);
    const after = await decoded((await codec.blend({ base, answer: opaque, mask, placement, settings })).file.bytes);
    for (let at = 3; at < before.data.length; at += 4) {
      assert.ok(Math.abs((before.data[at] ?? 0) - (after.data[at] ?? 0)) <= 1);
    }
    const clear = await sharp({ create: { ...size, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0 } } })
      .png()
      .toBuffer();
    const cut = await decoded((await codec.blend({ base, answer: clear, placement, settings })).file.bytes);
    assert.ok(cut.data.every((value, at) => at % 4 !== 3 || value === 0));
  });

  it('shows the same when only the settings change as when it begins afresh', async () => {
    const size = { width: 640, height: 480 };
    const base = await picture('photo', size, chanceFrom(3));
    const mask = encodeMask(paintMask('ellipse', size, chanceFrom(6)));
    const placement = planPlacement(wholeImage(size), size, smallRule);
    const answer = await redrawn((await codec.prepare({ bytes: base, placement, convention: 'none' })).image, placement, chanceFrom(2));
    const show = async (by: Codec, feather: number): ReturnType<Codec['preview']> =>
      by.preview({ base, answer, mask, placement, settings: { edge: 'soft', feather, align: true, match: 1 } });
    await show(codec, 4);
    const next = await show(codec, 9);
    const other = createCodec(workerPath);
    try {
      assert.deepEqual(next, await show(other, 9));
    } finally {
      other.dispose();
    }
  });
});
