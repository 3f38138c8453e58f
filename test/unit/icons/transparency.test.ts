import assert from 'node:assert/strict';
import { chanceFrom, type Chance } from '../../../src/draft/chance';
import type { Raster } from '../../../src/imaging/blend/raster';
import { judge } from '../../../src/imaging/icons/transparency/transparency';
import { otherFakes, otherReals } from './otherTransparency';
import { rendered } from './samples';
import { fakes, reals } from './transparencySamples';

type Group = Readonly<Record<string, (chance: Chance) => Promise<Raster> | Raster>>;

const rounds = 4;

/** Shares of the pictures of a group that are called real, and, of fakes, that are called what they are. */
async function judged(group: Group): Promise<{ readonly real: number; readonly right: number; readonly wrong: string[] }> {
  let [count, real, right] = [0, 0, 0];
  const wrong: string[] = [];
  for (const [name, make] of Object.entries(group)) {
    for (let round = 0; round < rounds; round++) {
      const { verdict } = judge(await make(chanceFrom(round * 7919 + name.length * 31)));
      count++;
      real += verdict === 'real' ? 1 : 0;
      right += verdict === name.split(' ')[0] ? 1 : 0;
      wrong.push(`${name} ${round}: ${verdict}`);
    }
  }
  return { real: real / count, right: right / count, wrong };
}

describe('the judgement of transparency', function () {
  this.timeout(120_000);

  it('knows what only seems to be transparent, and what it is', async () => {
    for (const group of [fakes, otherFakes]) {
      const { real, right, wrong } = await judged(group);
      assert.ok(real <= 0.02, `${real}\n${wrong.join('\n')}`);
      assert.ok(right >= 0.95, `${right}\n${wrong.join('\n')}`);
    }
  });

  it('does not suspect icons that are', async () => {
    for (const group of [reals, otherReals]) {
      const { real, wrong } = await judged(group);
      assert.ok(real >= 0.98, `${real}\n${wrong.filter((line) => !line.endsWith('real')).join('\n')}`);
    }
  });

  it('counts what is clear, solid and between, and the clear corners', async () => {
    const icon = await rendered(
      '<path d="M0 0h50v100h-50z" fill="#123456"/><path d="M50 0h25v100h-25z" fill="#123456" fill-opacity=".5"/>',
      100,
    );
    const { clear, solid, partial, clearCorners } = judge(icon);
    assert.deepEqual({ clear, solid, partial, clearCorners }, { clear: 0.25, solid: 0.5, partial: 0.25, clearCorners: 2 });
  });

  it('knows a frame that covers the border and is clear inside, and a haze that nobody sees', () => {
    const edge = 200;
    const alpha = (of: (x: number, y: number) => number): Raster => {
      const data = new Uint8Array(edge * edge * 4).fill(90);
      for (let pixel = 0; pixel < edge * edge; pixel++) {
        data[pixel * 4 + 3] = of(pixel % edge, Math.floor(pixel / edge));
      }
      return { width: edge, height: edge, channels: 4, data };
    };
    const inMiddle = (x: number, y: number): boolean => Math.hypot(x - 100, y - 100) < 60;
    assert.equal(judge(alpha((x, y) => (Math.min(x, y, edge - 1 - x, edge - 1 - y) < 20 ? 255 : 0))).verdict, 'real');
    assert.equal(
      judge(alpha((x, y) => (Math.min(x, y, edge - 1 - x, edge - 1 - y) < 20 ? 255 : (x * 7 + y * 13) % 3 === 0 ? 0 : 255))).verdict,
      'noise',
    );
    assert.equal(judge(alpha((x, y) => (inMiddle(x, y) ? 255 : 1 + ((x * 31 + y * 17 + x * y) % 5)))).verdict, 'noise');
    assert.equal(judge(alpha((x, y) => (inMiddle(x, y) ? 255 : 0))).verdict, 'real');
  });

  it('calls nothing at all no icon', async () => {
    assert.equal(judge(await rendered('', 64)).verdict, 'noise');
  });

  it('tells whether a ground can be taken away', async () => {
    const flat = await rendered('<path d="M0 0h100v100H0z" fill="#ff00ff"/><circle cx="50" cy="50" r="30" fill="#123456"/>', 100);
    assert.equal(judge(flat).removable, true);
    const chance = chanceFrom(3);
    const data = Uint8Array.from({ length: 100 * 100 * 3 }, () => chance() * 255);
    assert.equal(judge({ width: 100, height: 100, channels: 3, data }).removable, false);
    assert.equal(judge(await rendered('<circle cx="50" cy="50" r="30" fill="#123456"/>', 100)).removable, false);
  });
});
