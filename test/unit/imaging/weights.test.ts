import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { effectiveWeights, fullWeight } from '../../../src/imaging/blend/weights';
import { boundsOf, emptyMask, type Mask } from '../../../src/imaging/mask/mask';
import { middleMask, randomMask } from './pictures';

/** The distance to the nearest pixel of another value, by looking at all of them. */
function distanceTo({ width, height, data }: Mask, index: number): number {
  let least = Infinity;
  for (let other = 0; other < width * height; other++) {
    if (data[other] !== data[index]) {
      const [dx, dy] = [(other % width) - (index % width), Math.floor(other / width) - Math.floor(index / width)];
      least = Math.min(least, Math.hypot(dx, dy));
    }
  }
  return least;
}

const smoothstep = (t: number): number => (t >= 1 ? 1 : t <= 0 ? 0 : t * t * (3 - 2 * t));

function maskOf(rows: readonly string[]): Mask {
  return { width: (rows[0] ?? '').length, height: rows.length, data: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : 0)) };
}

describe('the weights of a blend', () => {
  for (const edge of ['exact', 'soft'] as const) {
    it(`${edge}: are those of the formula, on random masks`, () => {
      const chance = chanceFrom(edge.length);
      for (let round = 0; round < 60; round++) {
        const mask = randomMask(chance, 1 + Math.floor(chance() * 40), 1 + Math.floor(chance() * 40));
        const asked = [0, 1, 2, 3.5, 8, 30][round % 6] as number;
        const weights = effectiveWeights(mask, { edge, feather: asked });
        const { feather } = weights;
        assert.ok(feather <= asked);
        let [area, isFull] = [0, false];
        weights.data.forEach((weight, index) => {
          const isPainted = mask.data[index] === 255;
          const share = feather === 0 ? 1 : distanceTo(mask, index) / feather;
          const outside = edge === 'soft' && feather > 0 && boundsOf(mask) ? smoothstep(1 - share) : 0;
          const expected = !isPainted ? outside : edge === 'exact' ? smoothstep(share) : 1;
          assert.ok(Math.abs(weight - expected * fullWeight) <= 0.51, `${weight} for ${expected}`);
          assert.ok(edge === 'soft' || isPainted || weight === 0, 'outside the painted mask');
          area += weight > 0 ? 1 : 0;
          isFull ||= weight === fullWeight;
        });
        assert.equal(weights.area, area);
        assert.equal(isFull, area > 0);
        const effective = { ...mask, data: Uint8Array.from(weights.data, (weight) => (weight > 0 ? 255 : 0)) };
        assert.deepEqual(weights.bounds, boundsOf(effective) ?? { left: 0, top: 0, width: 0, height: 0 });
      }
    });
  }

  it('shrink a feather that would leave no pixel at full weight, and no other', () => {
    const line = maskOf(['.......', '.#####.', '.......']);
    assert.equal(effectiveWeights(line, { edge: 'exact', feather: 8 }).feather, 1);
    assert.equal(effectiveWeights(maskOf(['...', '.#.', '...']), { edge: 'exact', feather: 256 }).data[4], fullWeight);
    assert.equal(effectiveWeights(middleMask(60, 60, 0.5), { edge: 'exact', feather: 40 }).feather, 15);
    assert.equal(effectiveWeights(middleMask(60, 60, 0.5), { edge: 'exact', feather: 15 }).feather, 15);
    assert.equal(effectiveWeights(line, { edge: 'soft', feather: 8 }).feather, 8);
  });

  it('take the border of the picture for no edge', () => {
    const full = { width: 20, height: 10, data: new Uint8Array(200).fill(255) };
    assert.ok(effectiveWeights(full, { edge: 'exact', feather: 8 }).data.every((weight) => weight === fullWeight));
    const half = maskOf(Array<string>(12).fill('##########..'));
    const weights = effectiveWeights(half, { edge: 'exact', feather: 4 });
    assert.equal(weights.data[0], fullWeight);
    assert.equal(weights.data[9], Math.round(smoothstep(1 / 4) * fullWeight));
  });

  it('of an empty mask are 0', () => {
    const weights = effectiveWeights(emptyMask({ width: 5, height: 4 }), { edge: 'soft', feather: 3 });
    assert.equal(weights.area, 0);
    assert.ok(weights.data.every((weight) => weight === 0));
  });
});
