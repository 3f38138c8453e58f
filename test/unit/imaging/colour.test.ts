import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { applyColour, matchColour } from '../../../src/imaging/blend/colour';
import type { Raster } from '../../../src/imaging/blend/raster';
import { effectiveWeights } from '../../../src/imaging/blend/weights';
import {
  draw,
  flat,
  haze,
  keptOf,
  middleMask,
  photo,
  recoloured,
  repainted,
  screenshot,
  withAlpha,
  withNoise,
  type Scene,
} from './pictures';

const [width, height] = [200, 160];
const mask = middleMask(width, height, 0.45, 'ellipse');
const weights = effectiveWeights(mask, { edge: 'exact', feather: 6 });
const everywhere = effectiveWeights(middleMask(width, height, 2), { edge: 'exact', feather: 0 });
const kept = keptOf(mask);

function meanDifference(a: Raster, b: Raster): number {
  const sums = [0, 0, 0];
  kept.forEach((value, index) => {
    for (let channel = 0; channel < 3; channel++) {
      (sums[channel] as number) +=
        value === 1 ? (a.data[index * a.channels + channel] as number) - (b.data[index * b.channels + channel] as number) : 0;
    }
  });
  return sums.reduce((sum, value) => sum + Math.abs(value), 0) / kept.reduce((sum, value) => sum + value, 0) / 3;
}

function corrected(original: Raster, answer: Raster, strength = 1): { match: ReturnType<typeof matchColour>; result: Raster } {
  const match = matchColour(original, answer, weights, strength);
  const result = { ...answer, data: answer.data.slice() };
  applyColour(result, match, everywhere);
  return { match, result };
}

const scenes: readonly (readonly [string, (seed: number) => Scene, number])[] = [
  ['photo', photo, 1],
  ['screenshot', screenshot, 3],
  ['haze', haze, 1],
];

const cast = (value: number, channel: number): number => value * ([0.93, 1.04, 1.08][channel] as number) + ([9, -7, 5][channel] as number);

describe('the colour match', () => {
  for (const [name, scene, samples] of scenes) {
    it(`takes at least 80 % of a cast away: ${name}`, () => {
      const chance = chanceFrom(name.length);
      for (let round = 0; round < 8; round++) {
        const original = draw(scene(round), width, height, { samples });
        const [gain, offset] = [[0, 1, 2].map(() => 0.9 + 0.2 * chance()), [0, 1, 2].map(() => 24 * chance() - 12)];
        const gamma = round % 2 === 0 ? 1 : 0.9 + 0.2 * chance();
        const repaint = repainted(original, mask, draw(photo(99), width, height));
        let answer = recoloured(
          repaint,
          (value, channel) => 255 * (value / 255) ** gamma * (gain[channel] as number) + (offset[channel] as number),
        );
        answer = round % 3 === 0 ? withNoise(answer, 4, round) : answer;
        const { match, result } = corrected(original, answer);
        assert.ok(match.applied);
        assert.ok(match.after < 0.2 * match.before, `${match.before} -> ${match.after}`);
        const [before, after] = [meanDifference(original, answer), meanDifference(original, result)];
        assert.ok(after < 0.2 * before, `${before} -> ${after}`);
      }
    });
  }

  it('is not misled by what the model changed near the mask', () => {
    const original = draw(photo(5), width, height);
    const answer = recoloured(original, cast);
    const changed = { ...answer, data: answer.data.slice() };
    // A quarter of the ring becomes black.
    for (let index = 0; index < width * height; index++) {
      if (index % width < width / 4) {
        changed.data.fill(0, index * 3, index * 3 + 3);
      }
    }
    const { result } = corrected(original, { ...changed, data: changed.data.slice() });
    let worst = 0;
    for (let index = 0; index < width * height; index++) {
      if (index % width >= width / 4) {
        worst = Math.max(worst, Math.abs((result.data[index * 3 + 1] as number) - (original.data[index * 3 + 1] as number)));
      }
    }
    assert.ok(worst <= 3, `${worst}`);
  });

  it('moves a flat picture, and does not stretch it', () => {
    const original = draw(flat(200, 180, 90), width, height);
    const { match, result } = corrected(
      original,
      recoloured(original, (value) => value - 9),
    );
    assert.ok(match.applied);
    assert.deepEqual(result.data, original.data);
  });

  it('goes as far as its strength', () => {
    const original = draw(photo(6), width, height);
    const answer = recoloured(original, cast);
    const [full, half] = [corrected(original, answer), corrected(original, answer, 0.5)];
    assert.ok(Math.abs(half.match.after / half.match.before - 0.5) < 0.1);
    assert.ok(full.match.after < half.match.after);
    assert.equal(corrected(original, answer, 0).match.applied, false);
  });

  it('changes nothing where the weight is 0, and no alpha', () => {
    const original = withAlpha(draw(photo(6), width, height), () => 255);
    const answer = recoloured(
      withAlpha(original.channels === 4 ? draw(photo(6), width, height) : original, () => 255),
      cast,
    );
    const result = { ...answer, data: answer.data.slice() };
    const match = matchColour(original, answer, weights, 1);
    assert.ok(match.applied);
    applyColour(result, match, weights);
    let changed = 0;
    weights.data.forEach((weight, index) => {
      const pixel = (raster: Raster): string => raster.data.subarray(index * 4, index * 4 + 4).join();
      assert.equal(result.data[index * 4 + 3], 255);
      if (weight === 0) {
        assert.equal(pixel(result), pixel(answer));
      } else if (pixel(result) !== pixel(answer)) {
        changed++;
      }
    });
    assert.ok(changed > 0.9 * weights.area);
  });

  it('says why it leaves an answer alone', () => {
    const original = draw(photo(7), width, height);
    const reasonOf = (a: Raster, b: Raster, used = weights): string | undefined => matchColour(a, b, used, 1).reason;
    assert.equal(reasonOf(original, draw(photo(70), width, height)), 'unlike');
    assert.equal(
      reasonOf(
        original,
        recoloured(original, (value) => 255 - value),
      ),
      'unlike',
    );
    assert.equal(reasonOf(original, recoloured(original, cast), everywhere), 'nothing-kept');
    const clear = withAlpha(original, (x) => (x < 100 ? 0 : 20));
    assert.equal(reasonOf(clear, clear), 'transparent');
    assert.equal(matchColour(original, original, weights, 1).applied, false);
  });
});
