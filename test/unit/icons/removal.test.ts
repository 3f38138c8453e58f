import assert from 'node:assert/strict';
import { chanceFrom } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';
import { removeGround } from '../../../src/imaging/icons/ground/removal';
import { jpegOf, motifs, otherIcon, placedOn } from './otherSamples';
import { alphaPsnr, drawIcon, drawings, grounds, onGround, rendered, type IconSample } from './samples';

/** What no removal can know: how much of a colour shines through, and shadows, of which some are lost on dark and noisy grounds. */
const unknowable = new Set(['glass', 'softDisc', 'shadowed', 'softShadowBall']);

const alphaAt = ({ width, data }: Raster, x: number, y: number): number => data[(y * width + x) * 4 + 3] as number;

function removed(picture: Raster, options?: Parameters<typeof removeGround>[1]): Raster {
  const found = removeGround(picture, options);
  assert.ok(found, 'no ground was found');
  return found.picture;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A body of SVG on a flat ground. */
async function onFlat(body: string, ground: string, edge = 200): Promise<Raster> {
  return rendered(`<path d="M0 0h100v100H0z" fill="${ground}"/>${body}`, edge);
}

describe('the removal of a ground', function () {
  this.timeout(120_000);

  it('finds the alpha of icons on flat, noisy, uneven and compressed grounds', async () => {
    const found: { readonly name: string; readonly psnr: number }[] = [];
    for (const [index, name] of Object.keys(drawings).entries()) {
      for (const ground of [grounds[index % grounds.length], grounds[(index * 5 + 2) % grounds.length]]) {
        assert.ok(ground);
        const sample = await drawIcon(name, 3, 192, [ground.colour, [255, 255, 255]]);
        const psnr = alphaPsnr(sample.icon, removed(await onGround(sample, ground)));
        found.push({ name: `${name} on ${ground.name}`, psnr });
        const isHard = ground.name === 'jpegMagenta' || ground.name === 'noisyMagenta';
        assert.ok(unknowable.has(name) || psnr > (isHard ? 23 : 30), `${name} on ${ground.name}: ${psnr.toFixed(1)} dB`);
      }
    }
    assert.ok(mean(found.map((one) => one.psnr)) > 40, JSON.stringify(found));
  });

  it('does so for icons that were drawn in another way', async () => {
    const found: number[] = [];
    for (const [index, motif] of Object.keys(motifs).entries()) {
      const under = (
        [
          [255, 255, 255],
          [255, 0, 255],
          [140, 140, 140],
          [0, 0, 0],
        ] as const
      )[index % 4] ?? [0, 0, 0];
      const finish = (['flat', 'shaded', 'soft'] as const)[index % 3] ?? 'flat';
      const icon = otherIcon(chanceFrom(index), motif, 192, [under], finish);
      const plain = placedOn(icon, () => under, chanceFrom(1));
      const noisy = placedOn(icon, () => under, chanceFrom(1), 2);
      for (const picture of [plain, noisy, await jpegOf(plain, 90, '4:4:4')]) {
        found.push(alphaPsnr(icon, removed(picture)));
      }
    }
    assert.ok(mean(found) > 37, found.map((psnr) => psnr.toFixed(1)).join(' '));
  });

  it('takes a painted checkerboard away', async () => {
    const found: number[] = [];
    for (const name of ['ring', 'star', 'letters', 'gear', 'padlock', 'tile', 'leaf', 'cube']) {
      const { icon } = await drawIcon(name, 3, 256, [[230, 230, 230]]);
      for (const size of [8, 10.67, 16, 32]) {
        const under = (x: number, y: number): readonly [number, number, number] =>
          (Math.floor((x + 3.2) / size) + Math.floor((y + 5.7) / size)) % 2 === 0 ? [255, 255, 255] : [204, 204, 204];
        found.push(alphaPsnr(icon, removed(placedOn(icon, under, chanceFrom(1), size === 16 ? 2 : 0))));
      }
    }
    assert.ok(mean(found) > 34 && Math.min(...found) > 28, found.map((psnr) => psnr.toFixed(1)).join(' '));
  });

  it('leaves no trace of the ground in the colours of an edge', async () => {
    const picture = removed(await onFlat('<circle cx="50" cy="50" r="35" fill="#1060c0"/>', '#ff00ff'));
    for (let at = 0; at < picture.data.length; at += 4) {
      if ((picture.data[at + 3] as number) > 0) {
        const colour = [...picture.data.subarray(at, at + 3)];
        assert.ok(
          Math.max(...colour.map((sample, channel) => Math.abs(sample - ([0x10, 0x60, 0xc0][channel] as number)))) <= 13,
          colour.join(),
        );
      }
    }
  });

  it('clears the inside of a ring, and keeps it when holes are to stay', async () => {
    const ring = await onFlat('<circle cx="50" cy="50" r="34" fill="none" stroke="#16a34a" stroke-width="14"/>', '#ffffff');
    assert.equal(alphaAt(removed(ring), 100, 100), 0);
    assert.equal(alphaAt(removed(ring, { holes: false }), 100, 100), 255);
  });

  it('keeps what is as white as the ground deep inside the icon', async () => {
    const ball = await onFlat(
      '<circle cx="50" cy="50" r="40" fill="#dc2626"/><ellipse cx="38" cy="36" rx="7" ry="5" fill="#fff"/>',
      '#ffffff',
    );
    assert.equal(alphaAt(removed(ball), 76, 72), 255);
    const check = await onFlat(
      '<circle cx="50" cy="50" r="42" fill="#16a34a"/><path d="M32 52l12 12 24-28" fill="none" stroke="#fff" stroke-width="8"/>',
      '#ffffff',
    );
    assert.equal(alphaAt(removed(check), 88, 126), 255);
  });

  it('makes black of a soft shadow, as transparent as it was', async () => {
    const sample = await drawIcon('shadowed', 3, 256, [[255, 255, 255]]);
    const picture = removed(await onGround(sample, { name: 'white', colour: [255, 255, 255] }));
    const [x, y] = [128, 220];
    const at = (y * 256 + x) * 4;
    assert.ok(Math.abs(alphaAt(picture, x, y) - alphaAt(sample.icon, x, y)) < 8);
    assert.ok(Math.max(...picture.data.subarray(at, at + 3)) < 10);
  });

  it('keeps lines that are one pixel wide', async () => {
    const sample: IconSample = {
      name: 'lines',
      icon: await rendered('<path d="M10 20L90 24M50.5 30V90" stroke="#123456" stroke-width="1"/>', 100),
    };
    const picture = removed(await onGround(sample, { name: 'grey', colour: [200, 200, 200] }));
    assert.ok(alphaPsnr(sample.icon, picture) > 30);
  });

  it('goes as far from the ground as the tolerance says', async () => {
    const faint = await onFlat('<path d="M20 20h60v60h-60z" fill="#f0f0f0"/>', '#ffffff');
    assert.equal(removeGround(faint, { tolerance: 40 }), undefined);
    assert.equal(alphaAt(removed(faint, { tolerance: 8 }), 100, 100), 255);
  });

  it('takes a veil of alpha away', async () => {
    const { icon } = await drawIcon('star', 3, 128);
    const veiled = { ...icon, data: icon.data.map((sample, index) => (index % 4 === 3 ? Math.max(sample, 24) : sample)) };
    assert.ok(alphaPsnr(icon, removed(veiled)) > 30);
  });

  it('finds nothing to take away in noise, in one colour, and where nothing is left of the border', async () => {
    const chance = chanceFrom(9);
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, () => chance() * 255);
    assert.equal(removeGround({ width: 64, height: 64, channels: 3, data: noise }), undefined);
    assert.equal(removeGround(await onFlat('', '#00ff00', 64)), undefined);
    assert.equal(removeGround(await rendered('<circle cx="50" cy="50" r="30" fill="#123456"/>', 64)), undefined);
  });

  it('does not change the picture that it is given, and gives the same again', async () => {
    const sample = await drawIcon('gear', 3, 96, [[255, 0, 255]]);
    const picture = await onGround(sample, { name: 'magenta', colour: [255, 0, 255] });
    const before = picture.data.slice();
    const [one, other] = [removed(picture), removed(picture)];
    assert.deepEqual(picture.data, before);
    assert.deepEqual(one.data, other.data);
  });
});
