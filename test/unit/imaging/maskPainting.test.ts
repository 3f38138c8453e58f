import assert from 'node:assert/strict';
import { areaOf, boundsOf, emptyMask } from '../../../src/imaging/mask/mask';
import { decodeMask, encodeMask } from '../../../src/imaging/mask/maskCode';
import { perform, type MaskOperation } from '../../../src/imaging/mask/operations';
import { MaskPainting, type KeptPainting } from '../../../src/imaging/mask/painting';
import { drawn, noise, random, ruled, type Random } from './maskRandom';

const size = { width: 61, height: 47 };

function anyOperation(next: Random): MaskOperation {
  const box = {
    left: Math.floor(next() * 70) - 8,
    top: Math.floor(next() * 56) - 8,
    width: Math.floor(next() * 30),
    height: Math.floor(next() * 30),
  };
  const erase = next() < 0.35;
  const points = (each: number): number[] =>
    Array.from({ length: each * (1 + Math.floor(next() * 8)) }, (_, index) =>
      each === 3 && index % 3 === 2 ? 0.5 + next() * 8 : next() * 66 - 3,
    );
  const kinds: (() => MaskOperation)[] = [
    () => ({ kind: 'stroke', points: points(3), erase }),
    () => ({ kind: 'stroke', points: points(3), erase }),
    () => ({ kind: 'rectangle', ...box, erase }),
    () => ({ kind: 'ellipse', ...box, erase }),
    () => ({ kind: 'polygon', points: points(2), erase }),
    () => ({ kind: 'move', dx: Math.floor(next() * 40) - 20, dy: Math.floor(next() * 40) - 20 }),
    () => ({ kind: next() < 0.5 ? 'grow' : 'shrink', by: 1 + Math.floor(next() * 5) }),
    () => ({ kind: 'invert' }),
    () => ({ kind: next() < 0.5 ? 'all' : 'clear' }),
    () => ({
      kind: 'mask',
      code: encodeMask(noise(size.width, size.height, next(), next)),
      how: (['replace', 'add', 'subtract'] as const)[Math.floor(next() * 3)] ?? 'add',
    }),
  ];
  const make = kinds[Math.floor(next() * kinds.length)];
  assert.ok(make);
  return make();
}

/** As the hand does it: dab by dab. */
function paint(painting: MaskPainting, operation: MaskOperation): boolean {
  if (operation.kind !== 'stroke') {
    return painting.apply(operation) !== undefined;
  }
  painting.begin(operation.erase);
  for (let index = 0; index < operation.points.length; index += 3) {
    const [x = 0, y = 0, radius = 0] = operation.points.slice(index, index + 3);
    painting.extend({ x, y, radius });
  }
  return painting.finish();
}

function check(painting: MaskPainting): void {
  assert.equal(painting.area, areaOf(painting.mask));
  assert.deepEqual(painting.box, boundsOf(painting.mask));
}

describe('painting a mask', () => {
  it('gives the same mask when its steps are repeated from data', () => {
    const next = random(9);
    for (let round = 0; round < 30; round++) {
      const painting = new MaskPainting(size);
      const again = emptyMask(size);
      for (let step = 0; step < 30; step++) {
        const operation = anyOperation(next);
        paint(painting, operation);
        perform(again, JSON.parse(JSON.stringify(operation)) as MaskOperation);
        check(painting);
      }
      assert.equal(drawn(painting.mask), drawn(again));
    }
  });

  it('goes back and forth through its steps exactly', () => {
    const next = random(10);
    const painting = new MaskPainting(size);
    const seen = [drawn(painting.mask)];
    while (seen.length < 60) {
      if (paint(painting, anyOperation(next))) {
        seen.push(drawn(painting.mask));
      }
    }
    let at = seen.length - 1;
    for (let step = 0; step < 400; step++) {
      const back = next() < 0.5;
      assert.equal(painting.canUndo, at > 0);
      assert.equal(painting.canRedo, at < seen.length - 1);
      const box = back ? painting.undo() : painting.redo();
      const before = at;
      at = Math.min(seen.length - 1, Math.max(0, at + (back ? -1 : 1)));
      assert.equal(box !== undefined, at !== before);
      assert.equal(drawn(painting.mask), seen[at]);
      check(painting);
    }
  });

  it('is the same after it was kept as text, at every place of its history', () => {
    const next = random(11);
    const painting = new MaskPainting(size);
    for (let step = 0; step < 140; step++) {
      paint(painting, anyOperation(next));
      if (next() < 0.3) {
        painting.undo();
      }
      if (step % 7 === 0) {
        const kept = JSON.parse(JSON.stringify(painting.keep())) as KeptPainting;
        const again = MaskPainting.resume(kept);
        assert.equal(drawn(again.mask), drawn(painting.mask), `step ${step}`);
        assert.equal(again.canUndo, painting.canUndo);
        assert.equal(again.canRedo, painting.canRedo);
        check(again);
        again.undo();
        painting.undo();
        assert.equal(drawn(again.mask), drawn(painting.mask));
      }
    }
  });

  it('keeps a hundred steps and forgets none of the mask', () => {
    const painting = new MaskPainting(size);
    for (let step = 0; step < 130; step++) {
      painting.apply({ kind: 'invert' });
    }
    painting.apply({ kind: 'rectangle', left: 3, top: 3, width: 4, height: 4, erase: false });
    const now = drawn(painting.mask);
    let steps = 0;
    while (painting.canUndo) {
      painting.undo();
      steps++;
    }
    assert.equal(steps, 100);
    while (painting.canRedo) {
      painting.redo();
    }
    assert.equal(drawn(painting.mask), now);
    painting.forget();
    assert.equal(painting.canUndo || painting.canRedo, false);
    assert.equal(drawn(MaskPainting.resume(painting.keep()).mask), now);
  });

  it('takes a stroke back that is under way, and leaves what was below', () => {
    const painting = new MaskPainting(size);
    painting.apply({ kind: 'ellipse', left: 5, top: 5, width: 30, height: 20, erase: false });
    const before = drawn(painting.mask);
    painting.begin(true);
    painting.extend({ x: 2, y: 2, radius: 6 });
    painting.extend({ x: 40, y: 30, radius: 3 });
    assert.notEqual(drawn(painting.mask), before);
    painting.cancel();
    assert.equal(drawn(painting.mask), before);
    assert.equal(painting.finish(), false);
    painting.undo();
    assert.equal(painting.area, 0);
  });

  it('makes no step of what changes nothing, and none of a damaged mask', () => {
    const painting = new MaskPainting(size);
    painting.apply({ kind: 'clear' });
    painting.begin(true);
    painting.extend({ x: 9, y: 9, radius: 4 });
    assert.equal(painting.finish(), false);
    assert.equal(painting.canUndo, false);
    assert.throws(() => painting.apply({ kind: 'mask', code: encodeMask(emptyMask({ width: 3, height: 3 })), how: 'replace' }));
    assert.equal(painting.canUndo, false);
  });

  it('ends what was taken back when something new is painted', () => {
    const painting = new MaskPainting(size);
    painting.apply({ kind: 'all' });
    painting.undo();
    painting.apply({ kind: 'rectangle', left: 0, top: 0, width: 1, height: 1, erase: false });
    assert.equal(painting.canRedo, false);
    assert.equal(painting.area, 1);
  });
});

describe('a mask as text', () => {
  it('comes back the same, noise included', () => {
    const next = random(12);
    for (let round = 0; round < 120; round++) {
      const [width, height] = [1 + Math.floor(next() * 90), 1 + Math.floor(next() * 60)];
      const mask = noise(width, height, [0, 1, 0.5, 0.02, 0.98][round % 5] ?? 0, next);
      assert.equal(drawn(decodeMask(encodeMask(mask), { width, height })), drawn(mask));
    }
    const large = noise(1200, 900, 0.5, next);
    assert.deepEqual(decodeMask(encodeMask(large), large).data, large.data);
    const long = ruled(3000, 100, (_, y) => y > 50);
    assert.deepEqual(decodeMask(encodeMask(long), long).data, long.data);
  });

  it('is refused for another size, or when it is damaged', () => {
    const code = encodeMask(noise(20, 20, 0.5, random(13)));
    assert.throws(() => decodeMask(code, { width: 20, height: 21 }), { name: 'ImageError' });
    assert.throws(() => decodeMask(code, { width: 20, height: 19 }), { name: 'ImageError' });
    assert.throws(() => decodeMask('no base64 at all!', { width: 20, height: 20 }), { name: 'ImageError' });
  });
});
