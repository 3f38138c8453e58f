import assert from 'node:assert/strict';
import { emptyMask } from '../../../src/imaging/mask/mask';
import { paintEllipse, paintPolygon, paintRectangle } from '../../../src/imaging/mask/shapes';
import { similarTo } from '../../../src/imaging/mask/similar';
import { paintSegment, type Dab } from '../../../src/imaging/mask/strokes';
import { drawn, random, ruled } from './maskRandom';

describe('strokes of the mask', () => {
  /** The least of |p − c(t)| − r(t), which is convex in t, by narrowing in on it. */
  function depth(from: Dab, to: Dab, x: number, y: number): number {
    const at = (t: number): number =>
      Math.hypot(x - from.x - t * (to.x - from.x), y - from.y - t * (to.y - from.y)) - (from.radius + t * (to.radius - from.radius));
    let [low, high] = [0, 1];
    for (let step = 0; step < 60; step++) {
      const third = (high - low) / 3;
      if (at(low + third) < at(high - third)) {
        high -= third;
      } else {
        low += third;
      }
    }
    return Math.min(at(low), at(0), at(1));
  }

  it('cover just the pixels whose centre lies under the brush', () => {
    const next = random(1);
    for (let round = 0; round < 60; round++) {
      const dab = (): Dab => ({ x: next() * 44 - 8, y: next() * 36 - 8, radius: 0.5 + next() * (round % 3 === 0 ? 1 : 9) });
      const [from, to] = [dab(), dab()];
      const mask = emptyMask({ width: 30, height: 22 });
      const box = paintSegment(mask, from, round % 7 === 0 ? from : to, 255);
      const end = round % 7 === 0 ? from : to;
      for (let y = 0; y < 22; y++) {
        for (let x = 0; x < 30; x++) {
          const painted = mask.data[y * 30 + x] === 255;
          const d = depth(from, end, x + 0.5, y + 0.5);
          // On the rim itself rounding decides.
          if (Math.abs(d) > 1e-9) {
            assert.equal(painted, d < 0, `round ${round} at ${x}, ${y}: ${d}`);
          }
          if (painted) {
            assert.ok(
              box && x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height,
              'outside of the box told',
            );
          }
        }
      }
    }
  });

  it('of sizes 1 to 4 are the pixels that one expects', () => {
    const stamp = (x: number, y: number, size: number): string => {
      const mask = emptyMask({ width: 6, height: 6 });
      const dab = { x, y, radius: size / 2 };
      paintSegment(mask, dab, dab, 255);
      return drawn(mask);
    };
    assert.equal(stamp(2.5, 2.5, 1), '......\n......\n..#...\n......\n......\n......');
    assert.equal(stamp(2, 2, 2), '......\n.##...\n.##...\n......\n......\n......');
    assert.equal(stamp(2.5, 2.5, 3), '......\n.###..\n.###..\n.###..\n......\n......');
    assert.equal(stamp(3, 3, 4), '......\n..##..\n.####.\n.####.\n..##..\n......');
  });

  it('of one pixel leave no gap in any direction', () => {
    const mask = emptyMask({ width: 40, height: 20 });
    paintSegment(mask, { x: 0.5, y: 0.5, radius: 0.5 }, { x: 39.5, y: 13.5, radius: 0.5 }, 255);
    for (let x = 0; x < 40; x++) {
      assert.ok(Array.from({ length: 20 }, (_, y) => mask.data[y * 40 + x]).includes(255), `column ${x}`);
    }
  });

  it('erase and clip', () => {
    const mask = ruled(8, 8, () => true);
    assert.equal(paintSegment(mask, { x: -50, y: -50, radius: 3 }, { x: -40, y: -50, radius: 3 }, 0), undefined);
    paintSegment(mask, { x: 0, y: 0, radius: 100 }, { x: 0, y: 0, radius: 100 }, 0);
    assert.ok(!mask.data.includes(255));
  });
});

describe('shapes of the mask', () => {
  it('are rectangles of whole pixels, clipped to the picture', () => {
    const mask = emptyMask({ width: 10, height: 8 });
    assert.deepEqual(paintRectangle(mask, { left: -3, top: 2, width: 6, height: 4 }, 255), { left: 0, top: 2, width: 3, height: 4 });
    assert.equal(drawn(mask), drawn(ruled(10, 8, (x, y) => x < 3 && y >= 2 && y < 6)));
    assert.equal(paintRectangle(mask, { left: 20, top: 0, width: 5, height: 5 }, 255), undefined);
  });

  it('are ellipses by the centres of the pixels', () => {
    const next = random(2);
    for (let round = 0; round < 40; round++) {
      const box = {
        left: Math.floor(next() * 30) - 5,
        top: Math.floor(next() * 20) - 5,
        width: 1 + Math.floor(next() * 30),
        height: 1 + Math.floor(next() * 20),
      };
      const mask = emptyMask({ width: 32, height: 24 });
      paintEllipse(mask, box, 255);
      for (let y = 0; y < 24; y++) {
        for (let x = 0; x < 32; x++) {
          const dx = (x + 0.5 - box.left - box.width / 2) / (box.width / 2);
          const dy = (y + 0.5 - box.top - box.height / 2) / (box.height / 2);
          const d = dx * dx + dy * dy - 1;
          if (Math.abs(d) > 1e-9) {
            assert.equal(mask.data[y * 32 + x] === 255, d < 0, `${JSON.stringify(box)} at ${x}, ${y}`);
          }
        }
      }
    }
  });

  it('are polygons by winding: what crosses itself leaves no hole', () => {
    const next = random(3);
    for (let round = 0; round < 40; round++) {
      const corners = Array.from({ length: 3 + Math.floor(next() * 9) }, () => [next() * 40 - 5, next() * 30 - 5] as const);
      const mask = emptyMask({ width: 30, height: 20 });
      paintPolygon(mask, corners.flat(), 255);
      const expected = ruled(30, 20, (x, y) => winding(corners, x + 0.5, y + 0.5) !== 0);
      assert.equal(drawn(mask), drawn(expected), `round ${round}`);
    }
  });

  it('are nothing with fewer than three corners', () => {
    assert.equal(paintPolygon(emptyMask({ width: 9, height: 9 }), [1, 1, 8, 8], 255), undefined);
  });

  /** Turns around the point, by the sum of the angles. */
  function winding(corners: readonly (readonly [number, number])[], x: number, y: number): number {
    let angle = 0;
    corners.forEach(([ax, ay], index) => {
      const [bx, by] = corners[(index + 1) % corners.length] ?? [0, 0];
      const turn = Math.atan2(by - y, bx - x) - Math.atan2(ay - y, ax - x);
      angle += turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
    });
    return Math.round(angle / (2 * Math.PI));
  }
});

describe('similar colours', () => {
  it('are found connected, or everywhere, like a plain flood would', () => {
    const next = random(4);
    for (let round = 0; round < 30; round++) {
      const [width, height] = [1 + Math.floor(next() * 24), 1 + Math.floor(next() * 24)];
      const data = new Uint8ClampedArray(width * height * 4).map((_, index) => (index % 4 === 3 ? 255 : next() < 0.62 ? 100 : 180));
      for (let index = 0; index < width * height; index++) {
        data.fill(data[index * 4] ?? 0, index * 4, index * 4 + 3);
      }
      const [x, y] = [Math.floor(next() * width), Math.floor(next() * height)];
      const alike = (at: number): boolean => Math.abs((data[at * 4] ?? 0) - (data[(y * width + x) * 4] ?? 0)) <= 40;
      const reached = new Set([y * width + x]);
      for (const at of reached) {
        const [cx, cy] = [at % width, Math.floor(at / width)];
        for (const [nx, ny] of [
          [cx - 1, cy],
          [cx + 1, cy],
          [cx, cy - 1],
          [cx, cy + 1],
        ] as const) {
          if (nx >= 0 && ny >= 0 && nx < width && ny < height && alike(ny * width + nx)) {
            reached.add(ny * width + nx);
          }
        }
      }
      const pixels = { width, height, data };
      assert.equal(drawn(similarTo(pixels, x, y, 40, true)), drawn(ruled(width, height, (px, py) => reached.has(py * width + px))));
      assert.equal(drawn(similarTo(pixels, x, y, 40, false)), drawn(ruled(width, height, (px, py) => alike(py * width + px))));
    }
  });

  it('take all that is fully transparent for one colour', () => {
    const data = new Uint8ClampedArray([255, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 255]);
    assert.equal(drawn(similarTo({ width: 3, height: 1, data }, 0, 0, 10, true)), '##.');
  });
});
