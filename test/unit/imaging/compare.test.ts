import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { countChanged, shareChanged } from '../../../src/imaging/blend/compare';
import type { Raster } from '../../../src/imaging/blend/raster';
import { effectiveWeights } from '../../../src/imaging/blend/weights';
import { deep, draw, photo, randomMask, randomPicture, recoloured, withAlpha, withNoise } from './pictures';

describe('the count of changed pixels', () => {
  it('finds every changed sample outside the effective mask: random cases', () => {
    const chance = chanceFrom(21);
    for (let round = 0; round < 80; round++) {
      const [width, height] = [1 + Math.floor(chance() * 70), 1 + Math.floor(chance() * 50)];
      const picture = randomPicture(chance, width, height, chance() < 0.5 ? 3 : 4);
      const before: Raster = chance() < 0.3 ? deep(picture, round) : picture;
      const box = {
        left: Math.floor(chance() * width),
        top: Math.floor(chance() * height),
        width: 0,
        height: 0,
      };
      box.width = 1 + Math.floor(chance() * (width - box.left));
      box.height = 1 + Math.floor(chance() * (height - box.top));
      const weights =
        chance() < 0.2 ? undefined : effectiveWeights(randomMask(chance, box.width, box.height), { edge: 'exact', feather: 3 });
      // An odd offset in its buffer, as a part of a message may have it.
      const [size, bytes] = [before.data.length, before.data.BYTES_PER_ELEMENT];
      const after: Raster =
        bytes === 1
          ? { ...before, data: new Uint8Array(new ArrayBuffer(size + 1), 1, size) }
          : { ...before, data: new Uint16Array(new ArrayBuffer((size + 1) * 2), 2, size) };
      after.data.set(before.data);
      const changed = new Set<number>();
      for (let change = 0; change < 30; change++) {
        const sample = Math.floor(chance() * size);
        (after.data[sample] as number) ^= 1 << Math.floor(chance() * 8 * bytes);
        const pixel = Math.floor(sample / before.channels);
        const [x, y] = [(pixel % width) - box.left, Math.floor(pixel / width) - box.top];
        const inBox = x >= 0 && y >= 0 && x < box.width && y < box.height;
        const isOutside = !inBox || (weights !== undefined && weights.data[y * box.width + x] === 0);
        const differs = [...after.data.subarray(pixel * before.channels, (pixel + 1) * before.channels)].some(
          (value, channel) => value !== before.data[pixel * before.channels + channel],
        );
        if (isOutside && differs) {
          changed.add(pixel);
        } else {
          changed.delete(pixel);
        }
      }
      assert.equal(countChanged(before, after, box, weights), changed.size);
    }
  });

  it('takes a picture without alpha for opaque, and counts colour under zero alpha', () => {
    const picture = randomPicture(chanceFrom(2), 9, 9, 3);
    const box = { left: 0, top: 0, width: 1, height: 1 };
    assert.equal(
      countChanged(
        picture,
        withAlpha(picture, () => 255),
        box,
        undefined,
      ),
      0,
    );
    assert.equal(
      countChanged(
        picture,
        withAlpha(picture, (x) => (x === 4 ? 254 : 255)),
        box,
        undefined,
      ),
      9,
    );
    const hidden = withAlpha(picture, () => 0);
    const other = { ...hidden, data: hidden.data.slice() };
    (other.data[4 * 40] as number) ^= 1;
    assert.equal(countChanged(hidden, other, box, undefined), 1);
  });

  it('compares 8 with 16 bits, and refuses other sizes', () => {
    const picture = randomPicture(chanceFrom(2), 9, 9, 3);
    const wide = { ...picture, data: Uint16Array.from(picture.data, (value) => value * 257) };
    const box = { left: 0, top: 0, width: 1, height: 1 };
    assert.equal(countChanged(picture, wide, box, undefined), 0);
    (wide.data[100] as number) ^= 1;
    assert.equal(countChanged(wide, picture, box, undefined), 1);
    assert.throws(() => countChanged(picture, randomPicture(chanceFrom(2), 9, 8, 3), box, undefined), RangeError);
  });
});

describe('the share that the model changed', () => {
  const picture = draw(photo(3), 80, 60);
  const all = new Uint8Array(80 * 60).fill(1);

  it('is none for noise of an encoder, all for other colours, none where nothing is asked', () => {
    assert.ok((shareChanged(picture, withNoise(picture, 3, 1), all) ?? 1) < 0.001);
    const turned = recoloured(picture, (value) => (value + 128) % 256);
    assert.ok((shareChanged(picture, turned, all) ?? 0) > 0.99);
    assert.equal(shareChanged(picture, picture, new Uint8Array(80 * 60)), undefined);
  });

  it('is counted where it is asked', () => {
    const changed = { ...picture, data: picture.data.slice() };
    changed.data.fill(0, 0, 80 * 30 * 3);
    assert.equal(shareChanged(picture, changed, all), 0.5);
    assert.equal(
      shareChanged(
        picture,
        changed,
        all.map((_, index) => (index < 80 * 30 ? 0 : 1)),
      ),
      0,
    );
  });
});
