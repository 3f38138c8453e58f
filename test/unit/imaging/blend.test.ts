import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { blendInto } from '../../../src/imaging/blend/blend';
import { countChanged } from '../../../src/imaging/blend/compare';
import type { Raster } from '../../../src/imaging/blend/raster';
import { effectiveWeights, fullWeight, type Weights } from '../../../src/imaging/blend/weights';
import { deep, middleMask, randomMask, randomPicture } from './pictures';

function copyOf(raster: Raster): Raster {
  return { ...raster, data: raster.data.slice() };
}

const toLight = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const toValue = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/** One pixel with this weight. */
function single(weight: number): Weights {
  const bounds = { left: 0, top: 0, width: 1, height: 1 };
  return { width: 1, height: 1, data: Uint16Array.of(Math.round(weight * fullWeight)), feather: 0, area: 1, bounds };
}

function blended(target: readonly number[], answer: readonly number[], weight: number): number[] {
  const raster = (samples: readonly number[]): Raster => ({
    width: 1,
    height: 1,
    channels: samples.length as 3 | 4,
    data: Uint8Array.from(samples),
  });
  const result = raster(target);
  blendInto(result, { left: 0, top: 0, width: 1, height: 1 }, raster(answer), single(weight));
  return [...result.data];
}

describe('the blend', () => {
  it('touches nothing outside the effective mask and takes the answer at full weight: random cases, 8 and 16 bit', () => {
    const chance = chanceFrom(11);
    for (let round = 0; round < 80; round++) {
      const [width, height] = [1 + Math.floor(chance() * 50), 1 + Math.floor(chance() * 50)];
      const box = { left: Math.floor(chance() * 9), top: Math.floor(chance() * 9), width, height };
      const isDeep = chance() < 0.4;
      const channels = chance() < 0.5 ? 3 : 4;
      const make = (w: number, h: number): Raster => {
        const picture = randomPicture(chance, w, h, channels);
        return isDeep ? deep(picture, round) : picture;
      };
      const original = make(box.left + width + Math.floor(chance() * 9), box.top + height + Math.floor(chance() * 9));
      const answer = make(width, height);
      const edge = chance() < 0.5 ? 'exact' : 'soft';
      const weights = effectiveWeights(randomMask(chance, width, height), { edge, feather: Math.floor(chance() * 12) });
      const result = copyOf(original);
      blendInto(result, box, answer, weights);
      assert.equal(countChanged(original, result, box, weights), 0);
      for (let y = 0; y < original.height; y++) {
        for (let x = 0; x < original.width; x++) {
          const [u, v] = [x - box.left, y - box.top];
          const inBox = u >= 0 && v >= 0 && u < width && v < height;
          const weight = inBox ? (weights.data[v * width + u] as number) : 0;
          const at = (y * original.width + x) * channels;
          const from = weight === fullWeight ? answer.data.subarray((v * width + u) * channels) : original.data.subarray(at);
          if (weight === 0 || weight === fullWeight) {
            assert.deepEqual([...result.data.subarray(at, at + channels)], [...from.subarray(0, channels)]);
          }
        }
      }
    }
  });

  it('leaves a picture as it is when the answer is the same picture, at any weight', () => {
    const chance = chanceFrom(4);
    const mask = middleMask(64, 64, 0.9, 'ellipse');
    for (const picture of [randomPicture(chance, 64, 64, 3), deep(randomPicture(chance, 64, 64, 3), 1)]) {
      const result = copyOf(picture);
      blendInto(result, { left: 0, top: 0, width: 64, height: 64 }, picture, effectiveWeights(mask, { edge: 'exact', feather: 25 }));
      assert.deepEqual(result.data, picture.data);
    }
  });

  it('mixes in linear light with premultiplied alpha', () => {
    const chance = chanceFrom(8);
    for (let round = 0; round < 500; round++) {
      const sample = (): number => Math.floor(chance() * 256);
      const target = [sample(), sample(), sample(), sample()];
      const answer = [sample(), sample(), sample(), sample()];
      const weight = Math.round(chance() * fullWeight) / fullWeight;
      const [before, above] = [(target[3] as number) * (1 - weight), (answer[3] as number) * weight];
      const result = blended(target, answer, weight);
      assert.ok(Math.abs((result[3] as number) - before - above) <= 0.51);
      for (let channel = 0; channel < 3 && before + above > 0; channel++) {
        const light = before * toLight((target[channel] as number) / 255) + above * toLight((answer[channel] as number) / 255);
        assert.ok(Math.abs((result[channel] as number) - 255 * toValue(light / (before + above))) < 0.75);
      }
    }
  });

  it('never lets colour under zero alpha through', () => {
    assert.deepEqual(blended([10, 20, 30, 255], [255, 0, 0, 0], 0.5).slice(0, 3), [10, 20, 30]);
    assert.deepEqual(blended([255, 0, 0, 0], [10, 20, 30, 255], 0.5).slice(0, 3), [10, 20, 30]);
  });

  it('takes an answer without alpha for opaque, and lays one with alpha over a picture without', () => {
    assert.deepEqual(blended([1, 2, 3, 0], [9, 8, 7], 1), [9, 8, 7, 255]);
    assert.equal(blended([1, 2, 3, 100], [9, 8, 7], 0.5)[3], 178);
    assert.deepEqual(blended([1, 2, 3], [9, 8, 7, 0], 1), [1, 2, 3]);
    assert.deepEqual(blended([1, 2, 3], [9, 8, 7, 255], 1), [9, 8, 7]);
  });

  it('refuses what does not fit', () => {
    const picture = randomPicture(chanceFrom(1), 8, 8, 3);
    const weights = effectiveWeights(middleMask(8, 8, 1), { edge: 'exact', feather: 0 });
    assert.throws(() => blendInto(picture, { left: 1, top: 0, width: 8, height: 8 }, picture, weights), RangeError);
    assert.throws(() => blendInto(picture, { left: 0, top: 0, width: 8, height: 8 }, deep(picture, 1), weights), RangeError);
  });
});
