import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { findAlignment } from '../../../src/imaging/blend/align';
import { noDrift, type Drift } from '../../../src/imaging/blend/drift';
import type { Raster } from '../../../src/imaging/blend/raster';
import { warp } from '../../../src/imaging/blend/warp';
import {
  deep,
  draw,
  flat,
  grid,
  haze,
  keptOf,
  middleMask,
  photo,
  recoloured,
  repainted,
  ruled,
  screenshot,
  stripes,
  withAlpha,
  withNoise,
  type Scene,
} from './pictures';

const cast = (value: number, channel: number): number => value * ([0.92, 1.05, 1.1][channel] as number) + ([10, -6, 4][channel] as number);

/** An answer that lies off, with other colours and something else in the mask. */
function answerOf(scene: Scene, original: Raster, drift: Drift, samples: number): Raster {
  const { width, height } = original;
  const answer = draw(scene, width, height, { drift, samples });
  return recoloured(repainted(answer, middleMask(width, height, 0.4), draw(photo(1234), width, height)), cast);
}

describe('the alignment', () => {
  const limits = [
    // Width, height, largest shift, limits of the error in pixels and of the scale.
    [72, 64, 4, 0.3, 0.003],
    [160, 120, 12, 0.2, 0.001],
    [420, 300, 12, 0.2, 0.0005],
  ] as const;
  for (const [name, make, samples] of [
    ['photo', photo, 1],
    ['screenshot', screenshot, 6],
  ] as const) {
    for (const [width, height, most, shiftLimit, scaleLimit] of limits) {
      it(`finds shift and scale: ${name}, ${width}x${height}`, () => {
        const chance = chanceFrom(width);
        const kept = keptOf(middleMask(width, height, 0.45));
        for (let round = 0; round < 6; round++) {
          const scene = make(round * 7 + width);
          const shift = (): number => (round % 3 === 0 ? Math.round : Number)((2 * chance() - 1) * most);
          const drift = { dx: shift(), dy: shift(), scale: round % 2 === 0 ? 1 : 1 + 0.03 * (chance() - 0.5) };
          const original = draw(scene, width, height, { samples });
          const found = findAlignment(original, answerOf(scene, original, drift, samples), kept);
          const told = `${JSON.stringify(drift)} -> ${JSON.stringify(found)}`;
          assert.ok(found.applied, told);
          assert.ok(Math.hypot(found.dx - drift.dx, found.dy - drift.dy) < shiftLimit, told);
          assert.ok(Math.abs(found.scale - drift.scale) < scaleLimit, told);
        }
      }).timeout(60_000);
    }
  }

  it('undoes whole shifts exactly, so that sharp text stays sharp', () => {
    const original = draw(screenshot(3), 300, 200, { samples: 3 });
    const drift = { dx: 5, dy: -3, scale: 1 };
    const answer = draw(screenshot(3), 300, 200, { samples: 3, drift });
    const found = findAlignment(original, answer, new Uint8Array(300 * 200).fill(1));
    assert.deepEqual({ dx: found.dx, dy: found.dy, scale: found.scale }, drift);
    const result = warp(answer, found);
    for (let y = 4; y < 196; y++) {
      const row = (raster: Raster): string => raster.data.subarray((y * 300 + 6) * 3, (y * 300 + 294) * 3).join();
      assert.equal(row(result), row(original));
    }
  });

  const [width, height] = [240, 180];
  const mask = middleMask(width, height, 0.4);
  const kept = keptOf(mask);
  const reasonFor = (original: Raster, answer: Raster, where = kept): string | undefined => {
    const found = findAlignment(original, answer, where);
    assert.deepEqual({ dx: found.dx, dy: found.dy, scale: found.scale }, noDrift);
    assert.equal(found.applied, false);
    return found.reason;
  };

  it('applies nothing to flat pictures and to noise', () => {
    const plain = draw(flat(120, 130, 140), width, height);
    assert.equal(reasonFor(plain, plain), 'flat');
    for (const amount of [2, 10, 60]) {
      assert.match(reasonFor(withNoise(plain, amount, 1), withNoise(plain, amount, 2)) ?? '', /flat|unlike/);
    }
    for (let seed = 0; seed < 4; seed++) {
      const picture = draw(haze(seed), width, height);
      reasonFor(withNoise(picture, 10, seed + 10), withNoise(picture, 10, seed + 20));
    }
  });

  it('applies nothing to what is in place, another picture, or hardly seen', () => {
    for (const picture of [draw(photo(2), width, height), draw(screenshot(2), width, height, { samples: 3 })]) {
      assert.equal(reasonFor(picture, recoloured(picture, cast)), 'in-place');
      assert.equal(reasonFor(withNoise(picture, 4, 1), withNoise(picture, 4, 2)), 'in-place');
      assert.equal(reasonFor(picture, draw(photo(77), width, height)), 'unlike');
      assert.equal(reasonFor(picture, picture, new Uint8Array(width * height)), 'nothing-kept');
    }
    const slightly = draw(photo(2), width, height, { drift: { dx: 0.08, dy: -0.1, scale: 1 } });
    assert.equal(reasonFor(draw(photo(2), width, height), slightly), 'in-place');
  });

  it('jumps over no period of a pattern', () => {
    for (const [scene, period] of [
      [stripes(16), 16],
      [stripes(9, 0.6), 9],
      [grid(10), 10],
      [grid(24), 24],
    ] as const) {
      const picture = draw(scene, width, height, { samples: 3 });
      assert.equal(reasonFor(picture, withNoise(picture, 2, 1)), 'in-place');
      for (const shift of [1, 3, 5, 8, 12]) {
        const answer = draw(scene, width, height, { samples: 3, drift: { dx: shift, dy: 0, scale: 1 } });
        const found = findAlignment(picture, answer, kept);
        // Either the nearest way or none.
        assert.ok(!found.applied || Math.hypot(found.dx, found.dy) <= period / 2, `${period}: ${shift} -> ${found.dx}, ${found.dy}`);
      }
    }
  });

  it('invents no shift along lines', () => {
    const picture = draw(ruled(4), width, height, { samples: 4 });
    const answer = draw(ruled(4), width, height, { samples: 4, drift: { dx: 6, dy: 4, scale: 1 } });
    const found = findAlignment(withNoise(picture, 2, 1), withNoise(answer, 2, 2), kept);
    assert.ok(found.applied);
    assert.ok(Math.abs(found.dx) < 0.1 && Math.abs(found.dy - 4) < 0.2, `${found.dx}, ${found.dy}`);
  });

  it('looks only at what is opaque in both', () => {
    const drift = { dx: 4, dy: -2, scale: 1 };
    const original = withAlpha(draw(photo(8), width, height), (x) => (x > 150 ? 0 : 255));
    const answer = withAlpha(draw(photo(8), width, height, { drift }), (_x, y) => (y > 140 ? 0 : 255));
    original.data.forEach((_, index) => (original.data[index - (index % 4) + 3] === 0 && index % 4 < 3 ? (original.data[index] = 0) : 0));
    const found = findAlignment(original, answer, kept);
    assert.ok(found.applied && Math.hypot(found.dx - 4, found.dy + 2) < 0.2, JSON.stringify(found));
    const clear = withAlpha(draw(photo(8), width, height), () => 0);
    assert.equal(reasonFor(clear, clear), 'nothing-kept');
  });
});

describe('the warp', () => {
  const [width, height] = [120, 90];
  const drift = { dx: 2.4, dy: -1.3, scale: 1.012 };

  /** The mean difference away from the border, where an answer shows what the original does not. */
  function difference(a: Raster, b: Raster, full: number): number {
    let [sum, count] = [0, 0];
    for (let y = 8; y < height - 8; y++) {
      for (let sample = (y * width + 8) * a.channels; sample < (y * width + width - 8) * a.channels; sample++) {
        sum += Math.abs((a.data[sample] as number) - (b.data[sample] as number)) / full;
        count++;
      }
    }
    return (255 * sum) / count;
  }

  it('brings back what was drawn off its place, 8 and 16 bit', () => {
    const [original, answer] = [draw(photo(6), width, height), draw(photo(6), width, height, { drift })];
    assert.ok(difference(answer, original, 255) > 1.5);
    assert.ok(difference(warp(answer, drift), original, 255) < 0.5);
    assert.ok(difference(warp(deep(answer, 1), drift), deep(original, 2), 65535) < 0.7);
  });

  it('keeps colour from under zero alpha out', () => {
    const picture = withAlpha(draw(flat(10, 200, 30), width, height), (x) => (x < 60 ? 255 : 0));
    picture.data.forEach((_, index) => (picture.data[index - (index % 4) + 3] === 0 && index % 4 === 0 ? (picture.data[index] = 255) : 0));
    const result = warp(picture, { dx: 0.5, dy: 0.5, scale: 1 });
    for (let index = 0; index < result.data.length; index += 4) {
      const [r, g, b, alpha] = [...result.data.subarray(index, index + 4)] as [number, number, number, number];
      assert.ok(alpha < 8 || (Math.abs(r - 10) <= 1 && Math.abs(g - 200) <= 1 && Math.abs(b - 30) <= 1), `${r} ${g} ${b} ${alpha}`);
    }
  });

  it('repeats the edge', () => {
    const picture = draw(photo(6), width, height);
    const result = warp(picture, { dx: 500, dy: 0, scale: 1 });
    assert.deepEqual([...result.data.subarray(0, 3)], [...picture.data.subarray((width - 1) * 3, width * 3)]);
    assert.deepEqual(warp(picture, noDrift).data, picture.data);
  });
});
