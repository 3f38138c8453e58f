import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import { opaque, plain } from '../../../src/icons/drawing';
import { paint, pngOf, renderPixels, type Pixels } from './renderMasters';

/** The standard's curve, both ways. */
const toLinear = (sample: number): number => (sample / 255 <= 0.04045 ? sample / 255 / 12.92 : ((sample / 255 + 0.055) / 1.055) ** 2.4);
const toSample = (linear: number): number => {
  const light = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
};

function kernel(x: number): number {
  const sinc = (t: number): number => (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
  return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

/** The picture in linear light, premultiplied. */
function lightOf({ data }: Pixels): Float64Array {
  return Float64Array.from(data, (sample, at) =>
    at % 4 === 3 ? sample / 255 : (toLinear(sample) * (data[at - (at % 4) + 3] as number)) / 255,
  );
}

/** In double precision and in two dimensions at once, with every weight from the formula. */
function reference(picture: Pixels, edge: number): Pixels {
  const { width, height } = picture;
  const light = lightOf(picture);
  const weightsAt = (place: number, length: number): number[] => {
    const scale = Math.max(1, length / edge);
    return Array.from({ length }, (_, at) => kernel((at + 0.5 - ((place + 0.5) * length) / edge) / scale));
  };
  const across = Array.from({ length: edge }, (_, x) => weightsAt(x, width));
  const result = new Uint8Array(edge * edge * 4);
  for (let y = 0; y < edge; y++) {
    const down = weightsAt(y, height);
    for (let x = 0; x < edge; x++) {
      let [red, green, blue, alpha, total] = [0, 0, 0, 0, 0];
      for (let pixel = 0; pixel < width * height; pixel++) {
        const weight = (down[Math.floor(pixel / width)] as number) * ((across[x] as number[])[pixel % width] as number);
        red += weight * (light[pixel * 4] as number);
        green += weight * (light[pixel * 4 + 1] as number);
        blue += weight * (light[pixel * 4 + 2] as number);
        alpha += weight * (light[pixel * 4 + 3] as number);
        total += weight;
      }
      const opacity = Math.round(Math.min(1, Math.max(0, alpha / total)) * 255);
      if (opacity > 0) {
        result.set([toSample(red / alpha), toSample(green / alpha), toSample(blue / alpha), opacity], (y * edge + x) * 4);
      }
    }
  }
  return { width: edge, height: edge, data: result };
}

function mostDifferent(a: Pixels, b: Pixels): number {
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  return a.data.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (b.data[at] as number))), 0);
}

/** A soft disc with a ring of near-transparent dust, red under everything that is clear; it reaches all four edges. */
const disc = paint(61, 61, (x, y) => {
  const distance = Math.hypot(x - 30.5, y - 30.5);
  const alpha = Math.round(255 * Math.min(1, Math.max(0, (30.5 - distance) / 6 + 0.5)));
  return alpha === 0 ? [255, 0, 0, 0] : [20, 60 + Math.round(x * 3), 200 - Math.round(y * 2), alpha];
});

const chance = chanceFrom(7);
const noise = paint(40, 40, () => [chance() * 256, chance() * 256, chance() * 256, chance() < 0.4 ? 0 : chance() * 256]);

/** Almost nothing is seen of it, and that has a colour all the same. */
const veil = paint(48, 48, (x, y) => {
  const isEdge = Math.min(x, y, 48 - x, 48 - y) < 1;
  return isEdge ? [0, 200, 60, 255] : [0, 200, 60, Math.floor((x + y) / 12) % 5];
});

const photo = paint(53, 53, (x, y) => [(x * 4.5) % 256, (y * 9) % 256, ((x + y) * 7) % 256, 255]);

describe('resampling for icons', function () {
  this.timeout(60_000);

  for (const [name, picture] of Object.entries({ disc, noise, veil })) {
    it(`is at most one level off a reference in double precision: ${name}`, async () => {
      const master = await pngOf(picture);
      for (const edge of [16, 23, 32, picture.width, 75]) {
        const made = await renderPixels(master, plain(edge), { padding: 0 });
        assert.ok(mostDifferent(made, reference(picture, edge)) <= 1, `${edge} px`);
      }
    });
  }

  it('is the same for an opaque picture, which has no margin', async () => {
    const master = await pngOf(photo, false);
    for (const edge of [16, 29, 53, 80]) {
      assert.ok(mostDifferent(await renderPixels(master, opaque(edge)), reference(photo, edge)) <= 1, `${edge} px`);
    }
  });

  it('keeps a picture of the same size as it is', async () => {
    const made = await renderPixels(await pngOf(disc), plain(61), { padding: 0 });
    disc.data.forEach((sample, at) => {
      const isClear = disc.data[at - (at % 4) + 3] === 0;
      assert.equal(made.data[at], isClear ? 0 : sample);
    });
  });

  it('takes every row from where it is, also of a picture that is too large to keep', async () => {
    const tall = paint(2200, 2200, (_, y) => [Math.floor((y / 2200) * 256), 128, 255, 255]);
    const notched = { ...tall, data: tall.data.slice() };
    notched.data[3] = 0;
    for (const made of [
      await renderPixels(await pngOf(tall, false), opaque(63)),
      await renderPixels(await pngOf(notched), plain(63), { padding: 0 }),
    ]) {
      for (let y = 2; y < 61; y++) {
        const [red = 0, green, blue] = made.data.subarray((y * 63 + 31) * 4);
        assert.ok(Math.abs(red - ((y + 0.5) / 63) * 256) <= 2, `row ${y}: ${red}`);
        assert.deepEqual([green, blue], [128, 255]);
      }
    }
  });

  it('averages light and not samples: a fine black and white grid becomes as light as half of the light', async () => {
    const grid = paint(256, 256, (x, y) => ((Math.floor(x) + Math.floor(y)) % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255]));
    const made = await renderPixels(await pngOf(grid, false), opaque(32));
    const middle = made.data[(16 * 32 + 16) * 4] as number;
    assert.ok(Math.abs(middle - 188) <= 1, `${middle}`);
  });
});
