import assert from 'node:assert/strict';
import { cropMask } from '../../../src/imaging/mask/mask';
import { grown, grownIn, inverted, shrunk } from '../../../src/imaging/mask/morphology';
import { drawn, noise, random, ruled } from './maskRandom';

describe('growing and shrinking a mask', () => {
  it('adds exact Euclidean discs', () => {
    const next = random(5);
    for (let round = 0; round < 60; round++) {
      const [width, height] = [1 + Math.floor(next() * 40), 1 + Math.floor(next() * 30)];
      const mask = noise(width, height, [0, 0.01, 0.2, 1][round % 4] ?? 0, next);
      const by = round % 10 === 9 ? 300 : 1 + Math.floor(next() * 9);
      const isReached = (x: number, y: number): boolean =>
        mask.data.some((value, index) => value === 255 && ((index % width) - x) ** 2 + (Math.floor(index / width) - y) ** 2 <= by * by);
      assert.equal(drawn(grown(mask, by)), drawn(ruled(width, height, isReached)), `round ${round}: ${width}x${height} by ${by}`);
    }
  });

  it('takes away exact discs, but nothing at the edge of the picture', () => {
    const next = random(6);
    for (let round = 0; round < 40; round++) {
      const [width, height] = [1 + Math.floor(next() * 40), 1 + Math.floor(next() * 30)];
      const mask = noise(width, height, 0.97, next);
      const by = 1 + Math.floor(next() * 6);
      const isKept = (x: number, y: number): boolean =>
        !mask.data.some((value, index) => value === 0 && ((index % width) - x) ** 2 + (Math.floor(index / width) - y) ** 2 <= by * by);
      assert.equal(drawn(shrunk(mask, by)), drawn(ruled(width, height, isKept)));
    }
    assert.ok(
      !shrunk(
        ruled(9, 9, () => true),
        5,
      ).data.includes(0),
    );
  });

  it('of a part is that part of the whole', () => {
    const next = random(7);
    for (let round = 0; round < 60; round++) {
      const mask = noise(40, 30, 0.02, next);
      const [left, top] = [Math.floor(next() * 30), Math.floor(next() * 20)];
      const region = { left, top, width: 1 + Math.floor(next() * (40 - left)), height: 1 + Math.floor(next() * (30 - top)) };
      const by = Math.floor(next() * 12);
      assert.equal(drawn(grownIn(mask, region, by)), drawn(cropMask(by === 0 ? mask : grown(mask, by), region)));
    }
  });

  it('does nothing by nothing, and inverts twice to the same', () => {
    const mask = noise(20, 20, 0.3, random(8));
    assert.equal(drawn(grown(mask, 0)), drawn(mask));
    assert.equal(drawn(shrunk(mask, 0)), drawn(mask));
    assert.equal(drawn(inverted(inverted(mask))), drawn(mask));
  });
});
