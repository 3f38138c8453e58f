import assert from 'node:assert/strict';
import { plain } from '../../../src/icons/drawing';
import { inCircle, paint, pixelAt, pngOf, renderPixels, type Pixels } from './renderMasters';

/** A green rounded shape with a soft edge of a few pixels, and red hidden under all that is clear. */
const hidden = (edge: number, softness: number): Pixels =>
  paint(edge, edge, (x, y) => {
    const distance = Math.hypot(x - edge * 0.47, (y - edge * 0.52) * 1.2);
    const alpha = Math.round(255 * Math.min(1, Math.max(0, (edge * 0.38 - distance) / softness + 0.5)));
    return alpha === 0 ? [255, 0, 0, 0] : [0, 160, 64, alpha];
  });

function worstColour({ data }: Pixels, [red, green, blue]: readonly [number, number, number]): number {
  let worst = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] as number) > 0) {
      const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
      worst = Math.max(worst, Math.abs(r - red), Math.abs(g - green), Math.abs(b - blue));
    }
  }
  return worst;
}

describe('icons with colours hidden under their transparency', function () {
  this.timeout(60_000);

  it('have no halo at any size, sharpened or not', async () => {
    for (const softness of [1, 12]) {
      const master = await pngOf(hidden(300, softness));
      for (const edge of [16, 24, 32, 47, 64, 180, 300, 512]) {
        for (const sharpen of [false, true]) {
          const made = await renderPixels(master, plain(edge), { sharpen });
          assert.ok(worstColour(made, [0, 160, 64]) <= 1, `${edge} px, soft by ${softness}, sharpened: ${sharpen}`);
        }
      }
    }
  });

  it('have nothing under pixels that are clear', async () => {
    const master = await pngOf(hidden(200, 5));
    for (const drawing of [plain(32), plain(100), inCircle(108, 66 / 108), { ...plain(64), outline: 'circle' as const }]) {
      const { data } = await renderPixels(master, drawing, { sharpen: true });
      for (let at = 0; at < data.length; at += 4) {
        assert.ok(data[at + 3] !== 0 || (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0));
      }
    }
  });

  it('stand on a background without a rim of another colour', async () => {
    const master = await pngOf(hidden(300, 1));
    const made = await renderPixels(master, { ...plain(64), ground: 'background' }, { background: '#00a040' });
    assert.ok(worstColour(made, [0, 160, 64]) <= 1, 'the shape has the colour of the background');
    assert.deepEqual(pixelAt(made, 0, 0), [0, 160, 64, 255]);
  });
});
