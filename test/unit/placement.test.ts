import assert from 'node:assert/strict';
import { gptImage1Edit } from '../../src/core/models/gptImage1';
import { gptImage2Sizes } from '../../src/core/models/gptImage2';
import { clampBox, contextBox, planPlacement, wholeImage } from '../../src/core/placement';
import { isLegal, type Rectangle, type Size, type SizeRule } from '../../src/core/sizes';

/** Mulberry32: the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height
  );
}

const rules: Readonly<Record<string, SizeRule>> = {
  'GPT Image 2': gptImage2Sizes,
  'GPT Image 1': gptImage1Edit.sizes,
  Draft: { kind: 'exact' },
};

describe('the placement of a region', () => {
  for (const [name, rule] of Object.entries(rules)) {
    it(`is legal, holds the region, stays in the picture and never stretches: ${name}`, () => {
      const random = seeded(7);
      const upTo = (most: number): number => 1 + Math.floor(random() * most);
      for (let round = 0; round < 2000; round++) {
        const edge = (): number => 3 + upTo(random() < 0.2 ? 40 : 5000);
        const image: Size = { width: edge(), height: edge() };
        const width = upTo(image.width);
        const height = upTo(image.height);
        const wanted = {
          left: Math.floor(random() * (image.width - width + 1)),
          top: Math.floor(random() * (image.height - height + 1)),
          width,
          height,
        };
        const { box, scaled, render, left, top } = planPlacement(wanted, image, rule);
        const where = JSON.stringify({ image, wanted, box, scaled, render });
        assert.ok(isLegal(render, rule), where);
        assert.ok(contains(box, wanted), `the region is cut: ${where}`);
        assert.ok(contains(wholeImage(image), box), `outside the picture: ${where}`);
        assert.ok(contains(wholeImage(render), { left, top, ...scaled }), where);
        // There is one factor that gives both edges, to within half a pixel each.
        const least = Math.max((scaled.width - 0.51) / box.width, (scaled.height - 0.51) / box.height);
        const most = Math.min((scaled.width + 0.51) / box.width, (scaled.height + 0.51) / box.height);
        assert.ok(least <= most, `stretched: ${where}`);
      }
    });
  }

  it('keeps every pixel of a legal picture as it is', () => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 3840, height: 2160 },
      { width: 1024, height: 1024 },
    ]) {
      assert.deepEqual(planPlacement(wholeImage(size), size, gptImage2Sizes), {
        box: wholeImage(size),
        scaled: size,
        render: size,
        left: 0,
        top: 0,
      });
    }
  });

  it('pads a picture that is a pixel off, and resamples nothing', () => {
    const image = { width: 1279, height: 801 };
    const { scaled, render } = planPlacement(wholeImage(image), image, gptImage2Sizes);
    assert.deepEqual(scaled, image);
    assert.deepEqual(render, { width: 1280, height: 816 });
  });

  it('grows a small region into the picture instead of enlarging it', () => {
    const image = { width: 3840, height: 2160 };
    const { box, scaled } = planPlacement({ left: 100, top: 100, width: 300, height: 200 }, image, gptImage2Sizes);
    assert.deepEqual(scaled, { width: box.width, height: box.height });
    assert.ok(box.width * box.height >= 655_360 && box.width * box.height < 800_000, JSON.stringify(box));
  });

  it('enlarges a picture that is too small as a whole', () => {
    const { box, scaled } = planPlacement({ left: 4, top: 4, width: 4, height: 4 }, { width: 16, height: 16 }, gptImage2Sizes);
    assert.deepEqual(box, { left: 0, top: 0, width: 16, height: 16 });
    assert.ok(scaled.width >= 800 && scaled.width === scaled.height);
  });

  it('surrounds a mask with context, inside the picture', () => {
    const image = { width: 1000, height: 600 };
    assert.deepEqual(contextBox({ left: 400, top: 200, width: 100, height: 50 }, image, 0), {
      left: 360,
      top: 160,
      width: 180,
      height: 130,
    });
    assert.deepEqual(contextBox({ left: 0, top: 0, width: 10, height: 10 }, image, 0), { left: 0, top: 0, width: 42, height: 42 });
    // A wide soft edge needs its room.
    assert.deepEqual(contextBox({ left: 400, top: 200, width: 10, height: 10 }, image, 100), {
      left: 284,
      top: 84,
      width: 242,
      height: 242,
    });
    assert.deepEqual(clampBox({ left: -5, top: 590, width: 2000, height: 100 }, image), { left: 0, top: 590, width: 1000, height: 10 });
  });
});
